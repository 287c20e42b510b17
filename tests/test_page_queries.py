"""The queries that pages load by their names, asked of the first statement.

`ANSWERS` was written from the text, not from the data.
"""

from collections.abc import Mapping

import pytest

from statementgraph import queries
from tests.test_questions import (
    ACTS,
    AFTER,
    DISTRICTS,
    FIRST,
    NIGHT,
    OF_PAGES,
    SPEAKER,
    TERRITORIES,
    THE_EVENTS,
    TREATIES,
    Row,
    ask,
    texts,
)

FIGURES: set[Row] = {
    (str(n),) for n in (613, 63, 106, 70, 8, 25, 130, 76, 487, 56, 1275, 150, 68, 26, 17, 24, 4000)
}
TIMES: set[Row] = {
    ("Thirty-two years have passed", "1992-01-01", "1992-12-31"),
    (NIGHT, "1992-02-25", "1992-02-26"),
    ("Thirty years ago", "1994-01-01", "1994-12-31"),
    ("26 February", "", ""),
    (AFTER, "", ""),
    ("last year", "2023-01-01", "2023-12-31"),
    ("some time ago", "", ""),
}
# query: (columns, the rows expected in them; "" where a column is empty)
ANSWERS: Mapping[str, tuple[str, set[Row]]] = {
    "figures": ("value", FIGURES),
    "compare-figures": ("value", FIGURES),
    "compare-dates": ("wording start end", TIMES),
    "timeline": (
        "wording start end",
        {*TIMES, ("until today", "2024-02-22", "2024-02-22")},
    ),
    "compare-norms": (
        "named",
        {
            *((treaty,) for treaty in TREATIES),
            ("right to life",),
            ("fundamental human rights",),
            ("norms and principles of international humanitarian law",),
            ("international conventions",),
        },
    ),
    "names-of-events": (
        "event name",
        {
            (THE_EVENTS, "Khojaly Genocide"),
            (
                "War referred to as “the Second Karabakh War” by Sabina Aliyeva (2024)",
                "Second Karabakh War",
            ),
        },
    ),
    "names-of-persons": (
        "person name",
        {("Heydar Aliyev", "National Leader of the Azerbaijani people")},
    ),
    "passages-without-utterance": (
        "why",
        {
            ("Signature: recorded as the speaker of the statement and the office she signed in.",),
            ("Date line: recorded as the date of the statement.",),
            (
                "List of addressees: recorded as the addressees of the statement,"
                " each with its kind.",
            ),
        },
    ),
    "compare-statements": (
        "label date speaker",
        {("Statement by Sabina Aliyeva, 22 February 2024", "2024-02-22", SPEAKER)},
    ),
    "utterances": ("stance", {("asserts",), ("reports",)}),
}


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_the_answer(name: str) -> None:
    columns, expected = ANSWERS[name]
    rows = ask(FIRST, queries.named(name))
    assert {tuple(row.get(c, "") for c in columns.split()) for row in rows} == expected


def test_the_map_has_the_points_of_the_districts() -> None:
    rows = ask(FIRST, queries.named("map"))
    points = {row["placeLabel"]: row["wkt"] for row in rows if "wkt" in row}
    assert points == {**DISTRICTS, "Khojaly": "POINT(46.79213 39.91361)"}
    assert TERRITORIES in {row["placeLabel"] for row in rows}


def test_the_names_compared_are_names_and_descriptions() -> None:
    words = {row["wording"] for row in ask(FIRST, queries.named("compare-names"))}
    assert {"Khojaly Genocide", "this tragic event", "mercilessly killed"} <= words
    assert not words & set(ACTS.values())


@pytest.mark.parametrize(
    "name", sorted(query.name for query in queries.load() if OF_PAGES.match(query.name))
)
def test_every_quote_stands_in_the_text(name: str) -> None:
    for row in ask(FIRST, queries.named(name)):
        for column in ("quote", "wording", "name"):
            assert row.get(column, "") in texts(FIRST)
