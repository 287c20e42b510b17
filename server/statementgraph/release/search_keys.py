"""How a word is compared in a search: by keys that all its spellings share.

A key has no case, no marks and no apostrophes. A word with letters of the Azerbaijani
alphabet has further keys: the word as English texts usually write it (ş as sh, x as kh).
Words without such letters get none, so no English word is taken for another.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

# Letters that do not fall apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ə": "e",
        "\u0131": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
    }
)
_AZERBAIJANI = frozenset("əğ\u0131şçöü")
_ROMAN = str.maketrans(
    {
        "ə": "a",
        "ğ": "gh",
        "ş": "sh",
        "ç": "ch",
        "ö": "o",
        "ü": "u",
        "x": "kh",
        "c": "j",
        "j": "zh",
        "q": "g",
    }
)
_APOSTROPHES = "'’‘ʼʻʹ`´"  # noqa: RUF001 - the signs that writers use for one another
_POSSESSIVE = re.compile(f"[{_APOSTROPHES}]s?$")
_THOUSANDS = r"\d{1,3}(?:[,'’\u00a0\u202f]\d{3})+(?!\d)"  # noqa: RUF001
# Scripts written without spaces: each sign is a word.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands (code points, `end` exclusive) and its keys.

    The first key is the word itself, folded; the others are further spellings of it.
    """

    start: int
    end: int
    keys: tuple[str, ...]


def words(text: str) -> Iterator[Word]:
    """Give the words of a text in order; what has neither letter nor digit is none."""
    for match in _pattern().finditer(text):
        if result := keys(match[0]):
            yield Word(match.start(), match.end(), result)


def fold(text: str) -> str:
    """Give the first keys of all words, with spaces between them."""
    return " ".join(word.keys[0] for word in words(text))


@lru_cache(maxsize=65536)
def keys(word: str) -> tuple[str, ...]:
    """Give the keys of one word, () for what has neither letter nor digit."""
    lower = unicodedata.normalize("NFC", _POSSESSIVE.sub("", word.casefold()))
    result = [_key(lower)]
    if _AZERBAIJANI.intersection(lower):
        roman = lower.translate(_ROMAN)
        # English has i or y for the dotless letter: Khojali and Khojaly.
        result += [_key(roman.replace("\u0131", letter)) for letter in "iy"]
    return tuple(dict.fromkeys(key for key in result if key))


def _key(lower: str) -> str:
    apart = unicodedata.normalize("NFKD", lower).casefold().translate(_LETTERS)
    return "".join(_plain(char) for char in apart)


def _plain(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char in _APOSTROPHES or not (char.isalnum() or unicodedata.category(char) == "Mc"):
        return ""
    return char


@cache
def _pattern() -> re.Pattern[str]:
    """Match a word: letters, digits and the marks on them, with apostrophes inside."""
    # Marks, joiners and direction controls do not end a word.
    inside = "".join(
        chr(n) for n in range(0x80, 0x10000) if unicodedata.category(chr(n)) in _INSIDE
    )
    letter = rf"(?:[^\W_{_SIGNS}]|[{inside}])"
    return re.compile(rf"[{_SIGNS}]|{_THOUSANDS}|{letter}+(?:[{_APOSTROPHES}]{letter}+)*")


_INSIDE = frozenset({"Mn", "Mc", "Me", "Cf"})
