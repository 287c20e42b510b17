"""A real Chromium that reads a real server; skipped, but never in CI, where there is none."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.conftest import need
from tests.paths import CHECKOUT
from tests.supervisor.server import UNLIMITED, Server

AXE = CHECKOUT / "server/browser/node_modules/axe-core/axe.min.js"
BUILT = CHECKOUT / "server/statementgraph/web/built"
# Without these it would look for its maker's hosts at every start.
_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)

Open = Callable[..., Page]
# In milliseconds: how long a page may take on a busy machine.
expect.set_options(timeout=30_000)


def _missing() -> str:
    if not _chromium():
        return "There is no Chromium: install Debian's package `chromium`."
    if not AXE.is_file() or not BUILT.is_dir():
        return "The files of the pages are not built: run `make assets`."
    return ""


def _chromium() -> str:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or ""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    need("Chromium", _missing())
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=_chromium(), args=list(_FLAGS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def served(shared_server: Callable[..., Server]) -> Server:
    """Serve the checkout's own data."""
    return shared_server(**UNLIMITED)


@pytest.fixture
def open_page(browser: Browser, served: Server) -> Iterator[Open]:
    """Open addresses of the server: `open_page("/counts", width=390, scripts=False)`.

    Fails the test at its end where a page wrote an error to the console or asked another host.
    """
    opened: list[Page] = []
    wrong: list[str] = []

    def watch(page: Page) -> None:
        def said(message: ConsoleMessage) -> None:
            # That a page answers 404 is no fault of the page.
            own = message.location.get("url") == page.url
            if message.type in {"error", "warning"} and not own:
                wrong.append(f"{page.url}: {message.text}")

        def asked(request: Request) -> None:
            if not request.url.startswith((served.url, "data:", "blob:")):
                wrong.append(f"{page.url}: asked {request.url}")

        page.on("console", said)
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("request", asked)

    def open_(path: str, *, width: int = 1280, height: int = 900, **context: object) -> Page:
        scripts = context.pop("scripts", True)
        made = browser.new_context(
            base_url=served.url,
            viewport={"width": width, "height": height},
            java_script_enabled=bool(scripts),
            **context,  # type: ignore[arg-type]
        )
        page = made.new_page()
        watch(page)
        page.goto(path)
        opened.append(page)
        return page

    yield open_
    for page in opened:
        page.context.close()
    assert not wrong, "\n".join(wrong)


# What another width or colour scheme can change, among axe's rules.
LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
_STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def faults(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """Ask axe what keeps the page from WCAG 2.2 A and AA: one line for each element at fault.

    With `rules`, only by these.
    """
    # As an evaluated string it runs whatever the page's Content-Security-Policy says.
    page.evaluate(AXE.read_text())
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": _STANDARD}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", options)
    return [
        f"{violation['id']}: {node['target']}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
