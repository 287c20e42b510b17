"""What /compare shows of three made-up statements about a pier."""

import csv
import io

import pyoxigraph as ox
import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.errors import NotFoundError, RequestError
from statementgraph.features.compare.cells import ComparisonRow, text_rows
from statementgraph.features.compare.table import comparison_csv
from statementgraph.features.compare.view import (
    MOST_STATEMENTS,
    CompareOptions,
    ComparePage,
    Rows,
    build_compare,
    query_with_dataset,
)
from statementgraph.quotes import split_quote_iri
from statementgraph.rdf import DEFAULT_BASE, PROLOGUE
from statementgraph.sparql import LocalEngine, QueryRequest, QueryResult, from_quads, select
from statementgraph.sparql.request import Gone
from statementgraph.validation import check
from statementgraph.view.addresses import Addresses
from tests.paths import PIER

NORTHMARSH, MORROW, COUNCIL = "2001-03-04-northmarsh", "2001-03-09-morrow", "2001-04-02-council"
ADDRESSES = Addresses(DEFAULT_BASE)
NINE = "According to the Lighthouse Keepers, nine passengers were left without a boat"


class Counting:
    """An engine that counts what it is asked."""

    def __init__(self, engine: LocalEngine) -> None:
        self._engine = engine
        self.release = engine.release
        self.options: list[QueryRequest] = []

    def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:
        self.options.append(ask)
        return self._engine.run(ask, gone)


@pytest.fixture(scope="module")
def engine() -> LocalEngine:
    return from_quads(load_corpus(PIER, DEFAULT_BASE).quads)


@pytest.fixture(scope="module")
def page(engine: LocalEngine) -> ComparePage:
    return build_compare(engine, ADDRESSES, CompareOptions())


def line(page: ComparePage, about: str) -> ComparisonRow:
    return next(x for s in page.sections for x in s.rows if x.ref.text == about)


def compared(page: ComparePage) -> dict[str, str]:
    return {
        x.ref.text: section.kind.verdict(x.relation)
        for section in page.sections
        for x in section.rows
    }


def test_columns_follow_the_dates(page: ComparePage) -> None:
    assert [(c.letter, c.slug) for c in page.columns] == [
        ("A", NORTHMARSH),
        ("B", MORROW),
        ("C", COUNCIL),
    ]


def test_how_the_rows_compare(page: ComparePage) -> None:
    assert compared(page) == {
        "Passengers said to have been wounded at Eastwick": "agree",
        "Children among the passengers said to have been wounded at Eastwick": "differ",
        "Passengers said to be missing at Eastwick": "left open",
        "Lamps said to have been lost at Eastwick": "left open",
        "Boards said to have been washed away at Eastwick": "differ",
        "Passengers said to have been left without a boat at Eastwick": (
            "said in one statement only"
        ),
        "Families said to have been left without a boat at Eastwick": "said in one statement only",
        "falling of a pier": "differ",
        "Rule of Safe Landings": "differ",
        "Rule of Lit Lamps": "said in one statement only",
        "Events at Eastwick, March 2001": "differ in wording",
    }


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (
            "Passengers said to have been wounded at Eastwick",
            [("B, C", "", ""), ("A, C", "", ""), ("A, B", "", "")],
        ),
        (
            "Boards said to have been washed away at Eastwick",
            [("", "C", "B"), ("", "C", "A"), ("", "A, B", "")],
        ),
        ("Lamps said to have been lost at Eastwick", [("", "", "B"), ("", "", "A"), ("", "", "")]),
        ("falling of a pier", [("", "C", "B"), ("", "", "A, C"), ("", "A", "B")]),
        ("Rule of Safe Landings", [("C", "B", ""), ("", "A, C", ""), ("A", "B", "")]),
        ("Events at Eastwick, March 2001", [("", "", "B, C"), ("", "C", "A"), ("", "B", "A")]),
    ],
)
def test_how_the_cells_compare(
    page: ComparePage, about: str, expected: list[tuple[str, str, str]]
) -> None:
    cells = line(page, about).cells
    assert [(c.agrees, c.differs, c.open) for c in cells] == expected


def test_units_are_never_mixed(page: ComparePage) -> None:
    persons = line(page, "Passengers said to have been left without a boat at Eastwick")
    families = line(page, "Families said to have been left without a boat at Eastwick")
    assert [c.silent for c in persons.cells] == [True, False, True]
    assert [c.silent for c in families.cells] == [False, True, True]
    assert "counted in persons" in persons.notes
    assert "counted in families" in families.notes
    assert any("not compared with it" in note for note in persons.notes)


