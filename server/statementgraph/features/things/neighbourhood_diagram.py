"""The neighbourhood diagram of a thing, as SVG coordinates.

The thing is in the middle, its incoming links to the left and its outgoing links to the right:
each property is a spoke with things at its end. The same links always give the same diagram.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from statementgraph.features.things.neighbours import Neighbours
from statementgraph.view.claims import Ref
from statementgraph.view.svg_layout import legible

# The width of the names on one side, half that of the middle with its curves, and half the box.
_SIDE, _HUB, _BOX = 372, 188, 104
# How far the hubs of spokes bulge outwards, and the distance of names from their hub.
_BULGE, _INDENT = 36, 22
_MARGIN = 24
# The width of the diagram on a phone, and the position of its hubs.
_PHONE, _STEM = 356, 20
# A row is as high as the smallest target of a pointer (WCAG 2.2, 2.5.8).
ROW, LINE = 24, 18
_GAP = 12
# The most characters of a line, narrow enough for a wide font, and the most lines.
_NAME, _NAME_LINES, _BOLD, _TITLE, _TITLE_LINES = 40, 2, 38, 24, 5
# The most things and spokes on one side; the fewest and the most things on a spoke.
_THINGS, _SPOKES, _FEWEST, _MOST = 18, 9, 2, 8
# The kind stands above the drawing, how it was said in its verbs, and the words in the quotes.
_UNDRAWN = frozenset({"rdf:type", "sg:polarity", "sg:certainty", "sg:clause"})
# Embeddings, overrides and isolates (UAX #9, section 2).
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class DiagramNode:
    """One thing at the end of a spoke: its `name`, broken into `lines`, the first one at `y`."""

    ref: Ref
    name: str
    lines: tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Spoke:
    """One property: its hub at (`x`, `y`), its things, and the number of `more` things.

    `heading` are the lines with the speaker, if any, and the property; `name` is the same on
    one line. The things are to the right of the hub where `side` is 1, to the left for -1.
    """

    neighbours: Neighbours
    name: str
    heading: tuple[str, ...]
    x: float
    y: float
    nodes: tuple[DiagramNode, ...]
    more: int
    bottom: float
    side: int


@dataclass(frozen=True, slots=True)
class Diagram:
    """A diagram of `width` units from `left` on.

    The middle of the thing's box is at (`x`, `y`); `lines` is the thing's name. `left_out` is
    the number of spokes without room. In a `narrow` diagram, for phones, the spokes hang below
    the box.
    """

    title: str
    iri: str
    lines: tuple[str, ...]
    left: float
    width: float
    height: float
    x: float
    y: float
    spokes: tuple[Spoke, ...]
    left_out: int
    query: str
    narrow: bool = False

    @property
    def speakers(self) -> tuple[str, ...]:
        """The speakers of the claims in the diagram, in alphabetical order."""
        speakers = {s.neighbours.speaker for s in self.spokes}
        return tuple(sorted(_plain(speaker) for speaker in speakers if speaker))


def wide_diagram(title: str, iri: str, linked: tuple[Neighbours, ...], query: str) -> Diagram:
    """Lay the neighbours out on both sides; the thing's classes are not drawn."""
    sides, left_out = _sides(linked)
    lines = _wrapped(title, _TITLE, _TITLE_LINES)
    tallest = max(_box(lines), *(sum(_heights(side)) for side in sides))
    height = tallest + 2 * _MARGIN
    spokes = tuple(s for side in sides for s in _spokes(side, height))
    # A side without spokes is only half the box wide.
    left, right = (_SIDE + _HUB if side else _BOX + 2 for side in sides)
    return Diagram(
        _plain(title),
        iri,
        lines,
        left=_SIDE + _HUB - left,
        width=left + right,
        height=height,
        x=_SIDE + _HUB,
        y=height / 2,
        spokes=spokes,
        left_out=left_out,
        query=query,
    )


def narrow_diagram(title: str, iri: str, linked: tuple[Neighbours, ...], query: str) -> Diagram:
    """Lay the neighbours out below each other, for the width of a phone."""
    sides, left_out = _sides(linked)
    lines = _wrapped(title, _TITLE, _TITLE_LINES)
    top: float = _box(lines) + 2 + _GAP
    spokes = []
    for side in sides:
        for neighbours, tall in zip(side, _heights(side), strict=True):
            spokes.append(_spoke(neighbours, len(side), top, _STEM, 1))
            top += tall
    return Diagram(
        _plain(title),
        iri,
        lines,
        left=0,
        width=_PHONE,
        height=top,
        x=_BOX + 2,
        y=_box(lines) / 2 + 2,
        spokes=tuple(spokes),
        left_out=left_out,
        query=query,
        narrow=True,
    )


