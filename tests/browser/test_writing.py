"""Texts that run from right to left, and letters with marks, on every page that quotes them."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.paths import FIXTURES
from tests.supervisor.server import UNLIMITED, Server

RTL = FIXTURES / "rtl"
SLUG = "2001-03-05-marsa"
TITLE = "بيان مكتب المرسى عن الرصيف"
SENTENCE = "سقط الرصيفُ في Eastwick يوم 1 March 2001 (الساعة 21:30)."


@pytest.fixture(scope="module")
def marsa(shared_server: Callable[..., Server]) -> Server:
    """Serve the made-up statement of a harbour that writes from right to left."""
    return shared_server(str(RTL), **UNLIMITED)


@pytest.fixture
def page(browser: Browser, marsa: Server) -> Iterator[Page]:
    context = browser.new_context(base_url=marsa.url, viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


def _runs(page: Page, selector: str) -> tuple[str, str]:
    """Give the direction and the language of the first element that the selector finds."""
    found = page.evaluate(
        """selector => {
          const here = document.querySelector(selector);
          return [getComputedStyle(here).direction, here.closest("[lang]").lang];
        }""",
        selector,
    )
    return found[0], found[1]


def test_the_text_and_its_quotes_run_as_they_are_written(page: Page) -> None:
    page.goto(f"/statement/{SLUG}.html")
    assert _runs(page, ".body") == ("rtl", "ar")
    assert _runs(page, "blockquote") == ("rtl", "ar")
    assert _runs(page, "main") == ("ltr", "en")
    assert page.locator("blockquote", has_text=SENTENCE).count() == 1
    page.goto(f"/statement/{SLUG}/claim/fall.html")
    assert _runs(page, ".claim blockquote") == ("rtl", "ar")
    assert _runs(page, "dl") == ("ltr", "en")


def test_a_sentence_is_found_by_its_words_without_their_marks(page: Page) -> None:
    page.goto("/search?q=الرصيف")
    assert page.locator("mark").count() > 0
    assert _runs(page, "mark")[0] == "rtl"
    page.goto("/place/eastwick.html")
    assert _runs(page, '[lang="ar"]') == ("rtl", "ar")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", TITLE),
        ("/compare", "Marsa Office"),
        ("/timeline", SENTENCE),
        (f"/statement/{SLUG}.html", TITLE),
    ],
)
def test_a_title_from_right_to_left_breaks_no_page(page: Page, path: str, words: str) -> None:
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert words in page.locator("main").inner_text()