def test_a_view_of_others_is_shown_as_theirs(page: ComparePage) -> None:
    [item] = (
        line(page, "Passengers said to have been left without a boat at Eastwick").cells[1].items
    )
    assert item.stance == "reports, as the view of Lighthouse Keepers"
    assert item.words == NINE
    [named] = line(page, "Events at Eastwick, March 2001").cells[0].items
    assert named.stance == "reports, as the view of Ferry people"


def test_a_denial_is_shown_as_one(page: ComparePage) -> None:
    [item] = line(page, "Rule of Safe Landings").cells[1].items
    assert (item.stance, item.reading) == ("denial", "a breach")


def test_a_part_says_that_it_is_one(page: ComparePage) -> None:
    notes = line(page, "Children among the passengers said to have been wounded at Eastwick").notes
    assert any("nothing is added up" in note for note in notes)


def test_every_thing_said_has_its_words_in_a_quote_that_stands_in_the_text(
    page: ComparePage,
) -> None:
    count = 0
    for section in page.sections:
        for result in section.rows:
            for column, cell in zip(page.columns, result.cells, strict=True):
                text = (PIER / f"data/statements/{column.slug}/text-1.txt").read_text()
                for item in cell.items:
                    count += 1
                    parts = item.words.split(" … ")
                    assert all(any(p in q.exact for q in item.quotes) for p in parts)
                    for quote in item.quotes:
                        place = split_quote_iri(quote.iri)
                        assert place
                        assert place[1].of(text) == quote.exact
                        assert quote.href.endswith(
                            f"/statement/{column.slug}.html#{quote.iri.partition('#')[2]}"
                        )
    assert count == 24


def test_the_number_of_queries_does_not_grow(engine: LocalEngine) -> None:
    one, three = Counting(engine), Counting(engine)
    build_compare(one, ADDRESSES, CompareOptions((MORROW,)))
    build_compare(three, ADDRESSES, CompareOptions((MORROW, COUNCIL, NORTHMARSH)))
    assert len(one.options) == len(three.options) == 5


def test_only_the_kinds_asked_for_are_queried(engine: LocalEngine) -> None:
    counting = Counting(engine)
    page = build_compare(counting, ADDRESSES, CompareOptions(kinds=("norms",)))
    assert [s.kind.name for s in page.sections] == ["norms"]
    assert len(counting.options) == 2


def test_only_rows_that_differ(engine: LocalEngine) -> None:
    page = build_compare(engine, ADDRESSES, CompareOptions(rows=Rows.DIFFER))
    assert set(compared(page).values()) == {"differ", "differ in wording"}


def test_rows_of_which_several_speak(engine: LocalEngine) -> None:
    page = build_compare(engine, ADDRESSES, CompareOptions(rows=Rows.SEVERAL))
    assert "said in one statement only" not in compared(page).values()
    assert len(compared(page)) == 8


@pytest.mark.parametrize(
    ("about", "speaking"),
    [
        ("cohort/eastwick-2001-03-01.lost-lamps", [MORROW, NORTHMARSH]),
        ("instrument/rule-of-lit-lamps", [COUNCIL]),
        ("concept/fall-of-pier", [COUNCIL, MORROW, NORTHMARSH]),
        ("event/eastwick-2001-03-01", [COUNCIL, MORROW, NORTHMARSH]),
    ],
)
def test_who_speaks_of_a_thing(engine: LocalEngine, about: str, speaking: list[str]) -> None:
    page = build_compare(engine, ADDRESSES, CompareOptions(about=about))
    assert [c.slug for c in reversed(page.columns)] == speaking
    assert page.about
    assert page.about.iri == DEFAULT_BASE + about


def test_the_choice_is_narrowed_to_who_speaks_of_a_thing(engine: LocalEngine) -> None:
    lamps = "cohort/eastwick-2001-03-01.lost-lamps"
    page = build_compare(engine, ADDRESSES, CompareOptions((COUNCIL,), about=lamps))
    assert [c.slug for c in page.columns] == [COUNCIL]
    assert [c.slug for c in page.choices] == [MORROW, NORTHMARSH]


