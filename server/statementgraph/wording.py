"""Figures in words: the numbers a wording holds, and the hedge before the first.

Numbers written in letters are read by the library text2num; digits, "2.5
million" and "a dozen" are read here. English only, as the texts are so far.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from text_to_num import find_numbers

UNHEDGED = "unhedged"
"""The name of the hedge of a figure that has none."""

HEDGES: Mapping[str, tuple[str, ...]] = {
    "nearly": ("nearly", "almost", "close to", "just under", "not quite", "approaching"),
    "about": ("about", "around", "approximately", "roughly", "some", "circa", "an estimated"),
    "more-than": ("more than", "over", "above", "in excess of", "well over", "greater than"),
    "at-least": (
        *("at least", "a minimum of", "no fewer than", "no less than"),
        *("not fewer than", "not less than", "upwards of"),
    ),
    "at-most": ("at most", "up to", "a maximum of", "no more than", "not more than"),
    "fewer-than": ("fewer than", "less than", "under", "below"),
}
"""The words of each hedge, by the last part of the hedge concept's IRI."""

HEDGES_AFTER: Mapping[str, tuple[str, ...]] = {
    "about": ("or so",),
    "at-least": ("or more", "at least", "at a minimum"),
    "at-most": ("or fewer", "or less", "at most"),
}
"""The words of a hedge that stands behind its number."""

_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_FILLERS = (" a total of", " the total of", " a", " an")
_VAGUE = frozenset(f"{word}s" for word in _SCALES)
_NOBODY = frozenset({"no", "none", "nobody"})
_TOKEN = re.compile(
    r"\d+(?:st|nd|rd|th)\b|\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)*|\S",  # noqa: RUF001
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, and where it stands (code points, end exclusive)."""

    value: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    """One word as text2num wants it; a `barrier` belongs to no number."""

    word: str
    start: int
    end: int
    barrier: bool = False

    def text(self) -> str:
        return self.word

    def nt_separated(self, previous: "_Word") -> bool:
        return not re.fullmatch(r"[a-z]+", previous.word, re.IGNORECASE)

    def not_a_number_part(self) -> bool:
        return self.barrier


def numbers(text: str) -> list[int]:
    """Return the numbers in `text`, in order: "nearly four thousand" gives [4000].

    Ordinals ("20th", "first") and vague words ("several", "hundreds") are none.
    """
    return [number.value for number in located_numbers(text)]


def agrees(wording: str, value: int) -> bool:
    """Say whether `value` is the figure of `wording`, which is its first number."""
    return numbers(wording)[:1] == [value]


def hedge(text: str, hedges: Mapping[str, Iterable[str]] = HEDGES) -> str | None:
    """Name the hedge right before or behind the first number of `text`, or None.

    `hedges` maps a name to its words. "130 children lost at least one parent" has
    no hedge: the words do not touch 130.
    """
    found = located_numbers(text)
    return hedge_at(text, found[0], hedges) if found else None


def hedge_at(text: str, number: Number, hedges: Mapping[str, Iterable[str]] = HEDGES) -> str | None:
    """Name the hedge that touches `number` in `text`, or None; the longest words win."""
    before = _without_fillers(_plain(text[: number.start]))
    names = [(phrase, name) for name, phrases in hedges.items() for phrase in phrases]
    for phrase, name in sorted(names, key=lambda pair: -len(pair[0])):
        if any(f" {words} ".endswith(f" {_plain(phrase)} ") for words in before):
            return name
    behind = f" {_plain(text[number.end :])} "
    for name, phrases in HEDGES_AFTER.items():
        if any(behind.startswith(f" {phrase} ") for phrase in phrases):
            return name
    return None


def located_numbers(text: str) -> list[Number]:
    """Return the numbers in `text` with their places, in order.

    The "and" of "between five hundred and six hundred" parts two numbers; the
    "no" of "no more than" is a hedge, and the "no" of "no children" is nought.
    """
    words = _words(text)
    found = [*_spelt(words), *_in_digits(words), *_nobody(words)]
    return _merged(sorted(found, key=lambda n: n.start), text)


def _words(text: str) -> list[_Word]:
    words = [_Word(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]
    between = False
    for at, word in enumerate(words):
        lower = word.word.lower()
        between = between or lower == "between"
        if lower in _VAGUE or (between and lower == "and"):
            words[at] = _Word(word.word, word.start, word.end, barrier=True)
            between = between and lower != "and"
    return words


def _spelt(words: list[_Word]) -> list[Number]:
    """Read the numbers in letters; a hyphen inside one ("twenty-five") is dropped."""
    kept = [w for w in words if w.word != "-"]
    found = find_numbers(kept, "en", threshold=0)
    return [
        Number(int(n.value), kept[n.start].start, kept[n.end - 1].end)
        for n in found
        if not n.is_ordinal and not _is_no_one(kept, n.start)
    ]


def _is_no_one(words: list[_Word], at: int) -> bool:
    return at > 0 and words[at].word.lower() == "one" and words[at - 1].word.lower() == "no"


def _in_digits(words: list[_Word]) -> list[Number]:
    """Read the numbers in digits, with a scale word behind them ("2.5 million")."""
    found = []
    for at, word in enumerate(words):
        if not _DIGITS.fullmatch(word.word):
            continue
        value, end = Decimal(word.word.replace(",", "")), word.end
        behind = words[at + 1] if at + 1 < len(words) else None
        if behind and (scale := _SCALES.get(behind.word.lower())):
            value, end = value * scale, behind.end
        if value == value.to_integral_value():
            found.append(Number(int(value), word.start, end))
    return found


def _nobody(words: list[_Word]) -> list[Number]:
    """Read "no children", "none", "no one" as 0; "no more than" is a hedge, "No. 366" a name."""
    found = []
    for word, behind in zip(words, [*words[1:], None], strict=False):
        if word.word.lower() not in _NOBODY:
            continue
        after = behind.word.lower() if behind else ""
        if after in {"more", "less", "fewer", "longer", "later"} or (
            word.word.lower() == "no" and not after[:1].isalpha()
        ):
            continue
        found.append(Number(0, word.start, word.end))
    return found


def _merged(found: list[Number], text: str) -> list[Number]:
    """Drop what lies inside another number; read "two dozen" and "a dozen"."""
    kept: list[Number] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    for match in re.finditer(r"\bdozen\b", text, re.IGNORECASE):
        before = next((n for n in kept if not text[n.end : match.start()].strip()), None)
        if before:
            kept[kept.index(before)] = Number(before.value * 12, before.start, match.end())
        elif not any(n.start <= match.start() < n.end for n in kept):
            half = re.search(r"\bhalf\s+an?\s+$", text[: match.start()], re.IGNORECASE)
            kept.append(Number(6 if half else 12, match.start(), match.end()))
    return sorted(kept, key=lambda n: n.start)


def _plain(text: str) -> str:
    """Lower case, one space between words; punctuation stays, so that it parts phrases."""
    return " ".join(text.lower().split())


def _without_fillers(before: str) -> list[str]:
    """Give the words before a number, and again without "a" or "a total of" at their end."""
    return [before, *(before.removesuffix(f) for f in _FILLERS if before.endswith(f))]
