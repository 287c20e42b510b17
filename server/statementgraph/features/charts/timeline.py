"""The page /timeline: the dates that speakers give, in their words and as they were read."""

import re
from dataclasses import dataclass, replace

from statementgraph.features.charts.chart_data import (
    Attribution,
    ChartData,
    ChartQuote,
    ChartRow,
    excerpt_around,
    group_rows,
    load_chart_data,
    unique,
)
from statementgraph.features.charts.year_scale import YearScale, year_scale
from statementgraph.sparql import Engine
from statementgraph.view import labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from statementgraph.view.dates import (
    Day,
    date_in_words,
    day_bounds,
    day_of_year_in_words,
    days_in_month,
    parse_date,
    year_in_words,
)
from statementgraph.view.languages import direction

# The label of the link from a claim to a date, by the property's local name.
_LINKS = {
    "time": "when",
    "asOf": "figure as of then",
    "deadline": "to be done by then",
    "about": "about this day",
    "patient": "about this day",
}
_DAY = re.compile(r"(?:-\d{4,}|\d{4}|Y\d{5,}|Y-\d{5,})-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class DateRange:
    """The bar of a reading, in fractions of the width, 0 to 1: some time within is meant.

    `open_start` and `open_end` say that no start or no end is said or known.
    """

    start: float
    end: float
    approximate: bool = False
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class DateReading:
    """One time expression: its words, the days it was read as, and the claims that give it.

    `text` is the reading in words; `date_range` is None where it has no place on the scale.
    """

    ref: Ref
    anchor: str
    wording: str
    text: str
    edtf: str
    rule: Ref
    reference: str
    notes: tuple[str, ...]
    source: Attribution
    quotes: tuple[ChartQuote, ...]
    claims: tuple[tuple[str, Ref], ...]
    language: str
    direction: str
    start: Day | None
    end: Day | None
    date_range: DateRange | None = None


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What the page shows.

    `dated` are the readings with a place on the scale, by their start; `yearly` are days of
    every year; `undated` have no place. `issued` are the dates of the statements themselves.
    """

    data: ChartData
    years: YearScale
    dated: tuple[DateReading, ...]
    yearly: tuple[DateReading, ...]
    undated: tuple[DateReading, ...]
    issued: tuple[tuple[Attribution, DateRange], ...]


def build_timeline(engine: Engine, addresses: Addresses) -> TimelinePage:
    """Query the readings and put those with dates on one scale."""
    data = load_chart_data(engine, addresses, "timeline")
    by_time = group_rows(data.rows, lambda row: row.text("time"))
    readings = [_reading(rows) for rows in by_time.values()]
    issued = [(s, days) for s in data.sources if (days := day_bounds(s.iso))]
    bounds = [(r.start, r.end) for r in readings] + [days for _, days in issued]
    years = year_scale(day for pair in bounds for day in pair if day)
    placed = [_with_range(r, years) for r in readings]
    rest = [r for r in placed if r.date_range is None]
    return TimelinePage(
        data,
        years,
        tuple(sorted((r for r in placed if r.date_range), key=_order)),
        tuple(r for r in rest if not r.edtf),
        tuple(r for r in rest if r.edtf),
        tuple((s, _issued(days, years)) for s, days in issued),
    )


def _issued(days: tuple[Day, Day], years: YearScale) -> DateRange:
    return DateRange(years.position(days[0]), years.position(days[1], after=True))


def _order(reading: DateReading) -> tuple[int, int, str]:
    first, last = reading.start or reading.end, reading.end or reading.start
    return first.ordinal if first else 0, last.ordinal if last else 0, reading.wording


def _reading(rows: list[ChartRow]) -> DateReading:
    row = rows[0]
    edtf, wording = row.text("edtf"), row.text("wording")
    start, end = _bounds(row.text("start"), row.text("end"), edtf)
    links = [(_LINKS.get(r.key("link"), ""), r) for r in rows if r.text("claim")]
    return DateReading(
        row.ref("time", "wording"),
        row.anchor("time"),
        wording,
        reading_text(start, end, edtf, row.text("recursOn")),
        edtf,
        row.ref("ruleIri", "rule"),
        date_in_words(row.text("reference")),
        unique(r.text("note") for r in rows if r.text("note")),
        row.source,
        tuple(
            replace(q, runs=excerpt_around(q.exact, wording))
            for q in unique(r.quote() for r in rows)
        ),
        unique((_how(name, r), r.ref("claim", "claimLabel")) for name, r in links),
        row.language,
        direction(row.language),
        start,
        end,
    )


def _how(link: str, row: ChartRow) -> str:
    """Return how a date is linked, with the verb where the speaker does not plainly say it."""
    return link if row.verb == labels.SAID else f"{link}; {row.verb}"


def _bounds(start: str, end: str, edtf: str) -> tuple[Day | None, Day | None]:
    """Return the first and the last day; the one side of a half-open interval is in the EDTF."""
    first, _, last = edtf.partition("/")
    if not start and _DAY.fullmatch(first):
        start = first.removeprefix("Y")
    if not end and _DAY.fullmatch(last):
        end = last.removeprefix("Y")
    return parse_date(start), parse_date(end)


def _with_range(reading: DateReading, years: YearScale) -> DateReading:
    if reading.start is None and reading.end is None:
        return reading
    first, _, last = reading.edtf.partition("/")
    span = DateRange(
        years.position(reading.start) if reading.start else 0,
        years.position(reading.end, after=True) if reading.end else 1,
        approximate=any(mark in reading.edtf for mark in "~?%"),
        open_start=reading.start is None or first == "..",
        open_end=reading.end is None or last == "..",
    )
    return replace(reading, date_range=span)


def reading_text(start: Day | None, end: Day | None, edtf: str, recurs: str) -> str:
    """Return a reading in words: "the year 1994, approximately"; "every year on 26 February"."""
    if recurs:
        return f"every year on {day_of_year_in_words(recurs)}"
    if start and end:
        rough = ", approximately" if "~" in edtf else ""
        unsure = ", uncertain" if "?" in edtf or "%" in edtf else ""
        return f"{_period(start, end)}{rough}{unsure}"
    if end:
        beginning = (
            "no beginning is said" if edtf[:2] == ".." else "no date is read for its beginning"
        )
        return f"up to {date_in_words(end.isoformat())}; {beginning}"
    if start:
        ending = "no end is said" if edtf[-2:] == ".." else "no date is read for its end"
        return f"from {date_in_words(start.isoformat())} on; {ending}"
    return edtf or "no date"


def _period(start: Day, end: Day) -> str:
    first, last = start.isoformat(), end.isoformat()
    if start == end:
        return date_in_words(first)
    if start[1:] == (1, 1) and end[1:] == (12, 31):
        if start.year == end.year:
            return f"the year {year_in_words(start.year)}"
        return f"the years {year_in_words(start.year)} to {year_in_words(end.year)}"
    whole_month = start.day == 1 and end.day == days_in_month(end.year, end.month)
    if whole_month and start[:2] == end[:2]:
        return date_in_words(first).removeprefix("1 ")
    return f"{date_in_words(first)} to {date_in_words(last)}"
