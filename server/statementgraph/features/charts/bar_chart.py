"""How a figure is drawn as a bar: its end, what its hedge leaves open, the scale beside it.

All in fractions of the width, 0 to 1; `counts` says which figures there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from statementgraph.view import labels
from statementgraph.wording import UNHEDGED

# How far a bar may reach, so that an open end has room beside it.
LARGEST_BAR = 0.9
# Which side of the number a hedge leaves open (the concept scheme of hedges).
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
    """The figure of a whole, in fractions of the width; `end` is 0 where none is given.

    `open` says that a hedge leaves its end open.
    """

    end: float = 0
    open: bool = True


@dataclass(frozen=True, slots=True)
class FigureBar:
    """How a figure is drawn, in fractions of the width, 0 to 1.

    `start` is where what is drawn whole ends, `end` the number, `reach` the upper bound where
    one is worded. `below` and `above` say which side of the number the hedge leaves open;
    `loose` that nothing below the number is certain. `frames` are the wholes as the same
    statement gives them, the outermost first.
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
    """Draw a figure on a scale that ends at `width`; `bounds` are those that the words give."""
    lower, upper = bounds
    # Where the words give bounds, these are drawn and not what the hedge leaves open.
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
    """Choose two to five round numbers up to the largest, from 0."""
    steps = (first * 10**zeros for zeros in count() for first in (1, 2, 5))
    step = next(step for step in steps if largest <= step * 5)
    return list(range(0, largest + 1, step))


def hedge_legend(hedges: Iterable[str]) -> tuple[tuple[str, str, FigureBar], ...]:
    """Say of each hedge how it is drawn: its name, what it means, a specimen."""
    return tuple(
        (
            labels.CONCEPTS.get(name, name.replace("-", " ")),
            _MEANINGS.get(name, "the meaning of this word is on the page of the claim"),
            figure_bar(60, (None, None), name, [], 200),
        )
        for name in sorted(set(hedges), key=lambda name: (name != UNHEDGED, name))
    )
