"""The query of a search: words, phrases, and other names of the same thing."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from statementgraph.features.search.index import SearchIndex
from statementgraph.release.search_index import spellings
from statementgraph.release.search_keys import Word, words

LONGEST = 200
"""The most characters of a search that are read."""
MOST_WORDS = 12
"""The most words of a search that are looked for."""

# A word of this length or longer is also a prefix; a shorter one matches only as a whole.
_SHORTEST_BEGINNING = 3
_LONGEST_NAME = 8
_MOST_NAMES = 12
# Kinds whose other names are searched for. A concept's other labels are only related words.
_NAMED = frozenset({"place", "event", "person", "body", "instrument", "cohort", "date"})
_PHRASE = re.compile(r"[\"“„«]([^\"“”„«»]*)[\"”»]")


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query, by its keys; with `prefix`, it also matches the start of a word."""

    keys: tuple[str, ...]
    prefix: bool

    def matches(self, word: Word) -> bool:
        """Return whether a word of a text matches."""
        if not set(self.keys).isdisjoint(word.keys):
            return True
        return self.prefix and any(k.startswith(w) for k in word.keys for w in self.keys)

    def expression(self) -> str:
        """Return the FTS5 expression. A key has letters and digits only, so it needs no escape.

        A word that matches as a whole matches twice, so it is ranked before prefixes.
        """
        parts = [f'"{key}"' for key in self.keys]
        if self.prefix:
            parts += [f'"{key}"*' for key in self.keys]
        return f"({' OR '.join(parts)})"


@dataclass(frozen=True, slots=True)
class QueryPart:
    """A part of a query: `words` in any order, or a `phrase`, words in this order.

    `other_phrases` are other names of the same thing, each a sequence of keys.
    """

    text: str
    words: tuple[QueryWord, ...]
    phrase: tuple[str, ...] = ()
    other_phrases: tuple[tuple[str, ...], ...] = ()

    def expression(self) -> str:
        """Return the FTS5 expression."""
        own = _run(self.phrase) if self.phrase else " AND ".join(w.expression() for w in self.words)
        return " OR ".join((f"({own})", *map(_run, self.other_phrases)))


@dataclass(frozen=True, slots=True)
class ParsedSearch:
    """A search as it was parsed: `text` as shown, `cut` where its end was left out.

    `other_names` are the other names that are searched for; `exact_entries` are the entries
    with exactly this name.
    """

    text: str
    parts: tuple[QueryPart, ...]
    cut: bool = False
    other_names: tuple[str, ...] = ()
    exact_entries: frozenset[int] = frozenset()

    def expression(self, *, all_words: bool) -> str:
        """Return the FTS5 expression that matches all parts or, else, any part."""
        return (" AND " if all_words else " OR ").join(f"({p.expression()})" for p in self.parts)


def _run(keys: Sequence[str]) -> str:
    return f'"{" ".join(keys)}"'


def clean(text: str) -> str:
    """Return a text without control characters and without signs of direction."""
    visible = (" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join(
        "".join(c for c in visible if unicodedata.category(c) not in {"Cf", "Cs"}).split()
    )


def parse_search(text: str) -> ParsedSearch:
    """Parse a search; characters beyond `LONGEST` and words beyond `MOST_WORDS` are left out."""
    whole = clean(text[: 4 * LONGEST])
    kept_text = whole[:LONGEST]
    parts = list(_parts(kept_text))
    count, kept = 0, []
    for part in parts:
        count += len(part.phrase) or 1
        if count <= MOST_WORDS:
            kept.append(part)
    cut = len(text) > 4 * LONGEST or len(whole) > LONGEST or len(kept) < len(parts)
    return ParsedSearch(kept_text, tuple(kept), cut)


def _parts(text: str) -> Iterator[QueryPart]:
    at = 0
    for phrase in _PHRASE.finditer(text):
        yield from _words(text[at : phrase.start()])
        inside = tuple(word.keys[0] for word in words(phrase[1]))
        if len(inside) > 1:
            yield QueryPart(phrase[1], (), inside[:MOST_WORDS])
        else:
            yield from (replace(p, words=_whole(p)) for p in _words(phrase[1]))
        at = phrase.end()
    yield from _words(text[at:])


def _words(text: str) -> Iterator[QueryPart]:
    for word in words(text):
        long = len(word.keys[0]) >= _SHORTEST_BEGINNING and not word.keys[0].isdigit()
        yield QueryPart(text[word.start : word.end], (QueryWord(word.keys, long),))


def _whole(part: QueryPart) -> tuple[QueryWord, ...]:
    return tuple(QueryWord(w.keys, prefix=False) for w in part.words)


def add_other_names(search: ParsedSearch, index: SearchIndex) -> ParsedSearch:
    """Add the other names of each thing that the search names, the longest names first."""
    windows = _windows(search.parts)
    known = index.entries_by_spelling(sorted({key for keys in windows.values() for key in keys}))
    names: dict[int, list[str]] = {}
    for name in index.names(sorted({entry for some in known.values() for entry in some})):
        if name.kind in _NAMED:
            names.setdefault(name.entry, []).append(name.short)
    others = {
        window: _other_spellings(
            keys, [n for k in keys for e in known.get(k, ()) for n in names.get(e, ())]
        )
        for window, keys in windows.items()
    }
    parts: list[QueryPart] = []
    also: list[str] = []
    start = 0
    while start < len(search.parts):
        ends = range(min(len(search.parts), start + _LONGEST_NAME), start, -1)
        end = next((e for e in ends if others.get((start, e))), start + 1)
        other_names = others.get((start, end), {})
        parts.append(
            _named_part(search.parts[start:end], other_names)
            if other_names
            else search.parts[start]
        )
        also += other_names
        start = end
    whole = windows.get((0, len(search.parts)), ())
    same = frozenset(entry for key in whole for entry in known.get(key, ()))
    return replace(
        search, parts=tuple(parts), other_names=tuple(dict.fromkeys(also)), exact_entries=same
    )


def _windows(parts: Sequence[QueryPart]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return the keys of every run of parts that may be a name; a phrase is a run by itself."""
    windows = {}
    for start in range(len(parts)):
        for end in range(start + 1, min(len(parts), start + _LONGEST_NAME) + 1):
            inside = parts[start:end]
            if end - start == 1 or not any(part.phrase for part in inside):
                windows[start, end] = spellings(" ".join(part.text for part in inside))
    return windows


def _other_spellings(keys: tuple[str, ...], names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the names with another spelling than the search has, each with its spellings."""
    by_name = {name: spellings(name) for name in dict.fromkeys(names)}
    written = {name: own for name, own in by_name.items() if own and own[0] != keys[0]}
    return dict(list(written.items())[:_MOST_NAMES])


def _named_part(parts: Sequence[QueryPart], others: Mapping[str, tuple[str, ...]]) -> QueryPart:
    """Return one part for the words of a name, which its other names match too."""
    return QueryPart(
        " ".join(part.text for part in parts),
        tuple(wanted for part in parts for wanted in part.words),
        parts[0].phrase,
        tuple(tuple(key.split()) for keys in others.values() for key in keys),
    )