def _sides(linked: tuple[Neighbours, ...]) -> tuple[list[list[Neighbours]], int]:
    """Return the spokes on the left and on the right, and the number without room."""
    drawn = [n for n in linked if not (n.outward and n.predicate in _UNDRAWN)]
    sides = [[n for n in drawn if n.outward is way][:_SPOKES] for way in (False, True)]
    return sides, len(drawn) - sum(map(len, sides))


def _box(lines: tuple[str, ...]) -> int:
    return LINE * len(lines) + ROW


def _drawn_refs(neighbours: Neighbours, spokes: int) -> tuple[Ref, ...]:
    """Return the things of a spoke that are drawn: the first by name, fewer for many spokes."""
    most = min(_MOST, max(_FEWEST, _THINGS // spokes))
    refs = sorted(neighbours.refs, key=lambda r: (r.text.casefold(), r.iri))
    # A line "1 more" would take the room of that one.
    return tuple(refs if neighbours.count <= most + 1 else refs[:most])


def _heights(side: list[Neighbours]) -> Iterator[float]:
    """Yield the heights of the spokes of a side, each with the gap below."""
    for n in side:
        refs = _drawn_refs(n, len(side))
        names = sum(_height(_wrapped(ref.text, _NAME, _NAME_LINES)) for ref in refs)
        yield _height(_heading(n)) + names + ROW * (n.count > len(refs)) + _GAP


def _heading(neighbours: Neighbours) -> tuple[str, ...]:
    """Return the lines with the speaker, if any, the property and the number of things.

    A long name is cut; the verb and the number never are.
    """
    name = _wrapped(f"{_cut(neighbours.name, 2 * _BOLD)} ({neighbours.count})", _BOLD, 3)
    if not neighbours.speaker:
        return name
    who = _cut(neighbours.speaker, 2 * _BOLD)
    return *_wrapped(f"{who} {neighbours.verb}:", _BOLD, 4), *name


def _height(lines: tuple[str, ...]) -> int:
    return ROW + LINE * (len(lines) - 1)


def _spokes(side: list[Neighbours], height: float) -> Iterator[Spoke]:
    """Yield the spokes of one side, below each other and centred in the height."""
    heights = list(_heights(side))
    top = (height - sum(heights)) / 2
    for neighbours, tall in zip(side, heights, strict=True):
        way = 1 if neighbours.outward else -1
        x = _SIDE + _HUB + way * (_HUB - _BULGE + _bulge(top + ROW / 2, height))
        yield _spoke(neighbours, len(side), top, x, way)
        top += tall


def _spoke(neighbours: Neighbours, spokes: int, top: float, x: float, way: int) -> Spoke:
    heading, y = _heading(neighbours), top + ROW / 2
    at, nodes = y + _height(heading), []
    for ref in _drawn_refs(neighbours, spokes):
        lines = _wrapped(ref.text, _NAME, _NAME_LINES)
        nodes.append(DiagramNode(ref, _plain(ref.text), lines, round(x + way * _INDENT, 1), at))
        at += _height(lines)
    more = neighbours.count - len(nodes)
    bottom = at if more else nodes[-1].y if nodes else y
    name = _plain(neighbours.heading)
    return Spoke(neighbours, name, heading, round(x, 1), y, tuple(nodes), more, bottom, way)


def _bulge(y: float, height: float) -> float:
    """Return how far a hub at `y` is moved outwards: the hubs of a side form an arc."""
    part = 2 * y / height - 1
    return _BULGE * sqrt(max(0.0, 1 - part * part))


def _wrapped(text: str, longest: int, lines: int) -> tuple[str, ...]:
    wrapped = textwrap.wrap(
        _plain(text), longest, max_lines=lines, placeholder=" …", break_on_hyphens=False
    )
    return tuple(wrapped) or ("(no name)",)


def _plain(text: str) -> str:
    """Drop directional formatting: text in SVG cannot be isolated as with <bdi>."""
    return legible(_TURNS.sub("", text))


def _cut(text: str, longest: int) -> str:
    return _wrapped(text, longest, 1)[0]
