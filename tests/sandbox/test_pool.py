"""Queries in limited processes: what they answer, and that nothing stops them answering."""

import os
import signal
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

from statementgraph.errors import (
    BrokenResultError,
    ContentTooLargeError,
    ForbiddenError,
    QuerySyntaxError,
    RequestError,
    UnavailableError,
)
from statementgraph.sandbox import connection
from statementgraph.sandbox.client import PoolEngine
from statementgraph.sandbox.connection import Connection, connect
from statementgraph.sandbox.failures import QUERIES
from statementgraph.sparql import QueryRequest, from_quads, graph, select
from tests.sandbox.pools import Running, running

P = ox.NamedNode("https://example.org/p")
G = ox.NamedNode("https://example.org/graph")
QUADS = [
    ox.Quad(ox.NamedNode(f"https://example.org/s{i}"), P, ox.Literal(f"Eastwick {i}"), G)
    for i in range(1000)
]
ALL = "SELECT * { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FLOOD = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def pool() -> Iterator[Running]:
    with running(QUADS, workers=2, seconds=4.0, memory_mib=128) as running_pool:
        yield running_pool


def until(condition: Callable[[], bool], seconds: float = 60.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def still_answers(pool: Running) -> bool:
    return pool.engine.run(QueryRequest("ASK { ?s ?p ?o }", "csv")).read() == b"true"


def answers_again(pool: Running) -> bool:
    """Whether the pool answers; False while its queue is still full."""
    try:
        return still_answers(pool)
    except UnavailableError:
        return False


def test_it_answers_as_the_engine_in_this_process_does(pool: Running) -> None:
    local = from_quads(QUADS)
    query = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s LIMIT 50"
    assert select(pool.engine, query) == select(local, query)
    construct = "CONSTRUCT WHERE { ?s ?p ?o }"
    assert graph(pool.engine, construct) == graph(local, construct)
    for key in ("csv", "tsv", "srx", "srj"):
        theirs, ours = (e.run(QueryRequest(query, key)) for e in (pool.engine, local))
        assert (theirs.form, theirs.format, theirs.read()) == (ours.form, ours.format, ours.read())


def test_a_small_answer_is_known_to_be_whole_and_a_large_one_comes_in_parts(pool: Running) -> None:
    small = pool.engine.run(QueryRequest("SELECT * { ?s ?p ?o } LIMIT 1"))
    assert small.whole is not None
    assert small.read() == small.whole
    large = pool.engine.run(QueryRequest(ALL))
    assert large.whole is None
    assert len(list(large.chunks)) > 1
    assert large.release == "r1"


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (QueryRequest("SELECT * {"), QuerySyntaxError),
        (QueryRequest("DROP ALL"), ForbiddenError),
        (QueryRequest(ALL, default_graphs=("not an IRI",)), RequestError),
        (QueryRequest("SELECT (<https://example.org/f>() AS ?x) {}"), RequestError),
        (QueryRequest(ALL, base="relative"), RequestError),
        (QueryRequest("ASK {} #" + "x" * 1_048_576), ContentTooLargeError),
        (QueryRequest("ASK { \ud800 }"), QuerySyntaxError),
    ],
)
def test_errors_cross_the_process_boundary(
    pool: Running, ask: QueryRequest, error: type[Exception]
) -> None:
    before = pool.workers()
    with pytest.raises(error):
        pool.engine.run(ask)
    assert pool.workers() == before, "a wrong query must not cost a process"


def test_a_syntax_error_keeps_its_place(pool: Running) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        pool.engine.run(QueryRequest("SELECT * {\n ?s ?p !! }"))
    assert caught.value.line == 2


def test_a_runaway_query_is_stopped_and_others_are_answered_meanwhile(pool: Running) -> None:
    with ThreadPoolExecutor() as threads:
        runaway = threads.submit(pool.engine.run, QueryRequest(ENDLESS))
        answered = 0
        while not runaway.done():
            assert still_answers(pool)
            answered += 1
        with pytest.raises(UnavailableError, match="4 seconds"):
            runaway.result()
    assert answered > 1


def double(times: int) -> str:
    binds = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(times))
    return f"SELECT ?x{times} {{ BIND('aaaaaaaaaa' AS ?x0) {binds} }}"


