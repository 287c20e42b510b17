"""A drawing with text for a file of its own: lines and bars, each with its place, in pixels.

SVG wraps no text, so the lines are broken here, by an estimate of how wide letters are.
"""

import unicodedata
from dataclasses import dataclass, field

from statementgraph.pages.counts import Bar
from statementgraph.pages.timeline import Span
from statementgraph.pages.years import Years

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
_SCALE = 28
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
    drawing: Bar | Span | Years | None = None
    stance: str = ""
    years: Years | None = None
    ticks: tuple[tuple[int, float], ...] = ()


@dataclass(slots=True)
class Sheet:
    """Places lines below each other; `height` is how far it has come."""

    title: str
    summary: str
    lines: list[Line] = field(default_factory=list)
    height: int = _MARGIN
    width: int = WIDTH

    def __post_init__(self) -> None:
        self.summary = legible(self.summary)

    def write(self, kind: str, text: str, *, indent: int = 0, href: str = "") -> None:
        """Place a text, broken into as many lines as it needs."""
        size, step = _SIZES[kind]
        broad = _BOLD if kind in BOLD else 1
        for part in wrap(text, (WIDTH - 2 * _MARGIN - indent) / size / broad):
            self.height += step
            self.lines.append(Line(kind, _MARGIN + indent, self.height, part, size, href))

    def bar(self, bar: Bar, stance: str, href: str) -> None:
        """Place the bar of a figure."""
        self._place(Line("bar", _MARGIN, self.height + 4, href=href, drawing=bar, stance=stance))

    def span(self, span: Span, years: Years, href: str) -> None:
        """Place the span of a date on its scale."""
        self._place(Line("span", _MARGIN, self.height + 4, href=href, drawing=span, years=years))

    def _place(self, line: Line) -> None:
        self.lines.append(line)
        self.height += _BAR

    def scale(self, ticks: tuple[tuple[int, float], ...]) -> None:
        """Place a scale of numbers."""
        self.lines.append(Line("scale", _MARGIN, self.height + 4, ticks=ticks))
        self.height += _SCALE

    def years(self, years: Years) -> None:
        """Place a scale of years."""
        self.lines.append(Line("years", _MARGIN, self.height + 4, drawing=years))
        self.height += _SCALE

    def space(self, height: int) -> None:
        """Leave room."""
        self.height += height


def wrap(text: str, ems: float) -> list[str]:
    """Break a text at spaces into lines of about that many ems; no word is cut."""
    lines, line = [], ""
    for word in legible(text).split():
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


def legible(text: str) -> str:
    """Leave out what XML 1.0 cannot hold (section 2.2): control characters and non-characters."""
    return "".join(
        " " if c in "\t\n\r" else c
        for c in text
        if c in "\t\n\r"
        or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in "\ufffe\uffff")
    )
