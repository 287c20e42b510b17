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
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from bench import generate
from bench.engines import engines
from bench.load import Client, accept, microseconds, path, throughput
from bench.mix import MIX, SIZES
from bench.used import used
from bench.views import cost_of_view, views

REPEATS, ROUNDS = 7, 40
# A query that takes so long, in microseconds, is asked less often.
SLOW = 20_000
CLIENTS, SECONDS = 8, 3.0
# One client may have all of it; nothing is written for each request.
UNLIMITED = {
    "STATEMENTGRAPH_WATCH_SECONDS": "0",
    "STATEMENTGRAPH_CLIENT_RATE": "0",
    "STATEMENTGRAPH_CLIENT_SHARE": "1",
    "STATEMENTGRAPH_LOG_REQUESTS": "no",
}
SERVE = ["-c", "from statementgraph.cli import main; main()", "serve", "--port", "0"]


@dataclass(frozen=True)
class Server:
    """A server under measurement: the URL that it printed, and its first process."""

    url: str
    pid: int


@contextmanager
def running(command: list[str], stream: str, **environ: str) -> Iterator[Server]:
    """Run a server until the end of the block."""
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
                yield Server("http://" + line.split("http://", 1)[1].split()[0], process.pid)
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
        _repeated(floor, mine)
        _parts(floor, mine, data)


def _single(floor: Server, mine: Server) -> None:
    print("One client, one query after the other; each time another query.\n")
    ratios = _table(floor, mine, MIX)
    for what, of in zip(("Speed", "By processor time"), zip(*ratios, strict=True), strict=True):
        print(f"\n{what}, geometric mean: {statistics.geometric_mean(of):.2f} of the bare view.")
    print("\nBy the size of the answer:\n")
    _table(floor, mine, SIZES)


def _table(floor: Server, mine: Server, queries: dict[str, str]) -> list[tuple[float, float]]:
    """Print a line for each query; return the ratios, by the clock and by processor time."""
    sides = [(Client(server.url), server.pid) for server in (floor, mine)]
    print("| query | bare, µs | ours, µs | speed | bare, CPU µs | ours, CPU µs | CPU | bytes |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    ratios = []
    for name, query in queries.items():
        target, accepts = path(query), accept(query)
        size = max(len(client.get(target, accepts)) for client, _ in sides)
        slow = microseconds(sides[0][0], fresh(target, REPEATS, 3), accepts) > SLOW
        rounds = ROUNDS // 8 if slow else ROUNDS
        asked = [
            [(*side, fresh(target, i, rounds), accepts) for side in sides] for i in range(REPEATS)
        ]
        (bare, bare_cpu), (own, own_cpu) = in_turn(asked)
        ratios.append((bare / own, bare_cpu / own_cpu))
        print(f"| {name} | {bare:,.0f} | {own:,.0f} | {bare / own:.2f} ", end="")
        print(f"| {bare_cpu:,.0f} | {own_cpu:,.0f} | {bare_cpu / own_cpu:.2f} | {size:,} |")
    return ratios


def in_turn(turns: list[list[tuple[Client, int, list[str], str]]]) -> list[list[float]]:
    """Time what each turn has: medians of the time and the processor time of a request, in µs.

    A turn holds for each side the client, the server's process, the targets and the Accept header.
    """
    found: list[list[tuple[float, float]]] = []
    for turn in turns:
        row = []
        for client, pid, targets, accepts in turn:
            before = used(pid)
            time = microseconds(client, targets, accepts)
            row.append((time, (used(pid) - before) / len(targets)))
        found.append(row)
    return [
        [statistics.median(column) for column in zip(*side, strict=True)]
        for side in zip(*found, strict=True)
    ]


def _repeated(floor: Server, mine: Server) -> None:
    """Compare a query that was asked before with a constant of the same length."""
    query = MIX["ten figures"]
    there, here, target = Client(floor.url), Client(mine.url), path(query)
    constant = f"/constant/{len(here.get(target, accept(query)))}"
    turn = [
        (there, floor.pid, [constant] * ROUNDS, "*/*"),
        (here, mine.pid, [target] * ROUNDS, accept(query)),
    ]
    (bare, bare_cpu), (own, own_cpu) = in_turn([turn] * REPEATS)
    print(
        f"\nA repeated query takes {own:,.0f} µs and {own_cpu:,.0f} µs of processor time; ", end=""
    )
    print(
        f"a constant of the same length from a bare view {bare:,.0f} and {bare_cpu:,.0f}. ", end=""
    )
    print(f"So it runs at {bare / own:.2f}, by processor time at {bare_cpu / own_cpu:.2f}.")


def fresh(target: str, number: int, rounds: int = ROUNDS) -> list[str]:
    """Make the query another one each time, so that no cache has it."""
    return [f"{target}%20%23{number}.{index}" for index in range(rounds)]


def _many(floor: Server, mine: Server) -> None:
    targets = [(path(query), accept(query)) for query in MIX.values()]
    pairs = [
        tuple(
            throughput(url, [(f"{t}%20%23m{i}.", a) for t, a in targets], CLIENTS, SECONDS)
            for url in (floor.url, mine.url)
        )
        for i in range(3)
    ]
    bare, own = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"\n{CLIENTS} clients at once, the mix: {bare:,.0f} a second bare, ", end="")
    print(f"{own:,.0f} ours ({own / bare:.2f}).")


def _parts(floor: Server, mine: Server, data: Path) -> None:
    """Say where the time of one small query goes."""
    there, here = Client(floor.url), Client(mine.url)
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
    with engines(data, query) as calls, views(data, query) as alone:
        rows = [
            {name: call(i) for name, call in {**calls, **alone}.items()}
            | {name: microseconds(c, [t] * ROUNDS, a) for name, (c, t, a) in same.items()}
            | {name: microseconds(c, fresh(target, -i - 1), accepts) for name, c in new.items()}
            for i in range(REPEATS)
        ]
    bare, own = cost_of_view(data, query)
    print(
        f"\nProcessor time without a server and without the query: {own:,.0f} µs in our view, ",
        end="",
    )
    print(f"{bare:,.0f} µs in a bare Flask view with the same answer ({own - bare:+,.0f} µs).")
    times = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
    print("\nWhere the time of the query “ten figures” goes, each row by itself:\n")
    print("| what | µs |\n|---|---:|")
    for name, time in times.items():
        print(f"| {name} | {time:,.0f} |")


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
