"""A reader of figures: sees what is part of what, follows a bar to its claim, takes it home."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Open


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_bar_to_its_claim_and_its_words(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts)
    page.get_by_role("link", name="Figures", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Figures as claimed")
    expect(page.get_by_text("Nothing here may be added up.")).to_be_visible()
    killed = page.locator("ul.groups > li").filter(has_text="A total of 613").first
    expect(killed.locator("blockquote").first).to_contain_text("mercilessly killed")
    killed.get_by_role("link", name="613 persons, no hedge word").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("613 residents of Khojaly")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_part_is_never_drawn_beyond_its_whole(open_page: Open, width: int) -> None:
    page = open_page("/counts", width=width)
    for part, whole in (("63 persons", "613 persons"), ("68 persons", "150 persons")):
        assert right(page, part) < right(page, whole)
    assert left(page, "63 persons") == left(page, "613 persons")


def right(page: Page, said: str) -> float:
    box = bar(page, said)
    return box["x"] + box["width"]


def left(page: Page, said: str) -> float:
    return bar(page, said)["x"]


def bar(page: Page, said: str) -> dict[str, float]:
    link = page.get_by_role("link", name=f"{said}, no hedge word").first
    box = link.locator("rect.bar").bounding_box()
    assert box
    return {"x": box["x"], "width": box["width"]}


def test_the_drawing_and_the_table_can_be_taken(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/counts")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Table (CSV)").click()
    taken.value.save_as(tmp_path / "counts.csv")
    text = (tmp_path / "counts.csv").read_text(encoding="utf-8-sig")
    assert "613" in {row["value"] for row in csv.DictReader(text.splitlines())}
    drawing = open_page("/counts.svg")
    expect(drawing.locator("text", has_text="613 persons").first).to_be_visible()


def test_the_query_behind_the_page_can_be_asked(open_page: Open) -> None:
    page = open_page("/counts")
    page.get_by_role("link", name="The query, to ask or to change").click()
    expect(page.locator("body")).to_contain_text("cohortLabel")


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_date_to_its_words_in_the_statement(open_page: Open, scripts: bool) -> None:
    page = open_page("/", scripts=scripts)
    page.get_by_role("link", name="Timeline", exact=True).click()
    row = (
        page.locator("ul.groups > li")
        .filter(has=page.locator(".name", has_text="Thirty years ago"))
        .first
    )
    expect(row).to_contain_text("Read as the year 1994, approximately")
    expect(row).to_contain_text("counted from 22 February 2024")
    row.locator("a.quote mark").click()
    expect(page).to_have_url(re.compile(r"/statement/2024-02-22-aliyeva\.html#char=\d+,\d+$"))


def test_dates_stand_in_their_order_on_the_scale(open_page: Open) -> None:
    page = open_page("/timeline", width=390)
    found = [
        box["x"]
        for name in (
            "the year 1992, approximately",
            "the year 1994, approximately",
            "the year 2023",
        )
        if (
            box := page.get_by_role("link", name=f"Read as {name}")
            .first.locator("rect")
            .last.bounding_box()
        )
    ]
    assert len(found) == 3
    assert found == sorted(set(found))


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_mark_on_the_map_to_what_is_said_of_the_place(
    open_page: Open, scripts: bool
) -> None:
    page = open_page("/", scripts=scripts)
    page.get_by_role("link", name="Map", exact=True).click()
    page.get_by_role("link", name="4. Khojaly: 5 sayings").click()
    entry = page.locator("li:target")
    expect(entry.get_by_role("link", name="Khojaly", exact=True)).to_be_in_viewport()
    expect(entry).to_contain_text("39.914°N, 46.792°E. Point taken from: GeoNames")
    words = "“Khojaly city … the city was completely destroyed”"
    entry.get_by_role("link", name=words).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "the city was completely destroyed"
    )


@pytest.mark.parametrize("width", [320, 390, 700, 1280])
def test_nothing_on_the_map_covers_anything_else(open_page: Open, width: int) -> None:
    page = open_page("/map", width=width)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".map .mark circle, .map .label")]
            .map((shape) => shape.getBoundingClientRect())
            .filter((box) => box.width)
            .map(({ left, top, right, bottom }) => [left, top, right, bottom])"""
    )
    assert len(boxes) == (12 if width > 640 else 6)
    for at, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = other[0] >= right or other[2] <= left or other[1] >= bottom or other[3] <= top
            assert apart
    circles = page.locator(".map .mark circle").all()
    assert all((box := c.bounding_box()) and box["width"] >= 24 for c in circles)
