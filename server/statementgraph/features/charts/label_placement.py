"""Places labels beside marks so that none covers another."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from statementgraph.features.charts.geo import XY
from statementgraph.view.svg_layout import width


@dataclass(frozen=True, slots=True)
class Label:
    """A text at its place, in pixels: `y` is its base line, `x` where its `anchor` is.

    `anchor` is as in SVG: start, middle or end.
    """

    text: str
    x: float
    y: float
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def intersects(self, other: "Rectangle") -> bool:
        """Say whether two rectangles cover some place in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, other: "Rectangle") -> bool:
        """Say whether it lies in another."""
        across = self.left >= other.left and self.right <= other.right
        return across and self.top >= other.top and self.bottom <= other.bottom


def place_labels(
    marks: Sequence[tuple[str, XY]], frame: Rectangle, *, radius: float, size: float
) -> tuple[Label | None, ...]:
    """Give each mark's label a free place to the right, left, below or above; None where none is.

    `radius` is that of a mark and `size` that of the letters, in pixels.
    """
    taken = [_square(place, radius) for _, place in marks]
    labels: list[Label | None] = []
    for text, place in marks:
        free = (
            (label, area)
            for label, area in _label_positions(text, place, radius, size)
            if area.within(frame) and not any(area.intersects(other) for other in taken)
        )
        label, area = next(free, (None, None))
        if area:
            taken.append(area)
        labels.append(label)
    return tuple(labels)


def spread_marks(places: Sequence[XY], frame: Rectangle, *, room: float) -> tuple[XY, ...]:
    """Move marks aside that would cover an earlier one: those stay, and the others go near.

    `room` is how far apart two marks must be, in pixels. Where all is full, a mark stays.
    """
    moved: list[XY] = []
    for place in places:
        free = (
            at
            for at in _positions_near(place, room)
            if _square(at, room / 2).within(frame)
            and all(math.dist(at, other) >= room for other in moved)
        )
        moved.append(next(free, place))
    return tuple(moved)


def _positions_near(place: XY, room: float) -> Iterable[XY]:
    yield place
    x, y = place
    for ring in (1, 2, 3):
        for turn in range(8 * ring):
            angle = math.tau * turn / (8 * ring)
            # A hair further than it must be, so that rounding keeps nothing away.
            reach = ring * room * 1.01
            yield x + reach * math.cos(angle), y + reach * math.sin(angle)


def _square(place: XY, radius: float) -> Rectangle:
    x, y = place
    return Rectangle(x - radius, y - radius, x + radius, y + radius)


# From the middle of the mark: the anchor of the text, and how far away it is in letters.
_SIDES = (
    *(("start", 1, 0), ("end", -1, 0), ("middle", 0, 1), ("middle", 0, -1)),
    *(("start", 1, 1), ("start", 1, -1), ("end", -1, 1), ("end", -1, -1)),
)


def _label_positions(
    text: str, place: XY, radius: float, size: float
) -> Iterable[tuple[Label, Rectangle]]:
    (x, y), wide, gap = place, width(text) * size * 1.15, radius + 4
    for anchor, across, down in _SIDES:
        at = x + across * gap
        left = at - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        middle = y + down * (size if across else gap + size / 2)
        area = Rectangle(left - 2, middle - size * 0.6, left + wide + 2, middle + size * 0.6)
        yield Label(text, at, middle + size * 0.35, anchor), area
