"""The rule of /compare: whether two statements agree, differ, or leave it open.

The rule compares words, never facts; docs/reading.md has it for readers. Two statements differ
only where their words leave no room to mean the same.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from statementgraph.reading.hedges import UNHEDGED
from statementgraph.view.dates import Day


class Relation(StrEnum):
    """How what two statements say about one thing compares."""

    AGREE = "agree"
    DIFFER = "differ"
    OPEN = "left open"


# How a claim is said: what a speaker affirms or denies in the speaker's own name is compared. What
# a speaker reports of others, or says only to be likely, possible, alleged or in question, is not.
AFFIRMS, DENIES, LEAVES_OPEN = "affirms", "denies", "leaves open"
_OWN_WORD = frozenset({AFFIRMS, DENIES})
# Stands for a date "as of" that was not read as days.
UNDATED = "?"


def said_as(stance: str, polarity: str, certainty: str) -> str:
    """Return how a claim is said, from the last parts of the IRIs of its three axes."""
    if stance != "asserts" or certainty != "unqualified":
        return LEAVES_OPEN
    return DENIES if polarity == "denied" else AFFIRMS


Number = Decimal | int


@dataclass(frozen=True, slots=True)
class NumberRange:
    """The numbers that a wording leaves room for, `low` to `high`; None for no upper end.

    `above` and `below` say that the end itself is left out. `sure` says that the words fix the
    ends of the range: "about" and "nearly" do not.
    """

    low: Number = 0
    high: Number | None = None
    sure: bool = True
    above: bool = False
    below: bool = False

    def intersects(self, other: "NumberRange") -> bool:
        """Return whether some number lies in both ranges."""
        return self._reaches(other) and other._reaches(self)

    def _reaches(self, other: "NumberRange") -> bool:
        """Return whether the upper end lies above the lower end of the other, or on it."""
        if self.high is None or other.low < self.high:
            return True
        return other.low == self.high and not (self.below or other.above)

    def covers(self, other: "NumberRange") -> bool:
        """Return whether every number of the other range lies in this one."""
        if self.low > other.low or (self.low == other.low and self.above and not other.above):
            return False
        if self.high is None:
            return True
        if other.high is None or other.high > self.high:
            return False
        return other.high < self.high or not self.below or other.below


def number_range(
    value: Number | None, hedge: str, lower: Number | None = None, upper: Number | None = None
) -> NumberRange:
    """Return the numbers that a figure leaves room for, as the scheme of hedges defines them.

    `hedge` is the local name of the hedge; an unknown one is treated as "about". A range, such as
    "between 500 and 600", has bounds and no value. A vague quantity has neither, and leaves
    room for any number.
    """
    if value is None:
        given = lower is not None or upper is not None
        sure = given and hedge == UNHEDGED
        return NumberRange(lower or 0, upper) if sure else NumberRange(sure=False)
    known = {
        UNHEDGED: NumberRange(value, value),
        "nearly": NumberRange(0, value, sure=False),
        "more-than": NumberRange(value, above=True),
        "fewer-than": NumberRange(0, value, below=True),
        "at-least": NumberRange(value),
        "at-most": NumberRange(0, value),
    }
    return known.get(hedge, NumberRange(sure=False))


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A quantity as stated: a number, a range, or vague words.

    `as_of` are the days that it is stated for, "" for none.
    """

    value: Number | None = None
    hedge: str = UNHEDGED
    lower: Number | None = None
    upper: Number | None = None
    vague: str = ""
    as_of: str = ""
    stance: str = AFFIRMS

    @property
    def range(self) -> NumberRange:
        """The numbers that the words leave room for."""
        return number_range(self.value, self.hedge, self.lower, self.upper)

    @property
    def terms(self) -> tuple[object, ...]:
        """The number or the words, its hedge and its bounds."""
        return self.value, self.hedge, self.lower, self.upper, self.vague


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as read: some time within `first` to `last`, whole days; None for an unknown day.

    `exact` is false where the words are approximate; `yearly` is a day of every year, such as
    `--03-01`; `places` are the IRIs of the places that the words name.
    """

    first: Day | None = None
    last: Day | None = None
    exact: bool = True
    yearly: str = ""
    places: frozenset[str] = frozenset()
    stance: str = AFFIRMS

    @property
    def terms(self) -> tuple[object, ...]:
        """The days as read."""
        return self.first, self.last, self.exact, self.yearly


@dataclass(frozen=True, slots=True)
class StatedName:
    """A name or description in the speaker's words; "" where only the stance is compared."""

    words: str = ""
    stance: str = AFFIRMS

    @property
    def terms(self) -> tuple[object, ...]:
        """The words without regard to case and line breaks."""
        return tuple(self.words.casefold().split())


