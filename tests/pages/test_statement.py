"""Quotes nested in their text."""

from hypothesis import given
from hypothesis import strategies as st

from statementgraph.pages.claims import Quote
from statementgraph.pages.statement import Passage, mark

TEXT = "On 1 March \U0001d4a2annet 🛳 landed at Eastwick.\n\nThe lamps were dark."


def quote(start: int, end: int) -> Quote:
    return Quote(TEXT[start:end], "", "", start, end, f"urn:t#char={start},{end}", "")


def plain(runs: tuple[Passage, ...]) -> str:
    return "".join(p.text + plain(p.inside) for p in runs)


def found(runs: tuple[Passage, ...]) -> dict[str, str]:
    """Give the words inside each named run."""
    words = {p.anchor: plain(p.inside) for p in runs if p.anchor}
    for p in runs:
        words |= found(p.inside)
    return words


def numbers(runs: tuple[Passage, ...]) -> list[int]:
    seen: list[int] = []
    for p in runs:
        seen += numbers(p.inside)
        seen += [n for n, _ in p.notes]
    return seen


def test_offsets_are_code_points() -> None:
    start = TEXT.index("landed")
    runs = mark(TEXT, {quote(start, start + 6): [(1, "a")]})
    assert found(runs) == {f"char={start},{start + 6}": "landed"}


def test_a_quote_within_a_quote() -> None:
    runs = mark(TEXT, {quote(0, 20): [(1, "a")], quote(3, 10): [(2, "b")]})
    assert found(runs) == {"char=0,20": TEXT[:20], "char=3,10": TEXT[3:10]}
    assert numbers(runs) == [2, 1]


def test_crossing_quotes_go_on_in_a_second_run() -> None:
    runs = mark(TEXT, {quote(0, 10): [(1, "a")], quote(5, 15): [(2, "b")]})
    assert found(runs) == {"char=0,10": TEXT[:10], "char=5,15": TEXT[5:10]}
    assert numbers(runs) == [1, 2]
    assert plain(runs) == TEXT


def test_offsets_beyond_the_text_are_left_out() -> None:
    assert mark(TEXT, {quote(0, len(TEXT) + 1): [(1, "a")]}) == (Passage(text=TEXT),)


SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(
    lambda s: s[0] < s[1]
)


@given(st.lists(SPANS, max_size=8, unique=True))
def test_no_character_is_lost_and_every_quote_has_its_place(spans: list[tuple[int, int]]) -> None:
    quotes = {quote(a, b): [(n, "x")] for n, (a, b) in enumerate(spans)}
    runs = mark(TEXT, quotes)
    assert plain(runs) == TEXT
    assert set(found(runs)) == {f"char={a},{b}" for a, b in spans}
    assert sorted(numbers(runs)) == list(range(len(spans)))
    for anchor, words in found(runs).items():
        start, end = (int(n) for n in anchor.removeprefix("char=").split(","))
        assert words
        assert TEXT[start:end].startswith(words)
