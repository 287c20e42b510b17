"""`/questions`: each question has a page, lists narrow its answer, everyday words find it."""

import re

import pytest
from flask.testing import FlaskClient

from statementgraph import queries
from statementgraph.features.questions.answer import ROWS, Choice, build_answer
from statementgraph.view.results import Cell, Table

NAMES = [query.name for query in queries.load()]


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_a_page_with_its_answer(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/questions/{name}")
    assert answer.status_code == 200
    assert f"<h1>{queries.named(name).summary}</h1>" in answer.text.replace("&#39;", "'")
    assert "None" not in re.sub(r"<[^>]*>", "", answer.text)


def test_a_list_narrows_the_answer(client: FlaskClient) -> None:
    whole = client.get("/questions/killed").text
    options = re.findall(r'<select id="choose-group".*?</select>', whole, re.DOTALL)
    chosen = re.findall(r"<option>([^<]+)</option>", options[0])[0]
    narrowed = client.get("/questions/killed", query_string={"group": chosen}).text
    assert narrowed.count("<tr>") < whole.count("<tr>")
    assert f"<option selected>{chosen}</option>" in narrowed
    assert "Show everything" in narrowed


def test_a_choice_that_is_no_list_counts_for_nothing(client: FlaskClient) -> None:
    whole = client.get("/questions/figures").text
    for column in ("value", "nosuch", "<script>"):
        other = client.get("/questions/figures", query_string={column: "<b>"}).text
        assert other.count("<tr>") == whole.count("<tr>")
        assert "<b>" not in other


def test_what_nothing_fits_says_so_and_leads_back(client: FlaskClient) -> None:
    page = client.get("/questions/killed", query_string={"group": "nobody"}).text
    assert "Nothing in the data answers this with what you chose." in page


@pytest.mark.parametrize("word", ["dead", "deaths", "treaties", "casualties", "Treaty", "CHILDREN"])
def test_everyday_words_find_questions(client: FlaskClient, word: str) -> None:
    assert '<li><a href="/questions/' in client.get(f"/questions?q={word}").text
    assert "Questions with an answer" in client.get(f"/search?q={word}").text


def test_words_of_no_question_lead_on(client: FlaskClient) -> None:
    page = client.get("/questions?q=<i>xyzzy").text
    assert "No question for" in page
    assert "<i>" not in page


def test_an_unknown_question_is_not_found(client: FlaskClient) -> None:
    assert client.get("/questions/nosuch").status_code == 404
    assert client.get("/questions/../settings").status_code == 404


def test_a_long_answer_is_turned_in_pages() -> None:
    rows = tuple((Cell(text=str(n)), Cell(text="affirmed")) for n in range(2 * ROWS + 1))
    table = Table(("value", "polarity"), rows)
    last = build_answer(table, [], 99)
    assert (last.page, last.pages, last.total, len(last.rows)) == (3, 3, 2 * ROWS + 1, 1)
    assert [c.name for c in last.columns] == ["value"]


def test_a_denial_keeps_its_column() -> None:
    rows = ((Cell(text="affirmed"),), (Cell(text="denied"),))
    answer = build_answer(Table(("polarity",), rows), [Choice("polarity", "denied")], 1)
    assert [c.name for c in answer.columns] == ["polarity"]
    assert answer.total == 1
