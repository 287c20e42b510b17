"""The places that statements name: their points on a map, and what is said of each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from statementgraph.features.charts.chart_data import ChartData, Row, Source, ask, grouped, unique
from statementgraph.features.charts.geo import (
    Box,
    Place,
    Ring,
    View,
    around,
    degrees,
    outline,
    point,
)
from statementgraph.features.charts.label_placement import Area, Label, apart, placed
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref

_WIDTH, _HEIGHT = 852, 520
_INSET = 240, 180
# How far apart marks are at least, also where a narrow screen draws them larger.
ROOM = 52
# The size of a mark and of the letters beside it, in pixels.
RADIUS, LETTERS = 14, 14


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a place: longitude and latitude in degrees, and where it was taken from.

    `centre` says that the source calls it a centroid: it stands for an area.
    """

    place: Place
    source: str
    centre: bool

    @property
    def words(self) -> str:
        """Say where it is: latitude first, as people do."""
        x, y = self.place
        return f"{degrees(y, 'NS', 3)}, {degrees(x, 'EW', 3)}"


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim or call that names a place."""

    ref: Ref
    source: Source


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a statement names; `number` marks it on the map, 0 where it has no point."""

    ref: Ref
    anchor: str
    number: int
    points: tuple[Point, ...]
    notes: tuple[str, ...]
    utterances: tuple[Saying, ...]
    sources: tuple[Source, ...]

    @property
    def count(self) -> str:
        """Say how many sayings name it."""
        return f"{len(self.utterances)} saying{'' if len(self.utterances) == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on the map, in pixels, with the label beside it where there is room for one.

    `x` and `y` are where the mark is drawn; `at` is the point itself where that is elsewhere.
    """

    place: Named
    x: float
    y: float
    at: Place | None
    centre: bool
    label: Label | None


@dataclass(frozen=True, slots=True)
class Chart:
    """The map, and the small one that shows where it lies; `land` and `around` are path data.

    `frame` is the piece of the small map that the map shows: left, top, width, height.
    `coast` says whether any coast is in the map.
    """

    view: View
    land: str
    marks: tuple[Mark, ...]
    inset: View
    around: str
    frame: tuple[float, float, float, float]
    coast: bool


@dataclass(frozen=True, slots=True)
class MapPage:
    """Everything the page shows; `chart` is None where no place has a point."""

    asked: ChartData
    places: tuple[Named, ...]
    chart: Chart | None
    outlined: bool


def build_map(engine: Engine, addresses: Addresses, rings: tuple[Ring, ...]) -> MapPage:
    """Ask for the places and draw those with a point on outlines of land, where there are any."""
    data = ask(engine, addresses, "map")
    unnumbered = [_named(rows) for rows in grouped(data.rows, lambda r: r.text("place")).values()]
    places = numbered(sorted(unnumbered, key=lambda p: (not p.points, p.ref.text.casefold())))
    return MapPage(data, places, _chart(places, rings), bool(rings))


def numbered(places: Iterable[Named]) -> tuple[Named, ...]:
    """Give a number to each place that has a point, in their order."""
    return tuple(replace(p, number=at if p.points else 0) for at, p in enumerate(places, start=1))


def _named(rows: list[Row]) -> Named:
    points = unique(
        Point(at, row.text("pointSource"), "centroid" in row.text("pointSource").casefold())
        for row in rows
        if (at := point(row.text("wkt")))
    )
    claims = [row for row in rows if row.text("claim")]
    return Named(
        rows[0].ref("place", "placeLabel"),
        rows[0].anchor("place"),
        0,
        points,
        unique(row.text("note") for row in rows if row.text("note")),
        unique(Saying(row.ref("claim", "claimLabel"), row.source) for row in claims),
        unique(row.source for row in claims),
    )


def _chart(places: tuple[Named, ...], rings: tuple[Ring, ...]) -> Chart | None:
    points = [(named, p) for named in places for p in named.points]
    if not points:
        return None
    at = [p.place for _, p in points]
    view = View(around(at, least=0.5, shape=_WIDTH / _HEIGHT), _WIDTH, _HEIGHT)
    box = view.box
    wide, high = _INSET
    about = around([box.middle], least=max(24, (box.north - box.south) * 6), shape=wide / high)
    inset = View(about, wide, high)
    drawn = outline(rings, view)
    return Chart(
        view,
        drawn,
        _marks(points, view),
        inset,
        outline(rings, inset),
        _frame(box, inset),
        coast=any(box.holds(place) for ring in rings for place in ring),
    )


def _marks(points: list[tuple[Named, Point]], view: View) -> tuple[Mark, ...]:
    at = [view.place(p.place) for _, p in points]
    frame = Area(4, 4, view.width - 4, view.height - 4)
    drawn = apart(at, frame, room=ROOM)
    names = [(named.ref.text, place) for (named, _), place in zip(points, drawn, strict=True)]
    labels = placed(names, frame, radius=RADIUS, size=LETTERS)
    return tuple(
        Mark(named, *position, None if position == true else true, p.centre, label)
        for (named, p), position, true, label in zip(points, drawn, at, labels, strict=True)
    )


def _frame(box: Box, inset: View) -> tuple[float, float, float, float]:
    left, top = inset.place((box.west, box.north))
    right, bottom = inset.place((box.east, box.south))
    return left, top, right - left, bottom - top
