import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.reading.dates import Reading, dates, read_time
from statementgraph.reading.languages import SUPPORTED


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "the night of March 3 to 4, 1875", ["1875-03-03/1875-03-04"]),
        ("en", "3–4 March 1875", ["1875-03-03/1875-03-04"]),
        ("en", "3 March to 4 April 1875", ["1875-03-03/1875-04-04"]),
        ("en", "March 3, 1875; 1875-03-03; March 1875", ["1875-03-03", "1875-03-03", "1875-03"]),
        ("en", "in 1875, the 1870s, the 19th century", ["1875", "187X", "1801/1900"]),
        ("en", "from 1875 to 1877", ["1875/1877"]),
        ("en", "44 BC", ["-0043"]),
        ("en", "3 March is a holiday", ["--03-03"]),
        ("en", "30 February 1875, 03/04/1875, 1875 boats, 4 to 3 March 1875", []),
        ("fr", "le 1er mars 1875, du 3 au 4 mars 1875", ["1875-03-01", "1875-03-03/1875-03-04"]),
        ("fr", "en 1875, XIXe siècle, 44 av. J.-C.", ["1875", "1801/1900", "-0043"]),
        ("ru", "3 марта 1875 года, 03.03.1875", ["1875-03-03", "1875-03-03"]),
        ("ru", "с 3 на 4 марта 1875 г., в XIX веке", ["1875-03-03/1875-03-04", "1801/1900"]),
        ("az", "1875-ci il martın 3-ü, 3 mart 1875-ci il", ["1875-03-03", "1875-03-03"]),
        ("az", "1875-ci ildə", ["1875"]),
        ("hy", "1875 թ. մարտի 3-ին, 1875 թվականին", ["1875-03-03", "1875"]),
        ("ar", "٣ مارس ١٨٧٥، في عام 1875، 26 شباط", ["1875-03-03", "1875", "--02-26"]),
        ("de", "1875-03-03", ["1875-03-03"]),
    ],
)
def test_dates(language: str, text: str, found: list[str]) -> None:
    read = [d.edtf or d.recurs for d in dates(text, language)]
    assert read[: len(found)] == found
    assert len(read) == len(found)


def test_a_date_has_its_place_and_its_bounds() -> None:
    text = "🛳 sank in February 1876."
    (date,) = dates(text, "en")
    assert text[date.start : date.end] == "February 1876"
    assert (date.earliest, date.latest) == ("1876-02-01", "1876-02-29")


@pytest.mark.parametrize(
    ("rule", "words", "reference", "reading"),
    [
        (
            "years-before-reference",
            "32nd anniversary",
            "1907-05-06",
            Reading("1875~", "1875-01-01", "1875-12-31"),
        ),
        (
            "years-before-reference",
            "Thirty-two years have passed",
            "1907",
            Reading("1875~", "1875-01-01", "1875-12-31"),
        ),
        (
            "years-before-reference",
            "2100 years ago",
            "2024-05",
            Reading("-0076~", "-0076-01-01", "-0076-12-31"),
        ),
        (
            "previous-calendar-year",
            "last year",
            "1907-05-06",
            Reading("1906", "1906-01-01", "1906-12-31"),
        ),
        (
            "date-of-statement",
            "until today",
            "1907-05-06",
            Reading("1907-05-06", "1907-05-06", "1907-05-06"),
        ),
        (
            "date-of-statement",
            "now",
            "12024",
            Reading("Y12024", "12024-01-01", "12024-12-31"),
        ),
        ("after-named-event", "after the storm", "1907-05-06", Reading("/1907-05-06")),
        ("open-before-statement", "some time ago", "1907-05-06", Reading("../1907-05-06")),
        (
            "explicit",
            "the night of March 3 to 4, 1875",
            None,
            Reading("1875-03-03/1875-03-04", "1875-03-03", "1875-03-04"),
        ),
        ("explicit", "3 March was declared the Day", None, Reading(None, recurs="--03-03")),
        ("explicit", "some day", None, None),
        ("years-before-reference", "years ago", "1907", None),
        ("years-before-reference", "two years ago", None, None),
        ("date-of-statement", "today", "1907-13-01", None),
        ("no-such-rule", "today", "1907", None),
    ],
)
def test_rules(rule: str, words: str, reference: str | None, reading: Reading | None) -> None:
    assert read_time(f"https://a.example/concept/{rule}", words, reference, "en") == reading


@given(
    st.text(alphabet="0123456789 -–.,/toMarch3stinfrombc", max_size=40),
    st.sampled_from([*SUPPORTED, "xx"]),
)
def test_no_text_is_too_strange(text: str, language: str) -> None:
    for date in dates(text, language):
        assert 0 <= date.start < date.end <= len(text)
        assert (date.edtf is None) is (date.recurs is not None)


def test_a_rule_is_told_by_its_name_too() -> None:
    assert read_time("date-of-statement", "now", "1907", "en") == Reading(
        "1907", "1907-01-01", "1907-12-31"
    )


@pytest.mark.parametrize(
    ("rule", "reference", "edtf"),
    [
        ("day-before-reference", "2004-03-01", "2004-02-29"),
        ("day-before-reference", "0000-01-01", "-0001-12-31"),
        ("day-after-reference", "2003-12-31", "2004-01-01"),
        ("day-after-reference", "-0044-02-28", "-0044-02-29"),
        ("next-calendar-year", "2003-08", "2004"),
        ("day-after-reference", "2003-08", None),
    ],
)
def test_a_rule_counts_over_the_ends_of_months_and_eras(
    rule: str, reference: str, edtf: str | None
) -> None:
    reading = read_time(rule, "", reference, "en")
    assert (reading.edtf if reading else None) == edtf