def compare_figures(one: StatedFigure, other: StatedFigure) -> Relation:
    """Compare two figures for the same cohort, and so in the same unit."""
    if not _in_own_name(one, other) or one.as_of != other.as_of or one.as_of == UNDATED:
        return Relation.OPEN
    if one.terms == other.terms:
        return _same_terms(one, other)
    if one.stance == other.stance:
        apart = one.stance == AFFIRMS and not one.range.intersects(other.range)
    else:
        asserted, denied = _asserted_first(one, other)
        apart = denied.range.sure and denied.range.covers(asserted.range)
    return Relation.DIFFER if apart else Relation.OPEN


def compare_dates(one: StatedDate, other: StatedDate) -> Relation:
    """Compare two dates given for the same act by the same actor and for the same thing."""
    if not _in_own_name(one, other) or one.places != other.places:
        return Relation.OPEN
    if one.terms == other.terms:
        known = one.yearly or (one.first and one.last)
        return _same_terms(one, other) if known else Relation.OPEN
    if one.stance == other.stance:
        apart = one.stance == AFFIRMS and _no_shared_day(one, other)
    else:
        asserted, denied = _asserted_first(one, other)
        apart = _within(asserted, denied)
    return Relation.DIFFER if apart else Relation.OPEN


def compare_names(one: StatedName, other: StatedName) -> Relation:
    """Compare the wording of two names for the same thing."""
    if not _in_own_name(one, other):
        return Relation.OPEN
    if one.terms == other.terms:
        return _same_terms(one, other)
    # A denial of one name does not say which other name fits.
    return Relation.DIFFER if one.stance == other.stance == AFFIRMS else Relation.OPEN


_Stated = TypeVar("_Stated", StatedFigure, StatedDate, StatedName)


def _in_own_name(one: _Stated, other: _Stated) -> bool:
    return one.stance in _OWN_WORD and other.stance in _OWN_WORD


def _same_terms(one: _Stated, other: _Stated) -> Relation:
    """Compare two claims in the same terms: they differ where one denies what the other asserts."""
    return Relation.AGREE if one.stance == other.stance else Relation.DIFFER


def _asserted_first(one: _Stated, other: _Stated) -> tuple[_Stated, _Stated]:
    """Return the asserted claim first, then the denied one."""
    return (one, other) if one.stance == AFFIRMS else (other, one)


def _no_shared_day(one: StatedDate, other: StatedDate) -> bool:
    """Return whether the two share no day and neither is approximate."""
    if one.yearly and other.yearly:
        return one.yearly != other.yearly
    if not (one.exact and other.exact and one.first and one.last and other.first and other.last):
        return False
    return one.last < other.first or other.last < one.first


def _within(asserted: StatedDate, denied: StatedDate) -> bool:
    """Return whether every day of the first date lies in the second."""
    if not (denied.exact and asserted.first and asserted.last and denied.first and denied.last):
        return False
    return asserted.exact and denied.first <= asserted.first and asserted.last <= denied.last


_Any = TypeVar("_Any")


def compare_statements(
    compare: Callable[[_Any, _Any], Relation], ours: Sequence[_Any], theirs: Sequence[_Any]
) -> Relation | None:
    """Compare all claims of two statements about one thing; None where either makes none.

    They agree where each claim of one agrees with a claim of the other. They differ where every
    claim of one differs from every claim of the other.
    """
    if not ours or not theirs:
        return None
    relations = [[compare(one, other) for other in theirs] for one in ours]
    if all(r is Relation.DIFFER for row in relations for r in row):
        return Relation.DIFFER
    matched = all(Relation.AGREE in pairs for pairs in (*relations, *zip(*relations, strict=True)))
    return Relation.AGREE if matched else Relation.OPEN


def row_relation(pairs: Iterable[Relation]) -> Relation | None:
    """Return the relation of a row from its pairs of statements; None where there is no pair."""
    relations = set(pairs)
    if Relation.DIFFER in relations:
        return Relation.DIFFER
    if Relation.OPEN in relations:
        return Relation.OPEN
    return Relation.AGREE if relations else None
