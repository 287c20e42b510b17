"""Whatever stands in the place of a value: the service answers, with what is wrong with it."""

from functools import cache

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statementgraph.rdf import DEFAULT_BASE, PREFIXES
from statementgraph.reading.lexical import EDTF, INTEGERS
from statementgraph.sandbox.checker import Checker, Outcome
from statementgraph.sandbox.rdf_reader import read
from statementgraph.sandbox.report_writer import write
from tests.shapes import twins

XSD = PREFIXES["xsd"]
PREFIX = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("sg", "dcterms", "dcat", "oa", "xsd", "sem")
)
PLACES = {
    "sg:CountClaim": ("sg:value", "sg:lowerBound", "sg:upperBound"),
    "dcterms:PeriodOfTime": ("dcat:startDate", "dcat:endDate"),
    "sg:TimeReading": (
        *("sg:edtf", "sg:recursOn", "sg:reference"),
        *("sem:hasEarliestBeginTimeStamp", "sem:hasLatestEndTimeStamp"),
    ),
    "sg:Statement": ("dcterms:issued",),
}
ANSWERS = ("ttl", "nt", "jsonld", "rdf", "txt", "html")


@cache
def tree() -> tuple[ox.Quad, ...]:
    return tuple(ox.Quad(t.subject, t.predicate, t.object) for t in twins.class_tree())


def run(body: bytes) -> tuple[Outcome, Checker]:
    checker = Checker(twins.all_shapes(), tree(), {})
    return checker.run(read(body, "ttl", DEFAULT_BASE, {})[0]), checker


def codes(body: str) -> set[str]:
    outcome, _ = run((PREFIX + body).encode())
    return {found.result.code for found in outcome.results}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('dcat:startDate "1992-2-5"^^xsd:date ; dcat:endDate "1992-02-25"^^xsd:date', "literal"),
        ('dcat:endDate "1992-02-25T00:00:00"^^xsd:date', "literal"),
        ('dcat:endDate "February 1992"^^xsd:date', "literal"),
        ("dcat:startDate [] ; dcat:endDate 7", "S12"),
        ('dcat:startDate "-0043-03-15"^^xsd:date ; dcat:endDate "-0044-03-15"^^xsd:date', "S12"),
        ('dcat:startDate "10000-01-01"^^xsd:date ; dcat:endDate "9999-12-31"^^xsd:date', "S12"),
        ('dcat:startDate "1992-02-25"^^xsd:date ; dcat:endDate "1992-02-25Z"^^xsd:date', "S12"),
    ],
)
def test_days_that_are_none(body: str, code: str) -> None:
    found = codes(f"<period/x> a dcterms:PeriodOfTime ; {body} .")
    assert {code, "S16"} <= found  # what else is wrong is said too


def test_days_before_the_common_era_and_of_five_digits() -> None:
    days = 'dcat:startDate "-0044-03-15"^^xsd:date ; dcat:endDate "12024-03-15"^^xsd:date'
    assert codes(f"<period/x> a dcterms:PeriodOfTime ; {days} .") == {"S16"}


@pytest.mark.parametrize("value", ['"1,000"^^xsd:integer', "[]", '""^^xsd:integer', '"٦"^^xsd:int'])
def test_a_figure_that_is_none(value: str) -> None:
    found = codes(f"<claim/x> a sg:CountClaim ; sg:lowerBound 600 ; sg:upperBound {value} .")
    assert {"S24", "S16"} <= found
    assert ("literal" in found) is value.startswith('"')


@pytest.mark.parametrize("name", ["nonNegativeInteger", "integer", "unsignedByte", "long"])
def test_positions_may_have_a_derived_datatype(name: str) -> None:
    body = f"""<q> a oa:SpecificResource ; oa:hasSelector [ a oa:TextPositionSelector ;
        oa:start "5"^^xsd:{name} ; oa:end "9"^^xsd:{name} ] ."""
    outcome, _ = run((PREFIX + body).encode())
    said = " ".join(found.result.message for found in outcome.results)
    assert "one start" not in said
    assert "one end" not in said


texts = st.one_of(
    st.text(max_size=20),
    st.from_regex(r"-?\d{1,6}-\d{1,2}-\d{1,2}(Z|[+-]\d\d:\d\d)?", fullmatch=True),
    st.sampled_from(["1,000", "6_13", "--02-30", "NaN", "INF", "9" * 50, "24:00:00", "1992~"]),
)
datatypes = st.one_of(
    st.none(),
    st.sampled_from([*sorted(INTEGERS), *sorted(EDTF)]),
    st.sampled_from(["date", "dateTime", "gYear", "gMonthDay", "duration", "time", "boolean"]).map(
        XSD.__add__
    ),
    st.sampled_from(["decimal", "double", "hexBinary", "base64Binary", "anyURI"]).map(XSD.__add__),
)
terms = st.one_of(
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(kind) if kind else None),
        texts,
        datatypes,
    ),
    st.just(ox.Literal("text", language="en")),
    st.builds(ox.BlankNode),
    st.just(ox.NamedNode("urn:x:thing")),
)
places = st.sampled_from([(kind, name) for kind, names in PLACES.items() for name in names])


@settings(max_examples=20)  # each makes a checker
@given(st.lists(st.tuples(places, terms), min_size=1, max_size=12), st.sampled_from(ANSWERS))
def test_any_term_in_any_place_has_a_report(
    values: list[tuple[tuple[str, str], ox.Literal]], answer: str
) -> None:
    lines = [f"<x/{kind[-5:]}> a {kind} ; {name} {term} ." for (kind, name), term in values]
    outcome, checker = run((PREFIX + "\n".join(lines)).encode())
    assert outcome.results
    assert write(outcome, checker, answer, DEFAULT_BASE, {})


def test_every_format_has_the_literal() -> None:
    body = '<period/x> a dcterms:PeriodOfTime ; dcat:endDate "1992-W08-2"^^xsd:date .'
    outcome = run((PREFIX + body).encode())
    for answer in ANSWERS:
        assert b"1992-W08-2" in write(*outcome, answer, DEFAULT_BASE, {}), answer
