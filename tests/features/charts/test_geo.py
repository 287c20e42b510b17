"""Points, boxes, outlines and labels: sums that a map stands on."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.features.charts.geo import (
    XY,
    BoundingBox,
    MapView,
    box_around,
    clip_ring,
    degrees_text,
    outline_path,
    parse_point,
    read_rings,
    simplify,
)
from statementgraph.features.charts.label_placement import Rectangle, place_labels, spread_marks

CRS = "http://www.opengis.net/def/crs"


@pytest.mark.parametrize(
    ("wkt", "expected"),
    [
        ("POINT(46.5 39.9)", (46.5, 39.9)),
        (" point ( -8 51 ) ", (-8, 51)),
        (f"<{CRS}/OGC/1.3/CRS84> POINT(46.5 39.9)", (46.5, 39.9)),
        (f"<{CRS}/EPSG/0/4326> POINT(39.9 46.5)", (46.5, 39.9)),
        (f"<{CRS}/EPSG/0/3857> POINT(1 1)", None),
        ("POINT(200 0)", None),
        ("POINT(0 91)", None),
        ("POINT Z(1 2 3)", None),
        ("POLYGON((0 0,1 0,1 1,0 0))", None),
        ("", None),
    ],
)
def test_a_point_is_read_longitude_first(wkt: str, expected: XY | None) -> None:
    assert parse_point(wkt) == expected


@pytest.mark.parametrize(
    ("value", "marks", "expected"),
    [(46.5, "EW", "46.5°E"), (-8, "EW", "8°W"), (0, "NS", "0°"), (-33.25, "NS", "33.25°S")],
)
def test_degrees_in_words(value: float, marks: str, expected: str) -> None:
    assert degrees_text(value, marks) == expected


def test_degrees_with_all_their_places() -> None:
    assert degrees_text(39.69995, "NS", 3) == "39.700°N"


PLACES = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(st.lists(PLACES, min_size=1, max_size=9), st.floats(0.5, 3), st.floats(0.1, 30))
def test_a_box_holds_its_places_and_stays_on_the_earth(
    places: list[XY], shape: float, least: float
) -> None:
    box = box_around(places, least=least, shape=shape)
    assert -180 - 1e-9 <= box.west < box.east <= 180 + 1e-9
    assert -90 - 1e-9 <= box.south < box.north <= 90 + 1e-9
    spread = max(x for x, _ in places) - min(x for x, _ in places)
    if spread < 90 and all(abs(y) < 60 for _, y in places):
        for x, y in places:
            assert box.west - 1e-6 <= x <= box.east + 1e-6
            assert box.south - 1e-6 <= y <= box.north + 1e-6


def test_a_view_is_true_to_scale_in_its_middle() -> None:
    box = box_around([(46.0, 39.5), (47.5, 40.1)], least=0.5, shape=2.0)
    view = MapView(box, 800, 400)
    x, y = box.middle
    north = view.project((x, y))[1] - view.project((x, y + 0.01))[1]
    east = view.project((x + 0.01, y))[0] - view.project((x, y))[0]
    assert east / north == pytest.approx(math.cos(math.radians(y)), rel=1e-6)
    length, pixels = view.ruler
    assert pixels == pytest.approx(length * north / 1.112, rel=1e-6)
    assert pixels <= 200
    assert 3 <= len(view.grid) <= 14


SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))


def area(ring: list[XY]) -> float:
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


@given(st.floats(-5, 9), st.floats(-5, 9), st.floats(1, 15), st.floats(1, 15))
def test_a_clipped_square_is_what_both_share(
    west: float, south: float, wide: float, high: float
) -> None:
    box = BoundingBox(west, south, west + wide, south + high)
    across = max(0.0, min(10, box.east) - max(0, west))
    up = max(0.0, min(10, box.north) - max(0, south))
    assert area(clip_ring(SQUARE, box)) == pytest.approx(across * up, abs=1e-6)


def test_a_simple_line_keeps_its_corners() -> None:
    line = [(0.0, 0.0), (1.0, 0.05), (2.0, 0.0), (2.0, 2.0)]
    assert simplify(line, 0.1) == [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)]
    assert simplify(line, 0.01) == line
    assert simplify([], 1) == []


def test_land_is_read_with_its_holes_and_drawn_where_it_is_seen() -> None:
    hole = [[4, 4], [6, 4], [6, 6], [4, 4]]
    shape = {"type": "Polygon", "coordinates": [[list(p) for p in SQUARE], hole]}
    rings = read_rings(json.dumps({"features": [{"geometry": shape}]}).encode())
    assert [len(ring) for ring in rings] == [5, 4]
    assert read_rings(json.dumps({"geometry": shape}).encode()) == rings
    assert outline_path(rings, MapView(BoundingBox(20, 20, 30, 30), 100, 100)) == ""
    drawn = outline_path(rings, MapView(BoundingBox(-5, -5, 15, 15), 100, 100))
    assert drawn.count("M") == 2
    assert "25.0 75.0" in drawn


def test_a_label_goes_where_there_is_room() -> None:
    frame = Rectangle(0, 0, 300, 100)
    alone, left = place_labels([("Pier", (20, 50)), ("Pier", (290, 50))], frame, radius=8, size=12)
    assert alone
    assert left
    assert (alone.anchor, left.anchor) == ("start", "end")
    crowd = place_labels([("Harbour quarter", (20, 50))] * 12, frame, radius=8, size=12)
    assert None in crowd
    visible = [label for label in crowd if label]
    assert len({(label.x, label.y) for label in visible}) == len(visible) >= 1


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300)), max_size=12))
def test_marks_stand_apart_and_near_their_points(points: list[XY]) -> None:
    frame = Rectangle(0, 0, 400, 300)
    visible = spread_marks(points, frame, room=20)
    for at, (place, point_) in enumerate(zip(visible, points, strict=True)):
        assert math.dist(place, point_) <= 61
        if place != point_:
            assert all(math.dist(place, other) >= 20 for other in visible[:at])
            assert 10 <= place[0] <= 390