@pytest.mark.parametrize(
    "query",
    [double(29), f"{FLOOD} ORDER BY ?c ?f ?i", f"SELECT DISTINCT {FLOOD.removeprefix('SELECT')}"],
    ids=["string doubling", "sorted product", "distinct product"],
)
def test_a_memory_bomb_ends_itself_alone(query: str) -> None:
    with running(QUADS, workers=1, seconds=120.0, memory_mib=64) as pool:
        with pytest.raises((UnavailableError, BrokenResultError), match="memory"):
            pool.engine.run(QueryRequest(query)).read()
        assert still_answers(pool)


N = 1000
NESTED = {
    "braces": "ASK " + "{" * N + "?s ?p ?o" + "}" * N,
    "parentheses": "ASK { ?s ?p ?o FILTER " + "(" * N + "true" + ")" * N + "}",
    "IF": "ASK { BIND(" + "IF(true," * N + "1" + ",2)" * N + " AS ?x) }",
    "EXISTS": "ASK { " + "FILTER EXISTS { ?s ?p ?o " * N + "}" * N + "}",
    "UNION": "ASK { " + " UNION ".join(["{ ?s ?p ?o }"] * N) + " }",
    "not": "ASK { ?s ?p ?o FILTER(" + "!" * N * 2 + "true) }",
    "sum": "ASK { BIND(1" + "+1" * N + " AS ?x) }",
    "path": "ASK { ?s <x:p>" + "/<x:p>" * N + " ?o }",
    "deeper than the stack": "ASK { BIND(1" + "+1" * 150_000 + " AS ?x) }",
    "brackets only": "ASK " + "{" * 500_000,
}


@pytest.mark.parametrize("name", NESTED)
def test_nested_queries_get_an_answer_or_a_clean_refusal(pool: Running, name: str) -> None:
    try:
        assert pool.engine.run(QueryRequest(NESTED[name], "csv")).read() in {b"true", b"false"}
    except (UnavailableError, QuerySyntaxError):
        assert name not in {"braces", "parentheses", "IF", "not"}, "these are cheap enough"
    assert still_answers(pool)


def test_a_query_too_deep_for_the_stack_is_refused() -> None:
    with running(QUADS, workers=1, seconds=20.0) as pool:
        with pytest.raises(UnavailableError, match="stopped"):
            pool.engine.run(QueryRequest("ASK { FILTER(" + "!" * 1_000_000 + "true) }"))
        assert still_answers(pool)


def test_a_cut_answer_is_never_taken_for_a_whole_one(pool: Running) -> None:
    answer = pool.engine.run(QueryRequest(FLOOD))
    with pytest.raises(BrokenResultError, match="4 seconds"):
        for _ in answer.chunks:
            pass
    assert still_answers(pool)


def test_kill_9_while_answering_breaks_that_answer_only() -> None:
    with running(QUADS, workers=1, seconds=20.0) as pool:
        (before,) = pool.workers()
        answer = pool.engine.run(QueryRequest(FLOOD))
        next(answer.chunks)
        os.kill(before, signal.SIGKILL)
        with pytest.raises(BrokenResultError, match="from outside"):
            for _ in answer.chunks:
                pass
        assert still_answers(pool)
        assert before not in pool.workers()


def test_kill_9_before_the_first_byte_is_told_before_it() -> None:
    with running(QUADS, workers=1, seconds=20.0) as pool:
        with ThreadPoolExecutor() as threads:
            answer = threads.submit(pool.engine.run, QueryRequest(ENDLESS))
            os.kill(at_work(pool), signal.SIGKILL)
            with pytest.raises(UnavailableError, match="from outside"):
                answer.result()
        assert still_answers(pool)


def at_work(pool: Running) -> int:
    """Wait until a worker runs a query, and return its process id."""
    assert until(lambda: any(_cpu(pid) > 10 for pid in pool.workers()))
    return max(pool.workers(), key=_cpu)


def under_way(pool: Running, query: str, connected: socket.socket | None = None) -> Connection:
    """Ask and do not wait for the answer."""
    socket_ = connected or connect(pool.address, QUERIES)
    asked = Connection(pool.address, QUERIES, socket_, None, deque())
    asked.send(QueryRequest(query).to_json())
    return asked


def test_one_connection_brings_query_after_query() -> None:
    with running(QUADS, workers=2, seconds=1.0) as pool:
        assert still_answers(pool)
        (idle,) = pool.engine._pool._idle
        before = pool.workers()
        for _ in range(3):
            with suppress(QuerySyntaxError):
                pool.engine.run(QueryRequest("SELECT"))
            assert still_answers(pool)
        time.sleep(1.2)  # an idle worker has no time limit
        assert still_answers(pool)
        assert list(pool.engine._pool._idle) != [idle], "an error ends the connection"
        assert pool.workers() == before


