"""`python -m bench`: what isolation costs, beside a bare view under the same server.

Both run at once and are asked in turn, so that what else the machine does falls
on both alike. Ratios count; absolute figures are this machine's.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from bench import generate
from bench.engines import engines
from bench.load import Client, accept, microseconds, path, throughput
from bench.mix import MIX

REPEATS, ROUNDS = 7, 40
CLIENTS, SECONDS = 4, 3.0
# One client may have all of it; nothing is written for each request.
UNLIMITED = {
    "STATEMENTGRAPH_WATCH_SECONDS": "0",
    "STATEMENTGRAPH_CLIENT_RATE": "0",
    "STATEMENTGRAPH_CLIENT_SHARE": "1",
    "STATEMENTGRAPH_LOG_REQUESTS": "no",
}
SERVE = ["-c", "from statementgraph.cli import main; main()", "serve", "--port", "0"]


@contextmanager
def running(command: list[str], stream: str, **environ: str) -> Iterator[str]:
    """Run a server; give the URL that it prints."""
    process = subprocess.Popen(
        [sys.executable, *command],
        env={**os.environ, **environ},
        text=True,
        **{stream: subprocess.PIPE},  # type: ignore[call-overload]
    )
    try:
        pipe = getattr(process, stream)
        for line in pipe:
            if "http://" in line:
                yield "http://" + line.split("http://", 1)[1].split()[0]
                break
        else:
            raise SystemExit("A server did not start.")
    finally:
        process.terminate()
        process.wait()
        pipe.close()


def compare(title: str, data: Path, ours: list[str], cache: str) -> None:
    """Print the table for one set of data."""
    print(f"\n## {title}\n")
    serve = [*SERVE, *ours]
    with (
        running(["-m", "bench.floor", str(data)], "stdout") as floor,
        running(serve, "stderr", XDG_CACHE_HOME=cache, **UNLIMITED) as mine,
    ):
        _single(floor, mine)
        _many(floor, mine)
        _parts(floor, mine, data)


def _single(floor: str, mine: str) -> None:
    there, here = Client(floor), Client(mine)
    print("| query | bare, µs | ours, µs | ours ÷ bare | bytes |")
    print("|---|---:|---:|---:|---:|")
    ratios = []
    for name, query in MIX.items():
        target, accepts = path(query), accept(query)
        size = len(there.get(target, accepts))
        here.get(target, accepts)
        pairs = [
            tuple(microseconds(c, fresh(target, i), accepts) for c in (there, here))
            for i in range(REPEATS)
        ]
        bare, own = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratios.append(bare / own)
        print(f"| {name} | {bare:,.0f} | {own:,.0f} | {bare / own:.2f} | {size:,} |")
    print(f"\nSpeed, geometric mean: {statistics.geometric_mean(ratios):.2f} of the bare view.")


def fresh(target: str, number: int, rounds: int = ROUNDS) -> list[str]:
    """Make the query another one each time, so that no cache has it."""
    return [f"{target}%20%23{number}.{index}" for index in range(rounds)]


def _many(floor: str, mine: str) -> None:
    targets = [(path(query), accept(query)) for query in MIX.values()]
    pairs = [
        tuple(
            throughput(url, [(f"{t}%20%23m{i}.", a) for t, a in targets], CLIENTS, SECONDS)
            for url in (floor, mine)
        )
        for i in range(3)
    ]
    bare, own = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"\n{CLIENTS} clients at once, the mix: {bare:,.0f} a second bare, ", end="")
    print(f"{own:,.0f} ours ({own / bare:.2f}).")


def _parts(floor: str, mine: str, data: Path) -> None:
    """Say where the time of one small query goes."""
    there, here = Client(floor), Client(mine)
    query = MIX["ten figures"]
    target, accepts = path(query), accept(query)
    size = len(here.get(target, accepts))
    constant, again = f"a constant of {size:,} bytes, bare view", "our `/sparql`, asked before"
    same = {
        constant: (there, f"/constant/{size}", "*/*"),
        "our `/healthz`": (here, "/healthz", "*/*"),
        again: (here, target, accepts),
    }
    new = {"the query, bare view": there, "our `/sparql`": here}
    with engines(data, query) as calls:
        rows = [
            {name: call(i) for name, call in calls.items()}
            | {name: microseconds(c, [t] * ROUNDS, a) for name, (c, t, a) in same.items()}
            | {name: microseconds(c, fresh(target, -i - 1), accepts) for name, c in new.items()}
            for i in range(REPEATS)
        ]
    times = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
    print("\nWhere the time of the query “ten figures” goes, each row by itself:\n")
    print("| what | µs |\n|---|---:|")
    for name, time in times.items():
        print(f"| {name} | {time:,.0f} |")
    ratio = times[constant] / times[again]
    print(f"\nA repeated query runs at {ratio:.2f} of the bare constant.")


def main() -> None:
    print(f"# What isolation costs ({os.cpu_count()} processors, Python {sys.version.split()[0]})")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        real = _real(folder)
        compare("The data of this repository", real, [], f"{folder}/cache")
        made = folder / "generated.nq"
        ox.serialize(generate.statements(1000), str(made), ox.RdfFormat.N_QUADS)
        count = sum(1 for _ in made.open())
        options = ["--union-default-graph", "--rdf", str(made)]
        compare(f"A thousand generated statements ({count:,} quads)", made, options, str(folder))


def _real(folder: Path) -> Path:
    """Build the release of the real data and return its quads."""
    with running(SERVE, "stderr", XDG_CACHE_HOME=f"{folder}/cache"):
        return next(folder.glob("cache/statementgraph/releases/*/current/data.nq"))


if __name__ == "__main__":
    main()
