"""The grammar of one number: digits and number words, joined by scale words."""

from dataclasses import dataclass
from decimal import Decimal

from statementgraph.reading.phrases import Lexicon
from statementgraph.reading.scanner import Token


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at tokens up to `end`; no value where the words do not make one number.

    `scaled` says that a scale word has been counted in; `article` that the number is a
    word that may be nothing but an article.
    """

    value: Decimal | None
    end: int
    ordinal: bool = False
    scaled: Decimal = Decimal(1)
    article: bool = False


def numeral(
    there: list[Token], place: int, words: Lexicon, *, joins: bool = True
) -> Numeral | None:
    """Read the number that begins at `place`, or return None.

    `joins` lets "and" stand inside it; not so behind "between", which "and" divides.
    """
    total, limit, ordinal, start, largest = (
        Decimal(0),
        Decimal("Infinity"),
        False,
        place,
        Decimal(1),
    )
    while True:
        part = _group(there, place, words, joins=joins) or _whole(there, place, words)
        if part is None:
            break
        if part.value is None:
            return Numeral(None, part.end)
        scale, end = _scales(there, part.end, words)
        value = part.value * scale * part.scaled
        if value >= limit or (start != place and part.scaled * scale >= limit):
            break
        if part.scaled == 1 and 1 < scale < 10**6 and part.value >= scale:
            return Numeral(None, end)
        total, place, ordinal = total + value, end, part.ordinal
        largest = max(largest, scale * part.scaled)
        limit = scale * part.scaled
        if limit == 1 or ordinal:
            break
        onward = _joined(there, place, words, joins=joins)
        if onward is None:
            break
        place = onward
    if place == start:
        return None
    place = _step_back(there, start, place, words)
    article = place == start + 1 and there[start].key in words.not_alone
    return Numeral(total, place, ordinal, largest, article)


def _step_back(there: list[Token], start: int, place: int, words: Lexicon) -> int:
    """Leave out a join or hyphen behind which no part of the number came."""
    while place > start + 1 and (
        there[place - 1].key in words.joins or there[place - 1].key == "-"
    ):
        place -= 1
    return place


def _joined(there: list[Token], place: int, words: Lexicon, *, joins: bool) -> int | None:
    """Return where the next part of a number may begin behind a scale word."""
    at = place
    if at < len(there) and there[at].key in words.joins:
        if not joins:
            return None
        at += 1
    if at >= len(there) or there[at].kind not in {"word", "digits"}:
        return None
    following = _group(there, at, words, joins=joins) or _whole(there, at, words)
    return at if following and following.value is not None else None


def _group(there: list[Token], place: int, words: Lexicon, *, joins: bool) -> Numeral | None:
    """Read a number below 1,000 in words, or one in digits."""
    if place >= len(there):
        return None
    if there[place].kind == "digits":
        return _digits(there, place, words)
    return _one(there, place, words, joins=joins) or _hundreds(there, place, words, joins=joins)


def _one(there: list[Token], place: int, words: Lexicon, *, joins: bool) -> Numeral | None:
    """Read an article or "half a" before a word for 100 or more."""
    if there[place].key in words.articles and _countable(there, place + 1, words):
        if there[place + 1].key in words.hundred:
            return _rest(there, place + 2, Decimal(100), words, joins=joins)
        return Numeral(Decimal(1), place + 1)
    half = words.halves.at(there, place)
    if half and _scales(there, half[1], words)[1] > half[1]:
        return Numeral(Decimal(half[0]), half[1])
    return None


def _hundreds(there: list[Token], place: int, words: Lexicon, *, joins: bool) -> Numeral | None:
    if hundred := words.hundreds.at(there, place):
        return _rest(there, hundred[1], Decimal(hundred[0]), words, joins=joins)
    if there[place].key in words.hundred and words.table.bare_hundred:
        return _rest(there, place + 1, Decimal(100), words, joins=joins)
    below = _below(there, place, words)
    if below is None or below.ordinal or not below.value:
        return below
    again = below.end < len(there) and there[below.end].key in words.hundred
    if again and below.value < 100:
        return _rest(there, below.end + 1, below.value * 100, words, joins=joins)
    return _rest(there, below.end, below.value, words, joins=joins) if below.value > 99 else below


def _digits(there: list[Token], place: int, words: Lexicon) -> Numeral:
    value, end = there[place].value, place + 1
    if end < len(there) and there[end].key in words.hundred:
        fits = value is not None and value < 100
        return Numeral(value * 100 if fits and value is not None else None, end + 1)
    return Numeral(value, end)


def _rest(
    there: list[Token], place: int, value: Decimal, words: Lexicon, *, joins: bool
) -> Numeral:
    """Add what stands behind the hundreds: "and five", "vingt-trois"."""
    at = place
    if at < len(there) and there[at].key in words.hundred:
        return Numeral(None, at + 1)
    if at < len(there) and there[at].key in (words.joins if joins else ()):
        at += 1
    if at < len(there) and there[at].key == "-":
        at += 1
    below = _below(there, at, words)
    if below is None or below.value is None or not 0 < below.value < 100:
        return Numeral(value, place)
    # In "five hundred and six hundred" the "six" begins another number.
    after = there[below.end].key if below.end < len(there) else ""
    if at > place and after in words.hundred and words.language != "ar":
        return Numeral(value, place)
    return Numeral(value + below.value, below.end, below.ordinal)


def _below(there: list[Token], place: int, words: Lexicon) -> Numeral | None:
    """Read a number below 1,000 that is one phrase of the table, the longer one first."""
    cardinal, ordinal = words.below.at(there, place), words.ordinals.at(there, place)
    if ordinal and (cardinal is None or ordinal[1] > cardinal[1]):
        return Numeral(Decimal(ordinal[0]), ordinal[1], ordinal=True)
    if cardinal is None:
        return None
    value, end = cardinal
    # Arabic names the units first: "three and twenty".
    if words.language == "ar" and 0 < value < 10 and end < len(there) and there[end].key == "و":
        tens = words.below.at(there, end + 1)
        if tens and tens[0] in range(20, 100, 10):
            return Numeral(Decimal(value + tens[0]), tens[1])
    return Numeral(Decimal(value), end)


def _whole(there: list[Token], place: int, words: Lexicon) -> Numeral | None:
    """Read a single word for 1,000 and more."""
    found = words.wholes.at(there, place)
    if found is None:
        return None
    value = Decimal(found[0])
    scale = Decimal(10) ** (3 * ((len(str(found[0])) - 1) // 3))
    return Numeral(value / scale, found[1], scaled=scale)


def _scales(there: list[Token], place: int, words: Lexicon) -> tuple[Decimal, int]:
    """Multiply the scale words at `place`: "thousand million"."""
    scale = Decimal(1)
    while found := words.scales.at(there, place):
        # A letter is a scale only where it is written to the digits: "3m", not "3 m".
        if len(there[place].key) == 1 and there[place].start != there[place - 1].end:
            break
        scale, place = scale * found[0], found[1]
    return scale, place


def _countable(there: list[Token], place: int, words: Lexicon) -> bool:
    if place >= len(there):
        return False
    key = there[place].key
    return key in words.hundred or (len(key) > 2 and words.scales.at(there, place) is not None)
