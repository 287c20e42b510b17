import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from statementgraph.corpus.loader import load_rdf
from statementgraph.errors import CannotReadError

P = "<http://a.example/p>"
FILES = {
    "a.ttl": f"<http://a.example/s> {P} 1 .",
    "a.nt": f'<http://a.example/s> {P} "1" .\n',
    "a.nq": f'<http://a.example/s> {P} "1" <http://a.example/g> .\n',
    "a.trig": f"<http://a.example/g> {{ <http://a.example/s> {P} 1 }} <http://a.example/s> {P} 2 .",
    "a.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://a.example/">'
    '<rdf:Description rdf:about="http://a.example/s"><e:p>1</e:p></rdf:Description></rdf:RDF>',
    "a.jsonld": '{"@id": "http://a.example/s", "http://a.example/p": 1}',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content)
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content.encode()))
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_every_format_also_gzipped(name: str, folder: Path) -> None:
    plain = load_rdf([str(folder / name)])
    assert plain
    assert load_rdf([str(folder / f"{name}.gz")]) == plain


def graphs(specs: list[str]) -> list[str]:
    return sorted(str(q.graph_name) for q in load_rdf(specs))


def test_triples_go_to_the_default_graph_or_to_the_one_named(folder: Path) -> None:
    assert graphs([str(folder / "a.ttl")]) == ["DEFAULT"]
    assert graphs([f"{folder / 'a.ttl'}=http://a.example/h?x=1"]) == ["<http://a.example/h?x=1>"]


def test_named_graphs_are_kept(folder: Path) -> None:
    assert graphs([str(folder / "a.trig")]) == ["<http://a.example/g>", "DEFAULT"]
    both = graphs([f"{folder / 'a.trig'}=http://a.example/h"])
    assert both == ["<http://a.example/g>", "<http://a.example/h>"]


def test_a_file_whose_name_holds_an_equals_sign(folder: Path) -> None:
    path = folder / "a=b.ttl"
    path.write_text(FILES["a.ttl"])
    assert graphs([str(path)]) == ["DEFAULT"]
    assert graphs([f"{path}=http://a.example/h"]) == ["<http://a.example/h>"]


def test_blank_nodes_stay_apart_and_are_the_same_each_time(folder: Path) -> None:
    specs = []
    for name in ("x.ttl", "y.ttl"):
        (folder / name).write_text(f"_:b {P} [ {P} 1 ] .")
        specs.append(str(folder / name))
    quads = load_rdf(specs)
    assert len({q.subject for q in quads}) == 4
    assert load_rdf(specs) == quads


def test_blank_graph_names_stay_apart_too(folder: Path) -> None:
    specs = []
    for name in ("x.trig", "y.trig"):
        (folder / name).write_text(f"_:g {{ _:g {P} 1 }}")
        specs.append(str(folder / name))
    quads = load_rdf(specs)
    assert [q.graph_name for q in quads] == [q.subject for q in quads]
    assert len(set(quads)) == 2
    assert load_rdf(specs) == quads


def test_relative_iris_and_byte_order_marks(folder: Path) -> None:
    (folder / "x.ttl").write_bytes(f"\ufeff<#s> {P} 1 .".encode())
    (quad,) = load_rdf([str(folder / "x.ttl")])
    assert quad.subject == ox.NamedNode((folder / "x.ttl").as_uri() + "#s")


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("none.ttl", "no file"),
        ("a.ttl=graph", "not an absolute IRI"),
        ("a.ttl=http://a b", "not an absolute IRI"),
        ("a.csv", "no suffix"),
        ("broken.ttl", "broken.ttl:2: the RDF cannot be read"),
        ("broken.ttl.gz", "not a whole gzip"),
        ("broken.rdf", "cannot be read"),
    ],
)
def test_what_cannot_be_read(spec: str, said: str, folder: Path) -> None:
    (folder / "a.csv").write_text("a,b")
    (folder / "broken.ttl").write_text(f"<http://a.example/s>\n{P} .")
    (folder / "broken.rdf").write_text("<rdf:RDF")
    (folder / "broken.ttl.gz").write_bytes(gzip.compress(b"x" * 99)[:-9])
    with pytest.raises(CannotReadError) as caught:
        load_rdf([str(folder / spec)])
    assert said in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.owl", FILES["a.rdf"]),
        ("x.rdfs", FILES["a.rdf"]),
        ("x.OWL", FILES["a.rdf"]),
        ("x.xml", FILES["a.rdf"]),
        ("x.n3", FILES["a.ttl"]),
        ("x.json", FILES["a.jsonld"]),
    ],
)
def test_vocabularies_and_everyday_suffixes_are_read(
    name: str, content: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content)
    assert len(load_rdf([str(tmp_path / name)])) == 1


@pytest.mark.parametrize(
    "context",
    [
        '"https://schema.org/"',
        '["https://schema.org/", {"x": "http://a.example/"}]',
        '[{"x": "http://a.example/"}, "context.jsonld"]',
        '{"@import": "https://schema.org/"}',
        '{"@version": 1.1, "x": {"@id": "http://a.example/x", "@context": "https://schema.org/"}}',
    ],
)
def test_a_context_elsewhere_is_refused_in_words_that_say_what_to_do(
    context: str, tmp_path: Path
) -> None:
    path = tmp_path / "remote.jsonld"
    path.write_text(f'{{\n"@context": {context},\n"@type": "Dataset", "name": "x", "x": {{}}}}')
    with pytest.raises(CannotReadError) as caught:
        load_rdf([str(path)])
    assert "nothing is fetched" in str(caught.value)
    assert f"{path}:2" in str(caught.value)
    assert "Put the context itself into the document" in caught.value.hint