def test_a_connection_whose_worker_died_is_replaced_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with running(QUADS, workers=1) as pool:
        for number in (signal.SIGKILL, signal.SIGTERM):
            assert still_answers(pool)
            assert len(pool.engine._pool._idle) == 1
            before = pool.workers()
            os.kill(before[0], number)
            assert until(lambda gone=before: pool.workers() not in ([], gone))  # type: ignore[misc]
            # Whoever waited for a reason that no one gives would wait long now.
            monkeypatch.setattr(connection, "_REASON_WAIT", 300.0)
            start = time.monotonic()
            assert pool.engine.run(QueryRequest("ASK { }", "csv")).read() == b"true"
            assert time.monotonic() - start < 100


def test_an_idle_connection_keeps_nobody_else_waiting() -> None:
    with (
        running(QUADS, workers=1) as pool,
        closing(PoolEngine(pool.address, str, 1_048_576)) as other,
    ):
        for _ in range(5):
            for engine in (pool.engine, other):
                assert engine.run(QueryRequest("ASK { }", "csv")).read() == b"true"


def test_more_threads_than_workers_are_all_answered() -> None:
    with running(QUADS, workers=2) as pool, ThreadPoolExecutor(6) as threads:
        queries = [QueryRequest(f"ASK {{ ?s ?p ?o }} # {number}", "csv") for number in range(1500)]
        assert {a.read() for a in threads.map(pool.engine.run, queries)} == {b"true"}


def test_hanging_up_on_a_later_query_stops_it() -> None:
    with running(QUADS, workers=1, seconds=60.0) as pool:
        assert still_answers(pool)
        (before,) = pool.workers()
        asked = under_way(pool, ENDLESS, pool.engine._pool._idle.pop())
        assert at_work(pool) == before
        asked.close()
        assert until(lambda: pool.workers() not in ([], [before]))
        assert still_answers(pool)


def test_hanging_up_stops_the_query() -> None:
    with running(QUADS, workers=1, seconds=60.0) as pool:
        (before,) = pool.workers()
        asked = under_way(pool, ENDLESS)
        assert at_work(pool) == before
        asked.close()
        assert until(lambda: pool.workers() not in ([], [before]))
        assert still_answers(pool)


def test_closing_a_half_read_answer_stops_the_query() -> None:
    with running(QUADS, workers=1, seconds=60.0) as pool:
        answer = pool.engine.run(QueryRequest(FLOOD))
        next(answer.chunks)
        answer.chunks.close()  # type: ignore[attr-defined] # a generator
        assert still_answers(pool), "the only worker is free long before the limit"


def test_who_asks_can_say_that_they_have_gone() -> None:
    with running(QUADS, workers=1, seconds=60.0) as pool:
        start = time.monotonic()
        with pytest.raises(UnavailableError):
            pool.engine.run(QueryRequest(ENDLESS), gone=lambda: time.monotonic() - start > 0.3)
        assert time.monotonic() - start < 40
        assert still_answers(pool)


def test_a_client_that_reads_nothing_holds_a_worker_no_longer_than_the_limit() -> None:
    with running(QUADS, workers=1, seconds=1.0) as pool:
        held = pool.engine.run(QueryRequest(FLOOD))
        assert still_answers(pool)
        with pytest.raises(BrokenResultError):
            held.read()


def test_a_client_that_sends_nothing_holds_a_worker_no_longer_than_the_limit() -> None:
    with (
        running(QUADS, workers=1, seconds=1.0) as pool,
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as silent,
    ):
        silent.connect(str(pool.address.socket))
        assert still_answers(pool)


def test_more_than_workers_and_queue_take_are_refused_at_once() -> None:
    with (
        running(QUADS, workers=1, seconds=6.0, queue=1, queue_seconds=1.0) as pool,
        ThreadPoolExecutor(8) as threads,
    ):
        asked = [threads.submit(pool.engine.run, QueryRequest(ENDLESS)) for _ in range(8)]
        errors = [future.exception() for future in asked]
        assert all(isinstance(error, UnavailableError) for error in errors)
        busy = [error for error in errors if "waiting" in str(error)]
        assert len(busy) >= 5, "one runs; a queue of one holds two on Linux"
        assert all(error.retry_after > 0 for error in busy)  # type: ignore[union-attr]
        assert until(lambda: answers_again(pool))


def test_an_answer_longer_than_the_limit_is_cut_and_says_so() -> None:
    with running(QUADS, workers=1, seconds=20.0, result_mib=1) as pool:
        (before,) = pool.workers()
        with pytest.raises(BrokenResultError, match="longer than the limit"):
            pool.engine.run(QueryRequest(FLOOD)).read()
        assert still_answers(pool)
        assert pool.workers() == [before]


