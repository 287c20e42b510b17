"""The query page: a journey from a question to its answer, with and without scripts."""

import json
import re
import shlex
import subprocess
import sys
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import BUILT, Open, faults
from tests.supervisor.server import start

FIELD = "Query in SPARQL 1.1"
QUESTION = "Which figures are given, of what, by whom and in which words?"
SG = "PREFIX sg: <https://w3id.org/statementgraph/ns#>\n"
POINTS = (
    "PREFIX geo: <http://www.opengis.net/ont/geosparql#>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "SELECT ?place ?point WHERE { ?p rdfs:label ?place ; ?has ?shape . ?shape geo:asWKT ?point }"
)
DATES = (
    "PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>\n"
    "SELECT ?wording ?start ?end WHERE { ?time sg:asWorded ?wording ; "
    "sem:hasEarliestBeginTimeStamp ?start ; sem:hasLatestEndTimeStamp ?end }"
)
FIGURES = SG + "SELECT ?claim ?value WHERE { ?claim sg:value ?value } ORDER BY ?claim"
# More than a browser can lay out.
EVERYTHING = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"
# More than any limit of time allows.
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def address(query: str, view: str = "") -> str:
    return f"/sparql?query={quote(query)}" + (f"#view={view}" if view else "")


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox", name=FIELD).focus()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text, delay=5)


def written(page: Page) -> str:
    return page.locator("#query").input_value()


def ask(page: Page, query: str) -> None:
    # Typed at once: completion would have its say on every letter.
    page.get_by_role("textbox", name=FIELD).focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)
    page.keyboard.press("Control+Enter")


def test_a_question_is_found_asked_and_seen_in_every_view(open_page: Open) -> None:
    page = open_page("/sparql")
    page.locator("summary", has_text="Questions to start from").click()
    page.get_by_label("Narrow the list").fill("which figures words")
    assert 0 < page.locator("#questions li:visible").count() < 5
    page.get_by_role("link", name=QUESTION).click()
    expect(page.locator("#answer tbody tr")).to_have_count(17)
    expect(page.get_by_role("status").filter(has_text="17 rows in")).to_be_visible()
    assert "?hedge" in written(page)
    expect(page.locator("#answer").get_by_text(QUESTION)).to_be_visible()
    page.get_by_role("button", name="Chart").click()
    expect(page.get_by_text("bars are not to be added up")).to_be_visible()
    killed = page.get_by_role(
        "row", name=re.compile("^Residents of Khojaly said to have been killed.*person.*613")
    )
    expect(killed.locator("rect")).to_have_count(1)
    page.get_by_role("button", name="Timeline").click()
    expect(page.get_by_role("cell", name="2024-02-22").first).to_be_visible()
    expect(page.get_by_role("button", name="Map")).to_be_disabled()


def test_bars_are_as_long_as_their_numbers(open_page: Open) -> None:
    rows = "SELECT ?name ?n WHERE { VALUES (?name ?n) { ('one' 10) ('two' 40) ('none' 0) } }"
    page = open_page(address(rows, "chart"))
    page.wait_for_selector("svg.bar rect")
    widths = page.eval_on_selector_all(
        "svg.bar rect", "all => all.map(one => Number(one.getAttribute('width')))"
    )
    assert widths == [100, 400, 0]


def test_places_stand_on_the_map_and_in_the_list(open_page: Open) -> None:
    page = open_page(address(POINTS, "map"))
    marks = page.locator("svg .mark")
    expect(marks.first).to_be_visible()
    assert marks.count() == page.locator("ol.places li").count() > 4
    assert len(page.locator("svg .land").get_attribute("d") or "") > 1000
    expect(page.get_by_role("listitem").filter(has_text="39.914° N, 46.792° E")).to_be_visible()
    page.get_by_role("button", name="Closer").click()
    expect(marks.first).to_be_visible()


def test_a_span_of_time_is_as_long_as_it_is(open_page: Open) -> None:
    page = open_page(address(SG + DATES, "timeline"))
    row = page.get_by_role("row", name=re.compile("1992-02-25 . 1992-02-26"))
    expect(row.first).to_be_visible()
    page.get_by_role("button", name="Table").click()
    expect(page.get_by_role("columnheader", name="wording")).to_be_visible()


