"""The figures of a comparison, each with its 95 % interval."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from statementgraph.review.agreement import alpha, interval
from statementgraph.review.differences import Item
from statementgraph.review.reading import NUMBERS, f1

_NAMES = {
    "stance": "Stance",
    "polarity": "Polarity",
    "certainty": "Certainty",
    "qualifier": "Hedge",
    "group": "Group counted",
    "actor": "Actor",
    "norm": "Norm",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: what it is of, which one it is, its value, its 95 % interval, of how many.

    `value` is None where it is not defined, such as alpha where only one value was used.
    """

    name: str
    method: str
    value: float | None
    interval: tuple[float, float] | None
    count: int


Pair = tuple[str, str]
Counts = tuple[int, int, int]


def measures(items: Sequence[Item], sentences: Iterable[int]) -> tuple[Measure, ...]:
    """Compute every figure from what both readings had before any discussion."""
    numbers = sorted(sentences)
    by_sentence = {n: [i for i in items if _sentence(i) == n] for n in numbers}
    groups = list(by_sentence.values())
    kinds = sorted({row.kind for item in items for row in (item.first, item.second) if row})
    found = [_measure("Things said, per sentence and kind", _ALPHA, _presence(groups, kinds))]
    for field, name in _NAMES.items():
        units = [[u for item in group for u in _values(item, (field,))] for group in groups]
        found.append(_measure(name, _ALPHA, units))
    for name, fields in (("Numbers", NUMBERS), ("Dates", ("time",))):
        units = [[u for item in group for u in _values(item, fields)] for group in groups]
        found.append(_measure(name, _EXACT, units))
    found.append(_words(groups))
    return tuple(found)


def _sentence(item: Item) -> int:
    row = item.first or item.second
    return row.sentence if row else 0


def _values(item: Item, fields: Sequence[str]) -> Iterable[Pair]:
    """Give what each reading has in these fields of a pair; nothing where both have nothing."""
    if item.first and item.second:
        one, other = ("; ".join(row.text(f) for f in fields) for row in (item.first, item.second))
        if one.strip("; ") or other.strip("; "):
            yield one, other


def _presence(groups: Sequence[Sequence[Item]], kinds: Sequence[str]) -> list[list[Pair]]:
    return [
        [
            (
                str(any(i.first and i.first.kind == kind for i in group)),
                str(any(i.second and i.second.kind == kind for i in group)),
            )
            for kind in kinds
        ]
        for group in groups
    ]


def _exact(units: Sequence[Pair]) -> float | None:
    return sum(one == other for one, other in units) / len(units) if units else None


_Figure = tuple[str, Callable[[Sequence[Pair]], float | None]]
_ALPHA: _Figure = ("Krippendorff's alpha", alpha)
_EXACT: _Figure = ("share that match exactly", _exact)


def _measure(name: str, figure: _Figure, groups: Sequence[Sequence[Pair]]) -> Measure:
    units = [unit for group in groups for unit in group]
    value = figure[1](units)
    return Measure(
        name,
        figure[0],
        value,
        interval(groups, figure[1]) if value is not None else None,
        len(units),
    )


def _words(groups: Sequence[Sequence[Item]]) -> Measure:
    """Measure the words quoted: those of rows that one reading alone has count as missed."""
    counts = [[_counts(item) for item in group] for group in groups]
    every = [count for group in counts for count in group]
    value = _f1(every)
    ends = interval(counts, _f1) if value is not None else None
    return Measure("Words quoted", "F1", value, ends, sum(one + two for _, one, two in every))


def _counts(item: Item) -> Counts:
    one = item.first.words if item.first else Counter[str]()
    two = item.second.words if item.second else Counter[str]()
    return (one & two).total(), one.total(), two.total()


def _f1(counts: Sequence[Counts]) -> float | None:
    same, one, two = (sum(c[n] for c in counts) for n in range(3))
    return f1(same, one, two) if one + two else None
