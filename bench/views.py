"""The two views called without a server, and the least that asking another process costs."""

import io
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import WSGIApplication

import pyoxigraph as ox
from flask import Flask, Response, request

from bench import floor
from bench.engines import timed
from bench.load import accept, path
from statementgraph.app import create_app
from statementgraph.settings import Settings
from statementgraph.sparql import Gone, LocalEngine, QueryRequest, QueryResult

Timed = Callable[[int], float]

_RUNS, _ROUNDS = 150, 40


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


def cost_of_view(data: Path, query: str) -> tuple[float, float]:
    """Return the processor time of a request in a bare Flask view and in ours, in µs.

    Both give the same answer and run no query. Short runs in turn, and the least of each: what
    else the machine does only adds.
    """
    store = ox.Store()
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_QUADS)
    answer = LocalEngine(store, _Release.id).run(QueryRequest(query))
    bare = Flask("bare")

    @bare.get("/sparql")
    def sparql() -> Response:
        assert request.args["query"]
        return Response(answer.whole, content_type="application/sparql-results+json")

    ours = create_app(Settings(), _Known(answer), _Release())
    calls = [_caller(bare), _caller(ours)]
    runs = [[_processor_time(call, f"{query}#{i}.") for call in calls] for i in range(_RUNS)]
    least = [min(column) for column in zip(*runs, strict=True)]
    return least[0], least[1]


def _processor_time(call: Callable[[str], object], query: str) -> float:
    start = time.thread_time()
    for index in range(_ROUNDS):
        call(f"{query}{index}")
    return (time.thread_time() - start) / _ROUNDS * 1e6


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
            "wsgi.errors": sys.stderr,
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
