"""The HTTP server of a web process, over raw sockets."""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from waitress import wasyncore

from statementgraph.settings import Settings
from statementgraph.supervisor import httpd
from tests.supervisor.server import until

HEADERS = [("Content-Type", "text/plain")]
FLOOD = b"x" * 65_536


class App:
    """An application whose answers go wrong in known ways."""

    def __init__(self) -> None:
        self.closed = threading.Event()
        self.hung_up = threading.Event()
        self.waits = threading.Event()
        self.go = threading.Event()
        self.go.set()
        self.begun = 0
        self.long_over = 0
        self.sent = 0

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        body: Callable[[WSGIEnvironment], Iterable[bytes]]
        body = getattr(self, environ["PATH_INFO"].strip("/"))
        start("200 OK", HEADERS)
        return body(environ)

    def small(self, _: WSGIEnvironment) -> Iterable[bytes]:
        return [b"small"]

    def peer(self, environ: WSGIEnvironment) -> Iterable[bytes]:
        return [f"{environ['REMOTE_ADDR']} {environ.get('HTTP_X_FORWARDED_FOR')}".encode()]

    def cut(self, _: WSGIEnvironment) -> Iterator[bytes]:
        yield b"first"
        raise RuntimeError("cut")

    def slow(self, _: WSGIEnvironment) -> Iterator[bytes]:
        yield b"first"
        self.go.wait(60)
        yield b"last"

    def endless(self, _: WSGIEnvironment) -> Iterator[bytes]:
        self.begun += 1
        try:
            while True:
                self.sent += 1
                yield FLOOD
        finally:
            self.closed.set()

    def long(self, _: WSGIEnvironment) -> Iterator[bytes]:
        try:
            yield from [FLOOD] * 128
        finally:
            self.long_over += 1

    def waiting(self, environ: WSGIEnvironment) -> Iterator[bytes]:
        self.waits.set()
        for _ in range(3000):
            if environ["waitress.client_disconnected"]():
                self.hung_up.set()
                break
            time.sleep(0.02)
        yield b"done"


class Running:
    """A server in a thread, and a way to stop it."""

    def __init__(self, app: App, settings: Settings) -> None:
        self.app = app
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = self.listener.getsockname()
        self.stopped = threading.Event()
        self.server = httpd.make_server(app, self.listener, settings)
        arguments = (self.server, self.stopped.is_set, settings.stop_seconds)
        self.thread = threading.Thread(target=httpd.run, args=arguments)
        self.thread.start()

    def get(self, path: str, version: str = "1.1", buffer: int = 0) -> socket.socket:
        """Ask; `buffer` is how much the client's system takes of the answer, 0 as it likes."""
        connection = socket.socket()
        connection.settimeout(60)
        if buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        request = f"GET /{path} HTTP/{version}\r\nHost: x.example\r\n\r\n"
        try:
            connection.connect(self.address)
            connection.sendall(request.encode())
        except OSError:
            connection.close()
            raise
        return connection

    def stop(self) -> None:
        self.stopped.set()
        self.server.pull_trigger()
        self.thread.join(60)
        assert not self.thread.is_alive()


@contextmanager
def serving(**changes: object) -> Iterator[Running]:
    settings = replace(Settings(), threads=8, **changes)  # type: ignore[arg-type]
    running = Running(App(), settings)
    try:
        yield running
    finally:
        running.stop()
        running.server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(running.server._map)
        running.listener.close()


def read(connection: socket.socket) -> bytes:
    """Read until the other end closes; a reset raises."""
    found = b""
    with connection:
        while data := connection.recv(65_536):
            found += data
    return found


def takes(connection: socket.socket, data: bytes) -> bool:
    try:
        connection.sendall(data)
    except OSError:
        return False
    return True


def answers(server: Running) -> bool:
    try:
        return read(server.get("small", "1.0")).endswith(b"small")
    except OSError:
        return False


def test_a_whole_chunked_answer_ends_with_the_last_chunk() -> None:
    with serving() as server:
        answer = read(server.get("slow"))
    assert answer.endswith(b"4\r\nlast\r\n0\r\n\r\n")
    assert b"Server:" not in answer


def test_a_cut_answer_has_no_last_chunk() -> None:
    with serving() as server:
        answer = read(server.get("cut"))
    assert b"first" in answer
    assert not answer.endswith(b"0\r\n\r\n")


