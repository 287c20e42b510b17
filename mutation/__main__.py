"""`python -m mutation [ROOT]`: make wrong edits and see which of them `check` notices."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from mutation.run import cores, run, table
from mutation.second_reading import reviewed


def main() -> int:
    """Run and print; the exit code is 1 where fewer are noticed than `--least` asks."""
    parser = argparse.ArgumentParser(prog="python -m mutation", description=__doc__)
    parser.add_argument("root", nargs="?", type=Path, default=Path())
    parser.add_argument("--most", type=int, default=5, help="of each kind at most so many; 0: all")
    parser.add_argument("--jobs", type=int, default=cores(), help="processes at once")
    parser.add_argument("--least", type=float, default=0, help="fail below so many percent")
    parser.add_argument("--review", action="store_true", help="with a second reading that agrees")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        root = reviewed(asked.root, Path(folder)) if asked.review else asked.root
        outcomes = run(root, asked.most, asked.jobs)
    for line in table(outcomes):
        sys.stdout.write(f"{line}\n")
    noticed = sum(bool(o.code) for o in outcomes) / max(1, len(outcomes)) * 100
    return int(noticed < asked.least)


if __name__ == "__main__":
    sys.exit(main())
