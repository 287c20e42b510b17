"""`serve` as a whole: real processes, real sockets, real deaths."""

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.supervisor.server import START_SECONDS, Server, copy_root, start, until, until_at_work

COUNT = "SELECT (COUNT(*) AS ?n) { ?c <https://w3id.org/statementgraph/ns#value> ?v }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def figures(server: Server) -> str:
    reply = server.ask(COUNT)
    return str(reply.json["results"]["bindings"][0]["n"]["value"]) if reply.status == 200 else ""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    found = start(STATEMENTGRAPH_QUERY_SECONDS="2")
    yield found
    assert found.stop() == 0


def test_it_serves_the_statement(server: Server) -> None:
    assert figures(server) == "17"
    assert server.get("/healthz").status == 200
    assert server.get("/readyz").status == 200


def test_a_query_that_takes_too_long_is_told_so_and_others_go_on(server: Server) -> None:
    replies = []
    slow = threading.Thread(target=lambda: replies.append(server.ask(RUNAWAY)))
    slow.start()
    while slow.is_alive():
        assert figures(server) == "17"
    assert replies[0].status == 503
    assert "seconds" in replies[0].json["detail"]


def test_an_answer_cut_after_its_first_byte_never_looks_whole(server: Server) -> None:
    request = (
        b"GET /sparql?query="
        + LONG.replace(" ", "+").replace("?", "%3F").encode()
        + b" HTTP/1.1\r\n"
        b"Host: x\r\nAccept: text/csv\r\n\r\n"
    )
    found = server.raw(request)
    assert found.startswith(b"HTTP/1.1 200 ")
    assert b"chunked" in found.lower().partition(b"\r\n\r\n")[0]
    assert not found.endswith(b"0\r\n\r\n")


@pytest.mark.parametrize(
    "processes", [Server.forkservers, Server.web_processes], ids=["pool", "web"]
)
def test_a_killed_process_is_replaced(
    server: Server, processes: Callable[[Server], list[int]]
) -> None:
    killed = processes(server)
    os.kill(killed[0], signal.SIGKILL)
    until(lambda: set(processes(server)) - set(killed) and figures(server) == "17")


def test_a_killed_worker_is_replaced_and_its_client_is_told(server: Server) -> None:
    replies = []
    slow = threading.Thread(target=lambda: replies.append(server.ask(RUNAWAY)))
    slow.start()
    until_at_work(server)
    for worker in server.workers():
        os.kill(worker, signal.SIGKILL)
    slow.join()
    assert replies[0].status == 503
    assert figures(server) == "17"


def test_a_port_in_use_ends_in_one_sentence(server: Server) -> None:
    other = start("--port", str(server.address[1]), wait=False)
    assert other.process.wait(START_SECONDS) == 2
    until(lambda: other.log)
    assert "already in use" in other.log
    assert len(other.log.splitlines()) == 1


def test_invalid_data_is_not_served(tmp_path: Path) -> None:
    root = copy_root(tmp_path / "root")
    content = root / "data/statements/2024-02-22-aliyeva/content.ttl"
    content.write_text(content.read_text().replace("sg:value 613", "sg:value 614"))
    server = start("--root", str(root), wait=False)
    assert server.process.wait(START_SECONDS) == 1
    until(lambda: "not served" in server.log)
    assert "were mercilessly killed” say 613, not 614" in server.log


@pytest.mark.parametrize(
    ("base", "says"), [("example.org/", "absolute"), ("https://example.org", "slash")]
)
def test_a_base_that_cannot_be_used_ends_in_one_sentence(base: str, says: str) -> None:
    server = start("--base", base, wait=False)
    assert server.process.wait(START_SECONDS) == 2
    until(lambda: says in server.log)
    assert len(server.log.splitlines()) == 1


def test_a_missing_folder_ends_in_one_sentence(tmp_path: Path) -> None:
    server = start("--root", str(tmp_path / "nothing"), wait=False)
    assert server.process.wait(START_SECONDS) == 2
    until(lambda: "data" in server.log)
    assert len(server.log.splitlines()) == 1


def test_a_reload_swaps_the_release_and_refuses_a_broken_one(tmp_path: Path) -> None:
    root = copy_root(tmp_path / "root")
    content = root / "data/statements/2024-02-22-aliyeva/content.ttl"
    good = content.read_text()
    server = start("--root", str(root), STATEMENTGRAPH_WATCH_SECONDS="0")
    try:
        first = server.ask(COUNT).headers["X-Release"]

        content.write_text(good + "\nthis is no Turtle")
        server.process.send_signal(signal.SIGHUP)
        until(lambda: "goes on being served" in server.log)
        assert "content.ttl:" in server.log
        assert server.ask(COUNT).headers["X-Release"] == first

        changed = good.replace("The name stands in the title", "The name is in the title")
        content.write_text(changed)
        stop, failures = threading.Event(), list[str]()

        def load() -> None:
            while not stop.is_set():
                if figures(server) != "17":
                    failures.append(server.ask(COUNT).body.decode())

        clients = [threading.Thread(target=load) for _ in range(3)]
        for client in clients:
            client.start()
        server.process.send_signal(signal.SIGHUP)
        until(lambda: server.ask(COUNT).headers["X-Release"] != first)
        stop.set()
        for client in clients:
            client.join()
        assert failures == []
        page = server.get("/statement/2024-02-22-aliyeva/claim/khojaly-genocide.ttl").body.decode()
        assert "The name is in the title" in page
    finally:
        assert server.stop() == 0


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    root = copy_root(tmp_path / "root")
    content = root / "data/statements/2024-02-22-aliyeva/content.ttl"
    server = start("--root", str(root), STATEMENTGRAPH_WATCH_SECONDS="0.2")
    try:
        first = server.ask(COUNT).headers["X-Release"]
        text = content.read_text().replace("The name stands", "The name is")
        content.write_text(text)
        until(lambda: server.ask(COUNT).headers["X-Release"] != first)
    finally:
        assert server.stop() == 0


def test_a_stop_lets_the_answer_under_way_end() -> None:
    server = start(STATEMENTGRAPH_QUERY_SECONDS="60", STATEMENTGRAPH_STOP_SECONDS="60")
    replies = []
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
    asking = threading.Thread(target=lambda: replies.append(server.ask(query)))
    asking.start()
    until_at_work(server)
    assert server.stop(timeout=90) == 0
    asking.join()
    assert replies[0].status == 200
    assert replies[0].json["results"]["bindings"]
    with pytest.raises(ConnectionRefusedError), socket.create_connection(server.address):
        pass


def test_nothing_is_left_after_kill_9() -> None:
    server = start()
    left = [*server.forkservers(), *server.workers(), *server.web_processes()]
    assert len(left) > 2
    server.stop(signal.SIGKILL)
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))


def test_any_rdf_is_served_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:x> <urn:p> 1 , 2 .")
    (tmp_path / "b.trig").write_text("<urn:g> { <urn:x> <urn:p> 3 }")
    server = start("--rdf", str(tmp_path / "a.ttl"), str(tmp_path / "b.trig"))
    try:
        rows = server.ask("SELECT ?o { ?s ?p ?o }", "text/csv").body.split()
        assert sorted(rows) == [b"1", b"2", b"o"]
        rows = server.ask("SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }", "text/csv").body.split()
        assert rows == [b"g,o", b"urn:g,3"]
    finally:
        assert server.stop() == 0
