"""The rule of /compare: symmetric, never "differ" where there is room to mean the same."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.features.compare.agreement import (
    UNDATED,
    Dated,
    Figure,
    Named,
    Range,
    Relation,
    between,
    dates,
    figures,
    names,
    reach,
    together,
)
from statementgraph.wording import HEDGES, UNHEDGED

AGREE, DIFFER, OPEN = Relation.AGREE, Relation.DIFFER, Relation.OPEN
STANCES = st.sampled_from(["asserts", "denies", "reports", "questions"])
HEDGE = st.sampled_from([UNHEDGED, *HEDGES, "unheard-of"])
SMALL = st.integers(0, 6)
BOUND = st.none() | SMALL
FIGURES = st.builds(
    Figure, SMALL, HEDGE, BOUND, BOUND, st.sampled_from(["", "2001/2001", UNDATED]), STANCES
)
DAY = st.none() | st.integers(0, 3).map(lambda n: date(2001, 3, 1) + timedelta(n))
DATES = st.builds(
    Dated,
    DAY,
    DAY,
    st.booleans(),
    st.sampled_from(["", "--03-01", "--03-02"]),
    st.sampled_from([frozenset[str](), frozenset({"eastwick"})]),
    STANCES,
)
NAMES = st.builds(Named, st.sampled_from(["wreck", "Wreck", "loss", ""]), STANCES)
KINDS: list[tuple[Callable[[Any, Any], Relation], st.SearchStrategy[Any]]] = [
    (figures, FIGURES),
    (dates, DATES),
    (names, NAMES),
]


def of_a_kind(number: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    """Draw a kind of comparison and some things said of that kind."""
    return st.sampled_from(KINDS).flatmap(
        lambda kind: st.tuples(st.just(kind[0]), *[st.lists(kind[1], max_size=3)] * number)
    )


@given(of_a_kind())
def test_comparing_is_symmetric(drawn: tuple[Any, ...]) -> None:
    compare, ours, theirs = drawn
    assert between(compare, ours, theirs) == between(compare, theirs, ours)


@given(of_a_kind())
def test_silent_if_and_only_if_nothing_is_said(drawn: tuple[Any, ...]) -> None:
    compare, ours, theirs = drawn
    assert (between(compare, ours, theirs) is None) == (not ours or not theirs)


@given(of_a_kind(1))
def test_a_statement_never_differs_from_one_that_says_the_same(drawn: tuple[Any, ...]) -> None:
    compare, ours = drawn
    found = between(compare, ours, [*reversed(ours)])
    own = all(said.stance in {"asserts", "denies"} for said in ours)
    assert found in ({AGREE, OPEN} if own else {OPEN}) if ours else found is None


@given(of_a_kind())
def test_order_and_repetition_change_nothing(drawn: tuple[Any, ...]) -> None:
    compare, ours, theirs = drawn
    again = between(compare, [*reversed(ours), *ours], theirs)
    assert again == between(compare, ours, theirs)


@given(of_a_kind())
def test_what_is_only_reported_or_questioned_is_left_open(drawn: tuple[Any, ...]) -> None:
    compare, ours, theirs = drawn
    if ours and theirs and all(said.stance in {"reports", "questions"} for said in ours):
        assert between(compare, ours, theirs) is OPEN


@given(FIGURES, FIGURES, SMALL)
def test_figures_with_a_number_in_common_never_differ(
    one: Figure, other: Figure, number: int
) -> None:
    def holds(figure: Figure) -> bool:
        found = figure.range
        return found.low <= number and (found.high is None or number <= found.high)

    if one.stance == other.stance == "asserts" and holds(one) and holds(other):
        assert figures(one, other) is not DIFFER


@given(FIGURES, FIGURES)
def test_figures_as_of_different_times_are_left_open(one: Figure, other: Figure) -> None:
    if one.as_of != other.as_of or one.as_of == UNDATED:
        assert figures(one, other) is OPEN


@given(DATES, DATES, DAY)
def test_dates_with_a_day_in_common_never_differ(
    one: Dated, other: Dated, day: date | None
) -> None:
    def holds(said: Dated) -> bool:
        return bool(day and said.first and said.last and said.first <= day <= said.last)

    said_alike = one.stance == other.stance == "asserts" and not (one.yearly and other.yearly)
    if said_alike and holds(one) and holds(other):
        assert dates(one, other) is not DIFFER


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Figure(12), Figure(12), AGREE),
        (Figure(12), Figure(13), DIFFER),
        (Figure(600, "more-than"), Figure(613), OPEN),
        (Figure(613, "more-than"), Figure(613), DIFFER),
        (Figure(613, "at-least"), Figure(613), OPEN),
        (Figure(40, "about"), Figure(40), OPEN),
        (Figure(40, "about"), Figure(4000), OPEN),
        (Figure(40, "about"), Figure(40, "about"), AGREE),
        (Figure(40, "unheard-of"), Figure(7), OPEN),
        (Figure(600, "nearly"), Figure(612), DIFFER),
        (Figure(600, "nearly"), Figure(590), OPEN),
        (Figure(600, "nearly"), Figure(600, "more-than"), DIFFER),
        (Figure(10, "fewer-than"), Figure(10, "at-least"), DIFFER),
        (Figure(10, "at-most"), Figure(10, "at-least"), OPEN),
        (Figure(500, lower=500, upper=600), Figure(550), OPEN),
        (Figure(500, lower=500, upper=600), Figure(601), DIFFER),
        (Figure(500, "about", lower=500, upper=600), Figure(601), OPEN),
        (Figure(5, as_of="a"), Figure(3, as_of="b"), OPEN),
        (Figure(5, as_of="a"), Figure(3, as_of="a"), DIFFER),
        (Figure(12), Figure(12, stance="denies"), DIFFER),
        (Figure(12), Figure(10, "more-than", stance="denies"), DIFFER),
        (Figure(13), Figure(12, stance="denies"), OPEN),
        (Figure(12, "at-least"), Figure(20, "at-most", stance="denies"), OPEN),
        (Figure(5), Figure(10, "more-than", stance="denies"), OPEN),
        (Figure(40, "about"), Figure(40, "about", stance="denies"), DIFFER),
        (Figure(40), Figure(40, "about", stance="denies"), OPEN),
        (Figure(12, stance="denies"), Figure(12, stance="denies"), AGREE),
        (Figure(12, stance="denies"), Figure(13, stance="denies"), OPEN),
        (Figure(12, stance="reports"), Figure(13), OPEN),
        (Figure(12, stance="reports"), Figure(12, stance="reports"), OPEN),
    ],
)
def test_figures(one: Figure, other: Figure, expected: Relation) -> None:
    assert figures(one, other) is expected


def day(first: int, last: int | None = None, **more: Any) -> Dated:  # noqa: ANN401 - of any field
    return Dated(date(2001, 3, first), date(2001, 3, last or first), **more)


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
        (Dated(), day(1), OPEN),
        (Dated(), Dated(), OPEN),
        (Dated(yearly="--03-01"), Dated(yearly="--03-01"), AGREE),
        (Dated(yearly="--03-01"), Dated(yearly="--03-02"), DIFFER),
        (Dated(yearly="--03-01"), day(2), OPEN),
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
def test_dates(one: Dated, other: Dated, expected: Relation) -> None:
    assert dates(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Named("needless\n\nwreck"), Named("Needless wreck"), AGREE),
        (Named("wreck"), Named("loss"), DIFFER),
        (Named("wreck"), Named("wreck", "denies"), DIFFER),
        (Named("wreck"), Named("loss", "denies"), OPEN),
        (Named("wreck", "denies"), Named("loss", "denies"), OPEN),
        (Named("wreck"), Named("wreck", "reports"), OPEN),
        (Named(), Named(), AGREE),
        (Named(), Named("", "denies"), DIFFER),
    ],
)
def test_names(one: Named, other: Named, expected: Relation) -> None:
    assert names(one, other) is expected


def test_several_figures_of_one_statement() -> None:
    both = [Figure(12), Figure(13)]
    assert between(figures, both, [Figure(12)]) is OPEN
    assert between(figures, both, [Figure(13), Figure(12)]) is AGREE
    assert between(figures, both, [Figure(14), Figure(15)]) is DIFFER


@given(st.lists(st.sampled_from(Relation)))
def test_a_row_differs_if_any_pair_does(pairs: list[Relation]) -> None:
    found = together(pairs)
    assert (found is DIFFER) == (DIFFER in pairs)
    assert (found is AGREE) == (set(pairs) == {AGREE})
    assert (found is None) == (not pairs)


@given(SMALL, HEDGE, BOUND, BOUND)
def test_a_figure_lies_in_its_own_range(
    value: int, hedge: str, lower: int | None, upper: int | None
) -> None:
    found = reach(value, hedge, lower, upper)
    fits = (lower is None or lower <= value) and (upper is None or value <= upper)
    if hedge not in {"more-than", "fewer-than"} and fits:
        assert found.covers(Range(value, value))
        assert found.meets(Range(value, value))


@given(SMALL, HEDGE, SMALL, HEDGE)
def test_a_range_covers_another_if_it_holds_all_its_numbers(
    value: int, hedge: str, other: int, other_hedge: str
) -> None:
    one, two = reach(value, hedge), reach(other, other_hedge)
    # Beyond these numbers nothing changes any more.
    numbers = range(20)

    def held(found: Range) -> set[int]:
        return {n for n in numbers if found.covers(Range(n, n))}

    assert one.covers(two) == (held(two) <= held(one))
    assert one.meets(two) == bool(held(one) & held(two))
