"""One amount in a text: a number with its currency, its unit, or the share it is."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from statementgraph.reading.numerals import Numeral, numeral
from statementgraph.reading.phrases import Lexicon
from statementgraph.reading.scanner import Token

_SYMBOLS = {
    "€": "euro",
    "$": "us-dollar",
    "£": "pound-sterling",
    "₽": "russian-rouble",
    "₼": "azerbaijani-manat",
    "֏": "armenian-dram",
    "%": "percent",
    "٪": "percent",
}
_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"}
_PARTS |= {9: "ninth", 10: "tenth"}
_VULGAR = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5"}
_VULGAR |= {"⅗": "3/5", "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8"}
_VULGAR |= {"⅞": "7/8"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text, at code points `start` to `end` (exclusive).

    One of `value`, bounds and `vague` is there; none where the figure is `unreadable`:
    its parts do not make one number ("200 hundred", "1,27,5"). `unit` is the name of the
    unit that the words carry; a share is counted in it ("two thirds": 2, third).
    """

    start: int
    end: int
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    vague: str | None = None
    unit: str | None = None
    ordinal: bool = False
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, at tokens `first` to `end`; `plain` is it before its scale."""

    figure: Figure
    first: int
    end: int
    scale: Decimal = Decimal(1)


def past_case(text: str, there: list[Token], place: int, words: Lexicon) -> int:
    """Step over an ending written to a number in digits: "500-dən"."""
    return past(words.table.case_suffix, text, there, place)


def past(suffix: str, text: str, there: list[Token], place: int) -> int:
    """Step over what `suffix` matches right behind digits that end before `place`."""
    if not place or place >= len(there) or there[place - 1].kind != "digits":
        return place
    match = re.compile(rf"(?:{suffix})(?!\w)", re.IGNORECASE).match(text, there[place - 1].end)
    while match and place < len(there) and there[place].start < match.end():
        place += 1
    return place


def amount(
    text: str, there: list[Token], place: int, words: Lexicon, *, joins: bool = True
) -> Amount | None:
    """Read one number with what it counts, where the words say so."""
    if place >= len(there):
        return None
    if found := _share(there, place, words):
        return found
    symbol = _SYMBOLS.get(there[place].key, "percent")
    at = place if symbol == "percent" else place + 1
    number = _collective(there, at, words) or numeral(there, at, words, joins=joins)
    if number is None or number.article:
        return None
    number = _with_half(there, number, words)
    ordinal, end = _ordinal(text, there, number, words)
    unit = _currency(there, place, symbol) if at > place else None
    behind = words.units.at(there, end)
    if unit is None and behind:
        unit, end = behind
    elif unit is None and end < len(there) and there[end].key in _SYMBOLS:
        unit, end = _SYMBOLS[there[end].key], end + 1
    span = there[place].start, there[end - 1].end
    figure = Figure(
        *span, number.value, unit=unit, ordinal=ordinal, unreadable=number.value is None
    )
    return Amount(figure, place, end, number.scaled)


def _currency(there: list[Token], place: int, symbol: str) -> str | None:
    """Name the currency of a symbol; of letters before it ("A$") only US is known."""
    before = there[place - 1] if place else None
    if before and before.kind == "word" and before.end == there[place].start:
        return symbol if before.key == "us" else None
    return symbol


def _share(there: list[Token], place: int, words: Lexicon) -> Amount | None:
    """Read a part of a whole, in words or as a fraction."""
    token = there[place]
    if token.kind in {"fraction", "vulgar"}:
        top, _, bottom = _VULGAR.get(token.key, token.key).partition("/")
        unit = _PARTS.get(int(bottom)) if bottom else None
        readable = unit is not None and 0 < int(top) < int(bottom)
        value = Decimal(int(top)) if readable else None
        unit = unit if readable else None
        figure = Figure(token.start, token.end, value, unit=unit, unreadable=not readable)
        return Amount(figure, place, place + 1)
    found = words.shares.at(there, place)
    if found is None:
        return None
    (count, unit), end = found
    whole = numeral(there, place, words) or _collective(there, place, words)
    if whole and whole.end > end and not whole.ordinal:
        return None
    figure = Figure(token.start, there[end - 1].end, Decimal(count), unit=unit)
    return Amount(figure, place, end)


def _collective(there: list[Token], place: int, words: Lexicon) -> Numeral | None:
    """Read "a dozen", "two dozen", "half a dozen", "une centaine"."""
    factor, at = Decimal(1), place
    if place >= len(there):
        return None
    if half := words.halves.at(there, place):
        factor, at = Decimal(half[0]), half[1]
    elif there[place].key in words.articles | words.not_alone:
        at = place + 1
    elif not words.collectives.at(there, place):
        number = numeral(there, place, words)
        if number is None or number.value is None or number.ordinal:
            return None
        factor, at = number.value, number.end
    collective = words.collectives.at(there, at)
    return Numeral(factor * collective[0], collective[1]) if collective else None


def _with_half(there: list[Token], number: Numeral, words: Lexicon) -> Numeral:
    """Add "and a half" and its scale word: "two and a half million"."""
    half = words.and_a_half.at(there, number.end)
    if half is None or number.value is None or number.ordinal:
        return number
    scale = words.scales.at(there, half[1])
    if number.scaled > 1:
        return replace(number, value=number.value + number.scaled / 2, end=half[1])
    factor = Decimal(scale[0]) if scale else Decimal(1)
    value = (number.value + Decimal("0.5")) * factor
    return replace(number, value=value, end=scale[1] if scale else half[1], scaled=factor)


def _ordinal(text: str, there: list[Token], number: Numeral, words: Lexicon) -> tuple[bool, int]:
    """Say whether the number is an ordinal, and where it ends with its ending."""
    last = there[number.end - 1]
    if number.ordinal or last.kind != "digits":
        return number.ordinal, number.end
    place = past(words.table.ordinal_suffix, text, there, number.end)
    return place > number.end, place
