"""The layout of an SVG file: lines of text and drawings below each other, in pixels.

SVG does not wrap text, so lines are broken here by an estimate of the width of letters.
"""

import unicodedata
from dataclasses import dataclass, field

WIDTH = 900
_MARGIN = 24
# The height of a scale.
SCALE = 28
# The size of each kind of text, and the height that a line of it takes.
_SIZES = {
    "title": (24, 34),
    "head": (18, 30),
    "name": (15, 22),
    "text": (13, 18),
    "small": (12, 17),
}
BOLD = frozenset({"title", "head", "name"})
# How much wider bold letters are.
_BOLD = 1.2


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of text, or one drawing, at (`x`, `y`); `kind` names its style or its template.

    `href` is a link, and `name` the label of a link on a drawing. `drawing` and `beside` are
    the arguments of the template of a drawing.
    """

    kind: str
    x: int
    y: int
    text: str = ""
    size: int = 0
    href: str = ""
    name: str = ""
    drawing: object = None
    beside: object = None


@dataclass(slots=True)
class Sheet:
    """Places lines and drawings below each other; `height` is the height in use so far."""

    title: str
    summary: str
    lines: list[SheetLine] = field(default_factory=list)
    height: int = _MARGIN
    width: int = WIDTH

    def __post_init__(self) -> None:
        self.summary = legible(self.summary)

    def write(self, kind: str, text: str, *, indent: int = 0, href: str = "") -> None:
        """Add a text, broken into as many lines as it needs."""
        size, step = _SIZES[kind]
        letter = size * (_BOLD if kind in BOLD else 1)
        for part in wrap(text, (WIDTH - 2 * _MARGIN - indent) / letter):
            self.height += step
            self.lines.append(SheetLine(kind, _MARGIN + indent, self.height, part, size, href))

    def draw(
        self,
        kind: str,
        drawing: object,
        *,
        height: int = 38,
        link: tuple[str, str] = ("", ""),
        beside: object = None,
    ) -> None:
        """Add a drawing of this height; `link` is an address and its label."""
        href, name = link[0], legible(link[1])
        y = self.height + 4
        self.lines.append(SheetLine(kind, _MARGIN, y, "", 0, href, name, drawing, beside))
        self.height += height

    def space(self, height: int) -> None:
        """Add empty space."""
        self.height += height


def wrap(text: str, ems: float) -> list[str]:
    """Break a text at spaces into lines of about that many ems; a long word is not cut."""
    lines, line = [], ""
    for word in legible(text).split():
        longer = f"{line} {word}" if line else word
        if line and width(longer) > ems:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line else lines


def width(text: str) -> float:
    """Estimate the width of a text in ems: a sans-serif letter is about half an em."""
    return sum(
        0 if unicodedata.combining(c) else 1 if unicodedata.east_asian_width(c) in "WF" else 0.54
        for c in text
    )


def legible(text: str) -> str:
    """Drop characters that XML 1.0 does not allow (section 2.2): controls and non-characters."""
    return "".join(
        " " if c in "\t\n\r" else c
        for c in text
        if c in "\t\n\r"
        or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in "\ufffe\uffff")
    )
