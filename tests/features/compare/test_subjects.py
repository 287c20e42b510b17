"""How the rows of the queries are read into what is compared."""

import pytest

from statementgraph.features.compare.cells import ComparisonRow, TextRow, comparison_rows
from statementgraph.features.compare.subjects import COMPARISON_KINDS
from statementgraph.view.addresses import Addresses

BASE = "https://pier.example/"
OURS, THEIRS = f"{BASE}statement/ours", f"{BASE}statement/theirs"


def said(statement: str, **more: str) -> TextRow:
    """Make a row as each of the queries gives it."""
    return {
        "statement": statement,
        "claim": f"{statement}/claim/{'-'.join(more.values())}",
        "stance": f"{BASE}concept/asserts",
        "polarity": f"{BASE}concept/affirmed",
        "certainty": f"{BASE}concept/unqualified",
        "quote": "the quote",
        "source": f"{statement}/text/1#char=0,9",
        **more,
    }


def compared(kind: str, *rows: TextRow) -> list[ComparisonRow]:
    [result] = [k for k in COMPARISON_KINDS if k.name == kind]
    return comparison_rows(result, rows, [OURS, THEIRS], Addresses(BASE))


def figure(statement: str, value: str, **more: str) -> TextRow:
    fixed = {"cohort": f"{BASE}cohort/lost", "hedge": f"{BASE}concept/unhedged", "wording": value}
    # A range has bounds and no value.
    number = {} if "lower" in more else {"value": value}
    return said(statement, **{**fixed, **number, **more})


def date(statement: str, first: str, **more: str) -> TextRow:
    fixed = {"thing": f"{BASE}event/fall", "act": f"{BASE}concept/fall", "wording": first}
    return said(statement, **{**fixed, "start": first, "end": first, **more})


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ({}, {}, "differ"),
        ({"asOf": "so far"}, {"asOf": "so far"}, "left open"),
        (
            {"asOf": "today", "start": "2001-03-01", "end": "2001-03-01"},
            {"asOf": "on 1 March", "start": "2001-03-01", "end": "2001-03-01"},
            "differ",
        ),
        ({"lower": "12", "upper": "20"}, {}, "left open"),
        ({"hedge": f"{BASE}concept/about"}, {}, "left open"),
    ],
)
def test_a_figure(ours: TextRow, theirs: TextRow, expected: str) -> None:
    [line] = compared("figures", figure(OURS, "12", **ours), figure(THEIRS, "13", **theirs))
    assert line.relation == expected


def test_a_figure_says_its_basis_and_its_bounds() -> None:
    more = {"based": "a list", "lower": "12", "upper": "20"}
    [line] = compared("figures", figure(OURS, "12", **more))
    [item] = line.cells[0].items
    assert "basis given: a list" in item.reading
    assert item.reading.startswith("12 to 20")


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ({}, {}, "differ"),
        ({"edtf": "2001-03-01~"}, {}, "left open"),
        ({"place": f"{BASE}place/east"}, {"place": f"{BASE}place/west"}, "left open"),
        ({"place": f"{BASE}place/east"}, {"place": f"{BASE}place/east"}, "differ"),
        ({"thing": ""}, {"thing": ""}, "left open"),
        ({"start": "", "end": "", "yearly": "--03-01"}, {}, "left open"),
    ],
)
def test_a_date(ours: TextRow, theirs: TextRow, expected: str) -> None:
    [line] = compared(
        "dates", date(OURS, "2001-03-01", **ours), date(THEIRS, "2001-03-02", **theirs)
    )
    assert line.relation == expected


def test_a_day_of_every_year_is_said_as_one() -> None:
    [line] = compared("dates", date(OURS, "", yearly="--03-01"))
    [item] = line.cells[0].items
    assert item.reading == "every year on 1 March"


@pytest.mark.parametrize("field", ["thing", "act", "actor"])
def test_dates_of_different_things_are_different_rows(field: str) -> None:
    result = compared(
        "dates",
        date(OURS, "2001-03-01"),
        date(THEIRS, "2001-03-02", **{field: f"{BASE}other"}),
    )
    assert [line.relation for line in result] == [None, None]


@pytest.mark.parametrize("field", ["norm", "thing"])
def test_norms_said_of_different_things_are_different_rows(field: str) -> None:
    rule = {"norm": f"{BASE}instrument/rule", "thing": f"{BASE}event/fall"}
    result = compared("norms", said(OURS, **rule), said(THEIRS, **{**rule, field: f"{BASE}other"}))
    assert [line.relation for line in result] == [None, None]


def test_quotes_and_holders_of_one_claim_are_gathered() -> None:
    one = said(OURS, thing=f"{BASE}event/fall", wording="a loss")
    rows = [
        {**one, "holder": holder, "quote": quote, "source": f"{OURS}/text/1#char={place}"}
        for holder in ("Guild", "Keepers")
        for quote, place in (("a loss at sea", "0,13"), ("a loss on land", "20,34"))
    ]
    [line] = compared("names", *({**r, "stance": f"{BASE}concept/reports"} for r in rows))
    [item] = line.cells[0].items
    assert item.stance == "reports, as the view of Guild, Keepers"
    assert [q.exact for q in item.quotes] == ["a loss at sea", "a loss on land"]
