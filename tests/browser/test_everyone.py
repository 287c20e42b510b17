"""Every kind of page, for everyone: WCAG 2.2 AA by axe, in light and dark, on a phone and wide."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import LOOKS, Open, faults
from tests.supervisor.server import Server

PAGES = (
    "/",
    "/about",
    "/counts",
    "/timeline",
    "/map",
    "/compare",
    "/coverage",
    "/ns.html",
    "/shapes.html",
    "/void.html",
    "/profiles",
    "/sparql",
    "/dumps/latest/",
    "/validate",
    "/search",
    "/search?q=Khojaly",
    "/search?q=killed&kind=claim",
    "/search?q=nosuchword",
    "/statement/2024-02-22-aliyeva.html",
    "/statement/2024-02-22-aliyeva/claim/killed.html",
    "/nosuch",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_fault_that_axe_finds(open_page: Open, path: str) -> None:
    page = open_page(path)
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 900})
    assert faults(page, LOOKS) == [], "dark, on a phone"
    # A small phone, and a window of 1280 pixels at 200 % (WCAG 2.2, 1.4.4 and 1.4.10).
    for width in (320, 640):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, "the page scrolls sideways"


@pytest.mark.parametrize("path", PAGES)
def test_a_first_view_is_light_and_does_not_jump(
    browser: Browser, served: Server, path: str
) -> None:
    context = browser.new_context(base_url=served.url, viewport={"width": 390, "height": 800})
    try:
        page = context.new_page()
        page.add_init_script(_COUNT_JUMPS)
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        sizes: list[float] = []
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(path, wait_until="networkidle")
        # The query page's editor takes the place of the plain form, and weighs what it weighs;
        # below 0.1 is what Web Vitals calls good.
        most, heavy = (0.1, 450_000) if path == "/sparql" else (0, 150_000)
        assert page.evaluate("window.jumps") <= most
        assert 500 < sum(sizes) < heavy, f"{sum(sizes):,.0f} bytes over the wire"
    finally:
        context.close()


# Layout Instability API: what moved without the reader having done anything.
_COUNT_JUMPS = """
window.jumps = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.jumps += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("path", PAGES)
def test_every_stop_of_the_keyboard_is_seen(open_page: Open, path: str) -> None:
    page = open_page(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(25):
        page.keyboard.press("Tab")
        found = page.evaluate(_FOCUS)
        if found is None:
            break
        assert found["outline"] != "none", found
        assert found["width"] > 0, found
        assert found["left"] >= 0, found


_FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const box = here.getBoundingClientRect();
  // The editor shows its focus by its frame.
  const shown = here.closest(".CodeMirror-focused") ?? here;
  return { what: here.outerHTML.slice(0, 120), outline: getComputedStyle(shown).outlineStyle,
           width: box.width, left: box.left };
}"""