def test_a_result_that_cannot_be_written_to_its_end_says_why() -> None:
    literal = ox.Literal("\x01")
    bad = [ox.Quad(ox.NamedNode("https://example.org/last"), P, literal, G)]
    # The order puts what XML cannot hold behind what has been sent by then.
    query = "SELECT ?a ?o { ?s ?p ?o . ?a ?b ?c } ORDER BY DESC(?o)"
    with running(QUADS[:300] + bad, workers=1, seconds=20.0) as pool:
        with pytest.raises(BrokenResultError, match="XML"):
            pool.engine.run(QueryRequest(query, "srx")).read()
        assert still_answers(pool)


@contextmanager
def listening() -> Iterator[tuple[socket.socket, int]]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        yield listener, listener.getsockname()[1]


def test_nothing_leaves_the_process() -> None:
    spellings = (
        ("SERVICE <{0}>", ""),
        ("SERVICE SILENT <{0}>", ""),
        ("sErViCe#c\n<{0}>", ""),
        ("SERVICESILENT<{0}>", ""),
        ("\\u0053ERVICE <{0}>", ""),
        ("{{ SELECT * {{ SERVICE <{0}>", "}}"),
    )
    with running(QUADS, workers=1) as pool, listening() as (listener, port):
        address = f"http://127.0.0.1:{port}/"
        queries = [
            "SELECT * { SPELLING { ?s ?p ?o } }".replace("SPELLING", spelling.format(address)) + end
            for spelling, end in spellings
        ]
        queries += [f"LOAD <{address}>", ALL.replace("{", f"FROM <{address}> {{")]
        for query in queries:
            with suppress(RequestError):
                assert b"value" not in pool.engine.run(QueryRequest(query)).read()
        with pytest.raises(TimeoutError):
            listener.accept()


def test_no_descriptor_is_left_to_open_while_a_query_runs() -> None:
    # What the scan of the text lets through must still find every door shut.
    with running(QUADS, workers=1, seconds=30.0) as pool:
        asked = under_way(pool, ENDLESS)
        process = Path("/proc") / str(at_work(pool))
        limits = (process / "limits").read_text().splitlines()
        line = next(line for line in limits if line.startswith("Max open files"))
        soft, hard = (int(word) for word in line.split()[3:5])
        taken = {int(path.name) for path in (process / "fd").iterdir()}
        asked.close()
        assert soft == hard
        assert taken == set(range(soft))


def _cpu(pid: int) -> int:
    """Return the processor time a process has used, in hundredths of a second; -1: it ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return -1
    return int(stat.rsplit(")", 1)[1].split()[11])


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_workers_end_with_their_forkserver() -> None:
    with running(QUADS, workers=2) as pool:
        workers = pool.workers()
        os.kill(pool.forkserver, signal.SIGKILL)
        assert until(lambda: not any(map(_runs, workers)))


def test_a_retiring_pool_finishes_the_query_it_runs() -> None:
    with running(QUADS[:400], workers=2, seconds=120.0) as pool:
        answer = pool.engine.run(QueryRequest("SELECT * { ?a ?b ?c . ?d ?e ?f }"))
        first = next(answer.chunks)
        os.kill(pool.forkserver, signal.SIGTERM)
        assert until(lambda: len(pool.workers()) == 1), "the one that waits ends"
        body = first + b"".join(answer.chunks)
        assert body.count(b'"a":') == 160_000
        assert body.endswith(b"]}}")


@pytest.mark.slow
def test_a_million_quads_stream_with_bounded_memory() -> None:
    quads = (
        ox.Quad(
            ox.NamedNode(f"https://example.org/s{i // 10}"),
            ox.NamedNode(f"https://example.org/p{i % 10}"),
            ox.Literal(f"value {i}"),
            G,
        )
        for i in range(1_000_000)
    )
    with running(quads, workers=1, seconds=60.0) as pool:
        assert still_answers(pool)
        before = pool.memory()
        start = time.monotonic()
        answer = pool.engine.run(QueryRequest(ALL))
        size = len(next(answer.chunks))
        first = time.monotonic() - start
        for chunk in answer.chunks:
            size += len(chunk)
        assert size > 100_000_000
        assert first < (time.monotonic() - start) / 4
        # Pages that are shared until touched become the worker's own as it reads.
        assert pool.memory() - before < 600_000_000
