"""Words of a text in any script: cut, made alike, and compared by their stems.

Nothing here knows grammar. Two words are taken for forms of one when they share
a long beginning and differ in a short ending; concepts list the forms that this
rule misses (`skos:hiddenLabel`).
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from os.path import commonprefix

from statementgraph.reading.words import normal

_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_ARABIC_BEFORE = re.compile(r"^(?:[وف])?(?:[بكل])?(?:ال|لل)?(?=.{3})")
_ENDING = {"en": 3}
_LONGEST_ENDING = 5
_SHORTEST_STEM = 4
FUNCTION_WORDS = {
    "en": frozenset(
        [
            "a",
            "an",
            "the",
            "of",
            "in",
            "on",
            "at",
            "by",
            "for",
            "to",
            "from",
            "with",
            "and",
            "or",
            "as",
            "its",
            "their",
            "our",
            "his",
            "her",
            "this",
            "that",
            "these",
            "those",
            "it",
            "is",
            "was",
            "were",
            "be",
            "been",
            "are",
            "has",
            "have",
            "had",
            "which",
            "who",
            "whom",
            "whose",
            "into",
            "upon",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "l",
            "un",
            "une",
            "des",
            "du",
            "de",
            "d",
            "et",
            "ou",
            "à",
            "au",
            "aux",
            "en",
            "dans",
            "par",
            "pour",
            "sur",
            "avec",
            "ce",
            "cette",
            "ces",
            "son",
            "sa",
            "ses",
            "leur",
            "leurs",
            "qui",
            "que",
            "dont",
            "est",
            "été",
            "sont",
        ]
    ),
    "ru": frozenset(
        [
            "и",
            "в",
            "во",
            "на",
            "с",
            "со",
            "к",
            "по",
            "о",
            "об",
            "от",
            "до",
            "из",
            "за",
            "для",
            "у",
            "не",
            "что",
            "как",
            "его",
            "её",
            "их",
            "это",
        ]
    ),
    "az": frozenset(["və", "ilə", "bu", "o", "bir", "ki", "üçün", "da", "də"]),
    "hy": frozenset(
        ["և", "ու", "է", "են", "էր", "էին", "այս", "այդ", "այն", "որ", "մեջ", "համար", "հետ"]
    ),
    "ar": frozenset(
        ["و", "في", "من", "على", "إلى", "عن", "مع", "أن", "هذا", "هذه", "التي", "الذي"]
    ),
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
    shared = len(commonprefix((one, other)))
    short, long = sorted((len(one), len(other)))
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
