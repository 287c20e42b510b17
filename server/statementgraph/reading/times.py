"""The time rules: how words without a date are read from the date of a statement."""

from dataclasses import dataclass

from statementgraph.reading.days import Day, parsed, shifted
from statementgraph.reading.numbers import figures


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of words: EDTF, first and last day (xsd:date), or a day of every year."""

    edtf: str | None
    earliest: str | None = None
    latest: str | None = None
    recurs: str | None = None


# Rules that shift the reference by whole years or days, or leave a side open, in EDTF.
_YEARS = {
    "previous-calendar-year": -1,
    "calendar-year-of-reference": 0,
    "next-calendar-year": 1,
}
_DAYS = {"day-before-reference": -1, "date-of-statement": 0, "day-after-reference": 1}
_OPEN = {
    "after-named-event": "/{}",
    "open-before-statement": "../{}",
    "open-after-statement": "{}/..",
}


def read_rule(name: str, words: str, reference: str | None, language: str) -> Reading | None:
    """Apply the rule `name`, which counts from `reference`; None where it cannot."""
    there = parsed(reference or "")
    if there is None:
        return None
    if name == "years-before-reference":
        years = _years(words, language)
        return None if years is None else _within(Day(there.year - years), "~")
    if name in _YEARS:
        return _within(Day(there.year + _YEARS[name]))
    if name in _DAYS:
        day = shifted(there, _DAYS[name])
        return _within(day) if day else None
    return Reading(_OPEN[name].format(there.edtf())) if name in _OPEN else None


def _within(day: Day, mark: str = "") -> Reading:
    return Reading(f"{day.edtf()}{mark}", day.first(), day.last())


def _years(words: str, language: str) -> int | None:
    """Return the first whole number in `words`, an ordinal or not."""
    for figure in figures(words, language):
        if figure.value is not None and figure.value == figure.value.to_integral():
            return int(figure.value) if figure.value < 10**6 else None
    return None
