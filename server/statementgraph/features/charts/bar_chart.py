"""The bars of the page /counts: their lengths, what a hedge leaves open, and the scale.

All lengths are fractions of the width, 0 to 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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

    The bar is filled up to `start`, the number is at `end`, and an upper bound that is worded
    at `reach`. `below` and `above` say which side of the number the hedge leaves open; `loose`
    that the whole bar is an outline. `frames` are the figures of the same statement for the
    wholes, the outermost first.
    """

    start: float
    end: float
    reach: float
    below: bool = False
    above: bool = False
    loose: bool = False
    frames: tuple[WholeFrame, ...] = ()


def figure_bar(
    value: int,
    bounds: tuple[int | None, int | None],
    hedge: str,
    frames: Iterable[WholeFrame],
    width: float,
) -> FigureBar:
    """Return the bar of a figure on a scale that ends at `width`; `bounds` are as worded."""
    lower, upper = bounds
    # Bounds in the words are drawn instead of the open sides of the hedge.
    hedge = "" if bounds != (None, None) else hedge
    return FigureBar(
        (value if lower is None else lower) / width,
        value / width,
        (value if upper is None else upper) / width,
        below=hedge in _BELOW,
        above=hedge in _ABOVE,
        loose=hedge in _ALL_BELOW,
        frames=tuple(frames),
    )


def ticks(largest: int) -> list[int]:
    """Return two to six round numbers from 0 up to the largest, for the scale."""
    steps = (first * 10**zeros for zeros in count() for first in (1, 2, 5))
    step = next(step for step in steps if largest <= step * 5)
    return list(range(0, largest + 1, step))


def hedge_legend(hedges: Iterable[str]) -> tuple[tuple[str, str, FigureBar], ...]:
    """Return for each hedge its label, its meaning and a sample bar."""
    return tuple(
        (
            labels.CONCEPTS.get(name, name.replace("-", " ")),
            _MEANINGS.get(name, "the meaning of this word is on the page of the claim"),
            figure_bar(60, (None, None), name, [], 200),
        )
        for name in sorted(set(hedges), key=lambda name: (name != UNHEDGED, name))
    )
