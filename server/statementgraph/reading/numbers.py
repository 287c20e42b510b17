"""Figures in a text: numbers, ranges, shares, sums of money and vague quantities.

In digits with the marks that the language uses, and in words (English, French, Russian,
Azerbaijani, Armenian, Arabic). Years and days are figures too; `dates` says where they are.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from statementgraph.reading.languages import language_tag
from statementgraph.reading.numerals import Numeral, numeral
from statementgraph.reading.phrases import Lexicon, Phrases, lexicon, scan
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
class _Amount:
    """A number with its unit, at tokens `first` to `end`; `plain` is it before its scale."""

    figure: Figure
    first: int
    end: int
    scale: Decimal = Decimal(1)


def figures(text: str, language: str) -> list[Figure]:
    """Return the figures in `text`, in order. Never raises, whatever the text.

    A language without a table is read in digits alone.
    """
    tag = language_tag(language)
    words, there = lexicon(tag), scan(text, tag)
    found: list[Figure] = []
    place = 0
    while place < len(there):
        amount = (
            _vague(there, place, words)
            or _range(text, there, place, words)
            or _up_to(text, there, place, words)
            or _amount(text, there, place, words)
        )
        if amount is None:
            skip = words.not_vague.at(there, place)
            place = skip[1] if skip else place + 1
            continue
        found.append(_tidy(amount.figure))
        place = max(amount.end, place + 1)
    return found


def _tidy(figure: Figure) -> Figure:
    """Write whole numbers as such: 6.0 as 6."""
    value, lower, upper = (
        n.quantize(Decimal(1)) if n is not None and n < 10**27 and n == n.to_integral() else n
        for n in (figure.value, figure.lower, figure.upper)
    )
    return replace(figure, value=value, lower=lower, upper=upper)


def _vague(there: list[Token], place: int, words: Lexicon) -> _Amount | None:
    """Read a vague quantity, or nobody; longer phrases that mean something else go first."""
    none = words.nobody.at(there, place)
    found = words.vague.at(there, place) or (("none", none[1]) if none else None)
    other = words.not_vague.at(there, place)
    if found is None or (other and other[1] >= found[1]):
        return None
    slug, end = found
    if none and slug == "none" and not _is_nobody(there, end):
        return None
    if slug in {"thousands", "millions"} and place and there[place - 1].kind == "digits":
        return None
    return _Amount(Figure(there[place].start, there[end - 1].end, vague=slug), place, end)


def _is_nobody(there: list[Token], end: int) -> bool:
    """Say whether a word such as "no" denies, and is no abbreviation: "No. 366"."""
    alone = len(there[end - 1].key) > 2
    return alone or (end < len(there) and there[end].kind == "word")


def _range(text: str, there: list[Token], place: int, words: Lexicon) -> _Amount | None:
    for opener, middle, closer in words.ranges:
        found = _between(text, there, place, words, (opener, middle, closer))
        if found:
            return found
    return _by_suffix(text, there, place, words) or _between(
        text, there, place, words, (None, None, None)
    )


def _by_suffix(text: str, there: list[Token], place: int, words: Lexicon) -> _Amount | None:
    """Read a range whose ends are told by their endings: "500-dən 600-dək"."""
    if there[place].kind != "digits":
        return None
    first = _amount(text, there, place, words)
    onward = _past(words.table.from_suffix, text, there, place + 1)
    if first is None or onward == place + 1:
        return None
    if opened := words.up_to.at(there, onward):
        onward = opened[1]
    second = _amount(text, there, onward, words)
    if second is None:
        return None
    end = _past(words.table.until_suffix, text, there, second.end)
    if end == second.end and not opened:
        end = _past_case(text, there, second.end, words)
    return _bounded(there, place, end, first, second)


def _between(
    text: str,
    there: list[Token],
    place: int,
    words: Lexicon,
    form: tuple[Phrases[bool] | None, ...],
) -> _Amount | None:
    """Read two amounts in one form of range; without a middle word a dash parts them."""
    opener, middle, closer = form
    at = place
    if opener:
        opened = opener.at(there, place)
        if opened is None:
            return None
        at = opened[1]
    first = _amount(text, there, at, words, joins=not (opener and middle), behind=False)
    if first is None:
        return None
    onward = _past_case(text, there, first.end, words)
    if middle is None:
        parted = onward < len(there) and there[onward].key in {"-", "–", "÷", "…"}
        ends = (True, onward + 1) if parted else None
    else:
        ends = middle.at(there, onward) or middle.at(there, first.end)
    if ends is None:
        return None
    at = ends[1]
    if opener is None and middle and (case := words.up_to.at(there, at)):
        at = case[1]
    second = _amount(text, there, at, words)
    if second is None:
        return None
    end = _past_case(text, there, second.end, words)
    if closer:
        closed = closer.at(there, end)
        closed = closed or closer.at(there, end + 1)
        if closed is None:
            return None
        end = closed[1]
    elif end != second.end:
        end = second.end
    return _bounded(there, place, end, first, second)


def _bounded(
    there: list[Token], place: int, end: int, first: _Amount, second: _Amount
) -> _Amount | None:
    """Make one figure of two, if they fit: the same unit, the lower one first."""
    low, high = first.figure, second.figure
    if low.value is None or high.value is None or (low.ordinal or high.ordinal):
        return None
    if low.unit and high.unit and low.unit != high.unit:
        return None
    value = low.value
    # "2 to 3 million": the scale word stands once and counts for both.
    if first.scale == 1 < second.scale and value < high.value / second.scale:
        value *= second.scale
    if value >= high.value:
        return None
    figure = Figure(
        there[place].start,
        there[end - 1].end,
        lower=value,
        upper=high.value,
        unit=low.unit or high.unit,
    )
    return _Amount(figure, place, end)


def _up_to(text: str, there: list[Token], place: int, words: Lexicon) -> _Amount | None:
    """Read an upper end without a lower one."""
    if opened := words.up_to.at(there, place):
        amount = _amount(text, there, opened[1], words)
        end = amount.end if amount else place
    else:
        amount = _amount(text, there, place, words)
        end = _past(words.table.until_suffix, text, there, amount.end if amount else 0)
        if amount is None or end == amount.end:
            return None
    if amount is None or amount.figure.value is None or amount.figure.ordinal:
        return None
    figure = replace(
        amount.figure,
        start=there[place].start,
        end=there[end - 1].end,
        value=None,
        upper=amount.figure.value,
    )
    return _Amount(figure, place, end)


def _past_case(text: str, there: list[Token], place: int, words: Lexicon) -> int:
    """Step over an ending written to a number in digits: "500-dən"."""
    return _past(words.table.case_suffix, text, there, place)


def _past(suffix: str, text: str, there: list[Token], place: int) -> int:
    """Step over what `suffix` matches right behind digits that end before `place`."""
    if not place or place >= len(there) or there[place - 1].kind != "digits":
        return place
    match = re.compile(rf"(?:{suffix})(?!\w)", re.IGNORECASE).match(text, there[place - 1].end)
    while match and place < len(there) and there[place].start < match.end():
        place += 1
    return place


def _amount(
    text: str,
    there: list[Token],
    place: int,
    words: Lexicon,
    joins: bool = True,
    behind: bool = True,
) -> _Amount | None:
    """Read one number with what it counts, where the words say so."""
    if place >= len(there):
        return None
    if found := _share(there, place, words):
        return found
    symbol = _SYMBOLS.get(there[place].key)
    at = place + 1 if symbol and symbol != "percent" else place
    number = _collective(there, at, words) or numeral(there, at, words, joins)
    if number is None or number.article:
        return None
    if at > place and place and there[place - 1].kind == "word" and (
        there[place - 1].end == there[place].start
    ):
        symbol = None if there[place - 1].key != "us" else symbol
    number = _with_half(there, number, words)
    end, unit = number.end, symbol if at > place else None
    ordinal, end = _ordinal(text, there, number, words)
    if (found_unit := words.units.at(there, end)) and not unit:
        unit, end = found_unit
    elif not unit and end < len(there) and there[end].key in _SYMBOLS:
        unit, end = _SYMBOLS[there[end].key], end + 1
    figure = Figure(
        there[place].start,
        there[end - 1].end,
        number.value,
        unit=unit,
        ordinal=ordinal,
        unreadable=number.value is None,
    )
    return _Amount(figure, place, end, number.scaled)


def _share(there: list[Token], place: int, words: Lexicon) -> _Amount | None:
    """Read a part of a whole, in words or as a fraction."""
    token = there[place]
    if token.kind in {"fraction", "vulgar"}:
        top, _, bottom = _VULGAR.get(token.key, token.key).partition("/")
        unit = _PARTS.get(int(bottom)) if bottom else None
        readable = unit is not None and 0 < int(top) < int(bottom)
        value = Decimal(int(top)) if readable else None
        unit = unit if readable else None
        figure = Figure(token.start, token.end, value, unit=unit, unreadable=not readable)
        return _Amount(figure, place, place + 1)
    found = words.shares.at(there, place)
    if found is None:
        return None
    (value, unit), end = found
    whole = numeral(there, place, words) or _collective(there, place, words)
    if whole and whole.end > end and not whole.ordinal:
        return None
    figure = Figure(token.start, there[end - 1].end, Decimal(value), unit=unit)
    return _Amount(figure, place, end)


def _collective(there: list[Token], place: int, words: Lexicon) -> Numeral | None:
    """Read "a dozen", "two dozen", "half a dozen", "une centaine"."""
    factor, at = Decimal(1), place
    if half := words.halves.at(there, place):
        factor, at = Decimal(half[0]), half[1]
    elif there[place].key in words.articles | words.not_alone:
        at = place + 1
    elif not words.collectives.at(there, place):
        number = numeral(there, place, words)
        if number is None or number.value is None or number.ordinal:
            return None
        factor, at = number.value, number.end
    found = words.collectives.at(there, at)
    return Numeral(factor * found[0], found[1]) if found else None


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


def _ordinal(
    text: str, there: list[Token], number: Numeral, words: Lexicon
) -> tuple[bool, int]:
    """Say whether the number is an ordinal, and where it ends with its ending."""
    last = there[number.end - 1]
    if number.ordinal or last.kind != "digits":
        return number.ordinal, number.end
    place = _past(words.table.ordinal_suffix, text, there, number.end)
    return place > number.end, place
