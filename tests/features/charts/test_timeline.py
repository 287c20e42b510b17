"""Dates as stated: the words, the reading and its rule; a scale with breaks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.corpus.loader import load_corpus
from statementgraph.features.charts.chart_data import excerpt_around
from statementgraph.features.charts.timeline import (
    DateReading,
    TimelinePage,
    build_timeline,
    reading_text,
)
from statementgraph.features.charts.timeline_svg import timeline_sheet
from statementgraph.features.charts.year_scale import year_scale
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.sparql import from_quads
from statementgraph.view.dates import Day, parse_date
from tests.harbour import HERE, both, engine
from tests.paths import CHECKOUT

ROOT = CHECKOUT


@pytest.fixture(scope="module")
def real() -> TimelinePage:
    return build_timeline(from_quads(load_corpus(ROOT, DEFAULT_BASE).quads), HERE)


@pytest.fixture(scope="module")
def two() -> TimelinePage:
    return build_timeline(both(), HERE)


def reading(page: TimelinePage, wording: str) -> DateReading:
    return next(r for r in (*page.dated, *page.yearly, *page.undated) if r.wording == wording)


def test_every_reading_is_shown_in_the_order_of_its_dates(real: TimelinePage) -> None:
    assert [(r.wording, r.text) for r in (*real.dated, *real.yearly, *real.undated)] == [
        ("Thirty-two years have passed", "the year 1992, approximately"),
        ("the night of February 25 to 26, 1992", "25 February 1992 to 26 February 1992"),
        ("Thirty years ago", "the year 1994, approximately"),
        ("last year", "the year 2023"),
        (
            "after the Second Karabakh War and local anti-terror operations carried out last year",
            "up to 22 February 2024; no date is read for its beginning",
        ),
        ("some time ago", "up to 22 February 2024; no beginning is said"),
        ("until today", "22 February 2024"),
        ("26 February", "every year on 26 February"),
    ]


def test_a_reading_says_how_it_was_made_and_what_it_is_for(real: TimelinePage) -> None:
    result = reading(real, "Thirty years ago")
    assert (result.rule.text, result.reference) == (
        "years before the reference date",
        "22 February 2024",
    )
    assert result.source.speaker_and_date == "Sabina Aliyeva, 22 February 2024"
    assert [name for name, _ in result.claims] == [
        "when",
        "when; said, reporting others",
    ]
    assert {name for name, _ in reading(real, "until today").claims} == {"figure as of then"}
    assert ("Thirty years ago", True) in result.quotes[0].runs


def test_what_is_open_or_approximate_is_drawn_so(real: TimelinePage, two: TimelinePage) -> None:
    ago = reading(real, "some time ago").date_range
    assert ago
    assert (ago.start, ago.open_start, ago.open_end) == (0, True, False)
    assert reading(real, "last year").date_range.approximate is False  # type: ignore[union-attr]
    assert reading(real, "Thirty years ago").date_range.approximate  # type: ignore[union-attr]
    assert reading(two, "in March 2001").date_range.approximate  # type: ignore[union-attr]
    since = reading(two, "since 3 March 2001").date_range
    assert since
    assert (since.end, since.open_start, since.open_end) == (1, False, True)


def test_the_day_of_the_statement_stands_apart(two: TimelinePage) -> None:
    assert [s.speaker_and_date for s, _ in two.issued] == [
        "Ferry Office of Northmarsh, 4 March 2001",
        "Harbour Guild of M\u030corrow, 9 March 2001",
    ]
    assert [r.wording for r in two.undated] == ["one day"]
    assert {r.text for r in two.yearly} == {"every year on 1 March", "every year on 29 February"}


def test_the_drawing_holds_every_reading(two: TimelinePage) -> None:
    text = " ".join(line.text for line in timeline_sheet(two).lines)
    for result in (*two.dated, *two.yearly, *two.undated):
        assert f"“{result.wording}”" in text
        assert result.text in text


@pytest.mark.parametrize(
    ("start", "end", "edtf", "expected"),
    [
        ("2001-03-01", "2001-03-31", "2001-03", "March 2001"),
        ("2001-03-01", "2001-04-30", "", "1 March 2001 to 30 April 2001"),
        ("2001-03-04", "2001-03-04", "2001-03-04?", "4 March 2001, uncertain"),
        ("1901-01-01", "2000-12-31", "1901/2000", "the years 1901 to 2000"),
        ("2001-12-01", "2001-12-31", "2001-12", "December 2001"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15", "15 March 44 BCE"),
        ("12024-01-01", "12024-12-31", "Y12024", "the year 12024"),
    ],
)
def test_a_period_in_words(start: str, end: str, edtf: str, expected: str) -> None:
    assert reading_text(parse_date(start), parse_date(end), edtf, "") == expected


@pytest.mark.parametrize(
    ("start", "edtf", "expected"),
    [
        ("2001-03-04", "2001-03-04/..", "from 4 March 2001 on; no end is said"),
        ("2001-03-04", "2001-03-04/", "from 4 March 2001 on; no date is read for its end"),
        ("", "XXXX", "XXXX"),
        ("", "", "no date"),
    ],
)
def test_an_open_period_in_words(start: str, edtf: str, expected: str) -> None:
    assert reading_text(parse_date(start), None, edtf, "") == expected


DAYS = st.builds(Day, st.integers(-20000, 20000), st.integers(1, 12), st.integers(1, 28))


@given(st.lists(DAYS, min_size=1, max_size=30))
def test_later_days_stand_further_right(days: list[Day]) -> None:
    years = year_scale(days)
    ordered = sorted(set(days))
    for a, b in pairwise(ordered):
        assert years.position(a) < years.position(a, after=True) <= years.position(b) + 1e-9
    assert all(0 <= years.position(d) <= years.position(d, after=True) <= 1 + 1e-9 for d in days)
    ends = [c.left + c.width for c in years.columns]
    assert ends[-1] == pytest.approx(1)
    assert [c.left for c in years.columns[1:]] == pytest.approx(ends[:-1])


def test_years_without_a_date_are_squeezed() -> None:
    years = year_scale([Day(1925), Day(2022), Day(2024, 12, 31)])
    assert [(c.first, c.last, c.squeezed) for c in years.columns] == [
        (1925, 1925, False),
        (1926, 2021, True),
        (2022, 2022, False),
        (2023, 2023, False),
        (2024, 2024, False),
    ]
    assert years.columns[1].width < years.columns[0].width


def test_labels_of_years_never_touch() -> None:
    places = [p for _, p in year_scale([Day(year) for year in range(1900, 2000)]).labels]
    assert len(places) > 5
    assert min(b - a for a, b in pairwise(places)) >= 0.08


QUOTE = "one two three " * 30


@given(st.integers(0, len(QUOTE) - 1), st.integers(1, 30), st.integers(0, 60))
def test_an_excerpt_keeps_the_words_and_cuts_no_word(at: int, length: int, around: int) -> None:
    part = QUOTE[at : at + length]
    text = "".join(run for run, _ in excerpt_around(QUOTE, part, around))
    assert part in text
    assert set(text.replace("…", " ").split()) <= {"one", "two", "three"}


def test_an_excerpt_of_other_words_is_the_whole_quote() -> None:
    assert excerpt_around("the pier", "the lamps") == (("the pier", False),)


def test_years_before_the_common_era_and_of_five_digits_are_drawn() -> None:
    quote = "<statement/x/text/1#char=0,9>"
    times = "".join(
        f"""<statement/x/time/{name}> a sg:TimeReading ; rdfs:label "{name}"@en ;
        sg:asWorded "{name}" ; sg:rule <concept/explicit> ; prov:wasDerivedFrom {quote} ;
        sem:hasEarliestBeginTimeStamp "{day}"^^xsd:date ;
        sem:hasLatestEndTimeStamp "{day}"^^xsd:date .
        """
        for name, day in (("late", "12024-01-01"), ("early", "-0043-03-15"))
    )
    undated = f"""<statement/x> a sg:Statement ; rdfs:label "An undated word"@en ;
      prov:wasAttributedTo <agent/lighthouse-keepers> .
    <statement/x/text/1> dcterms:isFormatOf <statement/x> .
    {quote} oa:hasSource <statement/x/text/1> ; oa:hasSelector [ oa:exact "They say." ] ."""
    page = build_timeline(engine(times + undated), HERE)
    own = [r for r in page.dated if r.source.statement.iri.endswith("statement/x")]
    assert [r.text for r in own] == ["15 March 44 BCE", "1 January 12024"]
    assert page.data.sources[-1].speaker_and_date == "Lighthouse Keepers, no date"
