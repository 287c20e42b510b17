"""The time rules: how words without a date are read from the date of a statement."""

from dataclasses import dataclass

from statementgraph.reading.days import Day, parsed
from statementgraph.reading.numbers import figures


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of words: EDTF, first and last day (xsd:date), or a day of every year."""

    edtf: str | None
    earliest: str | None = None
    latest: str | None = None
    recurs: str | None = None


def read_rule(name: str, words: str, reference: str | None, language: str) -> Reading | None:
    """Apply the rule `name`, which counts from `reference`; None where it cannot."""
    there = parsed(reference or "")
    if there is None:
        return None
    years = _years(words, language) if name == "years-before-reference" else None
    back = Day(there.year - (1 if years is None else years))
    if years is not None:
        return Reading(f"{back.edtf()}~", back.first(), back.last())
    return {
        "previous-calendar-year": Reading(back.edtf(), back.first(), back.last()),
        "date-of-statement": Reading(there.edtf(), there.first(), there.last()),
        "after-named-event": Reading(f"/{there.edtf()}"),
        "open-before-statement": Reading(f"../{there.edtf()}"),
    }.get(name)


def _years(words: str, language: str) -> int | None:
    """Return the first whole number in `words`, an ordinal or not."""
    for figure in figures(words, language):
        if figure.value is not None and figure.value == figure.value.to_integral():
            return int(figure.value) if figure.value < 10**6 else None
    return None
