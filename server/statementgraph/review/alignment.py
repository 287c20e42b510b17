"""Which row of one reading stands for which of the other."""

from collections.abc import Iterable
from dataclasses import dataclass

from statementgraph.review.reading import FIELDS, Row, overlap


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two readings side by side: rows of both, and rows that only one of them has."""

    pairs: tuple[tuple[Row, Row], ...]
    only_first: tuple[Row, ...]
    only_second: tuple[Row, ...]


def align(first: Iterable[Row], second: Iterable[Row]) -> Alignment:
    """Pair rows of one sentence and one kind, those whose words overlap most first.

    Of equal overlaps the pair with more equal fields goes first, then the order of the
    rows decides. Rows without a common word are never a pair.
    """
    ones, others = list(first), list(second)
    ranked = sorted(
        (-shared, -_equal(one, other), i, j)
        for i, one in enumerate(ones)
        for j, other in enumerate(others)
        if (one.sentence, one.kind) == (other.sentence, other.kind)
        and (shared := overlap(one, other)) > 0
    )
    left, right = set(range(len(ones))), set(range(len(others)))
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in ranked:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((i, j))
    return Alignment(
        tuple((ones[i], others[j]) for i, j in sorted(pairs)),
        tuple(ones[i] for i in sorted(left)),
        tuple(others[j] for j in sorted(right)),
    )


def _equal(one: Row, other: Row) -> int:
    return sum(one.text(field) == other.text(field) for field in FIELDS)
