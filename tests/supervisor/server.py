"""A real `statementgraph serve`, in its own processes, for tests that need one."""

import atexit
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from statementgraph.sandbox.forkserver import QUERIES
from tests.paths import CHECKOUT, RELEASES

# Bounds of what is waited for; on a busy machine all takes many times as long.
START_SECONDS = 120
SECONDS = 60
# Tests ask faster than one reader may.
UNLIMITED = {"STATEMENTGRAPH_CLIENT_RATE": "0", "STATEMENTGRAPH_CLIENT_SHARE": "1"}


@dataclass
class Reply:
    """One answer: `status`, `headers` (any case) and `body`."""

    status: int
    headers: Any
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON is anything
        return json.loads(self.body)


@dataclass
class Server:
    """A running server; `log` is what it has written to standard error."""

    process: subprocess.Popen[bytes]
    url: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def log(self) -> str:
        return "".join(self.lines)

    @property
    def address(self) -> tuple[str, int]:
        parts = urllib.parse.urlsplit(self.url)
        assert parts.hostname
        assert parts.port
        return parts.hostname, parts.port

    def get(self, path: str, accept: str = "*/*", timeout: float = SECONDS) -> Reply:
        request = urllib.request.Request(self.url + path.lstrip("/"), headers={"Accept": accept})
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return Reply(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.headers, error.read())

    def ask(self, query: str, accept: str = "application/sparql-results+json") -> Reply:
        return self.get("/sparql?" + urllib.parse.urlencode({"query": query}), accept)

    def raw(self, request: bytes, timeout: float = SECONDS) -> bytes:
        """Send bytes and read until the server closes or resets; what came, came."""
        with socket.create_connection(self.address, timeout=timeout) as connection:
            connection.sendall(request)
            answer = b""
            try:
                while data := connection.recv(65536):
                    answer += data
            except ConnectionResetError:
                pass
        return answer

    def processes(self, of: int = 0) -> list[int]:
        """Return all descendants."""
        below = children(of or self.process.pid)
        return below + [pid for child in below for pid in self.processes(child)]

    def forkservers(self, pool: str = QUERIES) -> list[int]:
        """Return the forkservers of a pool; more than one while releases are swapped."""
        marker = f'"handles": "{pool}"'
        return [pid for pid in children(self.process.pid) if marker in _command(pid)]

    def workers(self, pool: str = QUERIES) -> list[int]:
        """Return the workers of a pool."""
        return [worker for pid in self.forkservers(pool) for worker in children(pid)]

    def web_processes(self) -> list[int]:
        """Return the processes that speak HTTP."""
        return [pid for pid in children(self.process.pid) if " serve " in _command(pid)]

    def stop(self, number: int = signal.SIGTERM, timeout: float = SECONDS) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout)


def children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def copy_root(target: Path) -> Path:
    """Copy the checkout's data, vocabulary and shapes, to be edited."""
    for name in ("data", "ontology", "shapes"):
        shutil.copytree(CHECKOUT / name, target / name)
    return target


def start(*arguments: str, wait: bool = True, **environ: str) -> Server:
    """Start `serve` and, unless told otherwise, wait for its URL.

    All servers of one run of the tests keep their releases together.
    """
    cache = os.environ.get(RELEASES) or tempfile.mkdtemp(prefix="statementgraph-test-")
    process = subprocess.Popen(
        [Path(sys.executable).with_name("statementgraph"), "serve", "--port", "0", *arguments],
        stderr=subprocess.PIPE,
        env={**os.environ, "XDG_CACHE_HOME": cache, **environ},
        cwd=cache,
    )
    server = Server(process)
    atexit.register(server.stop)  # also where a run is broken off
    threading.Thread(target=_collect, args=(server,), daemon=True).start()
    if wait:
        until(lambda: "Serving release" in server.log or process.poll() is not None, START_SECONDS)
        match = re.search(r"at (http://\S+)", server.log)
        assert match, server.log
        server.url = match[1]
    return server


def _collect(server: Server) -> None:
    assert server.process.stderr
    with server.process.stderr as stream:
        for line in iter(stream.readline, b""):
            server.lines.append(line.decode())


def processor_time(pid: int) -> int:
    """Return the processor time a process has used, in hundredths of a second; -1: it ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return -1
    return int(stat.rsplit(")", 1)[1].split()[11])


def until_at_work(server: Server, pool: str = QUERIES, count: int = 1) -> list[int]:
    """Wait until so many workers of a pool run something long; return their process ids."""
    before = {pid: processor_time(pid) for pid in server.workers(pool)}
    at_work: list[int] = []

    def enough() -> bool:
        at_work[:] = [
            pid for pid in server.workers(pool) if processor_time(pid) > before.get(pid, 0) + 10
        ]
        return len(at_work) >= count

    until(enough)
    return at_work


def until(holds: Callable[[], object], seconds: float = SECONDS) -> None:
    """Wait until `holds()` is true; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.05)
