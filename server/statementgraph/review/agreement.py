"""How far two readers agree: Krippendorff's alpha for names, and an interval for any figure.

K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A to C.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
SAMPLES = 1000
"""How many samples the bootstrap draws."""
_SEED = 20240229


def alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha for nominal data, 1 for full agreement, 0 for chance.

    A unit holds the values that readers gave it; a reader who gave none is left out, and
    so is a unit with one value. None where alpha is not defined: there is no pair of
    values, or all values are the same, so that nothing shows that they were told apart.
    """
    weight: dict[tuple[str, str], float] = {}
    for values in units:
        for i, one in enumerate(values):
            for j, other in enumerate(values):
                if i != j:
                    weight[one, other] = weight.get((one, other), 0.0) + 1 / (len(values) - 1)
    totals: dict[str, float] = {}
    for (one, _), count in weight.items():
        totals[one] = totals.get(one, 0.0) + count
    n = sum(totals.values())
    expected = n * n - sum(total * total for total in totals.values())
    if len(totals) < 2 or expected <= 0:
        return None
    observed = sum(count for (one, other), count in weight.items() if one != other)
    return 1 - (n - 1) * observed / expected


def interval(
    groups: Sequence[Sequence[T]], figure: Callable[[list[T]], float | None]
) -> tuple[float, float] | None:
    """Return the 95 % interval of a figure by a percentile bootstrap, the same each time.

    Whole groups are drawn (the sentences): what is read from one sentence hangs together.
    None where the figure is not defined in at least half of the samples.
    """
    draw = random.Random(_SEED)  # noqa: S311 - for statistics, no secret
    found: list[float] = []
    for _ in range(SAMPLES):
        sample = [unit for group in draw.choices(groups, k=len(groups)) for unit in group]
        value = figure(sample)
        if value is not None:
            found.append(value)
    if len(found) * 2 < SAMPLES:
        return None
    found.sort()
    return found[int(0.025 * len(found))], found[int(0.975 * len(found))]
