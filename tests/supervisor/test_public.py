"""What keeps a server that strangers use answering, and what it tells of itself."""

import gzip
import http.client
import json
import os
import re
import signal
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
from backports import zstd
from prometheus_client.parser import text_string_to_metric_families

from tests.supervisor.server import Server, start, until, until_at_work

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ONE, OTHER = "127.0.0.2", "127.0.0.3"


def ask(
    server: Server, query: str, address: str = "127.0.0.1", **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Ask from a loopback address of choice: to the server, each is another client."""
    connection = http.client.HTTPConnection(
        *server.address, timeout=30, source_address=(address, 0)
    )
    try:
        connection.request("GET", f"/sparql?query={urllib.parse.quote(query)}", headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def counts(server: Server) -> dict[tuple[str, ...], float]:
    """Read /metrics: the name and the values of the labels, to the number."""
    text = server.get("/metrics").body.decode()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def log_lines(server: Server) -> list[dict[str, object]]:
    return [json.loads(line) for line in server.lines if line.startswith("{")]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write numbers to ask for: what is tested here does not depend on the data."""
    path = tmp_path_factory.mktemp("public") / "numbers.nt"
    path.write_text("".join(f"<urn:n:{n}> <urn:p> <urn:n:{n + 1}> .\n" for n in range(1000)))
    return path


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    """Two web processes, which count together; one client may hold two of four workers."""
    found = start(
        "--rdf",
        str(data),
        STATEMENTGRAPH_WORKERS="4",
        STATEMENTGRAPH_QUERY_SECONDS="8",
        STATEMENTGRAPH_QUEUE_SECONDS="6",
        STATEMENTGRAPH_RESULT_MIB="4",
        STATEMENTGRAPH_WEB_PROCESSES="2",
    )
    yield found
    assert found.stop() == 0


def test_one_client_with_runaway_queries_does_not_stop_others(server: Server) -> None:
    statuses: list[int] = []

    def run_away() -> None:
        statuses.append(ask(server, RUNAWAY, ONE)[0])

    greedy = [threading.Thread(target=run_away) for _ in range(12)]
    for thread in greedy:
        thread.start()
    until_at_work(server)
    for number in range(8):
        # A worker is free, or is so as soon as a short turn is over: sooner than a runaway ends.
        status, _, body = ask(server, f"SELECT ({number} AS ?x) {{}}", OTHER)
        assert (status, number) == (200, json.loads(body) and number)
    assert any(thread.is_alive() for thread in greedy)
    for thread in greedy:
        thread.join()
    assert len(statuses) == 12
    assert set(statuses) <= {429, 503}
    assert 429 in statuses


def test_quick_queries_of_a_client_go_on_beside_its_slow_ones(server: Server) -> None:
    slow = [threading.Thread(target=ask, args=(server, RUNAWAY, ONE)) for _ in range(2)]
    for thread in slow:
        thread.start()
    until_at_work(server, count=2)
    assert ask(server, "SELECT (1 AS ?quick) {}", ONE)[0] == 200
    asked = time.monotonic()
    status, headers, _ = ask(server, RUNAWAY + " # a third", ONE)
    assert (status, 0.9 < time.monotonic() - asked < 8) == (429, True)
    assert int(headers["Retry-After"]) >= 1
    for thread in slow:
        thread.join()


def test_the_rate_of_one_client_is_limited_by_its_true_address(data: Path) -> None:
    server = start(
        "--rdf",
        str(data),
        STATEMENTGRAPH_WEB_PROCESSES="2",  # which count together
        STATEMENTGRAPH_CLIENT_RATE="12",
        STATEMENTGRAPH_CLIENT_BURST="3",
        STATEMENTGRAPH_TRUSTED_PROXIES="127.0.0.9",
    )
    query = "SELECT (RAND() AS ?x) {}"
    try:
        assert [ask(server, query, ONE)[0] for _ in range(3)] == [200, 200, 200]
        status, headers, body = ask(server, query, ONE)
        assert (status, headers["Content-Type"]) == (429, "application/problem+json")
        assert 1 <= int(headers["Retry-After"]) <= 5
        assert json.loads(body)["title"] == "Too many requests"
        assert ask(server, query, ONE, **{"X-Forwarded-For": "192.0.2.1"})[0] == 429
        assert ask(server, query, OTHER)[0] == 200
        # Behind a trusted proxy, clients are told apart by its word.
        proxied = [
            ask(server, query, "127.0.0.9", **{"X-Forwarded-For": f"spoof, {client}"})[0]
            for client in ["192.0.2.1"] * 4 + ["192.0.2.2"]
        ]
        assert proxied == [200, 200, 200, 429, 200]
        time.sleep(int(headers["Retry-After"]))
        assert ask(server, query, ONE)[0] == 200
        assert counts(server)["statementgraph_refusals_total", "rate"] == 3
    finally:
        assert server.stop() == 0


UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": zstd.decompress,
}


@pytest.mark.parametrize("coding", UNPACK)
def test_a_packed_answer_that_is_cut_never_looks_whole(server: Server, coding: str) -> None:
    request = (
        f"GET /sparql?query={urllib.parse.quote(LONG)} HTTP/1.1\r\nHost: x\r\n"
        f"Accept: text/csv\r\nAccept-Encoding: {coding}\r\n\r\n"
    )
    found = server.raw(request.encode())
    head, _, _ = found.partition(b"\r\n\r\n")
    assert found.startswith(b"HTTP/1.1 200 ")
    assert f"content-encoding: {coding}".encode() in head.lower()
    assert not found.endswith(b"0\r\n\r\n")
    # On a busy machine its time is over before its length is.
    until(lambda: any(line.get("cut") in {"length", "time"} for line in log_lines(server)))
    assert "Traceback" not in server.log


