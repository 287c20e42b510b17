"""Look-ups in the search index of a release, bounded in time and in number.

SQL text is made of constants, numbers and placeholders; no client's text is pasted into it.
"""
# ruff: noqa: S608

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statementgraph.errors import UnavailableError
from statementgraph.release.search_entries import Entry
from statementgraph.release.search_index import INDEX, connect

# A search takes milliseconds; one that takes longer than this, in seconds, is stopped.
_SECONDS = 2.0
# The clock is read once in this many steps of SQLite's virtual machine.
_STEPS = 20_000
# The most matches of one kind that are ranked, and words that are compared for a correction.
MOST_MATCHES = 2_000
_WORDS = 50_000
# The most entries with the same spelling of a name that are read.
_NAMES = 200
# BM25 weights of the columns: the name, other names, quotes, other text.
_WEIGHTS = "10.0, 8.0, 4.0, 1.0"


@dataclass(frozen=True, slots=True)
class SearchMatch:
    """An entry that matches, by its number; a smaller `score` is a better match."""

    number: int
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name of an entry; `short` leaves out a word that only names the kind of place."""

    entry: int
    kind: str
    name: str
    short: str
    language: str


class SearchIndex:
    """One open index; see `open_index`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def counts(self) -> dict[str, int]:
        """Return the number of entries of each kind."""
        return dict(self._rows("SELECT kind, last - first + 1 FROM kind ORDER BY first"))

    def find(self, expression: str) -> list[SearchMatch]:
        """Return the entries that match an FTS5 expression, the best first.

        At most `MOST_MATCHES` of each kind; which ones of more is not defined.
        """
        query = (
            f"SELECT rowid, bm25(found, {_WEIGHTS}) FROM found WHERE found MATCH ? "
            f"AND rowid BETWEEN ? AND ? LIMIT {MOST_MATCHES}"
        )
        matches = [
            SearchMatch(number, kind, score)
            for kind, first, last in self._rows("SELECT kind, first, last FROM kind")
            for number, score in self._rows(query, expression, first, last)
        ]
        return sorted(matches, key=lambda f: (f.score, f.number))

    def matches(self, expression: str) -> bool:
        """Return whether any entry matches an FTS5 expression."""
        query = "SELECT 1 FROM found WHERE found MATCH ? LIMIT 1"
        return any(True for _ in self._rows(query, expression))

    def entries_of_kind(self, kind: str, start: int, most: int) -> list[int]:
        """Return up to `most` entries of a kind in their own order, from `start` on."""
        query = "SELECT first, last FROM kind WHERE kind = ?"
        return [
            number
            for first, last in self._rows(query, kind)
            for number in range(first + start, min(first + start + most, last + 1))
        ]

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """Return entries in the order of the given numbers."""
        query = f"SELECT id, shown FROM entry WHERE id IN ({_placeholders(numbers)})"
        stored = dict(self._rows(query, *numbers))
        return [Entry.from_json(stored[number]) for number in numbers if number in stored]

    def entries_by_spelling(self, keys: Sequence[str]) -> dict[str, set[int]]:
        """Return the entries that have a name with exactly this spelling, by spelling."""
        entries: dict[str, set[int]] = {}
        query = (
            "SELECT s.key, n.entry FROM spelling s JOIN name n ON n.id = s.name "
            f"WHERE s.key IN ({_placeholders(keys)}) LIMIT {_NAMES}"
        )
        for key, entry in self._rows(query, *keys):
            entries.setdefault(key, set()).add(entry)
        return entries

    def names(self, entries: Sequence[int]) -> list[NameMatch]:
        """Return all names of the entries."""
        query = (
            "SELECT n.entry, e.kind, n.shown, n.short, n.language FROM name n "
            f"JOIN entry e ON e.id = n.entry WHERE n.entry IN ({_placeholders(entries)}) "
            "ORDER BY n.id"
        )
        return [NameMatch(*row) for row in self._rows(query, *entries)]

    def match_names(self, expression: str, most: int) -> list[NameMatch]:
        """Return names that match an FTS5 expression, in the order of the kinds."""
        # The order is that of the index, so the first are read without the rest.
        query = (
            "SELECT n.entry, e.kind, n.shown, n.short, n.language "
            "FROM (SELECT rowid FROM named WHERE named MATCH ? ORDER BY rowid LIMIT ?) f "
            "JOIN name n ON n.id = f.rowid JOIN entry e ON e.id = n.entry ORDER BY n.id"
        )
        return [NameMatch(*row) for row in self._rows(query, expression, most)]

    def most_named_entries(self, kinds: Sequence[str]) -> list[NameMatch]:
        """Return for each kind the names of the entry that has the most names."""
        best = (
            "SELECT n.entry FROM kind k JOIN name n ON n.entry BETWEEN k.first AND k.last "
            "WHERE k.kind = ? GROUP BY n.entry ORDER BY count(*) DESC, n.entry LIMIT 1"
        )
        return self.names([number for kind in kinds for (number,) in self._rows(best, kind)])

    def similar_words(self, key: str) -> Iterator[tuple[str, str, int]]:
        """Return words of about the length of `key` with the same first or last letter.

        Each with its key, its most frequent spelling, and its number of occurrences.
        """
        query = (
            "SELECT key, shown, count FROM word WHERE length(key) BETWEEN ? AND ? "
            "AND (substr(key, 1, 1) = ? OR substr(key, -1) = ?) "
            f"LIMIT {_WORDS}"
        )
        yield from self._rows(query, len(key) - 1, len(key) + 1, key[:1], key[-1:])

    def _rows(self, query: str, *values: object) -> list[Any]:
        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            raise UnavailableError(
                "The search took too long.", hint="Search for fewer words.", reason="time"
            ) from error


def _placeholders(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


@contextmanager
def open_index(folder: Path) -> Iterator[SearchIndex]:
    """Open the index of the release in `folder`. Raises UnavailableError where there is none."""
    if not (folder / INDEX).is_file():
        raise UnavailableError(
            "This server has no search index.", hint="Ask a query at /sparql instead."
        )
    with closing(connect(folder)) as database:
        end = time.monotonic() + _SECONDS
        database.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        yield SearchIndex(database)