@pytest.mark.parametrize("path", ["place/nowhere", "x> <y", "\ud800"])
def test_nobody_speaks_of_it(engine: LocalEngine, path: str) -> None:
    with pytest.raises(NotFoundError):
        build_compare(engine, ADDRESSES, CompareOptions(about=path))


def test_one_statement_has_nothing_to_compare(engine: LocalEngine) -> None:
    page = build_compare(engine, ADDRESSES, CompareOptions((MORROW,)))
    assert [c.letter for c in page.columns] == ["A"]
    assert set(compared(page).values()) == {"said in one statement only"}
    assert not any(x.cells[0].silent for s in page.sections for x in s.rows)


def test_what_is_not_there(engine: LocalEngine) -> None:
    with pytest.raises(NotFoundError):
        build_compare(engine, ADDRESSES, CompareOptions(("1999-01-01-nobody",)))
    with pytest.raises(RequestError):
        build_compare(engine, ADDRESSES, CompareOptions(kinds=("weather",)))


def test_a_choice_is_found_by_its_words(engine: LocalEngine) -> None:
    page = build_compare(engine, ADDRESSES, CompareOptions((MORROW,), find="council APRIL"))
    assert [c.slug for c in page.columns] == [MORROW]
    assert [c.slug for c in page.choices] == [COUNCIL]


def test_rows_beyond_the_limit_are_counted(engine: LocalEngine) -> None:
    page = build_compare(engine, ADDRESSES, CompareOptions(kinds=("figures",)), most_rows=3)
    [section] = page.sections
    assert (len(section.rows), section.more) == (3, 4)


def many(count: int) -> LocalEngine:
    """Make statements that say nothing."""
    turtle = PROLOGUE + "".join(
        f'<statement/{n:03}> a sg:Statement ; rdfs:label "{n}" .' for n in range(count)
    )
    quads = ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
    return from_quads(
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(DEFAULT_BASE + "g")) for q in quads
    )


def test_more_statements_than_fit() -> None:
    engine = many(200)
    chosen = tuple(f"{n:03}" for n in range(MOST_STATEMENTS + 3))
    page = build_compare(engine, ADDRESSES, CompareOptions(chosen))
    assert len(page.columns) == MOST_STATEMENTS
    assert page.dropped == 3
    assert len(page.columns) + len(page.choices) + page.unlisted == page.total == 200
    assert len(page.choices) < 100
    assert not {c.slug for c in page.columns} & {c.slug for c in page.choices}


def test_no_statement_at_all() -> None:
    page = build_compare(many(0), ADDRESSES, CompareOptions())
    assert (page.total, page.columns, page.choices) == (0, (), ())
    assert not any(s.rows for s in page.sections)


def test_the_shown_query_answers_what_the_table_shows(engine: LocalEngine) -> None:
    page = build_compare(engine, ADDRESSES, CompareOptions((NORTHMARSH, COUNCIL)))
    for section in page.sections:
        claims = {
            row["claim"] for row in text_rows(select(engine, section.query, base=DEFAULT_BASE))
        }
        items = {i.claim.iri for x in section.rows for c in x.cells for i in c.items}
        assert claims == items
        assert claims


def test_a_name_of_a_graph_cannot_break_the_shown_query() -> None:
    with pytest.raises(ValueError, match="IRI"):
        query_with_dataset("SELECT * WHERE { ?s ?p ?o }", ["x> } DROP"])


def test_the_table_of_data(page: ComparePage) -> None:
    rows = list(csv.DictReader(io.StringIO(comparison_csv(page).decode("utf-8-sig"), newline="")))
    silent = [r for r in rows if r["said"] == "silent"]
    assert len(rows) == 24 + len(silent)
    assert len(silent) == sum(c.silent for s in page.sections for x in s.rows for c in x.cells)
    [boards] = [r for r in rows if r["words"].startswith("Nearly 600")]
    assert boards["statement"] == COUNCIL
    assert (boards["value"], boards["qualifier"], boards["unit"]) == ("600", "nearly", "board")
    assert boards["differs_from"].split() == [NORTHMARSH, MORROW]
    assert boards["quote"] == "Nearly 600 boards were washed away."
    [nine] = [r for r in rows if r["words"] == NINE]
    assert (nine["stance"], nine["view_reported_of"]) == ("reports", "Lighthouse Keepers")


def test_the_made_up_statements_hold() -> None:
    assert list(check(load_corpus(PIER, DEFAULT_BASE)).findings) == []
