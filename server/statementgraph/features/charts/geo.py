"""Points, outlines and an equirectangular projection, in degrees and pixels."""

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

XY = tuple[float, float]
"""Longitude and latitude in degrees, or pixels to the right and down."""
Ring = tuple[XY, ...]

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_POINT = re.compile(rf"(?:<([^>]*)>\s*)?POINT\s*\(\s*{_NUMBER}\s+{_NUMBER}\s*\)", re.IGNORECASE)
_GRID_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 45.0)
# One degree of latitude, in kilometres.
_KILOMETRES_PER_DEGREE = 111.2


def parse_point(wkt: str) -> XY | None:
    """Parse a point as (longitude, latitude); None for other shapes and reference systems.

    Without a reference system it is CRS84, longitude first (GeoSPARQL 1.1, section 8.5.1);
    EPSG:4326 has latitude first.
    """
    match = _POINT.fullmatch(wkt.strip())
    if not match:
        return None
    system, x, y = match[1] or "CRS84", float(match[2]), float(match[3])
    if system.endswith("/4326"):
        x, y = y, x
    elif not system.endswith("CRS84"):
        return None
    return (x, y) if abs(x) <= 180 and abs(y) <= 90 else None


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """An area between two meridians and two parallels, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> XY:
        """The middle of the box: longitude, latitude."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def contains(self, place: XY) -> bool:
        """Return whether a point lies in the box."""
        x, y = place
        return self.west <= x <= self.east and self.south <= y <= self.north


@dataclass(frozen=True, slots=True)
class MapView:
    """A box drawn `width` by `height` pixels: equirectangular, to scale in the middle."""

    box: BoundingBox
    width: float
    height: float

    def project(self, place: XY) -> XY:
        """Return the pixels of a point in degrees."""
        box, (x, y) = self.box, place
        return (
            (x - box.west) / (box.east - box.west) * self.width,
            (box.north - y) / (box.north - box.south) * self.height,
        )

    @property
    def grid(self) -> tuple[tuple[str, float, bool], ...]:
        """The lines of the grid: their label, their pixel, whether it is a meridian.

        A line whose label would not fit is left out.
        """
        box = self.box
        upright = [
            (degrees_text(d, "EW"), self.project((d, 0))[0])
            for d in _grid_degrees(box.west, box.east)
        ]
        level = [
            (degrees_text(d, "NS"), self.project((0, d))[1])
            for d in _grid_degrees(box.south, box.north)
        ]
        return (
            *((text, x, True) for text, x in upright if x < self.width - 50),
            *((text, y, False) for text, y in level if 18 < y < self.height - 24),
        )

    @property
    def kilometre(self) -> float:
        """The length of a kilometre in the middle of the view, in pixels."""
        return self.height / (self.box.north - self.box.south) / _KILOMETRES_PER_DEGREE

    @property
    def ruler(self) -> tuple[int, float]:
        """The scale bar: a round number of kilometres and its pixels, at most a quarter wide."""
        most = self.width / 4 / self.kilometre
        zeros = 10 ** max(0, math.floor(math.log10(most)))
        length = next((n * zeros for n in (5, 2, 1) if n * zeros <= most), 1)
        return length, length * self.kilometre


def box_around(
    places: Sequence[XY], *, least: float, shape: float, room: float = 0.3
) -> BoundingBox:
    """Return a box around points, at least `least` degrees high and `shape` times as wide as high.

    `room` is the margin, as a fraction of the extent of the points.
    """
    xs, ys = [x for x, _ in places] or [0.0], [y for _, y in places] or [0.0]
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    narrow = max(math.cos(math.radians(middle[1])), 0.1)
    spread = max(max(ys) - min(ys), (max(xs) - min(xs)) * narrow / shape)
    high = min(max(spread * (1 + room), least), 180.0, 360.0 * narrow / shape)
    wide = high * shape / narrow
    # The box crosses neither a pole nor the meridian of 180 degrees.
    north = min(max(middle[1] + high / 2, high - 90), 90.0)
    east = min(max(middle[0] + wide / 2, wide - 180), 180.0)
    return BoundingBox(east - wide, north - high, east, north)


def _grid_degrees(first: float, last: float) -> tuple[float, ...]:
    step = next((s for s in _GRID_STEPS if (last - first) / s <= 6), 90.0)
    start = math.ceil(first / step)
    return tuple(round(n * step, 6) for n in range(start, math.floor(last / step) + 1))


def degrees_text(value: float, marks: str, places: int | None = None) -> str:
    """Write a latitude or longitude with `places` decimals, or with as many as it needs.

    `marks` are the letters for positive and negative values, such as "NS".
    """
    number = f"{abs(value):g}" if places is None else f"{abs(value):.{places}f}"
    return f"{number}°{marks[0] if value > 0 else marks[1] if value < 0 else ''}"


def read_rings(geojson: bytes) -> tuple[Ring, ...]:
    """Return the rings of all polygons in GeoJSON (RFC 7946), those of holes too."""
    collection = json.loads(geojson)
    shapes = [f["geometry"] for f in collection.get("features", [collection]) if f.get("geometry")]
    polygons = [
        polygon
        for shape in shapes
        for polygon in (
            shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        )
    ]
    return tuple(tuple((x, y) for x, y, *_ in ring) for polygon in polygons for ring in polygon)


def outline_path(rings: Iterable[Ring], view: MapView, *, detail: float = 0.7) -> str:
    """Return the part of the rings in the view as SVG path data (SVG 2, section 9.3).

    `detail` is the largest deviation of a simplified line, in pixels.
    """
    box, margin = view.box, 0.02
    wide, high = (box.east - box.west) * margin, (box.north - box.south) * margin
    cut = BoundingBox(box.west - wide, box.south - high, box.east + wide, box.north + high)
    paths = []
    for ring in rings:
        seen = clip_ring(ring, cut)
        drawn = simplify([view.project(place) for place in seen], detail)
        if len(drawn) >= 3:
            paths.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in drawn) + "Z")
    return "".join(paths)


def clip_ring(ring: Ring, box: BoundingBox) -> list[XY]:
    """Clip a ring to a box, one side after the other (Sutherland and Hodgman)."""
    points = list(ring)
    if not points or not _overlaps(points, box):
        return []
    for axis, limit, sign in (
        (0, box.west, 1),
        (0, box.east, -1),
        (1, box.south, 1),
        (1, box.north, -1),
    ):
        points = _clip_side(points, axis, limit, sign)
    return points


def _overlaps(ring: list[XY], box: BoundingBox) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    across = min(xs) <= box.east and max(xs) >= box.west
    return across and min(ys) <= box.north and max(ys) >= box.south


def _clip_side(ring: list[XY], axis: int, limit: float, sign: int) -> list[XY]:
    points: list[XY] = []
    for a, b in pairwise([*ring[-1:], *ring]):
        inside_a, inside_b = (sign * (p[axis] - limit) >= 0 for p in (a, b))
        if inside_a != inside_b:
            t = (limit - a[axis]) / (b[axis] - a[axis])
            points.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        if inside_b:
            points.append(b)
    return points


def simplify(line: list[XY], tolerance: float) -> list[XY]:
    """Drop points that are within a tolerance of the simplified line (Douglas and Peucker)."""
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = max(
            ((_distance(line[n], line[first], line[last]), n) for n in range(first + 1, last)),
            default=(0.0, first),
        )
        if far > tolerance:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [line[n] for n in sorted(keep)] if line else []


def _distance(p: XY, a: XY, b: XY) -> float:
    """Return the distance of a point from a line segment."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length)) if length else 0.0
    return math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)
