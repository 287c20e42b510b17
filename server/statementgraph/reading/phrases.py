"""Phrases found in a list of tokens: the longest that begins at a place."""

from collections.abc import Collection, Mapping
from functools import cache
from json import loads
from pathlib import Path
from typing import Generic, TypeVar

from statementgraph.reading.scanner import Token, tokens
from statementgraph.reading.tables import PLAIN, TABLES
from statementgraph.reading.tables.base import Table
from statementgraph.reading.words import normal

Meaning = TypeVar("Meaning")
# Read once: a limited process opens no file later.
_SPELT = loads(Path(__file__).with_name("number_words.json").read_text("utf-8"))


class Phrases(Generic[Meaning]):
    """Phrases with their meanings, to be looked up in tokens; hyphens count as spaces."""

    def __init__(self, phrases: Mapping[str, Meaning], language: str) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for written, meaning in phrases.items():
            phrase = written.replace(" و", " و ") if language == "ar" else written
            keys = tuple(t.key for t in tokens(phrase, language) if t.key != "-")
            self._by_first.setdefault(keys[0], []).append((keys, meaning))
        for found in self._by_first.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def at(self, there: list[Token], place: int) -> tuple[Meaning, int] | None:
        """Return what the longest phrase at `place` means, and the place behind it."""
        if place >= len(there):
            return None
        for keys, meaning in self._by_first.get(there[place].key, ()):
            end = _match(keys, there, place)
            if end is not None:
                return meaning, end
        return None

    def __contains__(self, key: str) -> bool:
        return key in self._by_first


def _match(keys: tuple[str, ...], there: list[Token], place: int) -> int | None:
    for number, key in enumerate(keys):
        if number and place < len(there) and there[place].key == "-":
            place += 1
        if place >= len(there) or there[place].key != key:
            return None
        place += 1
    return place


def marked(phrases: Collection[str], language: str) -> Phrases[bool]:
    """Make phrases that mean nothing but that they stand there."""
    return Phrases(dict.fromkeys(phrases, True), language)


class Lexicon:
    """The number words and the table of one language, ready to be looked up."""

    def __init__(self, language: str) -> None:
        spelt = _SPELT.get(language, {})
        self.language = language
        self.table: Table = TABLES.get(language, PLAIN)
        table = self.table
        self.below = Phrases({**spelt.get("units", {}), **table.numerals}, language)
        self.hundreds = Phrases(spelt.get("hundreds", {}), language)
        self.ordinals = Phrases(spelt.get("ordinals", {}), language)
        self.scales = Phrases({**spelt.get("scales", {}), **table.scales}, language)
        self.wholes = Phrases({**spelt.get("wholes", {}), **table.wholes}, language)
        self.hundred = frozenset(normal(w, language) for w in table.hundred)
        self.articles = frozenset(normal(w, language) for w in table.articles)
        self.not_alone = frozenset(normal(w, language) for w in table.not_alone)
        self.joins = frozenset(normal(w, language) for w in table.joins)
        self.collectives = Phrases(table.collectives, language)
        self.halves = Phrases(table.halves, language)
        self.and_a_half = marked(table.and_a_half, language)
        self.shares = Phrases(table.shares, language)
        self.units = Phrases({"%": "percent", "٪": "percent", **table.units}, language)
        self.vague = Phrases(table.vague, language)
        self.nobody = marked(table.nobody, language)
        self.not_vague = marked(table.not_vague, language)
        self.up_to = marked(table.up_to, language)
        self.ranges = tuple(
            tuple(marked([w], language) if w else None for w in words) for words in table.ranges
        )

    def is_number_word(self, key: str) -> bool:
        """Say whether a number may begin with the word."""
        tables = (self.below, self.hundreds, self.wholes, self.scales, self.ordinals)
        return any(key in table for table in tables) or key in self.hundred


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of `language`, without words if it has none."""
    return Lexicon(language)


def scan(text: str, language: str) -> list[Token]:
    """Cut `text` into tokens, and the Arabic "and" off the number word it is written to."""
    found = tokens(text, language)
    if language != "ar":
        return found
    words, parted = lexicon(language), []
    for token in found:
        rest = token.key[1:]
        if (
            token.key.startswith("و")
            and words.is_number_word(rest)
            and token.key not in words.below
        ):
            parted.append(Token("word", "و", token.start, token.start + 1))
            parted.append(Token("word", rest, token.start + 1, token.end))
        elif token.key == "ال" or not token.key.startswith("ال") or token.key in words.ordinals:
            parted.append(token)
        else:
            known = words.is_number_word(token.key[2:]) and token.key not in words.vague
            parted.append(Token("word", token.key[2:], token.start, token.end) if known else token)
    return parted
