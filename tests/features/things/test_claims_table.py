"""The table of what was said about a thing."""

import csv
import io

import pyoxigraph as ox
import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.features.things import profiles
from statementgraph.features.things.claims_table import COLUMNS, claims_csv
from statementgraph.features.things.profiles import Profile
from statementgraph.features.things.view import utterances
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.sparql import LocalEngine, from_quads
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader
from tests.paths import EASTWICK

HOME = f"{DEFAULT_BASE}statement/2001-03-04-northmarsh"


@pytest.fixture(scope="module")
def engine() -> LocalEngine:
    return from_quads(load_corpus(EASTWICK, DEFAULT_BASE).quads)


def table(engine: LocalEngine, path: str) -> dict[str, dict[str, str]]:
    thing = ox.NamedNode(DEFAULT_BASE + path)
    document = profiles.load_document(engine, thing, Profile.CLAIMS)
    reader = Reader(document.graph, Addresses(DEFAULT_BASE, "/mounted"))
    text = claims_csv(reader, utterances(reader, thing)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return {row["claim"].rpartition("/")[2]: row for row in rows}


def test_a_row_says_whose_figure_it_is_how_it_was_given_and_of_what(engine: LocalEngine) -> None:
    row = table(engine, "event/eastwick-2001-03-01")["killed"]
    assert tuple(row) == COLUMNS
    assert row["claim"] == f"{HOME}/claim/killed"
    assert row["speaker"] == "Ferry Office of Northmarsh"
    assert (row["statement"], row["date"]) == (HOME, "2001-03-04")
    assert (row["value"], row["qualifier"], row["unit"]) == ("12", "unhedged", "person")
    assert (row["lower"], row["upper"], row["vague"]) == ("", "", "")
    axes = (row["stance"], row["polarity"], row["certainty"])
    assert axes == ("asserts", "affirmed", "unqualified")
    assert row["as_worded"] == "A total of 12 passengers […] were killed"
    assert row["quote"] == "A total of 12 passengers, including 3 children, were killed."
    start = int(row["quote_link"].rpartition("=")[2].partition(",")[0])
    assert row["quote_link"] == f"{HOME}.html#char={start},{start + len(row['quote'])}"


def test_a_report_says_that_it_is_one_and_whose_view_it_reports(engine: LocalEngine) -> None:
    row = table(engine, "event/eastwick-2001-03-01")["boards"]
    assert (row["stance"], row["view_reported_of"]) == ("reports", "Lighthouse Keepers")
    assert (row["value"], row["qualifier"]) == ("", "")


def test_a_denial_says_that_it_is_one(engine: LocalEngine) -> None:
    assert table(engine, "agent/harbour-guild-of-morrow")["no-repair"]["polarity"] == "denied"


def test_words_are_exact_and_said_once(engine: LocalEngine) -> None:
    rows = table(engine, "event/eastwick-2001-03-01")
    assert rows["needless-wreck"]["quote"] == "the ferry people call this a needless\n\nwreck."
    assert rows["lamps"]["quote"] == (
        "On the evening of 1 March 2001 the pier at Eastwick fell "
        "while the ferry \U0001d4a2annet \U0001f6f3 was"
        " landing. […] The lamps were dark."
    )
    assert len(rows["lamps"]["quote_link"].split(" ")) == 3


def test_nothing_said_is_a_table_without_rows(engine: LocalEngine) -> None:
    assert table(engine, "concept/scheme/stances") == {}
