"""The rule of /compare: symmetric, never "differ" where there is room to mean the same."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.features.compare.agreement import (
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
from statementgraph.validation.number_check import HEDGE_WORDS

AGREE, DIFFER, OPEN = Relation.AGREE, Relation.DIFFER, Relation.OPEN
STANCES = st.sampled_from(["asserts", "denies", "reports", "questions"])
HEDGE = st.sampled_from([UNHEDGED, *HEDGE_WORDS, "unheard-of"])
SMALL = st.integers(0, 6)
BOUND = st.none() | SMALL
FIGURES = st.builds(
    StatedFigure, SMALL, HEDGE, BOUND, BOUND, st.sampled_from(["", "2001/2001", UNDATED]), STANCES
)
DAY = st.none() | st.integers(0, 3).map(lambda n: date(2001, 3, 1) + timedelta(n))
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
    own = all(claims.stance in {"asserts", "denies"} for claims in ours)
    assert result in ({AGREE, OPEN} if own else {OPEN}) if ours else result is None


@given(of_a_kind())
def test_order_and_repetition_change_nothing(drawn: tuple[Any, ...]) -> None:
    compare, ours, theirs = drawn
    again = compare_statements(compare, [*reversed(ours), *ours], theirs)
    assert again == compare_statements(compare, ours, theirs)


@given(of_a_kind())
def test_what_is_only_reported_or_questioned_is_left_open(drawn: tuple[Any, ...]) -> None:
    compare, ours, theirs = drawn
    if ours and theirs and all(claims.stance in {"reports", "questions"} for claims in ours):
        assert compare_statements(compare, ours, theirs) is OPEN


@given(FIGURES, FIGURES, SMALL)
def test_figures_with_a_number_in_common_never_differ(
    one: StatedFigure, other: StatedFigure, number: int
) -> None:
    def holds(figure: StatedFigure) -> bool:
        result = figure.range
        return result.low <= number and (result.high is None or number <= result.high)

    if one.stance == other.stance == "asserts" and holds(one) and holds(other):
        assert compare_figures(one, other) is not DIFFER


@given(FIGURES, FIGURES)
def test_figures_as_of_different_times_are_left_open(
    one: StatedFigure, other: StatedFigure
) -> None:
    if one.as_of != other.as_of or one.as_of == UNDATED:
        assert compare_figures(one, other) is OPEN


@given(DATES, DATES, DAY)
def test_dates_with_a_day_in_common_never_differ(
    one: StatedDate, other: StatedDate, day: date | None
) -> None:
    def holds(claims: StatedDate) -> bool:
        return bool(day and claims.first and claims.last and claims.first <= day <= claims.last)

    said_alike = one.stance == other.stance == "asserts" and not (one.yearly and other.yearly)
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
        (StatedFigure(500, lower=500, upper=600), StatedFigure(550), OPEN),
        (StatedFigure(500, lower=500, upper=600), StatedFigure(601), DIFFER),
        (StatedFigure(500, "about", lower=500, upper=600), StatedFigure(601), OPEN),
        (StatedFigure(5, as_of="a"), StatedFigure(3, as_of="b"), OPEN),
        (StatedFigure(5, as_of="a"), StatedFigure(3, as_of="a"), DIFFER),
        (StatedFigure(12), StatedFigure(12, stance="denies"), DIFFER),
        (StatedFigure(12), StatedFigure(10, "more-than", stance="denies"), DIFFER),
        (StatedFigure(13), StatedFigure(12, stance="denies"), OPEN),
        (StatedFigure(12, "at-least"), StatedFigure(20, "at-most", stance="denies"), OPEN),
        (StatedFigure(5), StatedFigure(10, "more-than", stance="denies"), OPEN),
        (StatedFigure(40, "about"), StatedFigure(40, "about", stance="denies"), DIFFER),
        (StatedFigure(40), StatedFigure(40, "about", stance="denies"), OPEN),
        (StatedFigure(12, stance="denies"), StatedFigure(12, stance="denies"), AGREE),
        (StatedFigure(12, stance="denies"), StatedFigure(13, stance="denies"), OPEN),
        (StatedFigure(12, stance="reports"), StatedFigure(13), OPEN),
        (StatedFigure(12, stance="reports"), StatedFigure(12, stance="reports"), OPEN),
    ],
)
def test_figures(one: StatedFigure, other: StatedFigure, expected: Relation) -> None:
    assert compare_figures(one, other) is expected


def day(first: int, last: int | None = None, **more: Any) -> StatedDate:  # noqa: ANN401 - of any field
    return StatedDate(date(2001, 3, first), date(2001, 3, last or first), **more)


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
        (day(1), day(1, stance="denies"), DIFFER),
        (day(1), day(1, 31, stance="denies"), DIFFER),
        (day(1, 31), day(1, stance="denies"), OPEN),
        (day(1, exact=False), day(1, 31, stance="denies"), OPEN),
        (day(1), day(1, 31, exact=False, stance="denies"), OPEN),
        (day(1, stance="denies"), day(2, stance="denies"), OPEN),
        (day(1, stance="reports"), day(2), OPEN),
    ],
)
def test_dates(one: StatedDate, other: StatedDate, expected: Relation) -> None:
    assert compare_dates(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (StatedName("needless\n\nwreck"), StatedName("Needless wreck"), AGREE),
        (StatedName("wreck"), StatedName("loss"), DIFFER),
        (StatedName("wreck"), StatedName("wreck", "denies"), DIFFER),
        (StatedName("wreck"), StatedName("loss", "denies"), OPEN),
        (StatedName("wreck", "denies"), StatedName("loss", "denies"), OPEN),
        (StatedName("wreck"), StatedName("wreck", "reports"), OPEN),
        (StatedName(), StatedName(), AGREE),
        (StatedName(), StatedName("", "denies"), DIFFER),
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


@given(SMALL, HEDGE, BOUND, BOUND)
def test_a_figure_lies_in_its_own_range(
    value: int, hedge: str, lower: int | None, upper: int | None
) -> None:
    result = number_range(value, hedge, lower, upper)
    fits = (lower is None or lower <= value) and (upper is None or value <= upper)
    if hedge not in {"more-than", "fewer-than"} and fits:
        assert result.covers(NumberRange(value, value))
        assert result.intersects(NumberRange(value, value))


@given(SMALL, HEDGE, SMALL, HEDGE)
def test_a_range_covers_another_if_it_holds_all_its_numbers(
    value: int, hedge: str, other: int, other_hedge: str
) -> None:
    one, two = number_range(value, hedge), number_range(other, other_hedge)
    # Beyond these numbers nothing changes any more.
    numbers = range(20)

    def held(result: NumberRange) -> set[int]:
        return {n for n in numbers if result.covers(NumberRange(n, n))}

    assert one.covers(two) == (held(two) <= held(one))
    assert one.intersects(two) == bool(held(one) & held(two))
