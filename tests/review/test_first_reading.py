"""The rows of the first reading: where they stand in the text, and what each field is read from."""

import pytest

from statementgraph.quotes import sentences
from statementgraph.rdf import NS
from statementgraph.review import first_reading
from statementgraph.review.reading import Row
from tests.review.readings import BASE, CONTENT, STATEMENT, TEXT, Data, data


def rows(found: Data) -> dict[str, Row]:
    read = first_reading.rows(found, STATEMENT, TEXT, sentences(CONTENT))
    return {row.name: row for row in read}


def test_rows_are_in_the_order_of_the_text_with_their_sentence() -> None:
    found = [(row.name, row.sentence, row.kind) for row in rows(data()).values()]
    assert found == [
        ("claim/fall", 1, "OccurrenceClaim"),
        ("claim/killed", 2, "CountClaim"),
        ("claim/wounded", 2, "CountClaim"),
        ("claim/mend", 3, "ConductClaim"),
        ("call/mend", 5, "Call"),
    ]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        *(("actor", "actor"), ("addressee", "actor"), ("reportedHolder", "actor")),
        *(("patient", "patient"), ("norm", "norm"), ("place", "place"), ("venue", "place")),
        *(("characterisation", "act"), ("relation", "act"), ("ofWhole", "group")),
        *(("unit", "unit"), ("vagueQuantity", "value")),
    ],
)
def test_a_field_is_read_from_its_properties(name: str, field: str) -> None:
    found = data()
    found[f"{STATEMENT}/claim/fall"][NS + name] = [f"{BASE}concept/dozens"]
    assert "dozens" in rows(found)["claim/fall"].cells[field]


def test_the_topic_has_a_field_of_its_own() -> None:
    found = data()
    found[f"{STATEMENT}/claim/fall"][f"{NS}about"] = [f"{BASE}concept/council"]
    assert rows(found)["claim/fall"].cells["about"] == ("council",)
    found[f"{STATEMENT}/claim/fall"][f"{NS}patient"] = [f"{BASE}concept/guild"]
    assert rows(found)["claim/fall"].cells["patient"] == ("guild",)


def test_numbers_are_written_without_zeros_that_say_nothing() -> None:
    found = data()
    about = found[f"{STATEMENT}/claim/killed"]
    about |= {f"{NS}value": ["12.50"], f"{NS}lowerBound": ["10"], f"{NS}upperBound": ["020"]}
    cells = rows(found)["claim/killed"].cells
    assert [cells[name] for name in ("value", "lower", "upper")] == [("12.5",), ("10",), ("20",)]


@pytest.mark.parametrize(
    ("about", "written"),
    [
        ({"edtf": ["2001-03-01"], "asWorded": ["1 March 2001"]}, "2001-03-01"),
        ({"recursOn": ["--03-01"], "asWorded": ["1 March"]}, "--03-01"),
        ({"asWorded": ["some time ago"]}, "some time ago"),
    ],
)
def test_a_time_is_its_date_or_its_words(about: dict[str, list[str]], written: str) -> None:
    found, time = data(), f"{STATEMENT}/time/then"
    found[time] = {NS + name: values for name, values in about.items()}
    found[f"{STATEMENT}/claim/fall"][f"{NS}time"] = [time]
    assert rows(found)["claim/fall"].cells["time"] == (written,)


def test_what_another_utterance_says_is_named_by_its_words() -> None:
    found = data()
    found[f"{STATEMENT}/claim/fall"][f"{NS}patient"] = [f"{STATEMENT}/claim/mend"]
    assert rows(found)["claim/fall"].cells["patient"] == ("“did not mend the pier”",)


def test_what_was_read_from_another_text_is_left_out() -> None:
    assert first_reading.rows(data(), STATEMENT, f"{STATEMENT}/text/2", sentences(CONTENT)) == []


def test_without_a_clause_the_quote_says_where() -> None:
    found = data()
    about = found[f"{STATEMENT}/call/mend"]
    place = about.pop(f"{NS}clause")
    about["http://www.w3.org/ns/prov#wasDerivedFrom"] = place
    assert rows(found)["call/mend"].sentence == 5
