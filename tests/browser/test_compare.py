"""Somebody compares what three made-up statements say about a pier."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, faults
from tests.paths import PIER
from tests.supervisor.server import UNLIMITED, Server


@pytest.fixture(scope="session")
def three(shared_server: Callable[..., Server]) -> Server:
    """Serve three statements."""
    return shared_server(str(PIER), **UNLIMITED)


@pytest.fixture
def served(three: Server) -> Server:
    """Let `open_page` open the three statements."""
    return three


def test_from_the_menu_to_the_passage_without_scripts(open_page: Open) -> None:
    page = open_page("/", scripts=False)
    page.get_by_role("link", name="Compare").click()
    row = page.get_by_role("row", name="Children among the passengers")
    expect(row).to_contain_text("differ")
    row.locator("summary").first.click()
    row.get_by_role("link", name="A total of 12 passengers, including 3 children").click()
    expect(page).to_have_url(re.compile(r"/statement/2001-03-04-northmarsh\.html#char=\d+,\d+$"))


def test_two_statements_and_only_where_they_differ(open_page: Open) -> None:
    page = open_page("/compare", scripts=False)
    page.get_by_label("Statement of the Harbour Guild").uncheck()
    page.get_by_label("in which they differ").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("columnheader", name="Harbour Guild")).to_have_count(0)
    expect(
        page.get_by_role("rowheader", name="Boards said to have been washed away")
    ).to_be_visible()
    expect(
        page.get_by_role("rowheader", name="Passengers said to have been wounded")
    ).to_have_count(0)
    expect(page.get_by_label("in which they differ")).to_be_checked()


def test_from_a_row_to_all_who_speak_of_it(open_page: Open) -> None:
    page = open_page("/compare?statement=2001-03-09-morrow&show=figures", scripts=False)
    row = page.get_by_role("row", name="Lamps said to have been lost at Eastwick")
    row.get_by_role("link", name="Who speaks of it?").click()
    expect(page.get_by_text("newest statements that speak of")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Ferry Office")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Council")).to_have_count(0)
    expect(row).to_contain_text("left open")


def test_all_quotes_open_at_once(open_page: Open) -> None:
    page = open_page("/compare")
    quotes = page.locator(".comparison details")
    assert quotes.count() > 10
    page.get_by_role("button", name="Open all quotes").click()
    assert page.locator(".comparison details[open]").count() == quotes.count()
    page.get_by_role("button", name="Close all quotes").click()
    assert page.locator(".comparison details[open]").count() == 0


def test_the_query_behind_a_table_gives_rows(open_page: Open) -> None:
    page = open_page("/compare?show=norms", scripts=False)
    page.get_by_text("The query behind this table").click()
    page.get_by_role("button", name="Ask this query").click()
    expect(page.get_by_text("Rule of Lit Lamps").first).to_be_visible()


def test_on_a_phone_each_cell_names_its_statement(open_page: Open) -> None:
    page = open_page("/compare?show=figures", width=390)
    whose = page.locator("td .whose:visible")
    assert whose.count() == page.locator("tbody td").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 660, 390, 320])
def test_everybody_can_read_it(open_page: Open, scheme: str, width: int) -> None:
    page = open_page("/compare", width=width, color_scheme=scheme)
    page.get_by_role("button", name="Open all quotes").click()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_head_of_the_table_stays_in_sight(open_page: Open) -> None:
    page = open_page("/compare?show=figures")
    page.get_by_role("rowheader", name="Children among").scroll_into_view_if_needed()
    page.mouse.wheel(0, 200)
    expect(page.get_by_role("columnheader", name="Harbour Guild")).to_be_in_viewport()