def test_a_result_is_sorted_and_narrowed(open_page: Open) -> None:
    page = open_page(address(FIGURES))
    expect(page.locator("#answer tbody tr")).to_have_count(17)
    page.get_by_role("button", name="value").click()
    first = page.locator("#answer tbody td.number")
    assert [int(n) for n in first.all_inner_texts()] == sorted(map(int, first.all_inner_texts()))
    page.get_by_label("Only rows with").fill("hostages")
    expect(page.get_by_text(re.compile(r"of 17 rows$"))).to_be_visible()
    page.get_by_role("link", name="statement/2024-02-22-aliyeva/claim/hostages", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_link_opens_the_query_and_the_view_whatever_the_browser_kept(open_page: Open) -> None:
    page = open_page("/sparql")
    ask(page, FIGURES)
    expect(page.locator("#answer tbody tr")).to_have_count(17)
    page.get_by_role("button", name="Chart").click()
    page.locator("summary", has_text="Share").click()
    link = page.get_by_role("link", name="This query and its result").get_attribute("href") or ""
    assert parse_qs(urlsplit(link).query)["query"] == [FIGURES]
    ask(page, "SELECT (1 AS ?other) {}")
    expect(page.get_by_role("columnheader", name="other").first).to_be_visible()
    page.goto("/about")
    page.goto(link)
    expect(page.locator("svg.bar")).to_have_count(17)
    assert written(page) == FIGURES
    # An address without a query gives back what was written last.
    page.goto("/sparql")
    expect(page.get_by_text("This is what you asked last")).to_be_visible()


def test_going_back_shows_the_query_before(open_page: Open) -> None:
    page = open_page(address("SELECT (1 AS ?first) {}"))
    expect(page.get_by_role("columnheader", name="first")).to_be_visible()
    ask(page, "SELECT (2 AS ?second) {}")
    expect(page.get_by_role("columnheader", name="second")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("columnheader", name="first")).to_be_visible()
    assert "?first" in written(page)


def test_a_query_too_long_for_an_address_is_asked_and_shared(open_page: Open) -> None:
    long = "SELECT ?x { VALUES ?x { " + " ".join(f'"{n:08}"' for n in range(900)) + " } }"
    page = open_page("/sparql")
    ask(page, long)
    expect(page.get_by_text("900 rows in")).to_be_visible()
    here = page.url
    assert "query=" in urlsplit(here).fragment
    page.goto("/about")
    page.goto(here)
    expect(page.get_by_text("900 rows in")).to_be_visible()
    expect(page.locator("#answer tbody tr")).to_have_count(100)
    page.get_by_role("button", name="Show 100 more rows").click()
    expect(page.locator("#answer tbody tr")).to_have_count(200)


def test_a_wrong_query_is_marked_where_it_is_wrong(open_page: Open) -> None:
    page = open_page("/sparql")
    ask(page, "SELECT ?x WHERE {\n  ?x ?y ?z .\n} LIMT 3")
    expect(page.get_by_role("alert")).to_contain_text("not valid SPARQL")
    expect(page.locator(".wrong")).to_contain_text("LIMT")
    expect(page.get_by_role("textbox", name=FIELD)).to_have_attribute("aria-invalid", "true")
    assert faults(page) == []
    page.get_by_role("button", name="Go to line 3").click()
    page.keyboard.press("Home")
    page.keyboard.type("} # ")
    assert written(page).splitlines()[2] == "} # } LIMT 3"
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text("rows in")).to_be_visible()
    expect(page.locator(".wrong")).to_have_count(0)


