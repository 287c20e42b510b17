"""A drawing of a thing's neighbourhood: where everything stands, in the units of the drawing.

The thing is in the middle. What points at it stands to its left, what it points at to its right,
each property a spoke with the things at its end. The same links always give the same drawing.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from statementgraph.features.things.neighbours import Neighbours
from statementgraph.view.claims import Ref
from statementgraph.view.svg_layout import legible

# The room for names on one side, and for the box in the middle with its curves.
_SIDE, _HUB, _BOX = 372, 188, 104
# How far the spokes bulge, and how far names stand from their hub.
_BULGE, _INDENT = 36, 22
_MARGIN = 24
# On a phone: the room there is, and where hubs stand.
_PHONE, _STEM = 356, 20
# A row is as high as the smallest target that a finger hits (WCAG 2.2, 2.5.8).
ROW, LINE = 24, 18
_GAP = 12
# In characters, so that names in a wide font have room; a name has two lines at most.
_NAME, _NAME_LINES, _BOLD, _TITLE, _TITLE_LINES = 40, 2, 38, 24, 5
# Things on one side, spokes on one side, and things on one spoke.
_THINGS, _SPOKES, _FEWEST, _MOST = 18, 9, 2, 8
_TYPE = "rdf:type"
# Embeddings, overrides and isolates (UAX #9, section 2).
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class DiagramNode:
    """One thing at the end of a spoke: `name`, on `lines`, the first of them at the height `y`."""

    ref: Ref
    name: str
    lines: tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Spoke:
    """One property: its hub at (`x`, `y`), its things, and how many `more` there are.

    `heading` says on its lines whose word it is, where it is somebody's, and by which property;
    `name` says it whole. Its things stand to the right of it where `side` is 1, to the left
    where it is -1.
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
    """The whole drawing: it begins at `left` and is `width` wide.

    The middle of the thing's box stands at (`x`, `y`); `lines` is its name. `left_out` says how
    many spokes had no room. A `narrow` one hangs from its box, for a phone.
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
        """Whose claims are drawn, in alphabetical order."""
        speakers = {s.neighbours.speaker for s in self.spokes}
        return tuple(sorted(_plain(speaker) for speaker in speakers if speaker))


def wide_diagram(title: str, iri: str, linked: tuple[Neighbours, ...], query: str) -> Diagram:
    """Lay the neighbours out; what a thing is an instance of is not drawn."""
    sides, left_out = _sides(linked)
    lines = _wrapped(title, _TITLE, _TITLE_LINES)
    tallest = max(_box(lines), *(sum(_heights(side)) for side in sides))
    height = tallest + 2 * _MARGIN
    spokes = tuple(s for side in sides for s in _spokes(side, height))
    # A side without spokes has only half the box in the middle.
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
    """Lay the neighbours out below each other, as wide as the page on a phone."""
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
    """Choose what is drawn to the left and to the right; the number is what has no room."""
    drawn = [n for n in linked if not (n.outward and n.predicate == _TYPE)]
    sides = [[n for n in drawn if n.outward is way][:_SPOKES] for way in (False, True)]
    return sides, len(drawn) - sum(map(len, sides))


def _box(lines: tuple[str, ...]) -> int:
    return LINE * len(lines) + ROW


def _drawn_refs(neighbours: Neighbours, spokes: int) -> tuple[Ref, ...]:
    """Choose the things of a spoke that are drawn, so that a side of many spokes is not too long.

    They are the first by name.
    """
    most = min(_MOST, max(_FEWEST, _THINGS // spokes))
    refs = sorted(neighbours.refs, key=lambda r: (r.text.casefold(), r.iri))
    # A line that says "1 more" takes the room of the one.
    return tuple(refs if neighbours.count <= most + 1 else refs[:most])


def _heights(side: list[Neighbours]) -> Iterator[float]:
    """Give the heights of the spokes of a side, each with the gap below."""
    for n in side:
        refs = _drawn_refs(n, len(side))
        names = sum(_height(_wrapped(ref.text, _NAME, _NAME_LINES)) for ref in refs)
        yield _height(_heading(n)) + names + ROW * (n.count > len(refs)) + _GAP


def _heading(neighbours: Neighbours) -> tuple[str, ...]:
    """Say whose word a spoke is, by which property, and how many things are at its end.

    A long name is cut; how it was said and the number never are.
    """
    name = _wrapped(f"{_cut(neighbours.name, 2 * _BOLD)} ({neighbours.count})", _BOLD, 3)
    if not neighbours.speaker:
        return name
    who = _cut(neighbours.speaker, 2 * _BOLD)
    return *_wrapped(f"{who} {neighbours.verb}:", _BOLD, 4), *name


def _height(lines: tuple[str, ...]) -> int:
    return ROW + LINE * (len(lines) - 1)


def _spokes(side: list[Neighbours], height: float) -> Iterator[Spoke]:
    """Put the spokes of one side below each other, in the middle of the height."""
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
    """Bend a side outwards in the middle, as a circle would."""
    part = 2 * y / height - 1
    return _BULGE * sqrt(max(0.0, 1 - part * part))


def _wrapped(text: str, longest: int, lines: int) -> tuple[str, ...]:
    wrapped = textwrap.wrap(
        _plain(text), longest, max_lines=lines, placeholder=" …", break_on_hyphens=False
    )
    return tuple(wrapped) or ("(no name)",)


def _plain(text: str) -> str:
    """Leave out what would turn the words that follow: a drawing cannot isolate a name."""
    return legible(_TURNS.sub("", text))


def _cut(text: str, longest: int) -> str:
    return _wrapped(text, longest, 1)[0]
