"""Counts what passes, here and in a bare pyoxigraph: `python -m tests.conformance`."""

import sys
from collections import Counter

from tests.conformance import manifests
from tests.conformance.endpoints import Served, ask_bare
from tests.conformance.judge import fault
from tests.conformance.manifests import NEGATIVE, POSITIVE, Case


def _row(case: Case) -> str:
    return f"{case.suite}, {'syntax' if case.kind in POSITIVE | NEGATIVE else 'results'}"


def main() -> int:
    """Print a table in Markdown; 1 where our server fails a test that pyoxigraph passes."""
    root = manifests.folder()
    if root is None:
        sys.exit(f"Set {manifests.VARIABLE} to a copy of the W3C's suites.")
    cases = [case for case in manifests.cases(root) if not case.federated]
    served = Served(cases)
    tally, worse = Counter[tuple[str, str]](), []
    try:
        for case in cases:
            ours, bare = fault(case, served.ask(case)), fault(case, ask_bare(case))
            tally[_row(case), "tests"] += 1
            tally[_row(case), "ours"] += not ours
            tally[_row(case), "bare"] += not bare
            if ours and not bare:
                worse.append(case.id)
    finally:
        served.stop()
    print("| suite | tests | this server | bare pyoxigraph |\n|---|---:|---:|---:|")  # noqa: T201
    for row in dict.fromkeys(map(_row, cases)):
        numbers = (f"{tally[row, name]}" for name in ("tests", "ours", "bare"))
        print(f"| {row} | {' | '.join(numbers)} |")  # noqa: T201
    print(*worse, sep="\n")  # noqa: T201
    return bool(worse)


if __name__ == "__main__":
    sys.exit(main())
