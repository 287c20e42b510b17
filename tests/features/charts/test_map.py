"""The places that statements name: where a source puts them and what is said of each."""

import json
import math

import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.features.charts.geo import read_rings
from statementgraph.features.charts.map import MARK_DISTANCE, MapPage, build_map
from statementgraph.features.charts.map_svg import map_sheet
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.sparql import from_quads
from tests.harbour import HERE, both, engine
from tests.paths import CHECKOUT

ROOT = CHECKOUT
# Land west of 47 degrees east, so that a coast runs through the map.
RING = [[30, 30], [47, 30], [47, 39.8], [47, 50], [30, 50], [30, 30]]
COAST = read_rings(json.dumps({"geometry": {"type": "Polygon", "coordinates": [RING]}}).encode())

MASS = "Mass places of burial said by Sabina Aliyeva (2024) to have been found {}"


@pytest.fixture(scope="module")
def real() -> MapPage:
    return build_map(from_quads(load_corpus(ROOT, DEFAULT_BASE).quads), HERE, COAST)


@pytest.fixture(scope="module")
def two() -> MapPage:
    return build_map(both(), HERE, ())


def test_every_place_is_there_with_what_is_said_of_it(real: MapPage) -> None:
    assert [(p.number, p.ref.text, len(p.utterances)) for p in real.places] == [
        (1, "Aghdam district", 1),
        (2, "Fuzuli district", 1),
        (3, "Kalbajar district", 1),
        (4, "Khojaly", 5),
        (5, "Khojavend district", 1),
        (6, "Shusha district", 1),
        (0, "Askeran fortress", 1),
        (0, MASS.format("during building, reconstruction and exploration activities"), 2),
        (0, MASS.format("near the Askeran fortress"), 2),
        (0, "Near the Askeran fortress", 1),
        (0, "Territories not named, as referred to by Sabina Aliyeva (2024)", 3),
        (
            0,
            "“Mass places of burial found in Aghdam, Shusha, Khojavend, Fuzuli, and Kalbajar"
            " districts”, as Sabina Aliyeva says (2024)",
            2,
        ),
        (
            0,
            "“The mass graves where our compatriots … are buried”, as Sabina Aliyeva says (2024)",
            2,
        ),
    ]
    for place in real.places:
        assert {s.source.speaker_and_date for s in place.utterances} == {
            "Sabina Aliyeva, 22 February 2024"
        }


def test_a_point_says_where_it_is_from_and_what_it_stands_for(real: MapPage) -> None:
    aghdam, khojaly = real.places[0], real.places[3]
    assert aghdam.points[0].source.startswith("Centroid of the district; whosonfirst-data/")
    assert aghdam.points[0].centre
    assert aghdam.notes == (
        "A district. Its point is the centroid of the district and marks no find or grave.",
    )
    assert khojaly.points[0].source.startswith("GeoNames 147774")
    assert not khojaly.points[0].centre
    assert khojaly.points[0].words == "39.914°N, 46.792°E"


def test_the_map_shows_every_point_in_its_place(real: MapPage) -> None:
    chart = real.chart
    assert chart
    assert [m.place.number for m in chart.marks] == [1, 2, 3, 4, 5, 6]
    assert all(m.label for m in chart.marks)
    kalbajar, fuzuli = chart.marks[2], chart.marks[1]
    assert kalbajar.x < fuzuli.x
    assert kalbajar.y < fuzuli.y
    assert chart.coast
    assert chart.land
    left, top, wide, high = chart.frame
    assert 0 < left < left + wide < chart.inset.width
    assert 0 < top < top + high < chart.inset.height


def test_another_reference_system_is_read_and_another_shape_is_not_drawn(two: MapPage) -> None:
    assert [(p.ref.text, [q.place for q in p.points]) for p in two.places] == [
        ("Harbour quarter", [(-30.48, 41.52)]),
        ("Pier head", [(-30.5, 41.5)]),
        ("Eastwick", []),
        ("Sandbank", []),
    ]
    assert two.chart
    assert not two.chart.coast
    assert not two.outlined


def test_a_mark_that_would_cover_another_stands_aside(two: MapPage) -> None:
    assert two.chart
    quarter, head = two.chart.marks
    assert quarter.at is None
    assert head.at is not None
    assert math.dist((quarter.x, quarter.y), head.at) < MARK_DISTANCE
    assert math.dist((quarter.x, quarter.y), (head.x, head.y)) >= MARK_DISTANCE
    assert math.dist(head.at, (head.x, head.y)) < 2 * MARK_DISTANCE


def test_two_speakers_name_one_place(two: MapPage) -> None:
    eastwick = two.places[2]
    assert [s.speaker_and_date for s in eastwick.sources] == [
        "Ferry Office of Northmarsh, 4 March 2001",
        "Harbour Guild of M\u030corrow, 9 March 2001",
    ]
    assert eastwick.count == "4 sayings"


def test_without_a_point_there_is_no_map() -> None:
    page = build_map(engine(), HERE, COAST)
    assert page.chart is None
    assert [p.ref.text for p in page.places] == ["Eastwick"]
    assert "No point: Eastwick (1 saying)" in [line.text for line in map_sheet(page).lines]


def test_the_drawing_says_what_a_point_is_not(real: MapPage) -> None:
    text = " ".join(line.text for line in map_sheet(real).lines)
    assert "marks no spot" in text
    assert "No borders are drawn" in text
    assert "Natural Earth" in text
    assert [line.kind for line in map_sheet(real).lines if line.drawing] == ["chart", "inset"]
