import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.quotes import (
    QuoteError,
    Span,
    context,
    find,
    quote_iri,
    sentences,
    split_quote_iri,
)

PIER = "The \U0001d4a2annet \U0001f6f3 sailed. M\u030corrow waved.\nThe pier fell. The pier fell."


def test_offsets_count_code_points_and_not_code_units_or_letters() -> None:
    span = find(PIER, "M\u030corrow")
    assert span == Span(21, 28)
    assert span.of(PIER) == "M\u030corrow"


def test_a_quote_may_hold_a_line_end() -> None:
    assert find(PIER, "waved.\nThe").of(PIER) == "waved.\nThe"


def test_a_line_end_is_not_a_space() -> None:
    with pytest.raises(QuoteError, match="does not occur"):
        find(PIER, "waved. The")


@pytest.mark.parametrize(
    ("prefix", "suffix", "start"),
    [("waved.\n", "", 36), ("fell. ", "", 51), ("", " The", 36), ("\n", " ", 36)],
)
def test_prefix_and_suffix_choose_between_equal_words(prefix: str, suffix: str, start: int) -> None:
    assert find(PIER, "The pier fell.", prefix, suffix).start == start


def test_equal_words_without_a_choice_are_refused_with_every_place() -> None:
    with pytest.raises(QuoteError, match=r"occurs 2 times .*36-50, 51-65") as caught:
        find(PIER, "The pier fell.")
    assert caught.value.found == (Span(36, 50), Span(51, 65))
    assert caught.value.exit_code == 1


def test_overlapping_places_count_too() -> None:
    with pytest.raises(QuoteError, match="occurs 2 times"):
        find("banana", "ana")


def test_words_that_occur_but_not_beside_that_prefix() -> None:
    with pytest.raises(QuoteError, match="not with that prefix"):
        find(PIER, "sailed", prefix="The ")


def test_a_missing_quote_says_where_it_goes_wrong() -> None:
    with pytest.raises(QuoteError) as caught:
        find(PIER, "sailed. Morrow")
    assert "first 9 characters agree" in caught.value.hint
    assert "0x030c" in caught.value.hint


def test_an_empty_quote_is_refused() -> None:
    with pytest.raises(QuoteError, match="empty"):
        find(PIER, "")


def test_the_error_survives_pickling_between_processes() -> None:
    error = pickle.loads(pickle.dumps(QuoteError("It is not there.")))  # noqa: S301
    assert error.message == "It is not there."


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_quote_with_all_its_context_is_found_where_it_was_taken(
    text: str, start: int, length: int
) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    if span.start == span.end:
        return
    beside = context(text, span, n=len(text))
    assert find(text, span.of(text), beside.prefix, beside.suffix) == span


@given(st.text(max_size=60), st.text(min_size=1, max_size=3))
def test_find_agrees_with_counting_every_position(text: str, exact: str) -> None:
    places = [i for i in range(len(text)) if text[i : i + len(exact)] == exact]
    if len(places) == 1:
        assert find(text, exact).start == places[0]
    else:
        with pytest.raises(QuoteError):
            find(text, exact)


def test_context_is_cut_at_the_ends_of_the_text() -> None:
    assert context("abcdef", Span(1, 5), n=32) == context("abcdef", Span(1, 5), n=1)
    assert context("x" * 100, Span(50, 51)).prefix == "x" * 32
    assert context("abc" + "x" * 100, Span(3, 4)).prefix == "abc"


@pytest.mark.parametrize(
    "iri",
    ["https://a.example/text/1", "https://a.example/text/1#char=3", "x#char=01,2", "x#char=1,2,3"],
)
def test_what_is_no_quote_iri(iri: str) -> None:
    assert split_quote_iri(iri) is None


def test_quote_iris_go_both_ways() -> None:
    iri = quote_iri("https://a.example/text/1", Span(7, 12))
    assert iri == "https://a.example/text/1#char=7,12"
    assert split_quote_iri(iri) == ("https://a.example/text/1", Span(7, 12))


@pytest.mark.parametrize(("other", "shared"), [(Span(3, 5), True), (Span(4, 9), False)])
def test_spans_that_only_touch_do_not_overlap(other: Span, shared: bool) -> None:
    assert Span(1, 4).overlaps(other) is shared
    assert other.overlaps(Span(1, 4)) is shared


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The pier fell. It was dark.", ["The pier fell.", "It was dark."]),
        ("On the pier\n\nThe pier fell.", ["On the pier", "The pier fell."]),
        ("It was a needless\n\nwreck. So it was.", ["It was a needless\n\nwreck.", "So it was."]),
        ("It fell.\n\nand sank.", ["It fell.", "and sank."]),
        ("Ada Moss\nWarden\nof Northmarsh", ["Ada Moss", "Warden", "of Northmarsh"]),
        (
            "Mr. Moss of St. Brand saw A. Reed. He waved.",
            ["Mr. Moss of St. Brand saw A. Reed.", "He waved."],
        ),
        ("It fell … or so they say. Why?", ["It fell … or so they say.", "Why?"]),
        ("There were 5. More came.", ["There were 5.", "More came."]),
        ("It cost 1.5 crowns. It fell.", ["It cost 1.5 crowns.", "It fell."]),
        ('They said "it fell." Then they left.', ['They said "it fell."', "Then they left."]),
        ("Who fell? All of them! Why…", ["Who fell?", "All of them!", "Why…"]),
        ("The list, e.g. ropes, was long.", ["The list, e.g. ropes, was long."]),
        ("桟橋が落ちた。誰もいなかった。", ["桟橋が落ちた。", "誰もいなかった。"]),
        ("سقط الرصيف؟ نعم.", ["سقط الرصيف؟", "نعم."]),
        ("One line.\nAnother line.", ["One line.", "Another line."]),
        ("A line that\nwraps. Done.", ["A line that\nwraps.", "Done."]),
        ("", []),
        (" \n\n \n", []),
    ],
)
def test_sentences(text: str, units: list[str]) -> None:
    assert cut(text) == units


@given(st.text(alphabet='ab. \n?AÄ\u030c\U0001f6f3"', max_size=80))
def test_sentences_cover_every_word_once_and_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = {i for s in spans for i in range(s.start, s.end)}
    assert {i for i, char in enumerate(text) if not char.isspace()} <= covered
    assert all(s.of(text) == s.of(text).strip() != "" for s in spans)
