"""Words of a text in any script: cut, made alike, and compared by their stems.

Nothing here knows grammar. Two words are taken for forms of one when they share
a long beginning and differ in a short ending; concepts list the forms that this
rule misses (`skos:hiddenLabel`).
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from statementgraph.reading.words import normal

_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_ARABIC_BEFORE = re.compile(r"^(?:[وف])?(?:[بكل])?(?:ال|لل)?(?=.{3})")
_ENDING = {"en": 3}
_LONGEST_ENDING = 5
_SHORTEST_STEM = 4
_LISTED = files(__package__).joinpath("function_words.txt").read_text("utf-8").splitlines()
FUNCTION_WORDS = {
    tag: frozenset(listed.split()) for tag, _, listed in (line.partition(": ") for line in _LISTED)
}
"""Words that carry no meaning of their own, by language; a language not here has none listed."""


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Cut `text` into its words, made alike and without accents, in order."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", normal(text)))
    return tuple(w.removesuffix("'s") for w in _WORD.findall(bare))


def content_words(text: str, language: str) -> tuple[str, ...]:
    """Cut `text` into the words that carry meaning; all of them where none would be left."""
    every = words(text)
    return tuple(w for w in every if w not in FUNCTION_WORDS.get(language, ())) or every


def same_word(one: str, other: str, language: str) -> bool:
    """Say whether two words, made alike, are forms of one word."""
    if language == "ar":
        one, other = _ARABIC_BEFORE.sub("", one), _ARABIC_BEFORE.sub("", other)
    if one == other:
        return True
    short, long = sorted((len(one), len(other)))
    shared = next((n for n in range(short) if one[n] != other[n]), short)
    if shared < _SHORTEST_STEM or shared < short - 2:
        return False
    return long - shared <= _ENDING.get(language, _LONGEST_ENDING)


def occurs(phrase: str, text: str, language: str) -> bool:
    """Say whether the words of `phrase` stand in `text` one after the other, in any form."""
    return find_words(words(phrase), words(text), language) >= 0


def find_words(phrase: Sequence[str], among: Sequence[str], language: str) -> int:
    """Return where the run `phrase` begins among the words of a text, or -1."""
    if not phrase:
        return -1
    for at in range(len(among) - len(phrase) + 1):
        if all(same_word(p, among[at + n], language) for n, p in enumerate(phrase)):
            return at
    return -1


def holds_all(phrase: str, text: str, language: str) -> bool:
    """Say whether every word of `phrase` that carries meaning stands somewhere in `text`."""
    there = words(text)
    return all(
        any(same_word(word, other, language) for other in there)
        for word in content_words(phrase, language)
    )
