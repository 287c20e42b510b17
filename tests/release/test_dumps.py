import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from statementgraph.corpus.model import Corpus
from statementgraph.errors import InvalidDataError
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.release import dumps
from statementgraph.release.blank_node_cycles import circles
from statementgraph.release.catalogue import catalogue
from statementgraph.release.packing import zstd
from tests.release.conftest import ROOT
from tests.release.reading import FORMATS, by_pyoxigraph, by_rdflib, canonical, union

READERS = [by_pyoxigraph, by_rdflib]
CONTEXT: dict[str, Any] = json.loads((ROOT / "ontology/context.jsonld").read_bytes())["@context"]

# What a careless writer loses: circles and sharing of blank nodes, within and between
# graphs, lists, odd strings, numbers that are not written the usual way.
AWKWARD = """
PREFIX : <https://w3id.org/statementgraph/ferry/>
PREFIX sg: <https://w3id.org/statementgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
:pier rdfs:label "Pier at Eastwick"@en , "Débarcadère 🚢"@fr , "plain" ; rdfs:seeAlso <urn:a:b> .
GRAPH :one {
  :pier rdfs:comment "line one\\nline \\"two\\"\\\\ \\t <&> 🚢 \\u0301" ;
    sg:value 4 , 5.50 , 1e3 , true ;
    dcterms:issued "2001-03-04"^^xsd:date , "2001"^^xsd:gYear ;
    sg:status ( :a ( "nested" 2 ) _:twice ) ; dcterms:isPartOf "not an IRI" ; sg:basis _:twice .
  _:r1 rdfs:seeAlso _:r2 . _:r2 rdfs:seeAlso _:r1 .
  _:self rdfs:seeAlso _:self .
  [] rdfs:label "nobody points here"@en .
  [ rdfs:label "outer"@en ] rdfs:seeAlso [ rdfs:seeAlso [ a sg:Claim , _:kind ] ] .
}
GRAPH :two {
  _:x1 rdfs:seeAlso _:x2 . _:x2 rdfs:seeAlso _:x1 ; sg:value 1 .
  :pier sg:value 4 , 99999999999999999999 ; sg:edtf "2001~"^^edtf:EDTF .
  :boat sg:note [] , [] ; sg:about _:y . :ship sg:about _:y .
}
"""
# Blank nodes that reach over graphs, one that names a graph, an IRI like a prefixed name.
SHARING = """
PREFIX : <https://w3id.org/statementgraph/ferry/>
GRAPH :one { :pier :basis _:shared ; :see <geo:1,2> }
GRAPH :two { _:shared :label "shared" . :boat :basis _:shared }
GRAPH _:unnamed { :pier :about _:unnamed , :quay%20one , <https://a.example/#char=1,2> . }
"""


def _parsed(text: str) -> list[ox.Quad]:
    return list(ox.parse(text.encode(), format=ox.RdfFormat.TRIG))


def _data(name: str, request: pytest.FixtureRequest) -> list[ox.Quad]:
    if name in {"awkward", "sharing"}:
        return _parsed(AWKWARD if name == "awkward" else SHARING)
    corpus: Corpus = request.getfixturevalue(name)
    return [*corpus.quads, *catalogue(corpus.quads, corpus.base, "0123456789ab")]


@pytest.fixture(scope="module", params=["awkward", "sharing", "eastwick", "published"])
def quads(request: pytest.FixtureRequest) -> list[ox.Quad]:
    return _data(request.param, request)


@pytest.fixture(scope="module")
def files(quads: list[ox.Quad]) -> dict[str, bytes]:
    return dumps.write(quads, DEFAULT_BASE, CONTEXT)


def test_six_formats_each_also_packed(files: dict[str, bytes]) -> None:
    names = {f"all.{key}{end}" for key in FORMATS for end in ("", ".gz", ".zst")}
    assert set(files) == {*names, "SHA256SUMS"}


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("key", dumps.DATASET_KEYS)
def test_dataset_dump_holds_every_quad(
    files: dict[str, bytes],
    quads: list[ox.Quad],
    key: str,
    read: Callable[[bytes, str], list[ox.Quad]],
) -> None:
    assert canonical(read(files[f"all.{key}"], key)) == canonical(quads)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("key", dumps.GRAPH_KEYS)
def test_graph_dump_holds_the_union(
    files: dict[str, bytes],
    quads: list[ox.Quad],
    key: str,
    read: Callable[[bytes, str], list[ox.Quad]],
) -> None:
    assert canonical(read(files[f"all.{key}"], key)) == canonical(union(quads))


def test_no_triple_of_the_union_is_written_twice(
    files: dict[str, bytes], quads: list[ox.Quad]
) -> None:
    for key in dumps.GRAPH_KEYS:
        assert len(by_pyoxigraph(files[f"all.{key}"], key)) == len(set(union(quads)))


