"""When two statements agree, differ, or leave it open: the rule behind /compare, and nothing else.

The rule compares words, never what they are about. It is written out for readers in
docs/reading.md. "Differ" is said only where the words of the two leave no room to mean the same.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from statementgraph.wording import UNHEDGED


class Relation(StrEnum):
    """How what two statements say about one thing compares."""

    AGREE = "agree"
    DIFFER = "differ"
    OPEN = "left open"


# What speakers say in their own name. What they report of others, or question, is not their word.
_OWN_STANCES = frozenset({"asserts", "denies"})
# Where a figure holds as of some time for which the words give no days.
UNDATED = "?"


@dataclass(frozen=True, slots=True)
class NumberRange:
    """The whole numbers that a wording leaves room for, `low` to `high`; None is no upper end.

    `sure` says that the words fix the ends they have. "About" and "nearly" do not.
    """

    low: int = 0
    high: int | None = None
    sure: bool = True

    def intersects(self, other: "NumberRange") -> bool:
        """Say whether a number lies in both."""
        return _upto(self.low, other.high) and _upto(other.low, self.high)

    def covers(self, other: "NumberRange") -> bool:
        """Say whether every number of the other lies in this one."""
        if self.high is not None and (other.high is None or other.high > self.high):
            return False
        return self.low <= other.low


def _upto(low: int, high: int | None) -> bool:
    return high is None or low <= high


def number_range(
    value: int, hedge: str, lower: int | None = None, upper: int | None = None
) -> NumberRange:
    """Give the numbers that a figure leaves room for, as the scheme of hedges defines them.

    `hedge` is the last part of the IRI of the hedge; one that is not known is read as "about".
    `lower` and `upper` are bounds that the words give: "between 500 and 600".
    """
    known = {
        UNHEDGED: NumberRange(value, value),
        "nearly": NumberRange(0, value, sure=False),
        "more-than": NumberRange(value + 1),
        "fewer-than": NumberRange(0, max(0, value - 1)),
        "at-least": NumberRange(value),
        "at-most": NumberRange(0, value),
    }
    numbers = known.get(hedge, NumberRange(sure=False))
    if numbers.sure and (lower is not None or upper is not None):
        return NumberRange(lower or 0, upper)
    return numbers


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A number as said; `as_of` is the days it is said to hold for, "" for none given."""

    value: int
    hedge: str = UNHEDGED
    lower: int | None = None
    upper: int | None = None
    as_of: str = ""
    stance: str = "asserts"

    @property
    def range(self) -> NumberRange:
        """The numbers that the words leave room for."""
        return number_range(self.value, self.hedge, self.lower, self.upper)

    @property
    def terms(self) -> tuple[object, ...]:
        """Figure and hedge, as said."""
        return self.value, self.hedge, self.lower, self.upper


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as read: at some time within `first` to `last`, whole days; None for no such day.

    `exact` is no where the words are approximate; `yearly` is a day of every year, as
    `--03-01`; `places` are those that the words name.
    """

    first: date | None = None
    last: date | None = None
    exact: bool = True
    yearly: str = ""
    places: frozenset[str] = frozenset()
    stance: str = "asserts"

    @property
    def terms(self) -> tuple[object, ...]:
        """The days, as read."""
        return self.first, self.last, self.exact, self.yearly


@dataclass(frozen=True, slots=True)
class StatedName:
    """A name or description in the speaker's words; "" where only the stance counts."""

    words: str = ""
    stance: str = "asserts"

    @property
    def terms(self) -> tuple[object, ...]:
        """The words, whatever their case and their line breaks."""
        return tuple(self.words.casefold().split())


def compare_figures(one: StatedFigure, other: StatedFigure) -> Relation:
    """Compare two figures for the same cohort, so with the same unit."""
    if not _in_own_name(one, other) or one.as_of != other.as_of or one.as_of == UNDATED:
        return Relation.OPEN
    if one.terms == other.terms:
        return _same_terms(one, other)
    if one.stance == other.stance:
        apart = one.stance == "asserts" and not one.range.intersects(other.range)
    else:
        asserted, denied = _asserted_first(one, other)
        apart = denied.range.sure and denied.range.covers(asserted.range)
    return Relation.DIFFER if apart else Relation.OPEN


def compare_dates(one: StatedDate, other: StatedDate) -> Relation:
    """Compare two dates of the same act, by the same actor, about the same thing."""
    if not _in_own_name(one, other) or one.places != other.places:
        return Relation.OPEN
    if one.terms == other.terms:
        known = one.yearly or (one.first and one.last)
        return _same_terms(one, other) if known else Relation.OPEN
    if one.stance == other.stance:
        apart = one.stance == "asserts" and _no_shared_day(one, other)
    else:
        asserted, denied = _asserted_first(one, other)
        apart = _within(asserted, denied)
    return Relation.DIFFER if apart else Relation.OPEN


def compare_names(one: StatedName, other: StatedName) -> Relation:
    """Compare the words of two names for the same thing: their wording, nothing more."""
    if not _in_own_name(one, other):
        return Relation.OPEN
    if one.terms == other.terms:
        return _same_terms(one, other)
    # Denying a word does not say which other word fits.
    return Relation.DIFFER if one.stance == other.stance == "asserts" else Relation.OPEN


_Stated = TypeVar("_Stated", StatedFigure, StatedDate, StatedName)


def _in_own_name(one: _Stated, other: _Stated) -> bool:
    return one.stance in _OWN_STANCES and other.stance in _OWN_STANCES


def _same_terms(one: _Stated, other: _Stated) -> Relation:
    """Two speakers use the same terms: they differ where one denies what the other says."""
    return Relation.AGREE if one.stance == other.stance else Relation.DIFFER


def _asserted_first(one: _Stated, other: _Stated) -> tuple[_Stated, _Stated]:
    """Put what is said before what is denied."""
    return (one, other) if one.stance == "asserts" else (other, one)


def _no_shared_day(one: StatedDate, other: StatedDate) -> bool:
    """Say whether the two share no day, and neither is approximate."""
    if one.yearly and other.yearly:
        return one.yearly != other.yearly
    if not (one.exact and other.exact and one.first and one.last and other.first and other.last):
        return False
    return one.last < other.first or other.last < one.first


def _within(asserted: StatedDate, denied: StatedDate) -> bool:
    """Say whether every day of the first lies in the second."""
    if not (denied.exact and asserted.first and asserted.last and denied.first and denied.last):
        return False
    return asserted.exact and denied.first <= asserted.first and asserted.last <= denied.last


_Any = TypeVar("_Any")


def compare_statements(
    compare: Callable[[_Any, _Any], Relation], ours: Sequence[_Any], theirs: Sequence[_Any]
) -> Relation | None:
    """Compare all that two statements say about one thing; None where either is silent.

    They agree where each thing that one says is said by the other too. They differ where
    nothing that one says leaves room for anything that the other says.
    """
    if not ours or not theirs:
        return None
    relations = [[compare(one, other) for other in theirs] for one in ours]
    if all(r is Relation.DIFFER for row in relations for r in row):
        return Relation.DIFFER
    matched = all(Relation.AGREE in line for line in (*relations, *zip(*relations, strict=True)))
    return Relation.AGREE if matched else Relation.OPEN


def row_relation(pairs: Iterable[Relation]) -> Relation | None:
    """Sum up a row from its pairs of statements that both speak; None where there is no pair."""
    relations = set(pairs)
    if Relation.DIFFER in relations:
        return Relation.DIFFER
    if Relation.OPEN in relations:
        return Relation.OPEN
    return Relation.AGREE if relations else None
