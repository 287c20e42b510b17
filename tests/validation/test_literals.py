"""A literal that is none of its datatype is a finding, never the end of a check."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.corpus.loader import load_corpus
from statementgraph.rdf import PREFIXES
from statementgraph.reading.lexical import EDTF, INTEGERS, decimal, problem
from statementgraph.validation import check
from statementgraph.validation.graph_check import check_graphs
from statementgraph.validation.literals import ill_typed
from tests.corpus.eastwick import BASE, Root

XSD = PREFIXES["xsd"]
CLAIM, VALUE = ox.NamedNode("urn:x:claim"), ox.NamedNode(f"{PREFIXES['sg']}value")


def literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(datatype))


def codes(*values: ox.Literal | ox.Triple) -> list[str]:
    return [r.code for r in ill_typed(ox.Triple(CLAIM, VALUE, value) for value in values)]


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("1992-2-5", "date"),
        ("1992-02-25T00:00:00", "date"),
        ("1992-W08-2", "date"),
        ("25.02.1992", "date"),
        ("1992-02-25+15:00", "date"),
        ("1992-02-25+04", "date"),
        ("1992-02-25z", "date"),
        ("6_13", "integer"),
        ("٦١٣", "integer"),
        (" 613", "integer"),
        ("1,000", "integer"),
        ("", "integer"),
        ("0x10", "integer"),
        ("--5", "integer"),
        ("-1", "nonNegativeInteger"),
        ("garbage", "gMonthDay"),
        ("--02-30", "gMonthDay"),
    ],
)
def test_what_is_none_of_its_datatype(text: str, datatype: str) -> None:
    assert codes(literal(text, XSD + datatype)) == ["literal"]


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("-0043-03-15", "date"),
        ("12024-01-01", "date"),
        ("0000-01-01", "date"),
        ("1992-02-25+14:00", "date"),
        ("613", "nonNegativeInteger"),
        ("+0613", "integer"),
        ("--02-29", "gMonthDay"),
    ],
)
def test_what_its_datatype_allows(text: str, datatype: str) -> None:
    assert codes(literal(text, XSD + datatype)) == []


def test_a_literal_in_a_triple_term_is_looked_at() -> None:
    inner = ox.Triple(CLAIM, VALUE, literal("6_13", f"{XSD}integer"))
    assert codes(inner) == ["literal"]


def test_the_number_of_a_literal() -> None:
    assert decimal("+6.50") == decimal("6.5")
    assert [decimal(text) for text in ("6_13", "٦١٣", "NaN", "", "1e3")] == [None] * 5


def test_the_finding_says_where_what_and_how(root: Root) -> None:
    root.edit(root.content, "    sg:value 12 .", '    sg:value "6_13"^^xsd:integer .')
    report = check(load_corpus(root.path, BASE))
    (found,) = [f for f in report.findings if f.code == "literal"]
    assert found.line == root.line_of(root.content, "claim:killed a")
    assert found.message.startswith('The value "6_13" of sg:value is no whole number')
    assert not report.conforms


def test_a_ring_of_nodes_without_iris_ends(tmp_path: Path) -> None:
    one, other, link = ox.BlankNode(), ox.BlankNode(), ox.NamedNode("urn:x:link")
    ring = [ox.Triple(one, link, other), ox.Triple(other, link, one)]
    wrong = ox.Triple(one, VALUE, literal("x", f"{XSD}integer"))
    assert len(list(ill_typed([*ring, wrong]))) == 1


def test_a_figure_that_is_none_ends_no_other_check(root: Root) -> None:
    root.edit(root.content, "    sg:value 12 .", '    sg:value "1,000"^^xsd:integer .')
    corpus = load_corpus(root.path, BASE)
    store = ox.Store()
    store.extend(corpus.quads)
    assert list(check_graphs(store, corpus)) == []


@given(st.text(), st.sampled_from([*sorted(INTEGERS), *sorted(EDTF), f"{XSD}date", f"{XSD}double"]))
def test_any_text_of_any_datatype_has_an_answer(text: str, datatype: str) -> None:
    said = problem(text, datatype)
    assert said is None or said.split()[0] in {"is", "has", "names"}
