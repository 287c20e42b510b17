"""Suggestions while a search is typed: names in the data that begin with the text."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from statementgraph.features.search.index import NameMatch, open_index
from statementgraph.features.search.search_query import QueryWord, parse_search
from statementgraph.release.search_keys import fold

# The number of suggestions; more names are read, because things may share a name.
_SHOWN = 8
_READ = 40
_SHORTEST = 2
_WORDS = {
    "place": "place",
    "event": "event",
    "person": "person",
    "body": "body or office",
    "instrument": "legal text",
    "statement": "statement",
    "claim": "claim",
    "cohort": "group that figures can be given for",
    "date": "date as read",
    "concept": "concept",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that completes the text; `about` says what it is the name of."""

    text: str
    about: str
    language: str


def suggestions(folder: Path, text: str) -> tuple[Suggestion, ...]:
    """Return names in the release in `folder` that complete `text`; none for one letter.

    Raises UnavailableError where there is no index.
    """
    typed = [wanted for part in parse_search(text).parts for wanted in part.words]
    if not typed or len("".join(wanted.keys[0] for wanted in typed)) < _SHORTEST:
        return ()
    with open_index(folder) as index:
        begin = index.match_names(_expression(typed, "^"), _READ)
        names = [*begin, *index.match_names(_expression(typed), _READ)]
        mains = {n.entry: n.name for n in reversed(index.names([n.entry for n in names]))}
    first = fold(text)
    # A name that begins exactly as typed comes before one that matches by its other keys.
    names.sort(key=lambda n: (not fold(n.name).startswith(first), n.kind == "claim", len(n.name)))
    by_entry = {name.entry: name for name in reversed(names)}
    by_text = {n.name.casefold(): n for n in reversed(names) if by_entry[n.entry] == n}
    return tuple(
        Suggestion(n.name, _about(n, mains[n.entry]), n.language)
        for n in list(reversed(by_text.values()))[:_SHOWN]
    )


def _expression(typed: Sequence[QueryWord], place: str = "") -> str:
    """Return an FTS5 expression for the typed words: the last one is a prefix.

    With `place` "^" the first word begins the name.
    """
    *whole, last = typed
    parts = [[f'"{key}"' for key in wanted.keys] for wanted in whole]
    parts.append([f'"{key}"*' for key in last.keys])
    parts[0] = [place + key for key in parts[0]]
    return " AND ".join(f"({' OR '.join(keys)})" for keys in parts)


def _about(name: NameMatch, main: str) -> str:
    kind = _WORDS.get(name.kind, name.kind)
    if name.kind == "statement" and name.name != main:
        return f"title given by its speaker: {main}"
    return kind if name.name == main else f"{kind}: {main}"
