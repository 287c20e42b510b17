"""A statement as people read it: from a passage to what was read from it, and back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Position, expect

from tests.browser.conftest import Open, faults
from tests.paths import CHECKOUT, EASTWICK
from tests.supervisor.server import UNLIMITED, Server

STATEMENT = "/statement/2024-02-22-aliyeva.html"
TEXT = (CHECKOUT / "data/statements/2024-02-22-aliyeva/text-1.txt").read_bytes().decode()
MADE_UP = "statement/2001-03-04-northmarsh.html"
MADE_UP_TEXT = (EASTWICK / "data/statements/2001-03-04-northmarsh/text-1.txt").read_bytes().decode()
# Of a link over several lines the middle may lie between two.
START: Position = {"x": 30, "y": 8}
OWN = ".notes > .note-of.own"
# What was read from the passage in hand; its own note is the first.
IN_HAND = ".panel .held .note-of"
KILLED = "A total of 613 residents of Khojaly, including 63 children"
# Words on the page without the numbers of the notes.
WORDS = """() => {
  const copy = document.querySelector(".body").cloneNode(true);
  for (const number of copy.querySelectorAll(".n")) number.remove();
  return copy.textContent;
}"""
MARKED = "() => [...document.querySelectorAll('.body mark')].map(m => m.textContent).join('')"
UNDERLINED = """() => [...document.querySelectorAll('.body .q')]
  .filter(q => getComputedStyle(q).textDecorationLine === "underline")
  .map(q => q.textContent).join(" / ")"""
SELECT = """([words]) => {
  // The words may run over several passages, so over several text nodes.
  const body = document.querySelector(".body");
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const start = body.textContent.indexOf(words);
  const ends = [];
  for (let at = 0; walker.nextNode(); at += walker.currentNode.data.length) {
    const { data } = walker.currentNode;
    const from = start - at, to = start + words.length - at;
    if (from >= 0 && from < data.length) ends[0] = [walker.currentNode, from];
    if (to > 0 && to <= data.length) ends[1] = [walker.currentNode, to];
  }
  getSelection().setBaseAndExtent(...ends[0], ...ends[1]);
}"""


def place(words: str, text: str = TEXT) -> str:
    start = text.index(words)
    return f"#char={start},{start + len(words)}"


def expect_in_sight(page: Page, selector: str) -> None:
    expect(page.locator(selector).first).to_be_in_viewport()


@pytest.fixture(scope="module")
def made_up(shared_server: Callable[..., Server]) -> Server:
    """Serve the fictional statement, whose text has characters beyond the BMP."""
    return shared_server(str(EASTWICK), **UNLIMITED)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_text_is_whole_and_unchanged(open_page: Open, scripts: bool) -> None:
    page = open_page(STATEMENT, scripts=scripts)
    # Without scripts in the page, the test's own still run.
    assert page.evaluate(WORDS) == TEXT


def test_without_scripts_a_number_leads_to_what_was_read_and_back(open_page: Open) -> None:
    page = open_page(STATEMENT, scripts=False)
    page.locator(".body .q", has_text=KILLED).locator("> .n").click()
    note = page.locator(".note-of:target")
    expect(note).to_contain_text("Aliyeva 2024: “63 children … were mercilessly killed”")
    expect(note.locator(".who")).to_contain_text("Sabina Aliyeva said (22 February 2024)")
    note.locator("a.quote").click(position=START)
    passage = page.locator(".body .q:target")
    expect(passage).to_contain_text(KILLED)
    expect_in_sight(page, ".body .q:target")


def test_without_scripts_kinds_are_chosen_with_a_form(open_page: Open) -> None:
    page = open_page(STATEMENT, scripts=False)
    page.get_by_label("Figures").check()
    page.get_by_role("button", name="Show").click()
    assert "?kind=figure" in page.url
    expect(page.locator(".shown")).to_have_text(re.compile(r"^17 of \d+ shown\.$"))
    expect(page.get_by_label("Figures")).to_be_checked()
    assert page.locator(".notes .entries > li:visible").count() == 17
    notes = page.locator(".sayings")
    expect(notes.get_by_text("Aliyeva 2024: “1275 taken hostages”")).to_be_visible()
    expect(notes.get_by_text("“the local population was subjected to genocide”")).to_be_hidden()
    page.get_by_role("link", name="Show everything").click()
    page.locator(".part > summary", has_text="On the night of February 25").click()
    expect(notes.get_by_text("“the local population was subjected to genocide”")).to_be_visible()


def test_a_click_on_a_passage_marks_what_was_read_from_it(open_page: Open) -> None:
    page = open_page(STATEMENT)
    page.get_by_text(KILLED).first.click()
    note = page.locator(OWN)
    expect(note).to_contain_text("Aliyeva 2024: “A total of 613 residents of Khojaly")
    expect_in_sight(page, IN_HAND)
    assert page.evaluate(MARKED).startswith(KILLED)
    assert page.url.endswith(place(TEXT[719:842]))
    assert page.evaluate(WORDS) == TEXT


def test_a_passage_within_another_shows_both(open_page: Open) -> None:
    page = open_page(STATEMENT)
    page.locator(".body .q.named", has_text="Armenian armed forces").click()
    own = page.locator(OWN)
    expect(own.locator("q")).to_have_text("Armenian armed forces")
    others = page.locator(".notes > .note-of.on:not(.own)")
    expect(others).to_have_count(1)
    expect(others.first.locator("q")).to_contain_text("On the night of February 25 to 26, 1992")


def test_every_passage_can_be_reached(open_page: Open) -> None:
    page = open_page(STATEMENT)
    notes = page.locator(".notes > .note-of").count()
    markers = page.locator(".body .n")
    assert markers.count() == notes > 60
    page.locator(".body .n").first.focus()
    seen = set()
    for _ in range(notes):
        seen.add(page.evaluate("document.activeElement.textContent"))
        seen_here = page.locator(OWN).get_attribute("id")
        assert seen_here == page.evaluate("document.activeElement.hash").lstrip("#")
        page.keyboard.press("ArrowDown")
    assert len(seen) == notes


def test_from_what_was_read_to_its_passage(open_page: Open) -> None:
    page = open_page(STATEMENT)
    page.locator(".part > summary", has_text="Despite numerous appeals").click()
    last = page.locator(
        ".notes > .note-of", has_text="Aliyeva 2024: “nearly four thousand missing persons”"
    )
    last.locator("a.quote").click(position=START)
    assert page.evaluate(MARKED).startswith("Despite numerous appeals from our side")
    expect_in_sight(page, ".body mark")
    page.go_back()
    assert "#" not in page.url


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("#char=719,842", TEXT[719:842]),
        ("#char=725,1000", TEXT[725:1000]),
        ("#char=5200,", TEXT[5200:]),
        ("#char=,20", TEXT[:20]),
        ("#char=80,310;length=5274", TEXT[80:310]),
        ("#char=5200,99999", TEXT[5200:]),
        ("#char=733%2C740", TEXT[733:740]),
    ],
)
def test_an_address_opens_at_any_range(open_page: Open, fragment: str, words: str) -> None:
    page = open_page(STATEMENT + fragment)
    assert page.evaluate(MARKED) == words
    expect_in_sight(page, ".body mark")
    expect_in_sight(page, IN_HAND)


def test_a_range_that_is_not_there_is_told(open_page: Open) -> None:
    page = open_page(STATEMENT + "#char=6000,6010")
    expect(page.locator(".announced")).to_contain_text("the text has 5274 characters")
    assert page.evaluate(MARKED) == ""


def test_an_address_of_a_saying_marks_its_passage(open_page: Open) -> None:
    page = open_page(STATEMENT + "#claim-killed-women")
    assert page.evaluate(MARKED).startswith(KILLED)


def test_kinds_are_chosen_at_once_and_said(open_page: Open) -> None:
    page = open_page(STATEMENT)
    status = page.locator(".shown")
    assert status.get_attribute("role") == "status"
    page.get_by_label("Calls").check()
    expect(status).to_have_text(re.compile(r"^2 of \d+ shown\.$"))
    assert page.url.endswith("?kind=call")
    page.get_by_label("Figures").check()
    expect(status).to_have_text(re.compile(r"^19 of \d+ shown\.$"))
    assert page.locator(".notes .entries > li:visible").count() == 19
    # No number is missing in the text; the passages of these kinds are underlined.
    assert page.locator(".body .n:visible").all_inner_texts() == [str(n) for n in range(1, 84)]
    underlined = page.evaluate(UNDERLINED)
    assert KILLED in underlined
    assert "Sabina Aliyeva" not in underlined
    kept = page.url
    page.reload()
    assert page.url == kept
    expect(status).to_have_text(re.compile(r"^19 of \d+ shown\.$"))
    page.get_by_role("link", name="Show everything").click()
    assert page.locator(".notes > .note-of:not([hidden])").count() > 60
    assert page.locator(".part:visible").count() == page.locator(".part").count()
    assert page.evaluate(UNDERLINED) == ""
    assert "?" not in page.url


def test_the_keyboard_alone(open_page: Open) -> None:
    page = open_page(STATEMENT)
    page.locator("#text-1").focus()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip the text: to what was read from it")
    page.locator(".body .n").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_have_text("3")
    expect_in_sight(page, ":focus")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_class("held")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_text("3")
    # One stop for all passages: Tab leaves the text.
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('.n')")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(":focus")).to_have_text("3")


def test_on_a_phone_the_place_is_kept(open_page: Open) -> None:
    page = open_page(STATEMENT, width=390, height=844, has_touch=True)
    passage = page.get_by_text(KILLED).first
    passage.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    passage.tap()
    panel = page.locator(".panel")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text(
        "Aliyeva 2024: “70 elderly individuals … were mercilessly killed”"
    )
    assert page.evaluate("scrollY") == before
    expect_in_sight(page, ".panel .held")
    page.get_by_role("button", name="Next").tap()
    expect(panel).to_contain_text("Aliyeva 2024: “25 children lost both parents”")
    page.get_by_role("button", name="Close").tap()
    expect(panel).to_be_hidden()
    # No name of a place stands twice, in the panel or out of it.
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_what_is_copied_is_the_text(open_page: Open) -> None:
    page = open_page(STATEMENT)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.body'))")
    assert page.evaluate("getSelection().toString()").split() == TEXT.split()


def test_selecting_the_whole_page_asks_nothing_about_the_text(open_page: Open) -> None:
    page = open_page(STATEMENT)
    page.evaluate("getSelection().selectAllChildren(document.body)")
    page.evaluate("new Promise(requestAnimationFrame)")
    expect(page.locator(".panel")).to_be_hidden()


def test_a_link_to_selected_words(open_page: Open) -> None:
    page = open_page(STATEMENT, permissions=["clipboard-read", "clipboard-write"])
    words = "including 63 children, 106 women"
    page.evaluate(SELECT, [words])
    expect(page.locator(".panel .where")).to_contain_text("Selected: characters")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".announced")).to_have_text("The link is copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith(STATEMENT + place(words))
    page.get_by_role("button", name="Copy quote").click()
    expect(page.locator(".announced")).to_contain_text("with their source")
    quote = page.evaluate("navigator.clipboard.readText()")
    assert quote == f"“{words}” (Sabina Aliyeva, 22 February 2024) {link}"
    page.goto("about:blank")
    page.goto(link)
    assert page.evaluate(MARKED) == words


def test_offsets_are_code_points(open_page: Open, made_up: Server) -> None:
    words = "was landing"
    expected = place(words, MADE_UP_TEXT)
    page = open_page(STATEMENT).context.new_page()
    page.goto(made_up.url + MADE_UP + expected)
    assert page.evaluate(MARKED) == words
    assert page.evaluate(WORDS) == MADE_UP_TEXT
    # A passage after the characters that take two units, and one that holds them.
    for other in ("M̌orrow left", "pier at Eastwick fell while the ferry \U0001d4a2"):
        page.evaluate(SELECT, [other])
        expect(page.locator(".panel .cite")).to_have_attribute(
            "href", made_up.url + MADE_UP + place(other, MADE_UP_TEXT)
        )
    page.goto(made_up.url + MADE_UP + place("🛳", MADE_UP_TEXT))
    assert page.evaluate(MARKED) == "🛳"


@pytest.mark.parametrize("scripts", [True, False])
def test_each_sentence_says_what_it_carries(open_page: Open, scripts: bool) -> None:
    page = open_page(STATEMENT, scripts=scripts)
    bar = page.locator(".bar a")
    rows = page.locator(".sentences tbody tr")
    assert bar.count() == rows.count() == 23
    expect(rows.nth(17)).to_contain_text("Signature: recorded as the speaker of the statement")
    assert page.locator(".bar .some").count() == 17
    bar.nth(20).click()
    expect_in_sight(page, "[id='char=4302,4313']")
    assert page.url.endswith("#char=4302,4313")


def test_the_coverage_of_all_statements_leads_to_the_sentence(open_page: Open) -> None:
    page = open_page("/coverage")
    expect(page.get_by_text("17 of 23 sentences, titles and lines")).to_contain_text(
        "Sabina Aliyeva"
    )
    page.get_by_role("link", name="22 February 2024", exact=True).click()
    expect(page.locator(".body mark")).to_have_text("22 February 2024")
    assert page.url.endswith(STATEMENT + place(TEXT[4315:4331]))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_a_passage_is_open(
    open_page: Open, width: int, scheme: str
) -> None:
    page = open_page(f"{STATEMENT}#char=719,842", width=width, color_scheme=scheme)
    expect(page.locator(".panel")).to_be_visible()
    assert faults(page) == []


def test_on_paper_the_notes_follow_the_text(open_page: Open) -> None:
    page = open_page(f"{STATEMENT}#char=719,842")
    page.emulate_media(media="print")
    expect(page.locator(".panel")).to_be_hidden()
    expect(page.locator(".kinds")).to_be_hidden()
    expect(page.locator(".notes > .note-of:visible")).to_have_count(
        page.locator(".body .n:visible").count()
    )
    text = page.locator(".body").bounding_box()
    notes = page.locator(".notes").first.bounding_box()
    assert text
    assert notes
    assert notes["y"] >= text["y"] + text["height"]


def test_the_page_is_small_and_nothing_jumps(open_page: Open) -> None:
    page = open_page("/")
    sizes: list[int] = []
    page.on("response", lambda r: sizes.append(r.request.sizes()["responseBodySize"]))
    page.add_init_script(
        "window.jumps = []; new PerformanceObserver(list => window.jumps.push("
        "...list.getEntries().map(e => e.value))).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(STATEMENT)
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < 150_000
    assert sum(page.evaluate("window.jumps")) < 0.01


def press(page: Page, x: float, y: float) -> None:
    """Click as a hand does: between press and release the page has time to move."""
    page.mouse.move(x, y)
    page.mouse.down()
    page.wait_for_timeout(90)
    page.mouse.up()


def top_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"]


def to_height(page: Page, selector: str, y: float) -> None:
    """Scroll with the wheel until the element stands at a height of the window."""
    page.mouse.move(300, 300)
    page.mouse.wheel(0, top_of(page, selector) - y)
    page.wait_for_function(
        "([s, y]) => Math.abs(document.querySelector(s).getBoundingClientRect().top - y) < 40",
        arg=[selector, y],
    )


@pytest.mark.parametrize("number", [2, 12, 40, 80])
@pytest.mark.parametrize("height", [120, 450, 820])
def test_a_press_on_a_number_shows_its_note(open_page: Open, number: int, height: int) -> None:
    page = open_page(STATEMENT)
    marker = f'.body .n[href="#note-{number}"]'
    to_height(page, marker, height)
    box = page.locator(marker).bounding_box()
    assert box
    press(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".panel .where")).to_have_text(f"Passage {number} of 83")
    expect_in_sight(page, IN_HAND)
    assert abs(top_of(page, marker) - box["y"]) < 1


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("height", [130, 380, 860])
def test_a_pressed_passage_stays_where_it_is(open_page: Open, width: int, height: int) -> None:
    page = open_page(STATEMENT, width=width)
    passage = "[id='char=719,842']"
    to_height(page, passage, height)
    before = top_of(page, passage)
    page.mouse.move(0, 0)
    place = page.evaluate(
        "s => { const box = document.querySelector(s).getClientRects()[0];"
        " return [box.x + 4, box.y + box.height / 2]; }",
        passage,
    )
    press(page, *place)
    expect(page.locator(".panel .where")).to_have_text("Passage 12 of 83")
    expect_in_sight(page, ".panel .tools")
    assert abs(top_of(page, passage) - before) < 1


def test_going_back_closes_what_was_opened(open_page: Open) -> None:
    page = open_page(STATEMENT)
    page.get_by_text(KILLED).first.click()
    page.locator(".body .n", has_text="14").click()
    expect(page.locator(".panel .where")).to_have_text("Passage 14 of 83")
    page.go_back()
    expect(page.locator(".panel .where")).to_have_text("Passage 12 of 83")
    page.go_back()
    expect(page.locator(".panel")).to_be_hidden()
    assert page.evaluate(MARKED) == ""
    expect(page.locator(OWN)).to_have_count(0)
    page.go_forward()
    expect(page.locator(".panel .where")).to_have_text("Passage 12 of 83")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_colours_of_ours_the_chosen_passage_alone_is_marked(
    open_page: Open, scheme: str
) -> None:
    page = open_page(f"{STATEMENT}#char=719,842", color_scheme=scheme, forced_colors="active")
    expect(page.locator(".panel")).to_be_visible()
    looks = page.evaluate(
        """() => {
          const look = (element, name) => getComputedStyle(element)[name];
          const every = (selector) => [...document.querySelectorAll(selector)];
          return {
            bordered: every(".notes > .note-of").filter(
              (n) => look(n, "borderInlineStartStyle") !== "none").map((n) => n.id),
            underlined: every(".body .q").filter(
              (q) => look(q, "textDecorationLine") !== "none").length,
            mark: look(document.querySelector(".body mark"), "backgroundColor"),
            others: [...new Set(every(".body .clause").map((c) => look(c, "backgroundColor")))],
          };
        }"""
    )
    assert looks["bordered"] == ["note-12"]
    assert looks["underlined"] == 0
    assert looks["mark"] not in looks["others"]


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_contents_lead_to_each_part(open_page: Open, width: int, scripts: bool) -> None:
    page = open_page(STATEMENT, width=width, scripts=scripts)
    links = page.get_by_role("navigation", name="On this page").get_by_role("link")
    assert links.all_inner_texts() == [
        *("Text", "What was read", "Coverage", "Cite", "Addressed to", "Errors and replies")
    ]
    for link in links.all():
        link.click()
        target = link.get_attribute("href")
        assert target
        expect_in_sight(page, f"[id='{target[1:]}']")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scripts", [True, False])
def test_what_was_read_is_folded_until_it_is_asked_for(open_page: Open, scripts: bool) -> None:
    page = open_page(STATEMENT, scripts=scripts)
    assert page.locator(".part[open]").count() == 0
    assert page.evaluate("document.documentElement.scrollHeight") < 9_000
    page.goto(f"{STATEMENT}#claim-killed-women")
    expect_in_sight(page, "#claim-killed-women")
    assert page.locator(".part[open]").count() == 1
    page.goto(f"{STATEMENT}?kind=call")
    expect(page.locator(".part[open]")).to_have_count(page.locator(".part:visible").count())


def test_what_is_known_of_the_statement_is_said_and_what_is_not(
    open_page: Open, made_up: Server
) -> None:
    page = open_page(STATEMENT)
    facts = page.locator(".facts")
    expect(facts).to_contain_text(re.compile(r"Published at\s*not known"))
    expect(facts).to_contain_text(re.compile(r"Retrieved\s*not known"))
    expect(facts).to_contain_text("The statementgraph editors, 23 November 2026")
    expect(facts).to_contain_text(re.compile(r"Second reader\s*none"))
    expect(facts).to_contain_text("The data names no address")
    facts.locator("summary").click()
    assert facts.locator("#addressees li").count() == 23
    # The words of a speaker look otherwise than ours.
    fonts = "s => getComputedStyle(document.querySelector(s)).fontFamily"
    assert "serif" in page.evaluate(fonts, ".body").split(", ")
    assert page.evaluate(fonts, ".facts") != page.evaluate(fonts, ".body")


@pytest.mark.parametrize("width", [320, 1280])
def test_every_number_can_be_hit(open_page: Open, width: int) -> None:
    page = open_page(STATEMENT, width=width)
    missed = page.evaluate(
        """() => [...document.querySelectorAll(".body .n, .contents a, .part > summary")]
          .filter((e) => {
            const { width, height } = e.getBoundingClientRect();
            return width < 24 || height < 24;
          }).map((e) => e.textContent)"""
    )
    assert missed == []
    # Wherever it is pressed, no other thing is hit, nor another number.
    wrong = page.evaluate(
        """() => [...document.querySelectorAll(".body .n")].filter((number) => {
          number.scrollIntoView({ block: "center" });
          const { left, right, top, height } = number.getBoundingClientRect();
          return [left + 2, (left + right) / 2, right - 2].some(
            (x) => document.elementFromPoint(x, top + height / 2) !== number);
        }).map((number) => number.textContent)"""
    )
    assert wrong == []