def test_a_cut_answer_is_reset_where_the_client_knows_no_chunks() -> None:
    with serving() as server, pytest.raises(ConnectionResetError):
        read(server.get("cut", "1.0"))


def test_a_whole_answer_reaches_a_client_that_knows_no_chunks() -> None:
    with serving() as server:
        assert read(server.get("slow", "1.0")).endswith(b"firstlast")


@pytest.mark.parametrize(
    ("trusted", "seen"), [((), "None"), (("127.0.0.1",), "192.0.2.7")], ids=["nobody", "a proxy"]
)
def test_a_forwarded_address_is_passed_on_only_where_a_proxy_is_trusted(
    trusted: tuple[str, ...], seen: str
) -> None:
    with serving(trusted_proxies=trusted) as server:
        connection = socket.create_connection(server.address, timeout=10)
        connection.sendall(b"GET /peer HTTP/1.0\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n")
        assert read(connection).endswith(f"\r\n\r\n127.0.0.1 {seen}".encode())


def test_fifty_slow_readers_leave_the_server_answering() -> None:
    # Eight threads, fifty clients that read nothing and are not let go for that in this time:
    # what waits for them is too much for the disk, so answers are cut and threads freed.
    with (
        serving(spool_mib=1, client_seconds=600.0, client_share=1) as server,
        ExitStack() as held,
    ):
        for _ in range(50):
            held.enter_context(server.get("endless"))
        until(lambda: server.app.begun == 50)
        assert read(server.get("small", "1.0")).endswith(b"small")


def test_a_client_that_reads_nothing_is_let_go() -> None:
    with serving(spool_mib=1, client_seconds=1.0) as server:
        stuck = server.get("endless")
        assert server.app.closed.wait(60)
        assert server.app.sent * len(FLOOD) < 20_000_000
        stuck.close()


@pytest.mark.parametrize("trusted", [(), ("127.0.0.0/8",)], ids=["a client", "a proxy"])
def test_a_client_may_hold_its_share_of_the_connections(trusted: tuple[str, ...]) -> None:
    with (
        serving(connections=20, client_share=0.5, trusted_proxies=trusted) as server,
        ExitStack() as held,
    ):

        def alive(address: str) -> bool:
            source = (address, 0)
            found = socket.create_connection(server.address, timeout=10, source_address=source)
            held.enter_context(found)
            try:
                found.sendall(b"GET /small HTTP/1.1\r\nHost: x.example\r\n\r\n")
                return found.recv(10) != b""
            except ConnectionError:
                return False

        assert [alive("127.0.0.2") for _ in range(12)] == [True] * 10 + [bool(trusted)] * 2
        assert [alive("127.0.0.3") for _ in range(3)] == [True] * 3


def test_answers_that_wait_take_only_so_much_of_the_disk() -> None:
    # Each is 8 MiB, of which the system holds half at most, so each is made whole and then waits.
    with (
        serving(spool_mib=10, client_seconds=120.0, client_share=1) as server,
        ExitStack() as held,
    ):
        most = 8 * 10 * 2**20
        for _ in range(60):
            held.enter_context(server.get("long", buffer=4096))
        longest = 0

        def all_over() -> bool:
            nonlocal longest
            channels = list(server.server.active_channels.values())
            longest = max(longest, sum(c.total_outbufs_len for c in channels))
            return server.app.long_over == 60

        until(all_over, 60)
        # The first ones are whole; of the rest, each may have its part of the room.
        assert most / 2 < longest < 2.5 * most
        assert read(server.get("small", "1.0")).endswith(b"small")


def test_a_request_that_trickles_in_is_let_go() -> None:
    with (
        serving(client_seconds=1.0) as server,
        socket.create_connection(server.address, timeout=10) as trickle,
    ):
        until(lambda: not takes(trickle, b"G"))


def test_a_hang_up_is_noticed_while_the_answer_is_made() -> None:
    with serving() as server:
        connection = server.get("waiting")
        assert server.app.waits.wait(30)
        connection.close()
        assert server.app.hung_up.wait(30)


def test_a_running_answer_is_finished_before_the_stop() -> None:
    with serving(stop_seconds=60.0) as server:
        server.app.go.clear()
        connection = server.get("slow")
        assert b"HTTP" in connection.recv(10)
        stopping = threading.Thread(target=server.stop)
        stopping.start()
        until(lambda: not answers(server))
        server.app.go.set()
        stopping.join()
        assert read(connection).endswith(b"4\r\nlast\r\n0\r\n\r\n")
