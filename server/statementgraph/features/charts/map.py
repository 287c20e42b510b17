"""The page /map: the places that statements name, with the points that sources give."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from statementgraph.features.charts.chart_data import (
    Attribution,
    ChartData,
    ChartRow,
    group_rows,
    load_chart_data,
    unique,
)
from statementgraph.features.charts.geo import (
    XY,
    BoundingBox,
    MapView,
    Ring,
    box_around,
    degrees_text,
    outline_path,
    parse_point,
)
from statementgraph.features.charts.label_placement import (
    Label,
    Rectangle,
    place_labels,
    spread_marks,
)
from statementgraph.sparql import Engine
from statementgraph.view import labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref

_WIDTH, _HEIGHT = 852, 520
_INSET = 240, 180
# The least distance of two marks in pixels; a narrow screen draws the marks larger.
MARK_DISTANCE = 52
# The radius of a mark and the font size of its label, in pixels.
RADIUS, LETTERS = 14, 14


@dataclass(frozen=True, slots=True)
class PlacePoint:
    """A point of a place in degrees, and the source that it was taken from.

    `centre` says that the source calls it a centroid of an area.
    """

    place: XY
    source: str
    centre: bool

    @property
    def words(self) -> str:
        """The point in words, latitude first."""
        x, y = self.place
        return f"{degrees_text(y, 'NS', 3)}, {degrees_text(x, 'EW', 3)}"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """An utterance that names a place; `how` is its verb where it is not plainly said."""

    ref: Ref
    source: Attribution
    how: str = ""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that statements name; `number` is its number on the map, 0 without a point."""

    ref: Ref
    anchor: str
    number: int
    points: tuple[PlacePoint, ...]
    notes: tuple[str, ...]
    utterances: tuple[PlaceMention, ...]
    sources: tuple[Attribution, ...]

    @property
    def count(self) -> str:
        """The number of utterances that name it, in words."""
        return f"{len(self.utterances)} saying{'' if len(self.utterances) == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class MapMark:
    """A mark on the map, in pixels, with its label where there is room for one.

    `x` and `y` are the position of the mark; `at` is the point itself if the mark was moved.
    """

    place: NamedPlace
    x: float
    y: float
    at: XY | None
    centre: bool
    label: Label | None


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The map and the inset map of its surroundings; `land` and `around` are their path data.

    `frame` is the area of the map in the inset: left, top, width, height.
    `coast` says whether any coast is in the map.
    """

    view: MapView
    land: str
    marks: tuple[MapMark, ...]
    inset: MapView
    around: str
    frame: tuple[float, float, float, float]
    coast: bool


@dataclass(frozen=True, slots=True)
class MapPage:
    """What the page shows; `chart` is None where no place has a point."""

    data: ChartData
    places: tuple[NamedPlace, ...]
    chart: PlaceMap | None
    outlined: bool


def build_map(engine: Engine, addresses: Addresses, rings: tuple[Ring, ...]) -> MapPage:
    """Query the places and draw those with a point; `rings` are the outlines of land."""
    data = load_chart_data(engine, addresses, "map")
    unnumbered = [
        _named_place(rows) for rows in group_rows(data.rows, lambda r: r.text("place")).values()
    ]
    places = number_places(sorted(unnumbered, key=lambda p: (not p.points, p.ref.text.casefold())))
    return MapPage(data, places, _place_map(places, rings), bool(rings))


def number_places(places: Iterable[NamedPlace]) -> tuple[NamedPlace, ...]:
    """Give a number to each place that has a point, in their order."""
    return tuple(replace(p, number=at if p.points else 0) for at, p in enumerate(places, start=1))


def _named_place(rows: list[ChartRow]) -> NamedPlace:
    points = unique(
        PlacePoint(at, row.text("pointSource"), "centroid" in row.text("pointSource").casefold())
        for row in rows
        if (at := parse_point(row.text("wkt")))
    )
    claims = [row for row in rows if row.text("claim")]
    return NamedPlace(
        rows[0].ref("place", "placeLabel"),
        rows[0].anchor("place"),
        0,
        points,
        unique(row.text("note") for row in rows if row.text("note")),
        unique(
            PlaceMention(row.ref("claim", "claimLabel"), row.source, _how(row)) for row in claims
        ),
        unique(row.source for row in claims),
    )


def _how(row: ChartRow) -> str:
    return "" if row.verb == labels.SAID else row.verb


def _place_map(places: tuple[NamedPlace, ...], rings: tuple[Ring, ...]) -> PlaceMap | None:
    points = [(named, p) for named in places for p in named.points]
    if not points:
        return None
    at = [p.place for _, p in points]
    view = MapView(box_around(at, least=0.5, shape=_WIDTH / _HEIGHT), _WIDTH, _HEIGHT)
    box = view.box
    wide, high = _INSET
    about = box_around([box.middle], least=max(24, (box.north - box.south) * 6), shape=wide / high)
    inset = MapView(about, wide, high)
    drawn = outline_path(rings, view)
    return PlaceMap(
        view,
        drawn,
        _marks(points, view),
        inset,
        outline_path(rings, inset),
        _frame(box, inset),
        coast=any(box.contains(place) for ring in rings for place in ring),
    )


def _marks(points: list[tuple[NamedPlace, PlacePoint]], view: MapView) -> tuple[MapMark, ...]:
    at = [view.project(p.place) for _, p in points]
    frame = Rectangle(4, 4, view.width - 4, view.height - 4)
    drawn = spread_marks(at, frame, room=MARK_DISTANCE)
    names = [(named.ref.text, place) for (named, _), place in zip(points, drawn, strict=True)]
    labels = place_labels(names, frame, radius=RADIUS, size=LETTERS)
    return tuple(
        MapMark(named, *position, None if position == true else true, p.centre, label)
        for (named, p), position, true, label in zip(points, drawn, at, labels, strict=True)
    )


def _frame(box: BoundingBox, inset: MapView) -> tuple[float, float, float, float]:
    left, top = inset.project((box.west, box.north))
    right, bottom = inset.project((box.east, box.south))
    return left, top, right - left, bottom - top
