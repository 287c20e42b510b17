"""Plain words: every term of the vocabulary has some, and none takes a side."""

import re

import pyoxigraph as ox
import pytest

from statementgraph.rdf import DEFAULT_BASE, NS, PREFIXES
from statementgraph.view import labels, term_labels
from statementgraph.view.quantities import Quantity
from tests.paths import CHECKOUT

ONTOLOGY = CHECKOUT / "ontology" / "statementgraph.ttl"
OWL = PREFIXES["owl"]


def terms(*kinds: str) -> set[str]:
    quads = ox.parse(ONTOLOGY.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
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
    assert terms("Class") - set(term_labels.CLASSES) == {"sg:Utterance"}
    assert terms("ObjectProperty", "DatatypeProperty") <= set(term_labels.PROPERTIES)


def test_the_tables_use_known_prefixes() -> None:
    for name in (*term_labels.CLASSES, *term_labels.PROPERTIES):
        assert name.partition(":")[0] in PREFIXES


def test_no_word_takes_a_side() -> None:
    loaded = re.compile(r"genocid|massacr|crime|terror|liberat|aggress|truth|fact\b", re.IGNORECASE)
    words = [*labels.VERBS.values(), labels.DENIAL, labels.REPORTING, *labels.CERTAINTIES.values()]
    for pair in (*term_labels.CLASSES.values(), *term_labels.PROPERTIES.values()):
        words += pair
    assert not [w for w in words if loaded.search(w)]


def test_articles() -> None:
    assert (labels.with_article("event"), labels.with_article("place")) == ("an event", "a place")


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity("4000", hedge="nearly", unit="person"), "nearly 4,000 persons"),
        (Quantity("613", hedge="no hedge word", unit="person"), "613 persons, no hedge word"),
        (Quantity("8", hedge="no hedge word", unit="family"), "8 families, no hedge word"),
        (Quantity("1", hedge="at least", unit="family"), "at least 1 family"),
        (Quantity("3", unit="legislature of a coast"), "3 legislatures of a coast"),
        (Quantity("2.5", hedge="about"), "about 2.5"),
        (
            Quantity(lower="500", upper="1000", hedge="no hedge word", unit="person"),
            "500 to 1,000 persons",
        ),
        (Quantity(upper="1000", hedge="unhedged", unit="person"), "up to 1,000 persons"),
        (Quantity(lower="20", unit="boat"), "from 20 boats on"),
        (Quantity(vague="dozens", hedge="no hedge word", unit="person"), "dozens (persons)"),
        (Quantity("82", unit="percent", whole="The crew"), "82 percent of “The crew”"),
        (Quantity("3000000000", unit="euro"), "3,000,000,000 euros"),
        (Quantity(), ""),
    ],
)
def test_quantities_in_words(quantity: Quantity, text: str) -> None:
    assert quantity.text == text


@pytest.mark.parametrize(
    ("axes", "text"),
    [
        (("sg:Claim", "asserts", "affirmed", "unqualified"), "said"),
        (("sg:CountClaim", "asserts", "denied", "unqualified"), "said, as a denial"),
        (
            ("sg:Claim", "reports", "denied", "alleged"),
            "said, reporting others, as a denial, as alleged",
        ),
        (("sg:Commitment", "asserts", "affirmed", "unqualified"), "promised"),
        (("sg:Declaration", "asserts", "affirmed", "unqualified"), "declared"),
        (("sg:Expression", "asserts", "affirmed", "unqualified"), "expressed"),
        (("sg:Call", "asserts", "denied", "unqualified"), "called for, as a denial"),
    ],
)
def test_a_verb_says_how_it_was_said(axes: tuple[str, str, str, str], text: str) -> None:
    assert labels.verb(*axes) == text
