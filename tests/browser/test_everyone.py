"""Every kind of page, for everyone: WCAG 2.2 AA by axe, in light, dark and on a phone."""

import pytest

from tests.browser.conftest import Open, faults

PAGES = ("/",)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_has_no_fault_that_axe_finds(
    open_page: Open, path: str, scheme: str, width: int
) -> None:
    page = open_page(path, width=width, color_scheme=scheme)
    assert faults(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_never_scrolls_sideways(open_page: Open, path: str) -> None:
    page = open_page(path, width=320)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320
