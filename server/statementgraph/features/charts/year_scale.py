"""The scale of years of the timeline: runs of years without a date are squeezed into breaks."""

from collections.abc import Iterable
from dataclasses import dataclass

from statementgraph.view.dates import Day, year_in_words

# The width of a break, where a year is 1.
_BREAK_WIDTH = 0.6
# The least distance of two labels, as a fraction of the width; closer ones are left out.
_LABEL_DISTANCE = 0.085


@dataclass(frozen=True, slots=True)
class YearColumn:
    """The years `first` to `last` on the scale, in fractions of the width; a break is squeezed."""

    first: int
    last: int
    left: float
    width: float
    squeezed: bool


@dataclass(frozen=True, slots=True)
class YearScale:
    """The scale: a column for each year with a date, and one for each run of years between."""

    columns: tuple[YearColumn, ...]

    def position(self, day: Day, *, after: bool = False) -> float:
        """Return the position of the start of a day or, with `after`, of its end: 0 to 1."""
        column = next(c for c in self.columns if c.first <= day.year <= c.last)
        start = Day(column.first).ordinal
        days = Day(column.last + 1).ordinal - start
        return column.left + (day.ordinal + after - start) / days * column.width

    @property
    def labels(self) -> tuple[tuple[str, float], ...]:
        """The years to label, each with the middle of its column, where there is room."""
        labels: list[tuple[str, float]] = []
        for column in (c for c in self.columns if not c.squeezed):
            middle = column.left + column.width / 2
            if not labels or middle - labels[-1][1] >= _LABEL_DISTANCE:
                labels.append((year_in_words(column.first), middle))
        return tuple(labels)


def year_scale(days: Iterable[Day]) -> YearScale:
    """Return a scale that holds all the days."""
    years = sorted({day.year for day in days})
    runs: list[tuple[int, int, bool]] = []
    for year in years:
        if runs and year - runs[-1][1] == 2:
            runs.append((year - 1, year - 1, False))  # A break would not be narrower.
        elif runs and year - runs[-1][1] > 2:
            runs.append((runs[-1][1] + 1, year - 1, True))
        runs.append((year, year, False))
    whole = sum(_BREAK_WIDTH if squeezed else 1 for *_, squeezed in runs) or 1
    columns, left = [], 0.0
    for first, last, squeezed in runs:
        width = (_BREAK_WIDTH if squeezed else 1) / whole
        columns.append(YearColumn(first, last, left, width, squeezed))
        left += width
    return YearScale(tuple(columns))
