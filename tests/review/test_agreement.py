"""Alpha against published examples and against NLTK's; the interval is the same each time."""

import importlib
import random
from collections.abc import Sequence

import pytest

from statementgraph.review.agreement import alpha, interval

# Rows are observers, columns are units, "." is no value.
# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C.
KRIPPENDORFF = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# https://en.wikipedia.org/wiki/Krippendorff%27s_alpha, "A computational example".
WIKIPEDIA = (
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)


def units(observers: Sequence[str]) -> list[list[str]]:
    columns = zip(*(row.split() for row in observers), strict=True)
    return [[value for value in column if value != "."] for column in columns]


@pytest.mark.parametrize(("observers", "published"), [(KRIPPENDORFF, 0.743), (WIKIPEDIA, 0.691)])
def test_it_gives_the_published_values(observers: Sequence[str], published: float) -> None:
    assert alpha(units(observers)) == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize("seed", range(8))
def test_it_gives_what_nltk_gives(seed: int) -> None:
    task = importlib.import_module("nltk.metrics.agreement").AnnotationTask
    draw = random.Random(seed)  # noqa: S311
    values = [[draw.choice("abcd"[: 2 + seed % 3]) for _ in range(2)] for _ in range(30)]
    values += [["a", "a"]] * draw.randrange(20)
    told = [(f"c{c}", str(n), v) for n, unit in enumerate(values) for c, v in enumerate(unit)]
    assert alpha(values) == pytest.approx(task(data=told).alpha())


def test_full_agreement_is_1_and_the_reverse_is_below_0() -> None:
    assert alpha([["a", "a"], ["b", "b"]]) == 1
    assert (alpha([["a", "b"], ["b", "a"]]) or 0) < 0


@pytest.mark.parametrize("values", [[], [["a"]], [["a", "a"], ["a", "a"]]])
def test_it_is_not_defined_where_nothing_was_told_apart(values: list[list[str]]) -> None:
    assert alpha(values) is None


def test_the_interval_is_the_same_each_time_and_holds_the_value() -> None:
    groups = [[("a", "a"), ("b", "b")], [("a", "b")], [("b", "b")], [("a", "a"), ("b", "a")]] * 3
    ends = interval(groups, alpha)
    value = alpha([unit for group in groups for unit in group])
    assert ends == interval(groups, alpha)
    assert ends is not None
    assert value is not None
    assert ends[0] < value < ends[1]


def test_whole_sentences_are_drawn() -> None:
    assert interval([["a", "b"]], lambda sample: float(len(sample))) == (2, 2)


def test_there_is_no_interval_where_most_samples_have_no_value() -> None:
    assert interval([["a"], ["a"]], lambda _: None) is None
