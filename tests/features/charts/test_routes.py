"""The drawn pages: page, drawing and table say the same, and each says whose claims it shows."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from statementgraph.features.charts import routes
from tests.conftest import site_over
from tests.harbour import both, engine, second

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("counts", "timeline", "map")
SPEAKERS = ("Ferry Office of Northmarsh", "Harbour Guild of M\u030corrow")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with site_over(both(), tmp_path_factory.mktemp("two")) as found:
        yield found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [("", "text/html"), (".svg", "image/svg+xml"), (".csv", "text/csv")],
)
def test_a_drawn_page_its_drawing_and_its_table(
    two: FlaskClient, name: str, suffix: str, media_type: str
) -> None:
    answer = two.get(f"/{name}{suffix}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(media_type)
    again = two.get(f"/{name}{suffix}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    for speaker in SPEAKERS:
        assert speaker in answer.text


@pytest.mark.parametrize("name", NAMES)
def test_another_suffix_does_not_exist(two: FlaskClient, name: str) -> None:
    assert two.get(f"/{name}.png").status_code == 404


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", ["", ".svg", ".csv"])
def test_plain_rdf_has_no_drawn_pages(name: str, suffix: str, tmp_path: Path) -> None:
    with site_over(both(), tmp_path, rdf=("any.ttl",)) as plain:
        assert plain.get(f"/{name}{suffix}").status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_the_page_links_to_its_query_and_its_downloads(two: FlaskClient, name: str) -> None:
    page = two.get(f"/{name}").text
    assert f'href="/{name}.svg"' in page
    assert f'href="/{name}.csv"' in page
    address = re.search(r'href="(/sparql\?[^"]+)"', page)
    assert address
    assert two.get(address[1].replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_heavy(two: FlaskClient, name: str) -> None:
    assert len(two.get(f"/{name}").data) < 150_000


@pytest.mark.parametrize("name", NAMES)
def test_the_drawing_stands_alone(two: FlaskClient, name: str) -> None:
    root = ET.fromstring(two.get(f"/{name}.svg").data)  # noqa: S314 - our own
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "document"
    named = {root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")}  # type: ignore[union-attr]
    assert set(root.get("aria-labelledby", "").split()) == named
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in {"style", "script", "foreignObject", "image"}
        assert "style" not in element.attrib
        assert element.get("href", "https://").startswith("https://")
        if element.tag in {f"{SVG}rect", f"{SVG}text", f"{SVG}path"}:
            inherited = element.tag == f"{SVG}text"
            assert element.get("fill") or inherited, ET.tostring(element)


@pytest.mark.parametrize("name", NAMES)
def test_every_length_of_the_drawing_is_in_pixels(two: FlaskClient, name: str) -> None:
    root = ET.fromstring(two.get(f"/{name}.svg").data)  # noqa: S314 - our own
    wide = [e.get("width", "") for e in root.iter(f"{SVG}rect")][1:]
    assert wide
    assert not [w for w in wide if not re.fullmatch(r"[\d.]+", w)]


def rows(client: FlaskClient, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path).data.decode("utf-8-sig"))))


def test_the_table_keeps_quotes_and_runs_no_formula(two: FlaskClient) -> None:
    found = rows(two, "/counts.csv")
    assert "cohort" in found[0]
    labels = {row["cohortLabel"] for row in found}
    assert "'=Lamps, event not stated" in labels
    assert {row["wording"] for row in found} >= {
        "'=SUM(7)",
        "A total of 12 passengers",
        "more than 15",
    }
    assert not [c for row in found for c in row.values() if c[:1] in "=+-@" and c]
    quotes = {row["quote"] for row in found}
    assert "A total of 12 passengers, including 3 children, were killed." in quotes
    assert two.get("/counts.csv").data.startswith(b"\xef\xbb\xbfevent,")


def test_every_bar_links_to_its_claim(two: FlaskClient) -> None:
    page = two.get("/counts").text
    linked = re.findall(r'<a href="([^"]+)"><span class="said">', page)
    claims = {row["claim"] for row in rows(two, "/counts.csv")} - {""}
    assert {f"https://w3id.org/statementgraph{path}" for path in linked} == claims
    assert len(linked) == len(claims)
    for words in ("They say <mark>more than 15</mark> of them.", "Not said: whether the"):
        assert words in page


def test_a_date_is_quoted_read_and_explained(two: FlaskClient) -> None:
    page = two.get("/timeline").text
    for words in (
        "<mark>about 1950</mark>",
        "Read as the year 1950, approximately",
        "explicit date",
        "It was <mark>in March 2001</mark>, they say.",
    ):
        assert words in page
    assert page.index("What the words place in time") < page.index("When the statements were")


def test_every_mark_leads_to_what_is_said(two: FlaskClient) -> None:
    page = two.get("/map").text
    marks = re.findall(r'<a class="mark" href="#(place-[^"]+)" aria-label="([^"]+)"', page)
    assert marks == [
        ("place-harbour-quarter", "1. Harbour quarter: 1 saying"),
        ("place-pier-head", "2. Pier head: 1 saying"),
    ]
    for anchor, _ in marks:
        assert f'id="{anchor}"' in page
    without = page.partition("Places without a point")[2]
    assert "Sandbank" in without
    assert "Eastwick" in without
    assert "No borders are drawn" in page
    assert 'href="https://w3id.org/statementgraph/place/pier-head"' in two.get("/map.svg").text


def test_the_map_holds_without_outlines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "_LAND", Path("nowhere"))
    routes._land.cache_clear()
    with site_over(both(), tmp_path) as client:
        page = client.get("/map").text
    routes._land.cache_clear()
    assert "The outlines of land are not built on this server" in page
    assert page.count('class="mark"') == 2
    assert "30.4°W" in page


def test_text_from_the_data_is_escaped(tmp_path: Path) -> None:
    odd = engine(second().replace("=Lamps", "<b>&amp; \\u0001]]>"))
    with site_over(odd, tmp_path) as client:
        for address in ("/counts", "/counts.svg"):
            text = client.get(address).text.replace("\u0001", "")
            assert "<b>" not in text
            assert "&lt;b&gt;&amp;amp; ]]&gt;" in text
        # XML takes no control characters, however they are written.
        ET.fromstring(client.get("/counts.svg").data)  # noqa: S314 - our own