def test_a_wrong_query_in_an_address_is_not_asked_twice(open_page: Open) -> None:
    page = open_page(address("SELECT ?x {\n ?x }"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    expect(page.get_by_role("alert")).to_contain_text("not valid SPARQL")
    expect(page.locator(".wrong")).to_have_count(1)
    assert [url for url in asked if "query=" in url] == []


@pytest.mark.parametrize(
    "query", ["CLEAR ALL", "SELECT * { SERVICE <http://a.test/> { ?s ?p ?o } }"]
)
def test_a_refused_query_says_what_this_service_does(open_page: Open, query: str) -> None:
    page = open_page("/sparql")
    ask(page, query)
    expect(page.get_by_role("alert")).to_contain_text("Not allowed")
    expect(page.get_by_role("alert")).to_contain_text("it changes nothing and asks no other")


def test_a_stopped_query_says_why_and_what_to_do(browser: Browser) -> None:
    server = start(
        STATEMENTGRAPH_QUERY_SECONDS="1",
        STATEMENTGRAPH_RESULT_MIB="1",
        STATEMENTGRAPH_CLIENT_RATE="0",
    )
    try:
        page = browser.new_page(base_url=server.url)
        page.goto("/sparql")
        ask(page, EVERYTHING)
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("The answer was cut off")
        expect(page.locator("#answer table")).to_have_count(0)
        expect(page.get_by_text("A query may take 1 seconds")).to_be_visible()
        ask(page, ENDLESS)
        stop = page.get_by_role("button", name="Stop")
        expect(stop).to_be_visible()
        expect(alert).to_contain_text("Stopped at a limit")
        expect(alert).to_contain_text("You may ask again in")
        expect(stop).to_be_hidden()
        page.close()
    finally:
        server.stop()


def test_a_result_too_large_to_show_is_still_to_be_had(open_page: Open) -> None:
    page = open_page("/sparql")
    ask(page, EVERYTHING)
    expect(page.get_by_text("The result is too large to show here")).to_be_visible(timeout=15000)
    expect(page.get_by_role("button", name="CSV")).to_be_visible()


def test_one_can_stop_a_query(open_page: Open) -> None:
    page = open_page("/sparql")
    ask(page, ENDLESS)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("alert")).to_contain_text("You stopped the query")


@pytest.mark.parametrize(
    ("begun", "offered", "taken"),
    [
        ("SELECT * { ?c a CountCl", "claim with a figure", "SELECT * { ?c a sg:CountClaim"),
        ("SELECT * { ?c sg:coho", "figure for", "SELECT * { ?c sg:cohort"),
        ("SELECT * { ?c sg:act killi", "killing (concept)", "SELECT * { ?c sg:act <concept/kill>"),
        ("SELECT * { ?c sg:place susa", "Shusha", "SELECT * { ?c sg:place <place/shusha"),
    ],
)
def test_completion_offers_our_own_terms(
    open_page: Open, begun: str, offered: str, taken: str
) -> None:
    page = open_page("/sparql")
    write(page, begun)
    option = page.get_by_role("option").filter(has_text=offered).first
    expect(option).to_be_visible()
    assert faults(page) == []
    option.click()
    expect(page.get_by_role("option")).to_have_count(0)
    lines = written(page).splitlines()
    assert lines[-1].startswith(taken)
    if "sg:" in taken:
        assert SG.strip() in lines


def test_nobody_is_caught_in_the_editor(open_page: Open) -> None:
    page = open_page("/sparql")
    field = page.get_by_role("textbox", name=FIELD)
    field.focus()
    expect(field).to_be_focused()
    page.keyboard.press("Tab")
    expect(field).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(field).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(field).not_to_be_focused()


def test_who_prefers_a_plain_text_field_has_one_and_keeps_it(open_page: Open) -> None:
    page = open_page("/sparql")
    page.get_by_label("Plain text field").check()
    page.get_by_role("textbox", name=FIELD).fill("SELECT (7 AS ?seven) {}")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("columnheader", name="seven")).to_be_visible()
    page.reload()
    expect(page.locator("#query")).to_be_visible()
    page.get_by_label("Plain text field").uncheck()
    expect(page.locator(".CodeMirror")).to_contain_text("seven")


