"""Dates in words; a text that is no date stays as it is."""

import pytest

from statementgraph.view.dates import date_in_words, day_of_year_in_words


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("2001-03-04", "4 March 2001"),
        ("", ""),
        ("2001", "2001"),
        ("2001-13-01", "2001-13-01"),
        ("2001-03", "March 2001"),
        ("-0043-03-15", "15 March 44 BCE"),
        ("0000", "1 BCE"),
        ("12024-01-02", "2 January 12024"),
        ("2001-05-02T00:00:00Z", "2 May 2001"),
        ("2001-02-29", "2001-02-29"),
    ],
)
def test_a_date_is_written_in_words(iso: str, text: str) -> None:
    assert date_in_words(iso) == text


@pytest.mark.parametrize(
    ("stored", "text"),
    [("--03-01", "1 March"), ("--02-29", "29 February"), ("--13-01", "--13-01"), ("", "")],
)
def test_a_day_of_every_year_is_written_in_words(stored: str, text: str) -> None:
    assert day_of_year_in_words(stored) == text
