"""What became of a statement: withdrawn, corrected, or neither."""

import pytest

from statementgraph.view.notices import Notice
from statementgraph.view.quotes import Quote


@pytest.mark.parametrize(
    ("notice", "text"),
    [
        (Notice(), ""),
        (
            Notice("2001-05-02T00:00:00Z", "We take it back"),
            "Withdrawn by its speaker on 2 May 2001: “We take it back”.",
        ),
        (
            Notice(corrected="A later word", corrected_on="2001-06"),
            "Corrected: replaced by “A later word” (June 2001).",
        ),
    ],
)
def test_a_notice_says_when_and_in_which_words(notice: Notice, text: str) -> None:
    assert notice.text == text


def at(start: int, end: int, text: str = "t") -> Quote:
    return Quote("", "", "", start, end, f"{text}#char={start},{end}", "")


def test_clauses_that_nest_and_cross_are_marked_once() -> None:
    quote = Quote("one two three", "", "", 10, 23, "t#char=10,23", "")
    clauses = (at(10, 17), at(14, 15), at(16, 18), at(0, 11), at(18, 23, "another"))
    assert quote.runs(clauses) == (("one two ", True), ("three", False))
