"""How a value is written under the term that fits it."""

from typing import Any

import pyoxigraph as ox
from pyld import jsonld

from statementgraph.release.jsonld_context import Context, Value

LABEL = "http://example.org/label"
TERMS = {
    "ex": "http://example.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "label": {"@id": "ex:label", "@container": "@language"},
    "name": {"@id": "ex:name", "@language": "en"},
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


def test_a_text_without_a_language_is_spelled_out_beside_the_map() -> None:
    node = written((LABEL, Context(TERMS).literal(ox.Literal("pier"))))
    assert node == {"ex:label": {"@value": "pier"}}


def test_a_text_in_another_language_than_the_term_is_spelled_out() -> None:
    node = written(("http://example.org/name", text("jetée", "fr")))
    assert node == {"ex:name": {"@value": "jetée", "@language": "fr"}}


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
