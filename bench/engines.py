"""One query asked without HTTP: by pyoxigraph itself, by our engine, by a worker."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
from tests.sandbox.pools import running

from statementgraph.sparql import LocalEngine, QueryRequest

ROUNDS = 100


@contextmanager
def engines(data: Path, query: str) -> Iterator[dict[str, Callable[[int], float]]]:
    """Give what to time, by what it is: a function of a number that makes queries new."""
    quads = list(ox.parse(path=str(data), format=ox.RdfFormat.N_QUADS))
    store = ox.Store()
    store.bulk_extend(quads)
    local = LocalEngine(store, "bench")

    def bare(text: str) -> object:
        found = store.query(text, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        return found.serialize(format=ox.QueryResultsFormat.JSON)

    with running(quads, workers=2) as pool:
        yield {
            "pyoxigraph, in this process": timed(bare, query),
            "with our checks, in this process": timed(
                lambda t: local.run(QueryRequest(t)).whole, query
            ),
            "in a worker": timed(lambda t: pool.engine.run(QueryRequest(t)).whole, query),
        }


def timed(call: Callable[[str], object], query: str) -> Callable[[int], float]:
    """Make a function that returns the median time of a call, in microseconds."""

    def measure(number: int) -> float:
        times = []
        for index in range(ROUNDS):
            start = time.perf_counter()
            call(f"{query}#{number}.{index}")
            times.append(time.perf_counter() - start)
        return statistics.median(times) * 1e6

    return measure
