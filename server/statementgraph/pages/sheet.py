"""A drawing with text for a file of its own: lines and bars, each with its place, in pixels.

SVG wraps no text, so the lines are broken here, by an estimate of how wide letters are.
"""

import unicodedata
from dataclasses import dataclass, field

from statementgraph.pages.counts import Bar

WIDTH = 900
_MARGIN = 24
# The size of each kind of line, and the height that it takes.
_SIZES = {
    "title": (24, 34),
    "head": (18, 30),
    "name": (15, 22),
    "text": (13, 18),
    "small": (12, 17),
}
_BAR = 38
BOLD = frozenset({"title", "head", "name"})
# How much wider bold letters are.
_BOLD = 1.2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, or a drawing: `kind` says which; `x` and `y` where; `href` a link."""

    kind: str
    x: int
    y: int
    text: str = ""
    size: int = 0
    href: str = ""
    bar: Bar | None = None
    stance: str = ""
    ticks: tuple[tuple[int, float], ...] = ()


@dataclass(slots=True)
class Sheet:
    """Places lines below each other; `height` is how far it has come."""

    title: str
    summary: str
    lines: list[Line] = field(default_factory=list)
    height: int = _MARGIN
    width: int = WIDTH

    def write(self, kind: str, text: str, *, indent: int = 0, href: str = "") -> None:
        """Place a text, broken into as many lines as it needs."""
        size, step = _SIZES[kind]
        broad = _BOLD if kind in BOLD else 1
        for part in wrap(text, (WIDTH - 2 * _MARGIN - indent) / size / broad):
            self.height += step
            self.lines.append(Line(kind, _MARGIN + indent, self.height, part, size, href))

    def draw(self, bar: Bar, stance: str, href: str) -> None:
        """Place a bar."""
        self.lines.append(Line("bar", _MARGIN, self.height + 4, href=href, bar=bar, stance=stance))
        self.height += _BAR

    def scale(self, ticks: tuple[tuple[int, float], ...]) -> None:
        """Place a scale."""
        self.lines.append(Line("scale", _MARGIN, self.height + 4, ticks=ticks))
        self.height += 28

    def space(self, height: int) -> None:
        """Leave room."""
        self.height += height


def wrap(text: str, ems: float) -> list[str]:
    """Break a text at spaces into lines of about that many ems; no word is cut."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and width(longer) > ems:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line else lines


def width(text: str) -> float:
    """Estimate how wide a text is, in ems: a sans-serif letter is about half of one."""
    return sum(
        0 if unicodedata.combining(c) else 1 if unicodedata.east_asian_width(c) in "WF" else 0.54
        for c in text
    )
