"""An engine in this process: for the command line, for tests, for small tools."""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from queue import SimpleQueue

import pyoxigraph as ox

from statementgraph.rdf import Format
from statementgraph.sparql.evaluate import evaluate
from statementgraph.sparql.request import Gone, QueryRequest, QueryResult

_STACK = 256 * 1024 * 1024


class _Collector:
    """A sink that keeps everything."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self.parts.append(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What an ask found. It holds no rows of the engine: they may not leave their thread."""

    form: str
    format: Format
    whole: bytes


class LocalEngine:
    """Answers from a store in this process, without limits of time or memory.

    `union` is what an ask's `union` is combined with: both must want it.
    """

    def __init__(self, store: ox.Store, release: str, union: bool = True) -> None:
        self._store = store
        self._union = union
        self.release = release

    def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:  # noqa: ARG002
        """Answer `ask` whole; `gone` is never asked. Raises `RequestError`."""
        start = time.perf_counter()
        if not self._union and ask.union:
            ask = _without_union(ask)
        # Nested queries need more stack than the interpreter's own thread has.
        collect = _on_big_stack if _is_deep(ask) else _collect
        result = collect(self._store, ask)
        seconds = time.perf_counter() - start
        return QueryResult(
            result.form, result.format, iter((result.whole,)), self.release, seconds, result.whole
        )


def _without_union(ask: QueryRequest) -> QueryRequest:
    return QueryRequest(
        ask.text,
        ask.format,
        False,
        ask.default_graphs,
        ask.named_graphs,
        ask.substitutions,
        ask.base,
    )


def _is_deep(ask: QueryRequest) -> bool:
    return len(ask.text) > 2_000


def _collect(store: ox.Store, ask: QueryRequest) -> _Found:
    sink = _Collector()
    result = evaluate(store, ask)
    result.write_to(sink)
    return _Found(result.form, result.format, b"".join(sink.parts))


def _on_big_stack(store: ox.Store, ask: QueryRequest) -> _Found:
    """Run `_collect` in a thread whose stack holds what the parser's recursion needs."""
    outcome: SimpleQueue[_Found | Exception] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put(_collect(store, ask))
        except Exception as error:  # handed to the caller below
            outcome.put(error)

    before = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    result = outcome.get()
    thread.join()
    if isinstance(result, Exception):
        raise result
    return result


def from_quads(
    quads: Iterable[ox.Quad], release: str = "test", *, union: bool = True
) -> LocalEngine:
    """Return an engine over a new store in memory that holds `quads`."""
    store = ox.Store()
    store.bulk_extend(quads)
    return LocalEngine(store, release, union)