@pytest.mark.parametrize("coding", UNPACK)
def test_a_packed_stream_begins_at_once(server: Server, coding: str) -> None:
    connection = http.client.HTTPConnection(*server.address, timeout=30)
    headers = {"Accept": "text/csv", "Accept-Encoding": coding}
    asked = time.monotonic()
    connection.request("GET", f"/sparql?query={urllib.parse.quote(LONG)}", headers=headers)
    first = connection.getresponse().read1(100_000)
    assert time.monotonic() - asked < 8
    assert _begun(first, coding).startswith(b"a,b,c,d,e,f,g,h,i\r\n")
    connection.close()


def _begun(data: bytes, coding: str) -> bytes:
    import zlib  # noqa: PLC0415

    if coding == "gzip":
        return zlib.decompressobj(31).decompress(data)
    if coding == "br":
        return bytes(brotli.Decompressor().process(data))
    return zstd.ZstdDecompressor().decompress(data)


def settled(server: Server) -> dict[tuple[str, ...], float]:
    """Return the counts once nothing is under way: a request is counted after its last byte."""
    found = counts(server)
    while True:
        time.sleep(0.5)
        found, before = counts(server), found
        if {k: v for k, v in found.items() if "/metrics" not in k} == {
            k: v for k, v in before.items() if "/metrics" not in k
        }:
            return found


def test_the_counters_are_those_of_all_processes(server: Server) -> None:
    before = settled(server)
    ok = ("statementgraph_requests_total", "GET", "/sparql", "200")
    wrong = ("statementgraph_refusals_total", "syntax")
    for number in range(40):  # each over a connection of its own, so by either process
        assert ask(server, f"SELECT ({number} AS ?counted) {{}}")[0] == 200
    for _ in range(3):
        assert ask(server, "SELECT * {")[0] == 400
    assert ask(server, RUNAWAY)[0] == 503
    after = settled(server)
    assert after[ok] - before.get(ok, 0) == 40
    assert after[wrong] - before.get(wrong, 0) == 3
    seen = "statementgraph_query_seconds_count"
    assert after[seen,] - before.get((seen,), 0) == 40
    for name, reason in [
        ("statementgraph_refusals_total", "time"),
        ("statementgraph_worker_deaths_total", "time"),
    ]:
        assert after[name, reason] - before.get((name, reason), 0) == 1
    release = server.get("/").headers["X-Release"]
    assert after["statementgraph_release_info", release] == 1
    # A web process that dies takes no count with it.
    os.kill(server.web_processes()[0], signal.SIGKILL)
    until(lambda: len(server.web_processes()) == 2)
    until(lambda: counts(server)[ok] >= after[ok])


def test_a_killed_worker_is_counted(server: Server) -> None:
    slow = threading.Thread(target=ask, args=(server, RUNAWAY))
    slow.start()
    until_at_work(server)
    for worker in server.workers():
        os.kill(worker, signal.SIGKILL)
    slow.join()
    until(lambda: counts(server).get(("statementgraph_worker_deaths_total", "killed"), 0) >= 1)


def test_each_request_leaves_one_line_that_tells_no_secret(server: Server) -> None:
    query = "SELECT (1 AS ?x) { FILTER(1 = 1 || 'northmarsh-secret' = '') }"
    ask(server, query, "127.0.0.77", **{"X-Request-Id": "sent-by-client", "User-Agent": "zq"})
    ask(server, query, "127.0.0.77", Accept="text/csv")
    status, headers, _ = ask(server, "SELECT * {", "127.0.0.77")
    until(lambda: any(line.get("id") == headers["X-Request-Id"] for line in log_lines(server)))
    lines = [line for line in log_lines(server) if line["route"] == "/sparql"][-3:]
    first, second, third = lines
    assert first["query"] == second["query"] != third["query"]
    assert re.fullmatch(r"[0-9a-f]{12}", str(first["query"]))
    assert (first["status"], third["status"], status) == (200, 400, 400)
    assert first["client"] == "127.0.0.0/24"
    assert {*first} >= {"time", "id", "method", "bytes", "seconds", "release"}
    for hidden in ("northmarsh-secret", "sent-by-client", "zq", "127.0.0.77", "FILTER"):
        assert hidden not in server.log


def test_ready_means_that_queries_are_answered_and_the_log_can_be_turned_off(data: Path) -> None:
    server = start(
        "--rdf",
        str(data),
        STATEMENTGRAPH_QUEUE_SECONDS="0.5",
        STATEMENTGRAPH_WORKERS="2",
        STATEMENTGRAPH_LOG_REQUESTS="off",
    )
    workers = server.workers()
    try:
        assert server.get("/readyz").status == 200
        for worker in workers:
            os.kill(worker, signal.SIGSTOP)
        until(lambda: server.get("/readyz").status == 503)
        assert server.get("/healthz").status == 200
        for worker in workers:
            os.kill(worker, signal.SIGCONT)
        until(lambda: server.get("/readyz").status == 200)
    finally:
        assert server.stop() == 0
    assert log_lines(server) == []
