"""Figures in a text: numbers, ranges, shares, sums of money and vague quantities.

In digits with the marks that the language uses, and in words (English, French, Russian,
Azerbaijani, Armenian, Arabic). Years and days are figures too; `dates` says where they are.
"""

from dataclasses import replace
from decimal import Decimal

from statementgraph.reading.amounts import Amount, Figure, amount, past, past_case
from statementgraph.reading.languages import language_tag
from statementgraph.reading.phrases import Lexicon, Phrases, lexicon, scan
from statementgraph.reading.scanner import Token

__all__ = ["Figure", "figures"]


def figures(text: str, language: str) -> list[Figure]:
    """Return the figures in `text`, in order. Never raises, whatever the text.

    A language without a table is read in digits alone.
    """
    tag = language_tag(language)
    words, there = lexicon(tag), scan(text, tag)
    found: list[Figure] = []
    place = 0
    while place < len(there):
        one = (
            _vague(there, place, words)
            or _range(text, there, place, words)
            or _up_to(text, there, place, words)
            or amount(text, there, place, words)
        )
        if one is None:
            skip = words.not_vague.at(there, place)
            place = skip[1] if skip else place + 1
            continue
        found.append(_tidy(one.figure))
        place = max(one.end, place + 1)
    return found


def _tidy(figure: Figure) -> Figure:
    """Write whole numbers as such: 6.0 as 6."""
    value, lower, upper = (
        n.quantize(Decimal(1)) if n is not None and n < 10**27 and n == n.to_integral() else n
        for n in (figure.value, figure.lower, figure.upper)
    )
    return replace(figure, value=value, lower=lower, upper=upper)


def _vague(there: list[Token], place: int, words: Lexicon) -> Amount | None:
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
    return Amount(Figure(there[place].start, there[end - 1].end, vague=slug), place, end)


def _is_nobody(there: list[Token], end: int) -> bool:
    """Say whether a word such as "no" denies, and is no abbreviation: "No. 366"."""
    alone = len(there[end - 1].key) > 2
    return alone or (end < len(there) and there[end].kind == "word")


def _range(text: str, there: list[Token], place: int, words: Lexicon) -> Amount | None:
    for opener, middle, closer in words.ranges:
        found = _between(text, there, place, words, (opener, middle, closer))
        if found:
            return found
    return _by_suffix(text, there, place, words) or _between(
        text, there, place, words, (None, None, None)
    )


def _by_suffix(text: str, there: list[Token], place: int, words: Lexicon) -> Amount | None:
    """Read a range whose ends are told by their endings: "500-dən 600-dək"."""
    if there[place].kind != "digits":
        return None
    first = amount(text, there, place, words)
    onward = past(words.table.from_suffix, text, there, place + 1)
    if first is None or onward == place + 1:
        return None
    if opened := words.up_to.at(there, onward):
        onward = opened[1]
    second = amount(text, there, onward, words)
    if second is None:
        return None
    end = past(words.table.until_suffix, text, there, second.end)
    if end == second.end and not opened:
        end = past_case(text, there, second.end, words)
    return _bounded(there, place, end, first, second)


def _between(
    text: str,
    there: list[Token],
    place: int,
    words: Lexicon,
    form: tuple[Phrases[bool] | None, ...],
) -> Amount | None:
    """Read two amounts in one form of range; without a middle word a dash parts them."""
    opener, middle, closer = form
    opened = opener.at(there, place) if opener else (True, place)
    if opened is None:
        return None
    first = amount(text, there, opened[1], words, joins=not opener)
    parted = first and _parted(text, there, first.end, words, middle)
    if not first or not parted:
        return None
    second = amount(text, there, parted, words)
    end = second.end if second else 0
    if second and closer:
        behind = past_case(text, there, end, words)
        # The thing counted may stand before the closing word.
        closed = closer.at(there, behind) or closer.at(there, behind + 1)
        end = closed[1] if closed else 0
    return _bounded(there, place, end, first, second) if second and end else None


def _parted(
    text: str, there: list[Token], end: int, words: Lexicon, middle: Phrases[bool] | None
) -> int | None:
    """Return where the second amount of a range begins, behind the middle word or a dash."""
    onward = past_case(text, there, end, words)
    if middle is None:
        return onward + 1 if onward < len(there) and there[onward].key in {"-", "÷"} else None
    found = middle.at(there, onward) or middle.at(there, end)
    return found[1] if found else None


def _bounded(
    there: list[Token], place: int, end: int, first: Amount, second: Amount
) -> Amount | None:
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
    return Amount(figure, place, end)


def _up_to(text: str, there: list[Token], place: int, words: Lexicon) -> Amount | None:
    """Read an upper end without a lower one."""
    if opened := words.up_to.at(there, place):
        found = amount(text, there, opened[1], words)
        end = found.end if found else place
    else:
        found = amount(text, there, place, words)
        end = past(words.table.until_suffix, text, there, found.end if found else 0)
        if found is None or end == found.end:
            return None
    if found is None or found.figure.value is None or found.figure.ordinal:
        return None
    figure = replace(
        found.figure,
        start=there[place].start,
        end=there[end - 1].end,
        value=None,
        upper=found.figure.value,
    )
    return Amount(figure, place, end)
