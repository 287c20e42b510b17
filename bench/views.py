"""The two views called without a server, and the least that asking another process costs."""

import io
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import WSGIApplication

import pyoxigraph as ox

from bench import floor
from bench.engines import timed
from bench.load import accept, path
from statementgraph.app import create_app
from statementgraph.settings import Settings
from statementgraph.sparql import Gone, LocalEngine, QueryRequest, QueryResult

Timed = Callable[[int], float]


class _Release:
    """A release without files."""

    id = "0123456789ab"
    path = Path()
    meta: dict[str, object] = {}  # noqa: RUF012
    dumps: dict[str, Path] = {}  # noqa: RUF012


class _Known:
    """An engine that has one answer, so that what is around it can be timed."""

    release = _Release.id

    def __init__(self, answer: QueryResult) -> None:
        self._answer = answer

    def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:  # noqa: ARG002
        return self._answer


@contextmanager
def views(data: Path, query: str) -> Iterator[dict[str, Timed]]:
    """Give what to time: each a function of a number that makes queries new."""
    store = ox.Store()
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_QUADS)
    answer = LocalEngine(store, _Release.id).run(QueryRequest(query))
    ours = create_app(Settings(client_rate=0, client_share=1.0), _Known(answer), _Release())
    with _echo(len(answer.whole or b"")) as echo:
        yield {
            "a question to another process and its answer, over a Unix socket": timed(echo, query),
            "the bare view with its query, no server": timed(_caller(floor.make_app(data)), query),
            "our view without its query, no server": timed(_caller(ours), query),
        }


def _caller(app: WSGIApplication) -> Callable[[str], object]:
    def call(query: str) -> object:
        parts = urlsplit(path(query))
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "bench.example",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "bench.example",
            "HTTP_ACCEPT": accept(query),
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
        }
        said: list[str] = []
        body: Any = app(environ, lambda status, *_: said.append(status))  # type: ignore[arg-type]
        whole = b"".join(body)
        body.close()
        assert said == ["200 OK"]
        return whole

    return call


@contextmanager
def _echo(size: int) -> Iterator[Callable[[str], object]]:
    """Fork a process that answers anything with so many bytes."""
    here, there = socket.socketpair()
    if os.fork() == 0:
        here.close()
        while there.recv(65_536):
            there.sendall(b"x" * size)
        os._exit(0)
    there.close()

    def call(text: str) -> object:
        here.sendall(text.encode())
        return here.recv(65_536)

    with here:
        yield call
    os.wait()
