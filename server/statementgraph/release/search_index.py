"""The search index of a release: one SQLite file with a full-text index (FTS5).

It holds, by folded words (see `search_keys`): `found`, the entries in four columns, and
`named`, all names by themselves; and, as they are shown, `entry`, `name` and `word`.
The entries of one kind stand together, from `first` to `last` in `kind`.
It follows from the data, so the id of the release does not depend on it.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox

from statementgraph.errors import CannotReadError
from statementgraph.release.search_entries import Entry, Name
from statementgraph.release.search_keys import fold, words
from statementgraph.release.search_reader import entries

INDEX = "search.sqlite"
# How many names must end in a word for it to say only what kind of place each is.
_COMMON = 3
_SCHEMA = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, shown TEXT NOT NULL);
CREATE TABLE kind (kind TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE name (id INTEGER PRIMARY KEY, entry INTEGER NOT NULL, shown TEXT NOT NULL,
  short TEXT NOT NULL, language TEXT NOT NULL);
CREATE INDEX name_entry ON name (entry);
CREATE TABLE spelling (key TEXT, name INTEGER, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE TABLE word (key TEXT PRIMARY KEY, shown TEXT NOT NULL, count INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE VIRTUAL TABLE found USING fts5(
  name, other, quote, text, content='', tokenize='ascii', prefix='3');
CREATE VIRTUAL TABLE named USING fts5(key, content='', tokenize='ascii', prefix='2 3');
"""


def require_fts5() -> None:
    """Raise CannotReadError where this Python's SQLite cannot search."""
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.execute("CREATE VIRTUAL TABLE probe USING fts5(a, tokenize='ascii')")
    except sqlite3.Error as error:
        raise CannotReadError(
            f"The SQLite of this Python ({sqlite3.sqlite_version}) has no full-text index (FTS5).",
            hint="Use a Python whose sqlite3 has it, such as that of Debian or python.org.",
        ) from error


def index(quads: Iterable[ox.Quad], base: str) -> bytes:
    """Make the index of the data as the bytes of a SQLite file."""
    require_fts5()
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_SCHEMA)
        with database:
            _fill(database, entries(quads, base))
            for table in ("found", "named"):
                database.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608
        database.execute("VACUUM")
        return bytes(database.serialize())


def connect(folder: Path) -> sqlite3.Connection:
    """Open the index in a release folder, to be read only. Raises CannotReadError."""
    path = folder / INDEX
    try:
        # A release never changes, so nothing is locked and nothing is looked at again.
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise CannotReadError("The search index cannot be read.") from error


def _fill(database: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for number, entry in enumerate(entries, start=1):
        database.execute(
            "INSERT INTO entry VALUES (?, ?, ?)", (number, entry.kind, entry.to_json())
        )
        columns = [_keys(texts, shown) for texts in _columns(entry)]
        database.execute(
            "INSERT INTO found (rowid, name, other, quote, text) VALUES (?, ?, ?, ?, ?)",
            (number, *columns),
        )
    database.execute("INSERT INTO kind SELECT kind, min(id), max(id) FROM entry GROUP BY kind")
    database.executemany(
        "INSERT INTO word VALUES (?, ?, ?)",
        ((key, spelt.most_common(1)[0][0], spelt.total()) for key, spelt in sorted(shown.items())),
    )
    _names(database, entries)


def _columns(entry: Entry) -> tuple[tuple[str, ...], ...]:
    """Give the texts of an entry by how much a hit in them weighs, the most first."""
    exact = tuple(words.exact for words in entry.words)
    other = (*(name.text for name in entry.names), *entry.cues)
    quote, text = ((), exact) if entry.kind == "text" else (exact, entry.notes)
    return (entry.label.text,), other, quote, text


def _keys(texts: Iterable[str], shown: dict[str, Counter[str]]) -> str:
    """Write the keys of texts: those of the words in order, then further spellings."""
    first: list[str] = []
    further: list[str] = []
    for text in texts:
        for word in words(text):
            first.append(word.keys[0])
            further += word.keys[1:]
            shown[word.keys[0]][text[word.start : word.end]] += 1
    return " ".join((*first, *further))


def _names(database: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    common = _common(entries)
    number = 0
    for place, entry in enumerate(entries, start=1):
        for name in _named(entry):
            number += 1
            short = _short(name.text, common) if entry.kind == "place" else name.text
            database.execute(
                "INSERT INTO name VALUES (?, ?, ?, ?, ?)",
                (number, place, name.text, short, name.language),
            )
            keys = spellings(name.text)
            database.execute(
                "INSERT INTO named (rowid, key) VALUES (?, ?)", (number, " ".join(keys))
            )
            database.executemany(
                "INSERT INTO spelling VALUES (?, ?)",
                ((key, number) for key in dict.fromkeys((*keys, *spellings(short)))),
            )


def _named(entry: Entry) -> tuple[Name, ...]:
    return (entry.label, *entry.names) if entry.label.text else ()


def spellings(text: str) -> tuple[str, ...]:
    """Give the keys of a name as a whole: the words in order, in each of their spellings."""
    parts = [word.keys for word in words(text)]
    most = max(map(len, parts), default=0)
    rows = (" ".join(keys[min(n, len(keys) - 1)] for keys in parts) for n in range(most))
    return tuple(dict.fromkeys(rows))


def _common(entries: Sequence[Entry]) -> frozenset[str]:
    """Give the words that end so many names of places that they say only the kind of place."""
    last: Counter[str] = Counter()
    for entry in entries:
        if entry.kind == "place":
            last.update({fold(name.text).rpartition(" ")[2] for name in _named(entry)})
    return frozenset(key for key, count in last.items() if count >= _COMMON)


def _short(name: str, common: frozenset[str]) -> str:
    """Leave out the last word of a name where it only says what kind of place it is."""
    parts = list(words(name))
    if len(parts) < 2 or parts[-1].keys[0] not in common:
        return name
    return name[: parts[-2].end]
