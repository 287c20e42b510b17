"""The words of a search highlighted in a text, and excerpts of long texts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from statementgraph.features.search.search_query import ParsedSearch
from statementgraph.release.search_keys import Word, words

# In characters: a longer text is cut, and this much stays before the first hit.
_LONGEST = 420
_BEFORE = 140
# Two hits with only this between them are highlighted as one.
_BETWEEN = re.compile(r"[\s\-\u2010-\u2013]*")


@dataclass(frozen=True, slots=True)
class HighlightRun:
    """A run of a text; `hit` says that it matches the search."""

    text: str
    hit: bool = False


def highlight(text: str, search: ParsedSearch) -> tuple[HighlightRun, ...]:
    """Return a text as runs, in which every word and every name that matches is a hit."""
    runs: list[HighlightRun] = []
    at = 0
    for start, end in _spans(text, search):
        if start > at:
            runs.append(HighlightRun(text[at:start]))
        runs.append(HighlightRun(text[start:end], hit=True))
        at = end
    if at < len(text):
        runs.append(HighlightRun(text[at:]))
    return tuple(runs)


def excerpt(text: str, search: ParsedSearch) -> tuple[HighlightRun, ...]:
    """Highlight a text; a long one is cut to the surroundings of the first hit."""
    if len(text) <= _LONGEST:
        return highlight(text, search)
    spans = _spans(text, search)
    first = spans[0][0] if spans else 0
    start = _edge(text, first - _BEFORE) if first > _BEFORE else 0
    end = start + _LONGEST
    if end < len(text):
        space = text.rfind(" ", start + 1, end)
        end = space if space > 0 else end
    inside = highlight(text[start:end], search)
    before = (HighlightRun("… "),) if start else ()
    after = (HighlightRun(" …"),) if end < len(text) else ()
    return (*before, *inside, *after)


def _edge(text: str, near: int) -> int:
    """Return the start of the word at `near`."""
    return text.rfind(" ", 0, near) + 1


def has_hit(runs: Sequence[HighlightRun]) -> bool:
    """Return whether any run is a hit."""
    return any(run.hit for run in runs)


def _spans(text: str, search: ParsedSearch) -> list[tuple[int, int]]:
    text_words = list(words(text))
    hits = set[int]()
    for at, word in enumerate(text_words):
        for part in search.parts:
            if any(wanted.matches(word) for wanted in part.words):
                hits.add(at)
            for run in (part.phrase, *part.other_phrases):
                if run and _follows(text_words, at, run):
                    hits.update(range(at, at + len(run)))
    return _joined_spans(text, [text_words[at] for at in sorted(hits)])


def _follows(text_words: Sequence[Word], at: int, run: Sequence[str]) -> bool:
    inside = text_words[at : at + len(run)]
    return len(inside) == len(run) and all(
        key in word.keys for word, key in zip(inside, run, strict=True)
    )


def _joined_spans(text: str, hits: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the spans of hits; those with only white space or a hyphen between are joined."""
    spans: list[tuple[int, int]] = []
    for word in hits:
        if spans and _BETWEEN.fullmatch(text, spans[-1][1], word.start):
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return spans
