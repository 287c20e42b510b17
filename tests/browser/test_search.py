"""Searching as people do: by mouse, by keyboard alone, on a phone, and without scripts."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import Open, faults

XOCALI, SUSA = "Xocal\u0131", "\u015eu\u015fa"


def _type(page: Page, text: str) -> None:
    """Type and wait for the suggestions to all that was typed, not to its beginning."""

    def to_all(answer: Response) -> bool:
        parts = urlsplit(answer.url)
        asked = parse_qs(parts.query).get("q", [""])[0]
        return parts.path == "/search/suggest" and asked.endswith(text.strip())

    with page.expect_response(to_all):
        page.keyboard.type(text, delay=5)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_journalist_finds_a_quote_and_opens_it_in_its_text(
    open_page: Open, *, scripts: bool
) -> None:
    page = open_page("/", scripts=scripts)
    page.get_by_role("search").locator("input[name=q]").fill("613")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    page.get_by_role("link", name="Quotes (").click()
    page.wait_for_url("**kind=quote")
    hit = page.locator(".hits > li").first
    expect(hit).to_contain_text("Sabina Aliyeva said (22 February 2024")
    expect(hit.locator("mark")).to_have_text("613")
    hit.locator("a.quote bdi").click()
    expect(page).to_have_url(re.compile(r"/statement/2024-02-22-aliyeva\.html#char=\d+,\d+$"))
    expect(page.locator(":target")).to_contain_text("613")


@pytest.mark.parametrize(
    ("spelling", "place"),
    [(XOCALI, "Khojaly"), ("Khojali", "Khojaly"), (SUSA, "Shusha"), ("Shushi", "Shusha")],
)
def test_each_spelling_finds_the_place_and_its_quotes(
    open_page: Open, spelling: str, place: str
) -> None:
    page = open_page("/search", scripts=False)
    page.get_by_role("search").locator("input[name=q]").fill(spelling)
    page.keyboard.press("Enter")
    first = page.locator("section").first
    expect(first.get_by_role("heading")).to_contain_text("Places")
    expect(first.locator(".hits mark").first).to_have_text(place)
    expect(page.get_by_text("Also searched")).to_contain_text(place)
    quotes = page.locator("section", has=page.get_by_role("heading", name="Quotes"))
    expect(quotes.locator("mark", has_text=place).first).to_be_visible()


def test_the_keyboard_alone_is_enough(open_page: Open) -> None:
    page = open_page("/")
    field = page.get_by_role("combobox")
    while not field.evaluate("field => field === document.activeElement"):
        page.keyboard.press("Tab")
    _type(page, "kho")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Khojaly")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = options.nth(1)
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    page.keyboard.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Khojaly")
    expect(page).to_have_title(re.compile(r"^Khojaly: \d+ results"))


def test_the_arrows_go_round_and_back_to_the_field(open_page: Open) -> None:
    page = open_page("/search")
    field = page.get_by_role("combobox")
    field.focus()
    _type(page, "aghdam")
    expect(page.get_by_role("option").first).to_be_visible()
    count = page.get_by_role("option").count()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option").nth(count - 1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=aghdam")


def test_escape_closes_the_names_and_then_empties_the_field(open_page: Open) -> None:
    page = open_page("/")
    field = page.get_by_role("combobox")
    field.focus()
    _type(page, "kho")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("kho")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(field).to_be_focused()


def test_what_is_suggested_is_said_aloud_once_typing_rests(open_page: Open) -> None:
    page = open_page("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("combobox").focus()
    _type(page, "khojal")
    said = page.locator("form[role=search] [role=status]")
    expect(said).to_have_text("8 names to choose from with the arrow keys.")
    assert len([url for url in asked if "suggest" in url]) == 1
    _type(page, "xyz")
    expect(said).to_have_text("No name begins so.")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_name_is_chosen_with_the_mouse(open_page: Open) -> None:
    page = open_page("/search", width=390)
    page.get_by_role("combobox").click()
    _type(page, "xoc")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/search?q=Xocal*")
    expect(page.get_by_role("combobox")).to_have_value(XOCALI)


def test_the_names_leave_with_the_focus(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("combobox").focus()
    _type(page, "kho")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_open_names_have_no_fault_that_axe_finds(
    open_page: Open, scheme: str, width: int
) -> None:
    page = open_page("/", width=width, color_scheme=scheme)
    page.get_by_role("combobox").focus()
    _type(page, "kho")
    # The answer is there before its names are shown.
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_slip_is_mended_with_one_click(open_page: Open) -> None:
    page = open_page("/search?q=Khojalyy", scripts=False)
    expect(page.locator("main")).to_contain_text("Nothing found")
    page.get_by_role("link", name="Khojaly", exact=True).click()
    expect(page.locator("mark").first).to_be_visible()


def test_pages_are_turned_without_scripts(open_page: Open) -> None:
    page = open_page("/search?q=Khojaly&kind=claim", scripts=False)
    seen = set(page.locator(".reading a").all_inner_texts())
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_text("Page 2 of")).to_be_visible()
    assert not seen & set(page.locator(".reading a").all_inner_texts())
    expect(page.get_by_role("link", name=re.compile(r"^Claims "))).to_have_attribute(
        "aria-current", "true"
    )