def test_a_missing_triple_is_seen(quads: list[ox.Quad]) -> None:
    assert canonical(quads[1:]) != canonical(quads)


def test_packed_files_unpack_to_the_plain_ones(files: dict[str, bytes]) -> None:
    for name in [n for n in files if n.endswith(".gz")]:
        assert gzip.decompress(files[name]) == files[name.removesuffix(".gz")]
        assert files[name][3:8] == bytes(5), "no name and no time in the header"
    for name in [n for n in files if n.endswith(".zst")]:
        assert zstd.decompress(files[name]) == files[name.removesuffix(".zst")]


def test_the_order_of_quads_does_not_show(files: dict[str, bytes], quads: list[ox.Quad]) -> None:
    assert dumps.write(quads[::-1], DEFAULT_BASE, CONTEXT) == files


def test_sha256sum_accepts_the_sums(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, body in files.items():
        (tmp_path / name).write_bytes(body)
    check = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, check=False).returncode == 0
    listed = {line.split("  ")[1] for line in files["SHA256SUMS"].decode().splitlines()}
    assert listed == set(files) - {"SHA256SUMS"}


def test_line_formats_are_sorted_and_have_no_line_twice(files: dict[str, bytes]) -> None:
    for name in ("all.nt", "all.nq"):
        lines = files[name].splitlines()
        assert lines == sorted(set(lines))


def test_turtle_is_written_for_readers(eastwick: Corpus) -> None:
    files = dumps.write(eastwick.quads, eastwick.base, CONTEXT)
    for name in ("all.ttl", "all.trig"):
        text = files[name].decode()
        assert "claim-2001-03-04-northmarsh:" in text
        assert "PREFIX place: <https://w3id.org/statementgraph/place/>" in text
        assert "oa:hasSelector\n        [\n" in text


def test_json_ld_uses_the_short_names_and_needs_no_network(eastwick: Corpus) -> None:
    whole = json.loads(dumps.write(eastwick.quads, eastwick.base, CONTEXT)["all.jsonld"])
    assert whole["@context"] == CONTEXT
    nodes = {n["id"]: n for g in whole["@graph"] for n in g["@graph"]}
    statement = nodes[f"{DEFAULT_BASE}statement/2001-03-04-northmarsh"]
    assert statement["issued"] == "2001-03-04"
    assert "Statement" in statement["type"]
    assert isinstance(statement["label"]["en"], str)


def test_long_lists_are_written_as_lists() -> None:
    members = " ".join(map(str, range(3000)))
    quads = _parsed(f"<https://a.example/x> <https://a.example/y> ( {members} ) , () .")
    files = dumps.write(quads, DEFAULT_BASE, CONTEXT)
    (node,) = json.loads(files["all.jsonld"])["@graph"]
    assert {"@list": list(range(3000))} in node["https://a.example/y"]
    for key in dumps.DATASET_KEYS:
        assert canonical(by_pyoxigraph(files[f"all.{key}"], key)) == canonical(quads)


def test_terms_that_map_or_turn_round_are_not_used() -> None:
    terms = {
        "ex": "https://a.example/",
        "turned": {"@reverse": "ex:p"},
        "mapped": {"@id": "ex:p", "@container": "@language"},
        "ordered": {"@id": "ex:p", "@type": "@id", "@container": "@list"},
        "scoped": {"@id": "ex:p", "@context": {}},
    }
    quads = _parsed('PREFIX ex: <https://a.example/> ex:s ex:p ex:o , "word"@en , "word" .')
    body = dumps.write(quads, DEFAULT_BASE, terms)["all.jsonld"]
    assert canonical(by_pyoxigraph(body, "jsonld")) == canonical(quads)


def test_an_iri_that_looks_like_a_prefixed_name_keeps_its_meaning() -> None:
    # <geo:1,2> is an IRI of its own (RFC 5870), and `geo` is a prefix of the context.
    body = dumps.write(_parsed(SHARING), DEFAULT_BASE, CONTEXT)["all.jsonld"]
    assert json.loads(body)["@context"] == {}


def test_circles_are_found_and_nothing_that_hangs_on_them() -> None:
    users = {"a": "b", "b": "c", "c": "a", "d": "a", "e": "d", "f": "f", "g": "iri"}
    assert circles(users) == {"a", "b", "c", "f"}


def test_triple_terms_are_refused_in_one_sentence() -> None:
    term = ox.NamedNode("https://a.example/x")
    quad = ox.Quad(term, term, ox.Triple(term, term, term))
    with pytest.raises(InvalidDataError):
        dumps.write([quad], DEFAULT_BASE, CONTEXT)
