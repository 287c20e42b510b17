"""The page of each kind of thing, as a person reads, cites and takes it."""

import json

import pytest

from tests.browser.conftest import Open, faults

STATEMENT = "/statement/2024-02-22-aliyeva"
QUOTE = f"{STATEMENT}/text/1%23char=719,842"
KINDS = {
    "claim": f"{STATEMENT}/claim/killed",
    "statement": STATEMENT,
    "text": f"{STATEMENT}/text/1",
    "quote": QUOTE,
    "event": "/event/khojaly-1992-02-25",
    "place": "/place/khojaly",
    "person": "/agent/sabina-aliyeva",
    "instrument": "/instrument/cat",
    "cohort": "/cohort/khojaly-1992-02-25.killed",
    "concept": "/concept/hostage",
}


# Each kind once, in turn light and wide or dark and narrow; `test_everyone` looks at all of one.
SEEN = [
    (path, *((1280, "light") if n % 2 else (390, "dark"))) for n, path in enumerate(KINDS.values())
]


@pytest.mark.parametrize(("path", "width", "scheme"), SEEN, ids=list(KINDS))
def test_every_kind_is_for_everyone(open_page: Open, path: str, width: int, scheme: str) -> None:
    page = open_page(f"{path}.html", width=width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", KINDS.values(), ids=list(KINDS))
def test_every_kind_can_be_cited_without_scripts(open_page: Open, path: str) -> None:
    page = open_page(f"{path}.html", scripts=False)
    assert page.get_by_role("heading", name="Cite this").is_visible()
    assert "release " in page.locator("#cite-text").inner_text()
    assert page.get_by_role("button", name="Copy").count() == 0
    for name in ("BibTeX", "RIS", "CSL-JSON"):
        page.locator(".cite summary").get_by_text(name, exact=True).click()
        link = page.get_by_role("link", name=f"Download as {name}")
        answer = page.request.get(link.get_attribute("href") or "")
        assert answer.ok
        shown = link.locator("xpath=ancestor::details").locator("pre").inner_text()
        assert answer.text().split() == shown.split()


def test_a_reference_is_copied_by_a_button(open_page: Open) -> None:
    page = open_page(f"{KINDS['claim']}.html", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Sabina Aliyeva, Commissioner")
    assert "“A total of 613 residents of Khojaly" in copied
    page.locator(".cite summary").get_by_text("CSL-JSON").click()
    page.get_by_role("button", name="Copy the CSL-JSON").click()
    page.get_by_role("button", name="Copied").nth(1).wait_for()
    (item,) = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert item["author"] == [{"literal": "Sabina Aliyeva"}]


def test_without_a_clipboard_the_reference_is_selected(open_page: Open) -> None:
    page = open_page(f"{KINDS['claim']}.html")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_role("button", name="Selected: copy with your keyboard").wait_for()
    assert "613 residents" in page.evaluate("getSelection().toString()")


def test_the_drawing_leads_to_what_is_linked_by_keyboard(open_page: Open) -> None:
    page = open_page("/event/khojaly-1992-02-25.html", scripts=False)
    drawing = page.get_by_role("group", name="The drawing")
    drawing.focus()
    page.keyboard.press("Tab")
    focused = page.locator(".drawing a:focus")
    assert focused.count() == 1
    name = focused.locator("title").text_content()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "khojaly-1992-02-25.html" not in url)
    assert page.locator("h1").inner_text() == name


def test_the_drawing_says_whose_claims_it_shows(open_page: Open) -> None:
    page = open_page("/event/khojaly-1992-02-25.html")
    said = page.locator("section", has=page.locator(".drawing")).locator("p.small").inner_text()
    assert "Dashed lines are what Sabina Aliyeva said" in said
    dashed = page.locator("svg.wide g[stroke-dasharray]").count()
    headings = page.locator("svg.wide text[font-weight]").all_text_contents()
    assert dashed == sum("Sabina Aliyeva" in text for text in headings) > 0


@pytest.mark.parametrize("width", [390, 1024, 1280])
def test_the_drawing_fits_its_page(open_page: Open, width: int) -> None:
    page = open_page("/event/khojaly-1992-02-25.html", width=width, scripts=False)
    assert page.locator(".drawing svg:visible").count() == 1
    wide, room = page.locator(".drawing").evaluate("d => [d.scrollWidth, d.clientWidth]")
    assert wide <= room
    # No name is cut off at the edge, in whatever font there is.
    for name in page.locator(".drawing svg:visible text").all():
        box = name.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_the_links_and_the_drawing_are_downloads(open_page: Open) -> None:
    page = open_page("/place/khojaly.html", scripts=False)
    with page.expect_download() as svg:
        page.get_by_role("link", name="Download the drawing (SVG)").click()
    assert svg.value.suggested_filename == "khojaly.svg"
    link = page.get_by_role("link", name="Download the links (CSV)").get_attribute("href")
    answer = page.request.get(link or "")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "Events in Khojaly, 25-26 February 1992" in answer.text()
    table = page.get_by_role("link", name="As a table (CSV)").get_attribute("href")
    assert (
        page.request.get(table or "").text().lstrip("\ufeff").startswith("claim,label,kind,speaker")
    )


def test_from_a_claim_to_its_quote_and_back(open_page: Open) -> None:
    page = open_page(f"{KINDS['claim']}.html", scripts=False)
    page.get_by_role("link", name="characters 719 to 842").click()
    assert page.get_by_text("A total of 613 residents of Khojaly").first.is_visible()
    page.get_by_role(
        "link", name="Aliyeva 2024: “63 children … were mercilessly killed”"
    ).first.click()
    assert (
        page.locator("h1").inner_text() == "Aliyeva 2024: “63 children … were mercilessly killed”"
    )
