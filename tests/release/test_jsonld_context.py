"""How a value is written under the term that fits it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from pyld import jsonld

from statementgraph.corpus.loader import load_corpus
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.release.jsonld import write
from statementgraph.release.jsonld_context import Context, Value
from tests.paths import CHECKOUT, FIXTURES, ISLES
from tests.release.reading import by_pyoxigraph, by_rdflib, canonical

XSD = "http://www.w3.org/2001/XMLSchema#"
LABEL = "http://example.org/label"
TERMS = {
    "ex": "http://example.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "label": {"@id": "ex:label", "@container": "@language"},
    "name": {"@id": "ex:name", "@language": "en"},
    "nick": {"@id": "ex:nick", "@container": ["@language", "@set"]},
    "other": "ex:other",
    "knows": {"@id": "ex:knows", "@type": "@id", "@container": "@set"},
    "born": {"@id": "ex:born", "@type": "xsd:date"},
}


def written(*values: tuple[str, Value]) -> dict[str, Any]:
    node: dict[str, Any] = {}
    for predicate, value in values:
        Context(TERMS).add(node, predicate, value)
    return node


def text(words: str, language: str) -> Value:
    return Context(TERMS).literal(ox.Literal(words, language=language))


def test_texts_of_several_languages_are_one_language_map() -> None:
    node = written((LABEL, text("pier", "en")), (LABEL, text("jetée", "fr")))
    assert node == {"label": {"en": "pier", "fr": "jetée"}}


def test_two_texts_of_one_language_are_a_list_in_the_map() -> None:
    node = written((LABEL, text("pier", "en")), (LABEL, text("quay", "en")))
    assert node == {"label": {"en": ["pier", "quay"]}}


def test_a_text_without_a_language_is_in_the_map_under_none() -> None:
    plain = Context(TERMS).literal(ox.Literal("pier"))
    node = written((LABEL, plain), (LABEL, text("jetée", "fr")))
    assert node == {"label": {"@none": "pier", "fr": "jetée"}}


def test_what_is_no_text_is_spelled_out_beside_the_map() -> None:
    context = Context(TERMS)
    day = context.literal(ox.Literal("2001-03-04", datatype=ox.NamedNode(f"{XSD}date")))
    node = written((LABEL, day), (LABEL, context.literal(ox.Literal(7))))
    assert node == {"ex:label": [{"@value": "2001-03-04", "@type": "xsd:date"}, 7]}


def test_a_map_of_sets_has_lists_only() -> None:
    node = written(("http://example.org/nick", text("pier", "en")))
    assert node == {"nick": {"en": ["pier"]}}


def test_what_does_not_fit_its_term_is_spelled_out_under_the_same_term() -> None:
    context, born, name = Context(TERMS), "http://example.org/born", "http://example.org/name"
    assert written((name, text("jetée", "fr")), (name, text("pier", "en"))) == {
        "name": [{"@value": "jetée", "@language": "fr"}, "pier"]
    }
    month = ox.Literal("2001-03", datatype=ox.NamedNode(f"{XSD}gYearMonth"))
    values = (month, ox.Literal(2001), ox.Literal(True), ox.Literal("spring"))
    node = written(*((born, context.literal(value)) for value in values))
    assert node == {
        "born": [
            {"@value": "2001-03", "@type": "xsd:gYearMonth"},
            {"@value": 2001},
            {"@value": True},
            {"@value": "spring"},
        ]
    }
    words = context.literal(ox.Literal("a friend"))
    assert written(("http://example.org/knows", words)) == {"knows": [{"@value": "a friend"}]}


def _literals() -> Iterator[ox.Literal | ox.NamedNode]:
    for tag in ("en", "fr", "az-Latn", "ru"):
        yield ox.Literal("word", language=tag)
    for kind in ("date", "gYearMonth", "integer", "decimal", "boolean", "anyURI"):
        yield ox.Literal("2001" if kind == "integer" else "true", datatype=ox.NamedNode(XSD + kind))
    yield ox.Literal("")
    yield ox.Literal("http://example.org/morrow")
    yield ox.NamedNode("http://example.org/morrow")
    yield ox.Literal("word", language="ar", direction=ox.BaseDirection.RTL)


def test_every_value_under_every_term_is_read_back_by_three_readers() -> None:
    names = ("label", "name", "nick", "knows", "born", "other", "count")
    for name in names:
        for number, value in enumerate(_literals()):
            predicate = ox.NamedNode(f"http://example.org/{name}")
            quads = [ox.Quad(ox.NamedNode("http://example.org/x"), predicate, value)]
            quads.append(ox.Quad(quads[0].subject, predicate, ox.Literal("pier", language="en")))
            body = write(quads, TERMS)
            directed = isinstance(value, ox.Literal) and value.direction
            assert set(by_pyoxigraph(body, "jsonld")) == set(quads) or directed, (name, number)
            if directed:
                continue  # neither RDF 1.1 nor these readers have texts with a direction
            assert _lower(by_rdflib(body, "jsonld")) == _lower(quads), (name, number)
            assert _lower(by_pyld(body)) == _lower(quads), (name, number)


def by_pyld(body: bytes) -> list[ox.Quad]:
    lines = jsonld.to_rdf(json.loads(body), {"format": "application/n-quads"})
    return list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))


def _lower(quads: Iterable[ox.Quad]) -> set[str]:
    """Compare language tags as RDF does: in any case (RDF 1.1 Concepts, section 3.3)."""
    return {re.sub(r'"@([A-Za-z-]+)', lambda tag: tag[0].lower(), str(quad)) for quad in quads}


def _expanded(name: str, terms: Mapping[str, Any]) -> str:
    """Return a predicate in full, of a key or of a definition."""
    definition = terms.get(name, name)
    iri = definition if isinstance(definition, str) else definition.get("@id", "")
    prefix, _, rest = iri.partition(":")
    return f"{terms[prefix]}{rest}" if isinstance(terms.get(prefix), str) else iri


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _nodes(part)


def test_no_property_of_the_published_context_has_two_terms() -> None:
    terms = json.loads((CHECKOUT / "ontology/context.jsonld").read_bytes())["@context"]
    named = [d["@id"] for d in terms.values() if isinstance(d, dict) and "@id" in d]
    assert sorted(named) == sorted(set(named))


@pytest.mark.parametrize("root", [ISLES, FIXTURES / "rtl"], ids=lambda root: root.name)
def test_the_dump_has_one_key_for_each_property(root: Path) -> None:
    terms = json.loads((CHECKOUT / "ontology/context.jsonld").read_bytes())["@context"]
    quads = load_corpus(root, DEFAULT_BASE).quads
    body = write(quads, terms)
    for node in _nodes(json.loads(body)["@graph"]):
        keys = [_expanded(name, terms) for name in node]
        assert len(keys) == len(set(keys)), sorted(node)
    assert canonical(by_pyoxigraph(body, "jsonld")) == canonical(quads)
    assert canonical(by_pyld(body)) == canonical(quads)


def test_a_set_is_a_list_also_with_one_value() -> None:
    link = Context(TERMS).link("http://example.org/morrow")
    assert written(("http://example.org/knows", link)) == {"knows": ["ex:morrow"]}


def test_another_writer_expands_the_map_to_the_same_texts() -> None:
    node = written((LABEL, text("pier", "en")), (LABEL, text("jetée", "fr")))
    (expanded,) = jsonld.expand({"@context": TERMS, "id": "ex:x", **node})
    assert expanded[LABEL] == [
        {"@value": "pier", "@language": "en"},
        {"@value": "jetée", "@language": "fr"},
    ]