def test_the_samples_for_programs_ask_the_same(open_page: Open) -> None:
    query = 'SELECT ("it\'s" AS ?a) ("\\"\\\\" AS ?b) {}'
    page = open_page(address(query))
    page.locator("summary", has_text="Share").click()
    python = page.get_by_role("region", name="Python").inner_text()
    told = subprocess.run(
        [sys.executable, "-"], input=python, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "{'a': \"it's\", 'b': '\"\\\\'}"
    words = shlex.split(page.get_by_role("region", name="curl").inner_text())
    assert words[:3] == ["curl", "-G", urlsplit(page.url)._replace(query="").geturl()]
    assert words[-1] == f"query={query}"


def test_a_copy_is_made_for_the_clipboard(open_page: Open) -> None:
    page = open_page(address(FIGURES), permissions=["clipboard-read", "clipboard-write"])
    page.locator("summary", has_text="Share").click()
    page.get_by_role("button", name="Copy as curl").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert "--data-urlencode" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(
    ("query", "label", "begins"),
    [
        (FIGURES, "CSV", b"claim,value"),
        (FIGURES, "TSV", b"?claim\t?value"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3", "TriG", b"@prefix"),
    ],
)
def test_a_result_is_taken_in_a_format(
    open_page: Open, query: str, label: str, begins: bytes
) -> None:
    page = open_page(address(query))
    with page.expect_download() as taking:
        page.get_by_role("button", name=label, exact=True).click()
    assert taking.value.path().read_bytes().lower().startswith(begins.lower())


def test_a_text_is_shown_as_it_is(open_page: Open) -> None:
    query = 'SELECT ("{{b}} <i>x</i>" AS ?a) ("no" AS ?b) ("شوشا"@az-Arab AS ?c) {}'
    page = open_page(address(query))
    expect(page.get_by_role("cell", name="{{b}} <i>x</i>")).to_be_visible()
    assert page.locator("bdi[lang='az-Arab']").inner_text() == "شوشا"


@pytest.mark.parametrize(
    ("query", "view"),
    [
        (FIGURES, "table"),
        (FIGURES, "chart"),
        (SG + DATES, "timeline"),
        (POINTS, "map"),
        ("DESCRIBE <event/khojaly-1992-02-25>", "text"),
        ("ASK {}", ""),
    ],
)
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_every_view_is_for_everyone(
    open_page: Open, query: str, view: str, scheme: str, width: int
) -> None:
    page = open_page(address(query, view), width=width, color_scheme=scheme)
    expect(page.locator(".yasr_results > *").first).to_be_visible()
    for summary in page.locator("main summary").all():
        summary.click()
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_a_question_is_one_link(open_page: Open) -> None:
    page = open_page("/sparql", scripts=False)
    page.locator("summary", has_text="Questions to start from").click()
    page.get_by_role("link", name=QUESTION).click()
    expect(page.locator("#answer tbody tr")).to_have_count(17)
    assert "?hedge" in written(page)
    with page.expect_download() as taking:
        page.get_by_role("button", name="CSV").click()
    assert taking.value.path().read_bytes().startswith(b"value,lower,upper,vague,hedge,unit,")


def test_without_scripts_a_wrong_query_is_told(open_page: Open) -> None:
    page = open_page("/sparql", scripts=False)
    page.get_by_label(FIELD).fill("SELECT ?x WHERE {\n  ?x ?y\n}")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("alert")).to_contain_text("line 3")
    assert written(page).startswith("SELECT ?x")


def test_the_bundle_names_no_service_of_others() -> None:
    bundle = (BUILT / "query.js").read_text(encoding="utf-8")
    for host in ("lov.linkeddata", "prefix.cc/", 'dbpedia.org/sparql",method'):
        assert host not in bundle


def test_the_licences_of_the_packages_are_served(open_page: Open) -> None:
    page = open_page("/sparql")
    page.get_by_role("link", name="Licences of the programs").click()
    text = page.locator("body").inner_text()
    lock = json.loads((BUILT.parents[2] / "browser/package-lock.json").read_text())
    version = lock["packages"]["node_modules/@zazuko/yasgui"]["version"]
    assert f"@zazuko/yasgui {version}" in text
    assert "codemirror" in text
    assert "Natural Earth" in text
