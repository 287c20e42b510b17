"""Every kind of page, for everyone: WCAG 2.2 AA by axe, in light and dark, on a phone and wide."""

from typing import Literal

import pytest

from tests.browser.conftest import Open, faults

PAGES = (
    "/",
    "/about",
    "/ns.html",
    "/shapes.html",
    "/void.html",
    "/profiles",
    "/dumps/latest/",
    "/validate",
    "/statement/2024-02-22-aliyeva.html",
    "/statement/2024-02-22-aliyeva/claim/killed.html",
    "/nosuch",
)


# Each colour scheme and each width once; all four would find no more.
SEEN: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 390), ("dark", 1280))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_fault_that_axe_finds(open_page: Open, path: str) -> None:
    page = open_page(path)
    for scheme, width in SEEN:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page) == [], f"{scheme}, {width} pixels wide"
    page.set_viewport_size({"width": 320, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320, "a phone never scrolls sideways"
