"""What the pages show and how they say it to those who do not see them."""

import re

import pytest
from flask.testing import FlaskClient

from statementgraph.features.statement.kinds import KEYS
from tests.conftest import SLUG
from tests.paths import CHECKOUT

HOME = f"/statement/{SLUG}"
DOCS = (CHECKOUT / "docs" / "http.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Statements as data"),
        ("/place/eastwick.html", "Eastwick \N{EN DASH} Statements as data"),
        ("/sparql?_mediatype=text/html", "Ask a query \N{EN DASH} Statements as data"),
    ],
)
def test_titles_name_the_site(client: FlaskClient, path: str, title: str) -> None:
    assert f"<title>{title}</title>" in client.get(path).text


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "Statements as data"),
        ("/ns.html", "Vocabulary"),
        ("/sparql?_mediatype=text/html", "Ask a query"),
        ("/place/eastwick.html", None),
    ],
)
def test_the_navigation_marks_the_page(client: FlaskClient, path: str, current: str | None) -> None:
    highlighted = re.findall(r'aria-current="page">([^<]*)<', client.get(path).text)
    assert highlighted == ([current] if current else [])


@pytest.mark.parametrize("path", ["/", "/profiles", f"{HOME}/claim/killed.html"])
def test_every_table_has_a_caption(client: FlaskClient, path: str) -> None:
    text = client.get(path).text
    assert text.count("<table") == text.count("<caption") > 0


def test_the_statement_is_shown_with_its_own_title(client: FlaskClient) -> None:
    for path in ("/", f"{HOME}.html"):
        assert re.search(
            r"Titled by its speaker: <q[^>]*><bdi>[^<]+</bdi></q>", client.get(path).text
        )


def test_a_text_links_to_the_whole(client: FlaskClient) -> None:
    page = client.get(f"{HOME}/text/1.html").text
    assert f'href="{HOME}.html"' in page
    assert f'href="{HOME}/text/1.txt"' in page
    assert client.get(f"{HOME}/text/1.txt").status_code == 200
    assert "(cut:" not in page
    assert "What was read from it</bdi> (12)" in page


def test_a_claim_says_its_figure(client: FlaskClient) -> None:
    page = client.get(f"{HOME}/claim/killed.html").text
    assert "<strong>12 persons, no hedge word</strong>" in page
    assert ">unhedged<" not in page


def test_a_quote_stands_once_for_all_its_claims(client: FlaskClient) -> None:
    page = client.get("/event/eastwick-2001-03-01.html").text
    quotes = re.findall(r'<blockquote cite="([^"]*)"', page)
    assert quotes
    assert len(quotes) == len(set(quotes))
    # One line names the speaker for each group: the two claims on one quote share theirs.
    groups = page.count('<p class="who">')
    assert len(re.findall(r'"/agent/ferry-office-of-northmarsh"><bdi>', page)) == groups
    assert groups <= len(quotes)
    assert '<ul class="readings">' in page


def test_questions_stand_by_theme(client: FlaskClient) -> None:
    page = client.get("/sparql?_mediatype=text/html").text
    assert re.findall(r"<h3>(\w+)", page)[:4] == ["Calls", "Dates", "Figures", "Institutions"]


def test_about_says_what_this_is_and_counts_the_statements(client: FlaskClient) -> None:
    page = client.get("/about")
    assert "never that it is so" in page.text
    assert "one statement is published here" in page.text


def test_the_vocabulary_page_defines_every_concept(client: FlaskClient) -> None:
    page = client.get("/ns.html").text
    assert "Concept schemes (" in page
    for word in ("asserts", "reports", "person"):
        assert re.search(rf">{word}(</bdi>)?</a></dt><dd>\w", page)


def test_the_documented_kinds_are_the_kinds_there_are(client: FlaskClient) -> None:
    assert ", ".join(f"`{key}`" for key in KEYS) in " ".join(DOCS.split())
    whole = client.get(f"{HOME}.html")
    figures = client.get(f"{HOME}.html?kind=figure")
    assert figures.headers["ETag"] != whole.headers["ETag"]
    assert "4 of " in figures.text
    # What does not exist asks for nothing, so it is the same page.
    assert client.get(f"{HOME}.html?kind=nonsense").headers["ETag"] == whole.headers["ETag"]


def test_a_claim_names_its_speaker_statement_date_stance_and_quote(client: FlaskClient) -> None:
    page = client.get(f"{HOME}/claim/killed.html").text
    listed = dict(re.findall(r"<dt>([^<]+)</dt><dd>(.*?)</dd>", page))
    assert "/agent/ferry-office-of-northmarsh" in listed["Speaker"]
    assert f'href="{HOME}"' in listed["Statement"]
    assert "4 March 2001" in listed["Date"]
    assert "/concept/asserts" in listed["Stance of the speaker"]
    assert "%23char=" in listed["Quote"]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/place/eastwick", "A place: 1 thing said in 1 statement refers to it."),
        (
            "/agent/ferry-office-of-northmarsh",
            "An organisation: 12 things said in 1 statement are recorded here as said by them.",
        ),
        (f"{HOME}/text/1", "The text of a statement, as stored; every quote is a place in it."),
    ],
)
def test_a_thing_is_said_in_one_sentence(client: FlaskClient, path: str, sentence: str) -> None:
    assert f'<p class="lead">{sentence}</p>' in client.get(f"{path}.html").text
