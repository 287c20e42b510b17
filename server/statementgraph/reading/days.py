"""Days, months and years as text: as XML Schema 1.1 and EDTF write them.

Years are counted as both count them: 0 is 1 BCE, -43 is 44 BCE. The calendar is the
Gregorian one, carried back before it was in use.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_FORM = re.compile(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month (no `day`) or a year (no `month`)."""

    year: int
    month: int | None = None
    day: int | None = None

    def edtf(self) -> str:
        """Write it in the Extended Date/Time Format; a year of five digits begins with Y."""
        parts = [p for p in (self.month, self.day) if p is not None]
        year = _year(self.year) if abs(self.year) < 10**4 else f"Y{self.year}"
        return "-".join([year, *(f"{p:02}" for p in parts)])

    def first(self) -> str:
        """Return its first day, as xsd:date."""
        return f"{_year(self.year)}-{self.month or 1:02}-{self.day or 1:02}"

    def last(self) -> str:
        """Return its last day, as xsd:date."""
        month = self.month or 12
        return f"{_year(self.year)}-{month:02}-{self.day or length(self.year, month):02}"

    def exists(self) -> bool:
        """Say whether the calendar has it."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= length(self.year, self.month or 1)


def length(year: int, month: int) -> int:
    """Return how many days the month has."""
    return monthrange(2000 + year % 400, month)[1]


def shifted(day: Day, by: int) -> Day | None:
    """Return the day that is `by` days later; None where a month or a year is to be shifted."""
    if not by:
        return day
    if day.month is None or day.day is None:
        return None
    # The calendar repeats every 400 years, and `date` knows no year before 1.
    alike = 2000 + day.year % 400
    moved = date(alike, day.month, day.day) + timedelta(days=by)
    return Day(day.year + moved.year - alike, moved.month, moved.day)


def parsed(text: str) -> Day | None:
    """Read an xsd:date, xsd:gYearMonth or xsd:gYear, its zone left out; None if it is none."""
    match = _FORM.fullmatch(text)
    if match is None or len(text) > 30:
        return None
    parts = [int(p) if p else None for p in match.groups()]
    day = Day(int(match[1]), parts[1], parts[2])
    return day if day.exists() else None


def _year(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"
