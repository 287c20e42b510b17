"""Dates of the data: parsed from their lexical form, and written in English.

`datetime.date` ends at the year 9999 and has no years before 1. Statements speak of both, so days
are counted here in the proleptic Gregorian calendar, with the year 0 for 1 BCE (XSD 1.1, 3.3.9).
"""

import re
from calendar import isleap, monthrange
from typing import NamedTuple

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
# A date, a month of a year or a year, with the time zone that XSD allows.
_ISO = re.compile(
    r"(-?(?:[1-9]\d{4,6}|\d{4}))(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.]+)?(?:Z|[+-]\d\d:\d\d)?"
)


class Day(NamedTuple):
    """A day in the proleptic Gregorian calendar; the year 0 is 1 BCE."""

    year: int
    month: int = 1
    day: int = 1

    @property
    def ordinal(self) -> int:
        """The number of the day, counted from 31 December of the year 0."""
        before = self.year - 1
        leap_days = before // 4 - before // 100 + before // 400
        months = sum(days_in_month(self.year, m) for m in range(1, self.month))
        return before * 365 + leap_days + months + self.day

    def isoformat(self) -> str:
        """Return the day as an `xsd:date`."""
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"

    def __str__(self) -> str:
        return self.isoformat()


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month in any year."""
    return 28 + isleap(year) if month == 2 else monthrange(2001, month)[1]


def _parts(iso: str) -> tuple[int, ...]:
    """Return the year, and the month and day where there are some; () for any other text."""
    match = _ISO.fullmatch(iso)
    parts = tuple(int(part) for part in match.groups() if part) if match else ()
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return ()
    if len(parts) > 2 and not 1 <= parts[2] <= days_in_month(parts[0], parts[1]):
        return ()
    return parts


def parse_date(iso: str) -> Day | None:
    """Return the day of an `xsd:date` or `xsd:dateTime`, None for any other text."""
    parts = _parts(iso)
    return Day(*parts) if len(parts) == 3 else None


def day_bounds(iso: str) -> tuple[Day, Day] | None:
    """Return the first and the last day of a date, a month or a year; None for any other text."""
    parts = _parts(iso)
    if not parts:
        return None
    year, month, day = (*parts, 0, 0)[:3]
    last = month or 12
    return Day(*parts), Day(year, last, day or days_in_month(year, last))


def date_order(iso: str) -> tuple[bool, tuple[int, ...]]:
    """Return what sorts dates, months and years with the oldest first and no date last."""
    parts = _parts(iso)
    return not parts, parts


def year_in_words(year: int) -> str:
    """Return a year: 1992; 44 BCE for the year -43."""
    return str(year) if year > 0 else f"{1 - year} BCE"


def date_in_words(iso: str) -> str:
    """Return a date as 22 February 2024, a month as February 2024, any other text unchanged."""
    parts = _parts(iso)
    if not parts:
        return iso
    year, *rest = parts
    words = [year_in_words(year)]
    if rest:
        words.insert(0, _MONTHS[rest[0] - 1])
    if len(rest) > 1:
        words.insert(0, str(rest[1]))
    return " ".join(words)


def day_of_year_in_words(text: str) -> str:
    """Return an `xsd:gMonthDay` such as `--02-26` as 26 February, any other text unchanged."""
    # 2000 is a leap year, so it has every day of a year.
    day = parse_date(f"2000-{text[2:7]}") if text.startswith("--") else None
    return f"{day.day} {_MONTHS[day.month - 1]}" if day else text
