"""What somebody searches for: words, phrases and other names of the same thing."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from statementgraph.features.search.index import SearchIndex
from statementgraph.release.search_index import spellings
from statementgraph.release.search_keys import Word, words

LONGEST = 200
"""How many characters of a search are read."""
MOST_WORDS = 12
"""How many words of a search are looked for."""

# A shorter word stands only for itself, a longer one also for what begins with it.
_SHORTEST_BEGINNING = 3
_LONGEST_NAME = 8
_MOST_NAMES = 12
# What a concept is also called is a related word, not another name of the same thing.
_NAMED = frozenset({"place", "event", "person", "body", "instrument", "cohort", "date"})
_PHRASE = re.compile(r"[\"“„«]([^\"“”„«»]*)[\"”»]")


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word that is wanted, by its keys; with `prefix`, also as the start of a word."""

    keys: tuple[str, ...]
    prefix: bool

    def matches(self, word: Word) -> bool:
        """Say whether a word of a text is what is wanted."""
        if not set(self.keys).isdisjoint(word.keys):
            return True
        return self.prefix and any(k.startswith(w) for k in word.keys for w in self.keys)

    def expression(self) -> str:
        """Write it for FTS5; a key has letters and digits only, so nothing can be slipped in.

        A word that fits as a whole fits twice, so it is ranked before mere beginnings.
        """
        parts = [f'"{key}"' for key in self.keys]
        if self.prefix:
            parts += [f'"{key}"*' for key in self.keys]
        return f"({' OR '.join(parts)})"


@dataclass(frozen=True, slots=True)
class QueryPart:
    """A part of a search: `words` words in any order, or a `phrase` of words as they stand.

    `other_phrases` are other names that do as well, each word by word.
    """

    text: str
    words: tuple[QueryWord, ...]
    phrase: tuple[str, ...] = ()
    other_phrases: tuple[tuple[str, ...], ...] = ()

    def expression(self) -> str:
        """Write it for FTS5."""
        own = _run(self.phrase) if self.phrase else " AND ".join(w.expression() for w in self.words)
        return " OR ".join((f"({own})", *map(_run, self.other_phrases)))


@dataclass(frozen=True, slots=True)
class ParsedSearch:
    """A search as it was read: `text` as shown, `cut` where its end was left out.

    `other_names` are the other names searched for; `exact_entries` the entries that are named so.
    """

    text: str
    parts: tuple[QueryPart, ...]
    cut: bool = False
    other_names: tuple[str, ...] = ()
    exact_entries: frozenset[int] = frozenset()

    def expression(self, *, all_words: bool) -> str:
        """Write it for FTS5: with every part, or with any."""
        return (" AND " if all_words else " OR ").join(f"({p.expression()})" for p in self.parts)


def _run(keys: Sequence[str]) -> str:
    return f'"{" ".join(keys)}"'


def clean(text: str) -> str:
    """Leave out what is not to be seen: control signs, and signs that turn the direction."""
    seen = (" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join("".join(c for c in seen if unicodedata.category(c) not in {"Cf", "Cs"}).split())


def parse_search(text: str) -> ParsedSearch:
    """Read a search; more than `LONGEST` characters or `MOST_WORDS` words are left out."""
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
    """Add the other names of whatever is named in the search, the longest names first."""
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
    """Give the keys of every run of parts that may be a name; a phrase is one by itself."""
    windows = {}
    for start in range(len(parts)):
        for end in range(start + 1, min(len(parts), start + _LONGEST_NAME) + 1):
            inside = parts[start:end]
            if end - start == 1 or not any(part.phrase for part in inside):
                windows[start, end] = spellings(" ".join(part.text for part in inside))
    return windows


def _other_spellings(keys: tuple[str, ...], names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Give the names that are written otherwise, each with its spellings."""
    by_name = {name: spellings(name) for name in dict.fromkeys(names)}
    written = {name: own for name, own in by_name.items() if own and own[0] != keys[0]}
    return dict(list(written.items())[:_MOST_NAMES])


def _named_part(parts: Sequence[QueryPart], others: Mapping[str, tuple[str, ...]]) -> QueryPart:
    """Make one part of the words of a name, for which its other names do as well."""
    return QueryPart(
        " ".join(part.text for part in parts),
        tuple(wanted for part in parts for wanted in part.words),
        parts[0].phrase,
        tuple(tuple(key.split()) for keys in others.values() for key in keys),
    )
