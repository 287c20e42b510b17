"""Queries, clients and deaths meant to stop the server; meanwhile it answers everyone else."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from statementgraph.sandbox.forkserver import VALIDATIONS
from tests.attack.bombs import OTHERS, PATHS, PRODUCT, REPLACED, SERVICES, VALUES, deep, doubled
from tests.attack.conftest import LIMITS, leftovers
from tests.attack.raw_http import HOST, HttpResponse, send, statuses
from tests.supervisor.server import Server, start, until, until_at_work

QUERY = {"Content-Type": "application/sparql-query"}
ORDINARY = "/sparql?query=" + quote("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1 # {}")
FEW_SECONDS = 15.0
# Each takes all the memory and time that it is given.
pytestmark = pytest.mark.serial


@contextmanager
def others_are_answered(server: Server) -> Iterator[list[float]]:
    """Ask an ordinary query again and again; each must be answered within a few seconds."""
    seconds: list[float] = []
    failures: list[HttpResponse] = []
    stop = threading.Event()

    def ask() -> None:
        number = 0
        while not stop.is_set():
            began = time.monotonic()
            # Each is another query, so that none is answered from memory.
            number += 1
            answer = send(server.address, "GET", ORDINARY + str(number), timeout=30)
            seconds.append(time.monotonic() - began)
            if answer.status != 200:
                failures.append(answer)
            time.sleep(0.05)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield seconds
    finally:
        stop.set()
        asking.join()
    assert failures == []
    assert seconds
    assert max(seconds) < FEW_SECONDS


def attack(server: Server, query: str) -> HttpResponse:
    head = {**QUERY, "Accept": "text/csv, text/turtle"}
    return send(server.address, "POST", "/sparql", head, query.encode(), timeout=30)


@pytest.mark.slow
@pytest.mark.parametrize("times", [1_000, 20_000])
def test_deep_queries(server: Server, times: int) -> None:
    with others_are_answered(server), ThreadPoolExecutor(2) as threads:
        found = threads.map(lambda query: attack(server, query), deep(times).values())
        answers = dict(zip(deep(times), found, strict=True))
    unexpected = {n: a.status for n, a in answers.items() if a.status not in {200, 400, 429, 503}}
    assert unexpected == {}
    # One client has a share of the processes, so a few of its queries may find no room (429).
    answered = [n for n, a in answers.items() if a.status in {200, 400, 503}]
    assert len(answered) > len(answers) / 2


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        (f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} . ?j ?k ?l }}", "seconds"),
        (f"SELECT * {{ {PRODUCT} }} ORDER BY ?c", "memory|seconds"),
        (f"SELECT (GROUP_CONCAT(?c) AS ?x) {{ {PRODUCT} }}", "seconds|memory"),
        (f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {PRODUCT} }}", "seconds|memory"),
        (doubled(40), "memory|seconds"),
        (REPLACED, "memory|seconds"),
        (PATHS, "seconds|memory"),
        (VALUES, "seconds|memory"),
    ],
)
def test_a_query_that_needs_too_much_is_told_so(server: Server, query: str, limit: str) -> None:
    with others_are_answered(server):
        answer = attack(server, query)
    assert answer.status == 503
    assert answer.type == "application/problem+json"
    assert answer.headers["retry-after"].isdigit()
    assert any(word in answer.body.decode() for word in limit.split("|"))


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {{ FILTER REGEX('{'a' * 50_000}b', '^(a+)+$') }}",
        "ASK { FILTER REGEX('aaaa', '((((a{1,99}){1,99}){1,99}){1,99})') }",
        "ASK { FILTER REGEX('aaaa', 'a{1000000000}') }",
        f"ASK {{ FILTER REGEX('aaaa', '{'(a|b)*' * 100_000}') }}",
        f"ASK {{ FILTER REGEX('aaaa', '{'(' * 5_000}{')' * 5_000}') }}",
        "ASK {} #" + "x" * (1_048_576 - 8),
        "ASK { <http://e.example/" + "x" * 1_000_000 + "> ?p ?o }",
        "SELECT (" + "9" * 500_000 + " AS ?x) {}",
        "SELECT * { ?s ?p ?o } OFFSET 18446744073709551615 LIMIT 18446744073709551615",
        "SELECT (SUBSTR('abc', -9223372036854775808, 9223372036854775807) AS ?x) {}",
        "SELECT (-9223372036854775808 / -1 AS ?x) (1 / 0 AS ?y) {}",
        "ASK " + " ".join(f"FROM <urn:g{i}>" for i in range(20_000)) + " { ?s ?p ?o }",
        "".join(f"PREFIX p{i}: <urn:{i}> " for i in range(20_000)) + "ASK {}",
    ],
)
def test_a_query_that_only_looks_heavy_is_answered(server: Server, query: str) -> None:
    with others_are_answered(server):
        assert attack(server, query).status in {200, 503}


@pytest.mark.parametrize(
    "query", [f"SELECT * {{ {PRODUCT} }}", f"CONSTRUCT {{ ?a ?b ?f }} {{ {PRODUCT} }}"]
)
def test_a_cut_answer_never_looks_whole(server: Server, query: str) -> None:
    with others_are_answered(server):
        answer = attack(server, query)
    assert answer.status == 503 or (answer.status == 200 and not answer.complete)


def test_no_query_leaves_this_machine(server: Server) -> None:
    heard: list[object] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        listener.settimeout(0.5)
        port = listener.getsockname()[1]
        iri = f"<http://127.0.0.1:{port}/x>"
        for pattern in SERVICES + OTHERS:
            query = pattern.replace("@U", iri).replace("@P", str(port)).replace("~", "\n")
            answer = attack(server, query)
            allowed = {403} if pattern in SERVICES else {200, 400}
            assert answer.status in allowed, (pattern, answer.status)
        for name in ("default-graph-uri", "named-graph-uri"):
            target = f"/sparql?query=ASK%7B?s?p?o%7D&{name}={quote(iri[1:-1], safe='')}"
            assert send(server.address, "GET", target).status == 200
        send(server.address, "GET", f"/x?iri={quote(iri[1:-1], safe='')}")
        with suppress(TimeoutError):
            heard.append(listener.accept())
    assert heard == []


@pytest.mark.slow
def test_fifty_slow_readers_and_fifty_slow_senders(server: Server) -> None:
    flood = b"GET /sparql?query=" + quote(f"SELECT * {{ {PRODUCT} }}").encode() + b" HTTP/1.1\r\n"
    head = b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\n"
    with ExitStack() as stack:
        connections = [
            stack.enter_context(closing(socket.create_connection(server.address, timeout=30)))
            for _ in range(150)
        ]
        with others_are_answered(server) as seconds:
            for connection in connections[:50]:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                connection.sendall(flood + HOST + b"\r\n")
            for connection in connections[50:100]:
                connection.sendall(head + b"Content-Length: 100000\r\n\r\nASK")
            deadline = time.monotonic() + 60
            while len(seconds) < 10:
                assert time.monotonic() < deadline, "nobody else is answered"
                for connection in connections[50:]:
                    # some already have their answer, and a half-sent head may be dropped
                    with suppress(OSError):
                        connection.sendall(b"G" if connection in connections[100:] else b" ")
                time.sleep(0.25)


def test_a_worker_killed_while_it_answers(server: Server) -> None:
    query = f"SELECT * {{ {PRODUCT} }}"
    for _ in range(3):
        with ThreadPoolExecutor(2) as threads:
            asked = [threads.submit(attack, server, query) for _ in range(2)]
            until_at_work(server)
            for worker in server.workers():
                os.kill(worker, signal.SIGKILL)
            for answer in (a.result() for a in asked):
                assert answer.status == 503 or (answer.status == 200 and not answer.complete)
        until(lambda: attack(server, "ASK {}").status == 200, FEW_SECONDS)


def resident(pids: list[int]) -> int:
    """Return the most memory that one of the processes holds, in MiB."""
    most = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                most = max(most, int(line.split()[1]) // 1024)
    return most


@pytest.mark.slow
def test_memory_and_processes_stay_bounded() -> None:
    server = start(wait=True, **LIMITS)
    try:
        until(lambda: server.workers(VALIDATIONS))
        count = len(server.processes())
        found = []
        for round_ in range(8):
            queries = [f"SELECT * {{ {PRODUCT} }} # {round_} {i}" for i in range(8)]
            queries += [f"ASK {{}} # {round_} {i} {'x' * 900_000}" for i in range(4)]
            with ThreadPoolExecutor(8) as threads:
                list(threads.map(lambda q: attack(server, q), queries))
            found.append(resident(server.web_processes()))
        # The first rounds fill what is kept on purpose and each thread's own store of memory;
        # after that nothing may grow.
        assert max(found) < 600, found
        assert found[7] < found[5] + 48, found
        until(lambda: len(server.processes()) == count)
        assert leftovers(server) == []
        assert statuses(server.raw(b"GET /readyz HTTP/1.0\r\n\r\n")) == [200]
    finally:
        assert server.stop() == 0
