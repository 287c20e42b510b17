"""The placement of labels beside the marks of a map, so that none covers another."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from statementgraph.features.charts.geo import XY
from statementgraph.view.svg_layout import width


@dataclass(frozen=True, slots=True)
class Label:
    """A text at (`x`, `y`), in pixels: `y` is the base line, `x` the position of the `anchor`.

    `anchor` is the SVG property text-anchor: start, middle or end.
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
        """Return whether the two rectangles overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, other: "Rectangle") -> bool:
        """Return whether the rectangle lies in the other."""
        across = self.left >= other.left and self.right <= other.right
        return across and self.top >= other.top and self.bottom <= other.bottom


def place_labels(
    marks: Sequence[tuple[str, XY]], frame: Rectangle, *, radius: float, size: float
) -> tuple[Label | None, ...]:
    """Place each label to the right or left of its mark, below or above; None where all is taken.

    `radius` is the radius of a mark and `size` the font size, in pixels.
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
    """Move each mark that would cover an earlier one to a free position nearby.

    `room` is the least distance of two marks, in pixels. A mark without a free position stays.
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
            # Slightly further than `room`, so that rounding does not rule the position out.
            reach = ring * room * 1.01
            yield x + reach * math.cos(angle), y + reach * math.sin(angle)


def _square(place: XY, radius: float) -> Rectangle:
    x, y = place
    return Rectangle(x - radius, y - radius, x + radius, y + radius)


# The positions to try: text-anchor, then the direction from the mark across and down.
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
