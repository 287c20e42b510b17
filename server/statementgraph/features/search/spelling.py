"""Corrections for a search without results: words one edit away."""

from statementgraph.features.search.index import SearchIndex
from statementgraph.features.search.search_query import ParsedSearch, QueryPart

# A shorter word has too many neighbours for a useful correction.
_SHORTEST = 4


def suggest_spelling(search: ParsedSearch, index: SearchIndex) -> str:
    """Return the search with each unknown word corrected; "" where no word has a correction."""
    changed = False
    spelled = []
    for part in search.parts:
        better = _correction(part, index)
        changed = changed or bool(better)
        spelled.append(better or part.text)
    return " ".join(spelled) if changed else ""


def _correction(part: QueryPart, index: SearchIndex) -> str:
    """Return the most frequent word one edit away; "" for a word that the index holds."""
    key = part.words[0].keys[0] if len(part.words) == 1 else ""
    if len(key) < _SHORTEST or key.isdigit() or index.matches(part.expression()):
        return ""
    near = [
        (count, word)
        for other, word, count in index.similar_words(key)
        if not other.isdigit() and one_edit(key, other)
    ]
    return max(near)[1] if near else ""


def one_edit(one: str, other: str) -> bool:
    """Return whether the optimal string alignment distance of two words is 1.

    One letter is then added, left out, changed or swapped with the next.
    """
    if len(one) > len(other):
        one, other = other, one
    if one == other or len(other) - len(one) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped
