"""The rule of /compare: symmetric, never "differ" where there is room to mean the same."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.features.compare.agreement import (
    AFFIRMS,
    DENIES,
    LEAVES_OPEN,
    UNDATED,
    NumberRange,
    Relation,
    StatedDate,
    StatedFigure,
    StatedName,
    compare_dates,
    compare_figures,
    compare_names,
    compare_statements,
    number_range,
    row_relation,
)
from statementgraph.reading.hedges import UNHEDGED
from statementgraph.view.dates import Day

AGREE, DIFFER, OPEN = Relation.AGREE, Relation.DIFFER, Relation.OPEN
STANCES = st.sampled_from([AFFIRMS, DENIES, LEAVES_OPEN])
HEDGE = st.sampled_from(
    [UNHEDGED, "nearly", "about", "more-than", "at-least", "at-most", "fewer-than", "unheard-of"]
)
SMALL = st.integers(0, 6)
BOUND = st.none() | SMALL
AS_OF = st.sampled_from(["", "2001/2001", UNDATED])
FIGURES = st.one_of(
    st.builds(StatedFigure, SMALL, HEDGE, as_of=AS_OF, stance=STANCES),
    st.builds(StatedFigure, hedge=HEDGE, lower=BOUND, upper=BOUND, as_of=AS_OF, stance=STANCES),
    st.builds(StatedFigure, vague=st.sampled_from(["dozens", "most"]), stance=STANCES),
)
DAY = st.none() | st.integers(1, 4).map(lambda n: Day(2001, 3, n))
DATES = st.builds(
    StatedDate,
    DAY,
    DAY,
    st.booleans(),
    st.sampled_from(["", "--03-01", "--03-02"]),
    st.sampled_from([frozenset[str](), frozenset({"eastwick"})]),
    STANCES,
)
NAMES = st.builds(StatedName, st.sampled_from(["wreck", "Wreck", "loss", ""]), STANCES)
KINDS: list[tuple[Callable[[Any, Any], Relation], st.SearchStrategy[Any]]] = [
    (compare_figures, FIGURES),
    (compare_dates, DATES),
    (compare_names, NAMES),
]


def of_a_kind(number: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    """Draw a kind of comparison and some things said of that kind."""
    return st.sampled_from(KINDS).flatmap(
        lambda kind: st.tuples(st.just(kind[0]), *[st.lists(kind[1], max_size=3)] * number)
    )


@given(of_a_kind())
def test_comparing_is_symmetric(drawn: tuple[Any, ...]) -> None:
    compare, ours, theirs = drawn
    assert compare_statements(compare, ours, theirs) == compare_statements(compare, theirs, ours)


@given(of_a_kind())
def test_silent_if_and_only_if_nothing_is_said(drawn: tuple[Any, ...]) -> None:
    compare, ours, theirs = drawn
    assert (compare_statements(compare, ours, theirs) is None) == (not ours or not theirs)


@given(of_a_kind(1))
def test_a_statement_never_differs_from_one_that_says_the_same(drawn: tuple[Any, ...]) -> None:
    compare, ours = drawn
    result = compare_statements(compare, ours, [*reversed(ours)])
    own = all(claims.stance in {AFFIRMS, DENIES} for claims in ours)
    assert result in ({AGREE, OPEN} if own else {OPEN}) if ours else result is None


@given(of_a_kind())
def test_order_and_repetition_change_nothing(drawn: tuple[Any, ...]) -> None:
    compare, ours, theirs = drawn
    again = compare_statements(compare, [*reversed(ours), *ours], theirs)
    assert again == compare_statements(compare, ours, theirs)


@given(of_a_kind())
def test_what_is_only_reported_or_questioned_is_left_open(drawn: tuple[Any, ...]) -> None:
    compare, ours, theirs = drawn
    if ours and theirs and all(claims.stance == LEAVES_OPEN for claims in ours):
        assert compare_statements(compare, ours, theirs) is OPEN


@given(FIGURES, FIGURES, SMALL)
def test_figures_with_a_number_in_common_never_differ(
    one: StatedFigure, other: StatedFigure, number: int
) -> None:
    def holds(figure: StatedFigure) -> bool:
        result = figure.range
        return result.covers(NumberRange(number, number))

    if one.stance == other.stance == AFFIRMS and holds(one) and holds(other):
        assert compare_figures(one, other) is not DIFFER


@given(FIGURES, FIGURES)
def test_figures_as_of_different_times_are_left_open(
    one: StatedFigure, other: StatedFigure
) -> None:
    if one.as_of != other.as_of or one.as_of == UNDATED:
        assert compare_figures(one, other) is OPEN


@given(DATES, DATES, DAY)
def test_dates_with_a_day_in_common_never_differ(
    one: StatedDate, other: StatedDate, day: Day | None
) -> None:
    def holds(claims: StatedDate) -> bool:
        return bool(day and claims.first and claims.last and claims.first <= day <= claims.last)

    said_alike = one.stance == other.stance == AFFIRMS and not (one.yearly and other.yearly)
    if said_alike and holds(one) and holds(other):
        assert compare_dates(one, other) is not DIFFER


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (StatedFigure(12), StatedFigure(12), AGREE),
        (StatedFigure(12), StatedFigure(13), DIFFER),
        (StatedFigure(600, "more-than"), StatedFigure(613), OPEN),
        (StatedFigure(613, "more-than"), StatedFigure(613), DIFFER),
        (StatedFigure(613, "at-least"), StatedFigure(613), OPEN),
        (StatedFigure(40, "about"), StatedFigure(40), OPEN),
        (StatedFigure(40, "about"), StatedFigure(4000), OPEN),
        (StatedFigure(40, "about"), StatedFigure(40, "about"), AGREE),
        (StatedFigure(40, "unheard-of"), StatedFigure(7), OPEN),
        (StatedFigure(600, "nearly"), StatedFigure(612), DIFFER),
        (StatedFigure(600, "nearly"), StatedFigure(590), OPEN),
        (StatedFigure(600, "nearly"), StatedFigure(600, "more-than"), DIFFER),
        (StatedFigure(10, "fewer-than"), StatedFigure(10, "at-least"), DIFFER),
        (StatedFigure(10, "at-most"), StatedFigure(10, "at-least"), OPEN),
        (StatedFigure(lower=500, upper=600), StatedFigure(550), OPEN),
        (StatedFigure(lower=500, upper=600), StatedFigure(601), DIFFER),
        (StatedFigure(None, "about", lower=500, upper=600), StatedFigure(601), OPEN),
        (StatedFigure(5, as_of="a"), StatedFigure(3, as_of="b"), OPEN),
        (StatedFigure(5, as_of="a"), StatedFigure(3, as_of="a"), DIFFER),
        (StatedFigure(12), StatedFigure(12, stance=DENIES), DIFFER),
        (StatedFigure(12), StatedFigure(10, "more-than", stance=DENIES), DIFFER),
        (StatedFigure(13), StatedFigure(12, stance=DENIES), OPEN),
        (StatedFigure(12, "at-least"), StatedFigure(20, "at-most", stance=DENIES), OPEN),
        (StatedFigure(5), StatedFigure(10, "more-than", stance=DENIES), OPEN),
        (StatedFigure(40, "about"), StatedFigure(40, "about", stance=DENIES), DIFFER),
        (StatedFigure(40), StatedFigure(40, "about", stance=DENIES), OPEN),
        (StatedFigure(12, stance=DENIES), StatedFigure(12, stance=DENIES), AGREE),
        (StatedFigure(12, stance=DENIES), StatedFigure(13, stance=DENIES), OPEN),
        (StatedFigure(12, stance=LEAVES_OPEN), StatedFigure(13), OPEN),
        (StatedFigure(12, stance=LEAVES_OPEN), StatedFigure(12, stance=LEAVES_OPEN), OPEN),
    ],
)
def test_figures(one: StatedFigure, other: StatedFigure, expected: Relation) -> None:
    assert compare_figures(one, other) is expected


def day(first: int, last: int | None = None, **more: Any) -> StatedDate:  # noqa: ANN401 - of any field
    return StatedDate(Day(2001, 3, first), Day(2001, 3, last or first), **more)


HERE, THERE = frozenset({"eastwick"}), frozenset({"westholm"})


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (day(1), day(1), AGREE),
        (day(1), day(2), DIFFER),
        (day(1), day(1, 31), OPEN),
        (day(1, 2), day(2, 3), OPEN),
        (day(1, 31), day(1, 31), AGREE),
        (day(1, exact=False), day(9), OPEN),
        (day(1, exact=False), day(1, exact=False), AGREE),
        (StatedDate(), day(1), OPEN),
        (StatedDate(), StatedDate(), OPEN),
        (StatedDate(yearly="--03-01"), StatedDate(yearly="--03-01"), AGREE),
        (StatedDate(yearly="--03-01"), StatedDate(yearly="--03-02"), DIFFER),
        (StatedDate(yearly="--03-01"), day(2), OPEN),
        (day(1, places=HERE), day(2, places=THERE), OPEN),
        (day(1, places=HERE), day(1), OPEN),
        (day(1), day(1, stance=DENIES), DIFFER),
        (day(1), day(1, 31, stance=DENIES), DIFFER),
        (day(1, 31), day(1, stance=DENIES), OPEN),
        (day(1, exact=False), day(1, 31, stance=DENIES), OPEN),
        (day(1), day(1, 31, exact=False, stance=DENIES), OPEN),
        (day(1, stance=DENIES), day(2, stance=DENIES), OPEN),
        (day(1, stance=LEAVES_OPEN), day(2), OPEN),
    ],
)
def test_dates(one: StatedDate, other: StatedDate, expected: Relation) -> None:
    assert compare_dates(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (StatedName("needless\n\nwreck"), StatedName("Needless wreck"), AGREE),
        (StatedName("wreck"), StatedName("loss"), DIFFER),
        (StatedName("wreck"), StatedName("wreck", DENIES), DIFFER),
        (StatedName("wreck"), StatedName("loss", DENIES), OPEN),
        (StatedName("wreck", DENIES), StatedName("loss", DENIES), OPEN),
        (StatedName("wreck"), StatedName("wreck", LEAVES_OPEN), OPEN),
        (StatedName(), StatedName(), AGREE),
        (StatedName(), StatedName("", DENIES), DIFFER),
    ],
)
def test_names(one: StatedName, other: StatedName, expected: Relation) -> None:
    assert compare_names(one, other) is expected


def test_several_figures_of_one_statement() -> None:
    both = [StatedFigure(12), StatedFigure(13)]
    assert compare_statements(compare_figures, both, [StatedFigure(12)]) is OPEN
    assert compare_statements(compare_figures, both, [StatedFigure(13), StatedFigure(12)]) is AGREE
    assert compare_statements(compare_figures, both, [StatedFigure(14), StatedFigure(15)]) is DIFFER


@given(st.lists(st.sampled_from(Relation)))
def test_a_row_differs_if_any_pair_does(pairs: list[Relation]) -> None:
    result = row_relation(pairs)
    assert (result is DIFFER) == (DIFFER in pairs)
    assert (result is AGREE) == (set(pairs) == {AGREE})
    assert (result is None) == (not pairs)


@given(SMALL, HEDGE)
def test_a_figure_lies_in_its_own_range(value: int, hedge: str) -> None:
    result = number_range(value, hedge)
    if hedge not in {"more-than", "fewer-than"}:
        assert result.covers(NumberRange(value, value))
        assert result.intersects(NumberRange(value, value))


def test_shares_are_compared_between_whole_numbers_too() -> None:
    one, other = StatedFigure(Decimal("82.5")), StatedFigure(82, "more-than")
    assert compare_figures(one, other) is OPEN
    assert compare_figures(StatedFigure(82), other) is DIFFER


def test_vague_words_leave_room_for_any_number() -> None:
    dozens = StatedFigure(vague="dozens")
    assert compare_figures(dozens, StatedFigure(7)) is OPEN
    assert compare_figures(dozens, StatedFigure(vague="dozens")) is AGREE


@given(SMALL, HEDGE, SMALL, HEDGE)
def test_a_range_covers_another_if_it_holds_all_its_numbers(
    value: int, hedge: str, other: int, other_hedge: str
) -> None:
    one, two = number_range(value, hedge), number_range(other, other_hedge)
    # Beyond these numbers nothing changes any more; halves, because a figure may be a share.
    numbers = [Decimal(n) / 2 for n in range(40)]

    def held(result: NumberRange) -> set[Decimal]:
        return {n for n in numbers if result.covers(NumberRange(n, n))}

    assert one.covers(two) == (held(two) <= held(one))
    assert one.intersects(two) == bool(held(one) & held(two))
