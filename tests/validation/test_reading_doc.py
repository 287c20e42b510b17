"""The reading guideline says of every code of the checks of words how to mend a finding."""

import re

import pytest

from statementgraph.reading.dates import read_time
from tests.paths import CHECKOUT

CHECKS = CHECKOUT / "server/statementgraph/validation/words"
PAGE = (CHECKOUT / "docs/reading.md").read_text(encoding="utf-8")


def test_every_code_of_the_checks_of_words_has_a_row() -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted(CHECKS.glob("*_check.py"))]
    code = re.compile(
        r"(?<!_)(?:finding|Finding)\([^()]*(?:\([^()]*\)[^()]*)*,\s*\"([a-z]+)\",?\s*\)"
    )
    codes = {found for source in sources for found in code.findall(source)}
    assert {"label", "number", "skipped"} <= codes
    told = set(re.findall(r"^\| ([a-z]+) \| .+ \| .+ \|$", PAGE, re.MULTILINE))
    assert codes - told == set()


@pytest.mark.parametrize(
    ("rule", "words", "shown"),
    [
        ("explicit", "the night of 4 to 5 May 2003", "2003-05-04/2003-05-05"),
        ("explicit", "In 312 BC", "-0311"),
        ("explicit", "every 21 June", "--06-21"),
        ("years-before-reference", "ten years ago", "1993~"),
        ("previous-calendar-year", "last year", "2002"),
        ("calendar-year-of-reference", "this year", "2003"),
        ("next-calendar-year", "next year", "2004"),
        ("day-before-reference", "yesterday", "2003-05-02"),
        ("day-after-reference", "tomorrow", "2003-05-04"),
        ("date-of-statement", "until today", "2003-05-03"),
        ("after-named-event", "after the Great Drizzle", "/2003-05-03"),
        ("open-before-statement", "some time ago", "../2003-05-03"),
        ("open-after-statement", "soon", "2003-05-03/.."),
    ],
)
def test_times_are_read_as_the_page_shows(rule: str, words: str, shown: str) -> None:
    reading = read_time(rule, words, "2003-05-03", "en")
    assert reading
    assert shown in (reading.edtf, reading.recurs)
    rows = re.findall(r"^\| (.*“.+”.*) \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)
    assert any(words in said and shown in read for said, _, read in rows)
