"""What a search finds in the published data and in a fictional statement, and how it is marked."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from statementgraph.corpus.loader import load_corpus
from statementgraph.errors import UnavailableError
from statementgraph.features.search import index as indexes
from statementgraph.features.search.highlight import HighlightRun, excerpt, highlight
from statementgraph.features.search.results import (
    KIND_TITLES,
    SearchHit,
    SearchPage,
    SearchRequest,
    merge_claims,
)
from statementgraph.features.search.search_query import LONGEST, MOST_WORDS, parse_search
from statementgraph.features.search.spelling import one_edit
from statementgraph.features.search.suggest import suggestions
from statementgraph.features.search.view import build_search
from statementgraph.rdf import DEFAULT_BASE, PREFIXES
from statementgraph.release import search_index as release
from statementgraph.view.addresses import Addresses
from tests.corpus.eastwick import FIXTURE
from tests.paths import CHECKOUT

ROOT = CHECKOUT
ADDRESSES = Addresses(DEFAULT_BASE)
XOCALI, SUSA = "Xocal\u0131", "\u015eu\u015fa"

Find = Callable[..., SearchPage]


def _folder(made: Path, root: Path) -> Path:
    quads = load_corpus(root, DEFAULT_BASE).quads
    (made / release.INDEX).write_bytes(release.index(quads, DEFAULT_BASE))
    return made


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _folder(tmp_path_factory.mktemp("published"), ROOT)


@pytest.fixture(scope="module")
def eastwick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _folder(tmp_path_factory.mktemp("eastwick"), FIXTURE)


def find(
    folder: Path, text: str, kind: str = "", page: int = 1, *, flat: bool = True
) -> SearchPage:
    return build_search(folder, ADDRESSES, SearchRequest(text, kind, page), flat=flat)


def everything(folder: Path, text: str, kind: str = "") -> list[SearchHit]:
    first = find(folder, text, kind)
    return [h for n in range(first.pages) for h in find(folder, text, kind, n + 1).hits]


def iris(folder: Path, text: str, kind: str = "") -> set[str]:
    return {hit.ref.iri for hit in everything(folder, text, kind)}


def hits(runs: tuple[HighlightRun, ...]) -> list[str]:
    return [run.text for run in runs if run.hit]


@pytest.mark.parametrize(
    ("spellings", "place"),
    [
        ((XOCALI, "XOCALI", "Khojali", "Khojaly", "khojaly"), "khojaly"),
        ((SUSA, "Susa", "Shusha", "Shushi", "SHUSHA"), "shusha-district"),
        (("A\u011fdam", "Agdam", "Aghdam"), "aghdam-district"),
        (("F\u00fczuli", "Fuzuli", "Fizuli"), "fuzuli-district"),
    ],
)
def test_spellings_find_each_other(published: Path, spellings: tuple[str, ...], place: str) -> None:
    """Each finds the same place and the same quotes."""
    quotes = {frozenset(iris(published, s, "quote")) for s in spellings}
    assert len(quotes) == 1
    assert quotes != {frozenset()}
    for spelling in spellings:
        first = find(published, spelling).hits[0]
        assert first.ref.iri == f"{DEFAULT_BASE}place/{place}", spelling


def test_the_other_names_searched_for_are_said(published: Path) -> None:
    assert set(find(published, "Khojaly").other_names) == {
        *("Khojali", XOCALI, "Ivanyan", "Իվանյան", "Ходжалы"),
    }
    assert set(find(published, "Shushi").other_names) == {"Shusha", SUSA, "Շուշիի", "Шушинский"}
    assert "Khojali" in find(published, "residents of Khojaly").other_names


def test_an_abbreviation_finds_what_the_text_spells_out(published: Path) -> None:
    (place,) = {h.ref.iri for h in find(published, "OSCE").hits if h.kind == "body"}
    assert place.startswith(f"{DEFAULT_BASE}agent/")
    quotes = everything(published, "OSCE", "quote")
    assert any("Co-operation in Europe" in str(q.quotes) for q in quotes)


def test_related_concepts_are_no_other_names(published: Path) -> None:
    """ "Nearly" is a concept also called "almost": a search for one word is not for the other."""
    assert find(published, "nearly").other_names == ()
    assert find(published, "under").other_names == ()


def test_a_name_comes_before_a_quote_and_a_quote_before_other_text(published: Path) -> None:
    kinds = [hit.kind for hit in everything(published, "Khojaly")]
    assert kinds[0] == "place"
    assert kinds.index("claim") < kinds.index("quote") < kinds.index("text")


def test_the_page_has_the_kind_of_what_is_named_so_first(published: Path) -> None:
    def kinds(text: str) -> list[str]:
        return [group.facet.kind for group in find(published, text, flat=False).groups]

    assert kinds("children")[0] == "concept"
    others = kinds("children")[1:]
    assert others == [kind for kind in KIND_TITLES if kind in others]
    assert kinds("Khojaly")[0] == "place"


def test_who_said_it_and_when_stands_beside_every_quote(published: Path) -> None:
    for hit in everything(published, "Khojaly"):
        if hit.quotes:
            assert hit.speaker
            assert hit.speaker.text == "Sabina Aliyeva"
            assert hit.day == "22 February 2024"
            assert all("#char=" in quote.href for quote in hit.quotes)


def test_a_quote_links_to_its_place_in_the_text(eastwick: Path) -> None:
    (hit,) = find(eastwick, '"left the pier"', "quote").hits
    assert hit.quotes[0].href == "/statement/2001-03-04-northmarsh.html#char=327,384"
    assert hits(hit.quotes[0].runs) == ["left the pier"]
    assert [ref.text for ref in hit.readings] == [
        "Northmarsh 2001: denial: “The Harbour Guild of M\u030corrow left the pier without repair”"
    ]


def test_a_phrase_is_searched_for_as_it_stands(eastwick: Path) -> None:
    assert iris(eastwick, "pier repair", "claim")
    assert not iris(eastwick, '"pier repair"')
    assert iris(eastwick, "\u201clamps were dark\u201d", "quote")


def test_the_beginning_of_a_word_finds_it_but_a_whole_word_is_first(eastwick: Path) -> None:
    assert "Eastwick" in {h.ref.text for h in find(eastwick, "eastw").hits}
    assert find(eastwick, "ea").total == 0
    offices = [h.ref.text for h in find(eastwick, "office", "body").hits]
    assert offices[-1] == "Ferry offices of the coast"
    assert len(offices) == 3


def test_a_number_finds_only_itself(published: Path) -> None:
    for spelling in ("1275", "1,275"):
        quotes = [q for h in everything(published, spelling, "quote") for q in h.quotes]
        assert {w for q in quotes for w in hits(q.runs)} == {"1275"}
    assert find(published, "127").total == 0


def test_where_nothing_has_every_word_some_are_enough(eastwick: Path) -> None:
    page = find(eastwick, "lamps nosuchword")
    assert not page.all_words
    assert page.total
    assert all("amps" in str(hit) for hit in page.hits)
    assert find(eastwick, "lamps dark").all_words


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("eastwikc", "Eastwick"),
        ("estwick", "Eastwick"),
        ("eastwickk", "Eastwick"),
        ("eaztwick", "Eastwick"),
    ],
)
def test_a_slip_is_offered_mended_and_never_searched_for_unasked(
    eastwick: Path, typed: str, offered: str
) -> None:
    page = find(eastwick, typed)
    assert (page.total, page.correction) == (0, offered)
    assert page.correction_href == f"/search?q={offered}"
    assert find(eastwick, page.correction).total


def test_nothing_is_offered_for_what_is_found_or_far_off(eastwick: Path) -> None:
    for text in ("Eastwick", "eas", "nosuchword", "2002", "xyz"):
        assert find(eastwick, text).correction == ""


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("lamp", "lamps", True),
        ("lamp", "amp", True),
        ("lamp", "limp", True),
        ("lamp", "lapm", True),
        ("lamp", "almp", True),
        ("lamp", "lamp", False),
        ("lamp", "limb", False),
        ("lamp", "palm", False),
        ("", "a", True),
        ("abcd", "badc", False),
    ],
)
def test_one_edit(one: str, other: str, *, near: bool) -> None:
    assert one_edit(one, other) is near
    assert one_edit(other, one) is near


def test_facets_count_all_hits_of_each_kind(published: Path) -> None:
    page = find(published, "Khojaly", flat=False)
    counts = {facet.kind: facet.count for facet in page.facets}
    assert list(counts) == [kind for kind in KIND_TITLES if kind in counts]
    assert sum(counts.values()) == page.total
    for kind, count in counts.items():
        assert len(everything(published, "Khojaly", kind)) == count
        assert find(published, "Khojaly", kind).facets
    assert all(len(group.hits) <= 5 for group in page.groups)


def test_pages_hold_every_hit_once(published: Path) -> None:
    result = [h.ref.iri for h in everything(published, "Khojaly", "claim")]
    assert len(result) == len(set(result)) > 40
    last = find(published, "Khojaly", "claim", 99)
    assert last.search.page == last.pages
    assert last.next_href == ""
    assert last.previous_href == f"/search?q=Khojaly&kind=claim&page={last.pages - 1}"


def test_claims_in_the_same_quote_stand_together(published: Path) -> None:
    page = find(published, "613", "claim")
    groups = merge_claims(page.hits)
    assert len(groups) < len(page.hits)
    assert sum(map(len, groups)) == len(page.hits)
    for group in groups:
        assert len({hit.quotes for hit in group}) == 1


def test_without_words_a_kind_lists_all_its_things(eastwick: Path) -> None:
    page = find(eastwick, "", "cohort")
    assert {h.ref.text for h in page.hits} == {
        "Children among the passengers said to have been killed at Eastwick",
        "Passengers said to have been killed at Eastwick",
        "Passengers said to be missing at Eastwick",
        "Passengers said to have been wounded at Eastwick",
    }


def test_without_anything_the_page_says_what_there_is(published: Path) -> None:
    page = find(published, "", flat=False)
    assert {facet.kind for facet in page.facets} == set(KIND_TITLES) - {
        "commitment",
        "expression",
        "declaration",
    }
    assert not page.groups
    assert {"Heydar Aliyev"} <= {e.name for e in page.examples}
    for e in page.examples:
        assert find(published, e.name).total


def test_signs_without_a_word_find_nothing_and_list_nothing(eastwick: Path) -> None:
    for kind in ("", "place"):
        page = find(eastwick, "?!", kind)
        assert (page.total, page.hits, page.facets) == (0, (), ())


def test_what_is_long_is_cut_and_said(eastwick: Path) -> None:
    many = " ".join(["pier"] * (MOST_WORDS + 1))
    assert find(eastwick, many).cut
    assert not find(eastwick, " ".join(["pier"] * MOST_WORDS)).cut
    assert find(eastwick, "x" * (LONGEST + 1)).cut
    assert len(parse_search("x " * 5000).text) <= LONGEST


HOSTILE = (
    *('"', '""', '"a', "a AND", "NOT", "OR OR", "NEAR(a b)", "name:pier", "-pier", "pier*", "*"),
    *("^pier", "(", "a)b(", "{name}: x", "'; DROP TABLE entry; --", '" OR 1', "%", "_", "&amp;<b>"),
    *("\0", "pi\0er", "\u202epier\u202c", "\u200f", "\ud800", "\u0301", "pier\npier", "!?.,;"),
    *("e", "\u6f22\u5b57", "\u062e\u0648\u062c", "\U0001f6f3", "\u00bd", "1" * 150, "a" * 10_000),
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_search_is_an_error(eastwick: Path, text: str) -> None:
    for flat in (True, False):
        page = find(eastwick, text, flat=flat)
        assert len(page.search.text) <= LONGEST
    assert len(suggestions(eastwick, text)) <= 8


def test_operators_are_words(eastwick: Path) -> None:
    assert iris(eastwick, "name:pier") == iris(eastwick, "name pier")
    assert iris(eastwick, "pier*") == iris(eastwick, "pier")
    assert iris(eastwick, "pi\0er") != iris(eastwick, "pier")


@given(text=st.text(max_size=80), kind=st.text(max_size=8), page=st.integers(-3, 10**5))
@example(text='"pier" AND "', kind="claim", page=0)
def test_anything_can_be_searched_for(eastwick: Path, text: str, kind: str, page: int) -> None:
    result = find(eastwick, text, kind, page, flat=False)
    assert 1 <= result.search.page <= result.pages
    for hit in result.hits:
        for quote in hit.quotes:
            assert "".join(run.text for run in quote.runs)
    suggestions(eastwick, text)


@given(st.text(max_size=200), st.text(max_size=40))
def test_marking_changes_no_text(text: str, asked: str) -> None:
    runs = highlight(text, parse_search(asked))
    assert "".join(run.text for run in runs) == text
    assert all(run.text for run in runs)


def test_marks_in_text_that_runs_right_to_left_or_has_marks_of_its_own() -> None:
    assert hits(highlight("the M\u030coss pier", parse_search("moss"))) == ["M\u030coss"]
    arabic = (
        "\u0642\u0627\u0644 \u062e\u0648\u062c\u0627\u0644\u064a \u0627\u0644\u064a\u0648\u0645"
    )
    assert hits(highlight(arabic, parse_search("\u062e\u0648\u062c\u0627\u0644\u064a"))) == [
        "\u062e\u0648\u062c\u0627\u0644\u064a"
    ]


def test_words_beside_each_other_are_one_mark() -> None:
    runs = highlight("the lower pier, pier", parse_search("lower pier"))
    assert hits(runs) == ["lower pier", "pier"]


def test_a_long_text_is_cut_around_the_first_hit() -> None:
    text = "word " * 400 + "Gannet " + "word " * 400
    runs = excerpt(text, parse_search("gannet"))
    assert hits(runs) == ["Gannet"]
    assert runs[0].text == "\u2026 "
    assert runs[-1].text == " \u2026"
    assert sum(len(run.text) for run in runs) < 450
    short = "a short text"
    assert excerpt(short, parse_search("nosuch")) == (HighlightRun(short),)
    assert sum(len(run.text) for run in excerpt("x" * 5000, parse_search("gannet"))) < 450


def test_suggestions_begin_so_and_name_each_thing_once(published: Path) -> None:
    result = suggestions(published, "kho")
    assert result[0].text == "Khojaly"
    assert result[0].about == "place"
    assert len(result) == len({s.text for s in result}) == 8
    assert suggestions(published, "k") == ()
    (first, *_) = suggestions(published, "xoc")
    assert (first.text, first.about) == (XOCALI, "place: Khojaly")
    assert first.language == "az"


def test_suggestions_follow_what_is_typed_so_far(published: Path) -> None:
    texts = [s.text for s in suggestions(published, "residents of kho")]
    assert texts[0].lower() == "residents of khojaly"
    assert all("resident" in text.lower() for text in texts)


def test_the_title_a_speaker_gave_is_suggested_as_that(published: Path) -> None:
    (title, *_) = suggestions(published, "statement by omb")
    assert (
        title.about == "title given by its speaker: Statement by Sabina Aliyeva, 22 February 2024"
    )


def test_without_an_index_the_way_out_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="no search index"):
        find(tmp_path, "pier")


def test_a_search_that_takes_too_long_is_stopped(
    eastwick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "_SECONDS", -1.0)
    monkeypatch.setattr(indexes, "_STEPS", 1)
    with pytest.raises(UnavailableError, match="too long"):
        find(eastwick, "pier")


def _named(folder: Path, *things: tuple[str, str]) -> Path:
    """Make an index of nothing but things of a class, each with a name."""
    label, kind = ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.NamedNode(PREFIXES["rdf"] + "type")
    quads = []
    for number, (class_, name) in enumerate(things):
        prefix, _, local = class_.partition(":")
        thing = ox.NamedNode(f"{DEFAULT_BASE}thing/{number}")
        quads.append(ox.Quad(thing, kind, ox.NamedNode(PREFIXES[prefix] + local)))
        quads.append(ox.Quad(thing, label, ox.Literal(name)))
    (folder / release.INDEX).write_bytes(release.index(quads, DEFAULT_BASE))
    return folder


def test_a_name_that_begins_so_is_suggested_however_many_others_have_the_word(
    tmp_path: Path,
) -> None:
    old = [("geo:Feature", f"Old pier {number}") for number in range(60)]
    folder = _named(tmp_path, *old, ("skos:Concept", "Pier"))
    assert suggestions(folder, "pie")[0].text == "Pier"
    assert suggestions(folder, "old pie")[0].text.startswith("Old pier")


def test_many_hits_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _named(tmp_path, *(("geo:Feature", f"Pier {number}") for number in range(50)))
    monkeypatch.setattr(indexes, "MOST_MATCHES", 30)
    monkeypatch.setattr("statementgraph.features.search.view.MOST_MATCHES", 30)
    page = find(tmp_path, "pier")
    assert (page.total, page.more, page.facets[0].more) == (30, True, True)
    listed = find(tmp_path, "", "place")
    assert (listed.total, listed.more) == (50, False)
    assert len(everything(tmp_path, "", "place")) == 50
    assert not find(tmp_path, "pier 7").more


@pytest.mark.parametrize("word", ["Իվանյան", "Ходжалы"])
def test_names_in_other_scripts_are_found(published: Path, word: str) -> None:
    assert "place" in {hit.kind for hit in find(published, word).hits}


@pytest.mark.parametrize("word", ["dead", "deaths", "treaties"])
def test_concepts_are_found_by_words_that_texts_use(published: Path, word: str) -> None:
    assert "concept" in {hit.kind for hit in find(published, word).hits}
