"""The page of a statement, without HTML: passages nested in their text, notes and coverage."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.corpus.loader import load_corpus
from statementgraph.features.statement.coverage import RECORD, build_coverage
from statementgraph.features.statement.notes import Note
from statementgraph.features.statement.text_segments import TextSegment, note_order, segment_text
from statementgraph.features.statement.view import StatementPage, build_statement
from statementgraph.features.things import profiles
from statementgraph.features.things.profiles import Profile
from statementgraph.quotes import Span
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.sparql import LocalEngine, from_quads
from statementgraph.view.addresses import Addresses
from tests.paths import EASTWICK

SLUG = "2001-03-04-northmarsh"
HOME = f"{DEFAULT_BASE}statement/{SLUG}"
TEXT = "On 1 March \U0001d4a2annet \U0001f6f3 landed at Eastwick.\n\nThe lamps were dark."


def plain(runs: tuple[TextSegment, ...]) -> str:
    return "".join(r.text + plain(r.children) for r in runs)


def found(runs: tuple[TextSegment, ...]) -> dict[str, str]:
    """Give the words inside each named run."""
    words = {r.anchor: plain(r.children) for r in runs if r.anchor}
    for r in runs:
        words |= found(r.children)
    return words


def numbers(runs: tuple[TextSegment, ...]) -> list[int]:
    seen: list[int] = []
    for r in runs:
        seen += numbers(r.children)
        seen += [r.number] if r.number else []
    return seen


def of(runs: tuple[TextSegment, ...], number: int) -> str:
    """Give the words of all runs that belong to a note."""
    return "".join(plain(r.children) if r.note == number else of(r.children, number) for r in runs)


def test_offsets_are_code_points() -> None:
    start = TEXT.index("landed")
    runs = segment_text(TEXT, {Span(start, start + 6): 1})
    assert found(runs) == {f"char={start},{start + 6}": "landed"}


def test_a_passage_within_a_passage() -> None:
    runs = segment_text(TEXT, {Span(0, 20): 2, Span(3, 10): 1})
    assert found(runs) == {"char=0,20": TEXT[:20], "char=3,10": TEXT[3:10]}
    assert numbers(runs) == [1, 2]
    assert [run.number_before for run in runs if run.number] == [0]


def test_two_numbers_in_a_row_are_known() -> None:
    runs = segment_text(TEXT, {Span(0, 20): 2, Span(3, 20): 1}, clauses=[Span(1, 20)])
    assert [run.number_before for run in runs if run.number] == [1]


def test_crossing_passages_go_on_in_a_second_run() -> None:
    runs = segment_text(TEXT, {Span(0, 10): 1, Span(5, 15): 2})
    assert found(runs) == {"char=0,10": TEXT[:10], "char=5,15": TEXT[5:10]}
    assert of(runs, 2) == TEXT[5:15]
    assert numbers(runs) == [1, 2]
    assert plain(runs) == TEXT


def test_offsets_beyond_the_text_are_left_out() -> None:
    assert segment_text(TEXT, {Span(0, len(TEXT) + 1): 1}) == (TextSegment(text=TEXT),)


def test_a_sentence_has_a_place_and_no_note() -> None:
    runs = segment_text(TEXT, {}, [Span(0, 5)], "text-2.")
    assert found(runs) == {"text-2.char=0,5": TEXT[:5]}
    assert numbers(runs) == []


SPANS = st.builds(Span, st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(
    lambda s: s.start < s.end
)


@given(st.lists(SPANS, max_size=8, unique=True), st.lists(SPANS, max_size=4))
def test_no_character_is_lost_and_the_notes_ascend(spans: list[Span], others: list[Span]) -> None:
    notes = {span: number for number, span in enumerate(note_order(spans), start=1)}
    runs = segment_text(TEXT, notes, others)
    assert plain(runs) == TEXT
    assert set(found(runs)) == {f"char={s.start},{s.end}" for s in (*spans, *others)}
    assert numbers(runs) == sorted(notes.values())
    for anchor, words in found(runs).items():
        start, end = (int(n) for n in anchor.removeprefix("char=").split(","))
        assert words
        assert TEXT[start:end].startswith(words)


@pytest.fixture(scope="module")
def engine() -> LocalEngine:
    return from_quads(load_corpus(EASTWICK, DEFAULT_BASE).quads)


def page(engine: LocalEngine, *requested: str) -> StatementPage:
    thing = ox.NamedNode(HOME)
    document = profiles.load_document(engine, thing, Profile.CLAIMS)
    return build_statement(engine, Addresses(DEFAULT_BASE), document, requested)


def note(page: StatementPage, exact: str, which: int = 0) -> Note:
    return [n for n in page.texts[0].notes if n.quote.exact == exact][which]


def test_every_saying_stands_with_its_passage(engine: LocalEngine) -> None:
    visible = page(engine)
    utterances = {e.key for n in visible.texts[0].notes for e in n.entries if e.utterance}
    assert visible.count == len(utterances) == 12
    assert [n.number for n in visible.texts[0].notes] == list(range(1, 18))
    assert [a.text for a in visible.addressees] == [
        "Council of Northmarsh",
        "Ferry offices of the coast",
    ]
    killed = note(visible, "A total of 12 passengers, including 3 children, were killed.")
    assert [e.ref.text for e in killed.entries] == [
        "Northmarsh 2001: “A total of 12 passengers … were killed”",
        "Northmarsh 2001: “3 children … were killed”",
    ]
    assert [(s.speaker.text, verb) for s, verb in killed.speakers] == [
        ("Ferry Office of Northmarsh", "said")
    ]


def test_what_stands_in_two_passages_has_one_place_and_names_the_other(
    engine: LocalEngine,
) -> None:
    visible = page(engine)
    first, second = (note(visible, "The lamps were dark.", which) for which in (0, 1))
    fall = note(
        visible,
        "On the evening of 1 March 2001 the pier at Eastwick fell "
        "while the ferry \U0001d4a2annet \U0001f6f3 was"
        " landing.",
    )
    assert (first.entries[0].anchor, first.entries[0].also) == (
        "claim-lamps",
        (fall.number, second.number),
    )
    assert (second.entries[0].anchor, second.entries[0].also) == (
        "",
        (fall.number, first.number),
    )
    # A passage that only says what is spoken of is no place of it.
    [lamps] = [e for e in fall.entries if e.key == "claim-lamps"]
    assert (lamps.anchor, lamps.also) == ("", (first.number, second.number))


def test_what_is_named_within_a_sentence_is_a_note_of_its_own(engine: LocalEngine) -> None:
    named = note(page(engine), "1 March 2001")
    assert [(e.kinds, e.utterance) for e in named.entries] == [(("event",), None)]
    assert named.utterances == ()
    assert named.speakers == ()


def test_a_kind_holds_its_sayings_and_what_is_named(engine: LocalEngine) -> None:
    visible = page(engine, "place", "nonsense")
    left = {e.ref.text for n in visible.texts[0].notes for e in n.entries if not e.hidden}
    assert left == {
        "Northmarsh 2001: “the pier at Eastwick fell "
        "while the ferry \U0001d4a2annet \U0001f6f3 was landing”"
    }
    assert (visible.shown_count, visible.filtered) == (1, True)
    assert [n.quote.exact[:7] for n in visible.texts[0].notes if not n.hidden] == ["On the "]
    counts = {c.kind.key: c.count for c in visible.choices}
    assert counts["figure"] == 4
    assert counts["date"] == 3 + 3
    assert [c.kind.key for c in visible.choices if c.chosen] == ["place"]


def test_kinds_that_do_not_exist_hide_nothing(engine: LocalEngine) -> None:
    visible = page(engine, "nonsense")
    assert not visible.filtered
    assert visible.shown_count == visible.entry_count


def test_each_sentence_says_what_it_carries_or_why_nothing(engine: LocalEngine) -> None:
    text = page(engine).texts[0]
    by_words = {s.words: s for s in text.sentences}
    assert len(text.sentences) == 16
    assert text.with_utterances == 10
    assert (
        by_words[
            "Nearly forty passengers were wounded, and 5 passengers are missing until today."
        ].utterances
        == 2
    )
    signature = by_words["Warden of the Ferry Office"]
    assert (signature.utterances, signature.reasons, signature.covered) == (0, (RECORD,), True)
    assert signature.anchor == "char=704,730"
    assert all(s.covered for s in text.sentences)


def test_the_statements_are_covered_sentence_by_sentence(engine: LocalEngine) -> None:
    (result,) = build_coverage(engine, Addresses(DEFAULT_BASE))
    assert result.statement.href == f"/statement/{SLUG}.html"
    assert (result.speaker, result.day) == ("Ferry Office of Northmarsh", "4 March 2001")
    assert result.sentences == page(engine).texts[0].sentences
    assert (result.with_utterances, result.unaccounted) == (10, 0)


def test_a_sentence_that_nobody_read_says_so(engine: LocalEngine) -> None:
    quoted = note(page(engine), "4 March 2001").quote
    day = f"{quoted.start},{quoted.end}"
    quads = [
        q
        for q in load_corpus(EASTWICK, DEFAULT_BASE).quads
        if not (q.predicate.value.endswith("/terms/source") and day in str(q.object))
        and not (q.predicate.value.endswith("#note") and day in str(q.subject))
    ]
    text = page(from_quads(quads)).texts[0]
    bare = [s for s in text.sentences if not s.covered]
    assert [(s.words, s.reasons) for s in bare] == [("4 March 2001", ())]


def marked(runs: tuple[TextSegment, ...], inside: bool = False) -> str:
    """Return the words of the text that are marked as carrying what is said."""
    words = ""
    for run in runs:
        words += run.text if inside else ""
        words += marked(run.children, inside or run.clause)
    return words


def test_the_words_that_carry_a_saying_are_marked_and_counted(engine: LocalEngine) -> None:
    (text,) = page(engine).texts
    words = marked(text.runs)
    assert "A total of 12 passengers" in words
    assert len(words) == text.carrying < text.characters
