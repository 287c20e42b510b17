"""The index of a release: what is in it, and that it is part of the release in every way."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest

from statementgraph.corpus.model import Corpus
from statementgraph.errors import CannotReadError
from statementgraph.release import search_index
from statementgraph.release.build import build
from statementgraph.release.search_entries import KINDS, Entry
from statementgraph.release.search_reader import entries
from tests.corpus.eastwick import SLUG


def test_everything_with_a_name_every_quote_and_every_sentence_can_be_found(
    eastwick: Corpus,
) -> None:
    found = entries(eastwick.quads, eastwick.base)
    by_kind = {kind: [e for e in found if e.kind == kind] for kind in KINDS}
    assert [e.label.text for e in by_kind["place"]] == ["Eastwick"]
    assert (len(by_kind["claim"]), len(by_kind["call"])) == (11, 1)
    assert len(by_kind["quote"]) == 17
    (text,) = eastwick.statements[0].texts.values()
    for entry in by_kind["text"]:
        start, end = map(int, entry.iri.partition("#char=")[2].split(","))
        assert text.content[start:end] == entry.words[0].exact
    assert by_kind["text"][0].words[0].exact.startswith("Statement of the Ferry Office")


def test_what_was_said_has_who_said_it_and_when(eastwick: Corpus) -> None:
    for entry in entries(eastwick.quads, eastwick.base):
        if entry.kind in {"claim", "quote", "text"}:
            assert entry.speaker.name == "Ferry Office of Northmarsh"
            assert entry.statement.iri == f"{eastwick.base}statement/{SLUG}"
            assert entry.issued == "2001-03-04"


def test_an_entry_is_read_as_it_was_written(published: Corpus) -> None:
    for entry in entries(published.quads, published.base):
        assert Entry.from_json(entry.to_json()) == entry


def test_the_same_data_make_the_same_index_in_any_order(eastwick: Corpus) -> None:
    first = search_index.index(eastwick.quads, eastwick.base)
    assert search_index.index(tuple(reversed(eastwick.quads)), eastwick.base) == first


def test_the_index_is_a_file_of_the_release_and_no_dump(eastwick: Corpus, tmp_path: Path) -> None:
    made = build(eastwick, tmp_path)
    assert search_index.INDEX in made.checksums
    assert not any("search" in name or "sqlite" in name for name in made.dumps)
    with closing(search_index.connect(made.path)) as database:
        assert database.execute("SELECT count(*) FROM entry").fetchone()[0] > 50
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            database.execute("DELETE FROM entry")


def test_the_index_does_not_decide_the_id_of_the_release(
    eastwick: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build(eastwick, tmp_path / "one")
    monkeypatch.setattr(search_index, "index", lambda *_: b"another")
    after = build(eastwick, tmp_path / "two")
    assert after.id == before.id
    assert after.checksums[search_index.INDEX] != before.checksums[search_index.INDEX]


def test_a_sqlite_that_cannot_search_is_said_so_at_once(
    eastwick: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("no such module: fts5")

    build(eastwick, tmp_path)
    monkeypatch.setattr(sqlite3, "connect", refuse)
    with pytest.raises(CannotReadError, match="no full-text index"):
        build(eastwick, tmp_path)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Lower Pier", ("lower pier",)),
        ("\u015eu\u015fa rayonu", ("susa rayonu", "shusha rayonu")),
        ("Xocal\u0131", ("xocali", "khojali", "khojaly")),
        ("\N{EM DASH}", ()),
    ],
)
def test_a_name_has_the_spellings_of_its_words(name: str, keys: tuple[str, ...]) -> None:
    assert search_index.spellings(name) == keys


def _place(number: int, name: str) -> list[ox.Quad]:
    label, kind = (
        ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
        ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
    )
    feature = ox.NamedNode("http://www.opengis.net/ont/geosparql#Feature")
    place = ox.NamedNode(f"https://data.example/place/{number}")
    return [ox.Quad(place, kind, feature), ox.Quad(place, label, ox.Literal(name, language="en"))]


def _short(tmp_path: Path, *names: str) -> list[str]:
    quads = [quad for number, name in enumerate(names) for quad in _place(number, name)]
    (tmp_path / search_index.INDEX).write_bytes(search_index.index(quads, "https://data.example/"))
    with closing(search_index.connect(tmp_path)) as database:
        return [row[0] for row in database.execute("SELECT short FROM name ORDER BY id")]


def test_a_word_that_ends_many_names_of_places_says_only_their_kind(tmp_path: Path) -> None:
    assert _short(tmp_path, "Moss parish", "Fern parish", "Reed parish") == ["Moss", "Fern", "Reed"]
    assert _short(tmp_path, "Moss parish", "Fern parish", "Reed") == [
        *("Moss parish", "Fern parish", "Reed")
    ]
