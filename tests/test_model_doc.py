"""The page about the model names every property, and each of its queries gives an answer."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.rdf import DEFAULT_BASE, PREFIXES
from statementgraph.sparql import Engine, from_quads, select
from tests.paths import CHECKOUT, FIXTURES

PAGE = (CHECKOUT / "docs/model.md").read_text(encoding="utf-8")
ISLES = FIXTURES / "isles"
EMPTY = "No row in the first statement."
_ROW = re.compile(r"^\| `([a-z]+:\w+)` \| (.+?) \| `(.+?)` \|$", re.MULTILINE)
# What neither the first statement nor the made-up ones have: one made-up triple of each.
SAID_NOWHERE = """
PREFIX sg: <https://w3id.org/statementgraph/ns#>
<cohort/drizzle.boats-lost> sg:comparableTo <cohort/mist.boats-lost> .
<statement/2003-05-14-neverby/text/2> sg:translationOf <statement/2003-05-14-neverby/text/1> .
"""


@dataclass(frozen=True)
class Row:
    name: str
    sentence: str
    query: str

    def __str__(self) -> str:
        return self.name


PREFIXES_OF_PAGE = dict(re.findall(r"^PREFIX (\w+): <(.+)>$", PAGE, re.MULTILINE))
ROWS = [Row(*cells) for cells in _ROW.findall(PAGE)]


def prologue() -> str:
    """Return the lines that the page asks to be put before each query."""
    block = re.search(r"```sparql\n(BASE .+?)```", PAGE, re.DOTALL)
    assert block
    return block[1]


@cache
def engine(folder: Path) -> Engine:
    quads = list(load_corpus(folder, DEFAULT_BASE).quads)
    if folder == ISLES:
        made_up = ox.parse(SAID_NOWHERE, format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
        quads += [ox.Quad(q.subject, q.predicate, q.object, quads[0].graph_name) for q in made_up]
    return from_quads(quads, release="test")


def answers(row: Row, folder: Path) -> int:
    return len(list(select(engine(folder), prologue() + row.query, base=DEFAULT_BASE)))


def test_every_property_of_the_vocabulary_has_one_row() -> None:
    text = (CHECKOUT / "ontology/statementgraph.ttl").read_text(encoding="utf-8")
    ours = re.findall(r"^(sg:[a-z]\w+) a owl:", text, re.MULTILINE)
    assert sorted(row.name for row in ROWS if row.name.startswith("sg:")) == sorted(ours)


def test_no_property_has_two_rows() -> None:
    names = [row.name for row in ROWS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("folder", [CHECKOUT, ISLES], ids=["first", "isles"])
def test_every_borrowed_property_of_our_things_has_a_row(folder: Path) -> None:
    vocabulary = ("/graph/vocabulary", "/graph/catalogue")
    used = {
        quad.predicate.value
        for quad in load_corpus(folder, DEFAULT_BASE).quads
        if not str(quad.graph_name).strip("<>").endswith(vocabulary)
    }
    told = {PREFIXES_OF_PAGE[p] + name for p, name in (row.name.split(":") for row in ROWS)}
    assert used - told == set()


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_query_gives_an_answer(row: Row) -> None:
    """An empty answer in the first statement is said on the page, and is full elsewhere."""
    if row.sentence.endswith(EMPTY):
        assert not answers(row, CHECKOUT)
        assert answers(row, ISLES)
    else:
        assert answers(row, CHECKOUT)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_query_uses_the_property_it_stands_for(row: Row) -> None:
    assert row.name in row.query or (row.name == "rdf:type" and " a " in row.query)


def test_the_prefixes_are_those_of_the_data() -> None:
    assert {k: v for k, v in PREFIXES.items() if k in PREFIXES_OF_PAGE}.items() <= (
        PREFIXES_OF_PAGE.items()
    )


@pytest.mark.parametrize(
    ("page", "pattern"),
    [
        ("README.md", r"```sparql\n(.+?)```"),
        ("docs/using.md", r"--data-urlencode query='\n(.+?)'\n"),
    ],
)
def test_the_first_query_that_people_paste_leaves_out_no_figure(page: str, pattern: str) -> None:
    """A range or a vague figure shows with its bounds or words, as many as there are counts."""
    found = re.search(pattern, (CHECKOUT / page).read_text(encoding="utf-8"), re.DOTALL)
    assert found
    counts = (
        prologue() + "SELECT DISTINCT ?claim ?words { ?claim sg:cohort ?c ; sg:asWorded ?words }"
    )
    for folder in (CHECKOUT, ISLES):
        rows = list(select(engine(folder), found[1], base=DEFAULT_BASE))
        assert len(rows) >= len(list(select(engine(folder), counts, base=DEFAULT_BASE))) > 0
        assert all({"polarity", "speaker"} <= row.keys() for row in rows)
        assert all({"value", "from", "to", "vague"} & row.keys() for row in rows)
