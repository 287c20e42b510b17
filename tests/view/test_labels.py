"""Plain words: every term of the vocabulary has some, and none takes a side."""

import re

import pyoxigraph as ox
import pytest

from statementgraph.rdf import NS, PREFIXES
from statementgraph.view import labels
from tests.paths import CHECKOUT

ONTOLOGY = CHECKOUT / "ontology" / "statementgraph.ttl"
OWL = PREFIXES["owl"]


def terms(*kinds: str) -> set[str]:
    quads = ox.parse(ONTOLOGY.read_bytes(), format=ox.RdfFormat.TURTLE)
    types = {f"{OWL}{kind}" for kind in kinds}
    return {
        "sg:" + q.subject.value[len(NS) :]
        for q in quads
        if isinstance(q.object, ox.NamedNode)
        and q.object.value in types
        and isinstance(q.subject, ox.NamedNode)
        and q.subject.value.startswith(NS)
    }


def test_every_class_and_property_of_the_vocabulary_has_words() -> None:
    assert terms("Class") - set(labels.CLASSES) == {"sg:Utterance"}
    assert terms("ObjectProperty", "DatatypeProperty") <= set(labels.PROPERTIES)


def test_the_tables_use_known_prefixes() -> None:
    for name in (*labels.CLASSES, *labels.PROPERTIES):
        assert name.partition(":")[0] in PREFIXES


def test_no_word_takes_a_side() -> None:
    loaded = re.compile(r"genocid|massacr|crime|terror|liberat|aggress|truth|fact\b", re.IGNORECASE)
    words = [*labels.STANCES.values(), labels.CALL]
    for pair in (*labels.CLASSES.values(), *labels.PROPERTIES.values()):
        words += pair
    assert not [w for w in words if loaded.search(w)]


def test_articles() -> None:
    assert (labels.with_article("event"), labels.with_article("place")) == ("an event", "a place")


@pytest.mark.parametrize(
    ("number", "hedge", "unit", "text"),
    [
        ("4000", "nearly", "person", "nearly 4,000 persons"),
        ("613", "no hedge word", "person", "613 persons, no hedge word"),
        ("8", "no hedge word", "family", "8 families, no hedge word"),
        ("1", "at least", "family", "at least 1 family"),
        ("3", "", "legislature of a coast", "3 legislatures of a coast"),
        ("2.5", "about", "", "about 2.5"),
    ],
)
def test_figures_in_words(number: str, hedge: str, unit: str, text: str) -> None:
    assert labels.figure_text(number, hedge, unit) == text
