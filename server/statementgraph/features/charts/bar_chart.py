"""The bars of the page /counts: their lengths, what a hedge leaves open, and the scale.

All lengths are fractions of the width, 0 to 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from statementgraph.reading.hedges import UNHEDGED
from statementgraph.view import labels

# The largest bar ends here, so that an open end has room beside it.
LARGEST_BAR = 0.9
# Which side of the number a hedge leaves open, by its local name in the scheme of hedges.
_BELOW = frozenset({"about", "nearly", "at-most", "fewer-than"})
_ABOVE = frozenset({"about", "more-than", "at-least"})
_ALL_BELOW = frozenset({"at-most", "fewer-than"})
_MEANINGS = {
    UNHEDGED: "No hedge word stands on the number. That does not mean exact: nobody said so.",
    "about": "Around the number. How far to either side is not said, so both sides are left open.",
    "nearly": "Somewhat below the number. How far is not said, so the end is left open.",
    "more-than": "Above the number. How far is not said, so the end is left open.",
    "at-least": "The number or more, with no end said.",
    "at-most": "The number or less, so nothing up to the number is drawn whole.",
    "fewer-than": "Below the number, so nothing up to the number is drawn whole.",
}


@dataclass(frozen=True, slots=True)
class WholeFrame:
    """The figure for a whole that a group is part of; `end` is 0 where none is given.

    `open` says that the figure has a hedge.
    """

    end: float = 0
    open: bool = True


@dataclass(frozen=True, slots=True)
class FigureBar:
    """The bar of a figure, in fractions of the width, 0 to 1.

    The bar is filled up to `start`, the number is at `end`, and its outline ends at `reach`. A
    `ranged` bar stands for bounds: filled up to the lower one, an outline up to the upper.
    `below` and `above` say which side of the number the hedge leaves open; `loose` that the whole
    bar is an outline. `frames` are the figures of the same statement for the wholes, the
    outermost first.
    """

    start: float
    end: float
    reach: float
    below: bool = False
    above: bool = False
    loose: bool = False
    ranged: bool = False
    frames: tuple[WholeFrame, ...] = ()


def figure_bar(
    numbers: tuple[Decimal | None, Decimal | None, Decimal | None],
    hedge: str,
    frames: Iterable[WholeFrame],
    width: float,
) -> FigureBar | None:
    """Return the bar of a figure on a scale that ends at `width`; None for a vague quantity.

    `numbers` are the value, the lower and the upper bound; a range has bounds and no value.
    """
    value, lower, upper = (None if n is None else max(0.0, float(n)) for n in numbers)
    if value is None:
        if lower is None and upper is None:
            return None
        start = lower or 0.0
        end = start if upper is None else upper
        # Between the bounds the bar is an outline; without an upper one its end is open.
        return FigureBar(
            start / width,
            end / width,
            end / width,
            above=upper is None,
            ranged=True,
            frames=tuple(frames),
        )
    return FigureBar(
        value / width,
        value / width,
        value / width,
        below=hedge in _BELOW,
        above=hedge in _ABOVE,
        loose=hedge in _ALL_BELOW,
        frames=tuple(frames),
    )


def ticks(largest: float) -> list[float]:
    """Return two to six round numbers from 0 up to the largest, for the scale."""
    steps = (first * 10**zeros for zeros in count(-2) for first in (1, 2, 5))
    step = next(step for step in steps if largest <= step * 5)
    return [n * step for n in range(6) if n * step <= largest]


def hedge_legend(hedges: Iterable[str]) -> tuple[tuple[str, str, FigureBar | None], ...]:
    """Return for each hedge its label, its meaning and a sample bar."""
    sample = Decimal(60)
    return tuple(
        (
            labels.CONCEPTS.get(name, name.replace("-", " ")),
            _MEANINGS.get(name, "the meaning of this word is on the page of the claim"),
            figure_bar((sample, None, None), name, [], 200),
        )
        for name in sorted(set(hedges), key=lambda name: (name != UNHEDGED, name))
    )
