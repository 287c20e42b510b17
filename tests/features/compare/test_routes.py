"""/compare as a page and as a table of data."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from statementgraph.corpus.loader import load_corpus
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.sparql import LocalEngine, from_quads
from tests.conftest import site_over
from tests.paths import PIER

NORTHMARSH, MORROW, COUNCIL = "2001-03-04-northmarsh", "2001-03-09-morrow", "2001-04-02-council"


@pytest.fixture(scope="module")
def engine() -> LocalEngine:
    return from_quads(load_corpus(PIER, DEFAULT_BASE).quads, release="0123456789ab")


@pytest.fixture
def pier(engine: LocalEngine, tmp_path: Path) -> Iterator[FlaskClient]:
    with site_over(engine, tmp_path) as found:
        yield found


def words(page: str) -> str:
    """Take the words out of the markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def test_the_page_says_what_the_words_mean_and_whose_they_are(pier: FlaskClient) -> None:
    answer = pier.get("/compare")
    page = words(answer.text)
    assert answer.status_code == 200
    assert "Silence is no denial" in page
    assert "It does not say who is right" in page
    for speaker in ("Ferry Office of Northmarsh", "Harbour Guild of M̌orrow"):
        assert speaker in page


def test_one_statement_says_so(client: FlaskClient) -> None:
    page = words(client.get("/compare").text)
    assert "The data holds one statement, so there is nothing to compare it with yet." in page
    assert "Nearly forty" in page
    assert "Compared" not in page
    assert "What the words mean" not in page


def test_one_of_several_says_so(pier: FlaskClient) -> None:
    page = words(pier.get(f"/compare?statement={MORROW}").text)
    assert "One statement is chosen, so nothing is compared." in page


def test_a_table_has_headers_for_rows_and_columns(pier: FlaskClient) -> None:
    text = pier.get("/compare?show=figures").text
    head, body = text.partition("<thead>")[2].split("</thead>")
    assert head.count('<th scope="col">') == 5
    assert body.count('<th scope="row">') == body.count("</tr>") == 7
    assert text.count("<caption") == text.count("<table") == 1


def test_a_quote_opens_at_its_passage(pier: FlaskClient) -> None:
    text = pier.get("/compare?show=figures").text
    links = re.findall(r'<a class="quote" href="([^"]+)"', text)
    assert links
    for link in set(links):
        assert re.search(r"^/statement/[^/]+\.html#char=\d+,\d+$", link)
        assert pier.get(link.partition("#")[0]).status_code == 200


def test_the_choice_is_kept_in_the_form(pier: FlaskClient) -> None:
    text = pier.get(f"/compare?statement={COUNCIL}&statement={MORROW}&show=norms&rows=differ").text
    checked = set(re.findall(r'value="([^"]+)" checked', text))
    assert checked == {COUNCIL, MORROW, "norms", "differ"}
    assert 'href="/compare.csv?statement=2001-03-09-morrow&amp;statement=2001-04-02-council' in text


def test_csv(pier: FlaskClient) -> None:
    answer = pier.get("/compare.csv?rows=differ&show=dates")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(r["statement"], r["from"], r["to"]) for r in rows] == [
        (NORTHMARSH, "2001-03-01", "2001-03-01"),
        (MORROW, "2001-03-01", "2001-03-31"),
        (COUNCIL, "2001-03-02", "2001-03-02"),
    ]
    assert rows[0]["differs_from"] == COUNCIL


@pytest.mark.parametrize("path", ["/compare", "/compare.csv"])
def test_what_cannot_be_compared(pier: FlaskClient, path: str) -> None:
    assert pier.get(f"{path}?statement=1999-01-01-nobody").status_code == 404
    assert pier.get(f"{path}?show=weather").status_code == 400
    held = {"If-None-Match": "*"}
    assert pier.get(f"{path}?statement=1999-01-01-nobody", headers=held).status_code == 404


@pytest.mark.parametrize("path", ["/compare", "/compare.csv"])
def test_an_answer_is_kept_until_the_release_changes(pier: FlaskClient, path: str) -> None:
    first = pier.get(path)
    again = pier.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert pier.get(f"{path}?show=names").headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("hostile", ['"><script>x</script>', "a' OR 1", "%00", "../../etc"])
def test_a_hostile_choice_is_only_text(pier: FlaskClient, hostile: str) -> None:
    for name in ("statement", "show", "find"):
        answer = pier.get("/compare", query_string={name: hostile}, headers={"Accept": "text/html"})
        assert answer.status_code in {200, 400, 404}
        assert "<script>x" not in answer.text


def test_plain_rdf_has_no_statements(engine: LocalEngine, tmp_path: Path) -> None:
    with site_over(engine, tmp_path, rdf=("x.ttl",)) as plain:
        assert plain.get("/compare").status_code == 404
        assert plain.get("/compare.csv").status_code == 404
        assert "compare" not in plain.get("/").text
