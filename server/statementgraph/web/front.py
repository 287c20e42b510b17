"""What stands before the application: kept answers, counters, the log line."""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import request

from statementgraph.errors import StatementGraphError
from statementgraph.web.clients import Client, Clients
from statementgraph.web.kept import Entry, Kept
from statementgraph.web.limits import Limits
from statementgraph.web.log import Log
from statementgraph.web.metrics import Metrics

_NOTE = "statementgraph.note"
# Where the rate of one client is limited: what these do costs more than a page.
LIMITED = frozenset({"/sparql", "/validate"})
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "QUERY"})


@dataclass(slots=True)
class Note:
    """What is known of the request in hand; `route` is a rule, never an address as it was sent.

    `query` is the hash of the query; `cut` says why the answer ended before its end.
    """

    id: str
    client: Client
    started: float
    route: str = "none"
    release: str = ""
    query: str = ""
    status: int = 0
    sent: int = 0
    kept: bool = False
    cut: str = ""


def note() -> Note:
    """Return the note of the request in hand."""
    return cast("Note", request.environ[_NOTE])


@dataclass(frozen=True, slots=True)
class Desk:
    """What stands at the front: it lives as long as the web process."""

    clients: Clients
    limits: Limits
    kept: Kept
    metrics: Metrics
    log: Log

    def close(self, note: Note, method: str) -> None:
        """Count a request that is over, and write its line."""
        method = method if method in _METHODS else "other"
        self.metrics.request(note.route, method, note.status)
        if note.cut:
            self.metrics.cut(note.cut)
        self.log.line(
            id=note.id,
            client=note.client.shown,
            method=method,
            route=note.route,
            status=note.status,
            bytes=note.sent,
            seconds=round(time.perf_counter() - note.started, 6),
            release=note.release,
            query=note.query,
            kept=note.kept or "",
            cut=note.cut,
        )


class Front:
    """A WSGI application before `app`; `release` gives the id of the release served now."""

    def __init__(self, app: WSGIApplication, desk: Desk, release: Callable[[], str]) -> None:
        self._app = app
        self._desk = desk
        self._release = release

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse, /
    ) -> Iterable[bytes]:
        """Answer a request: from what is kept, else by the application."""
        client = self._desk.clients.of(environ)
        here = Note(secrets.token_hex(8), client, time.perf_counter())
        environ[_NOTE] = here
        entry = self._kept(environ, here)
        if entry is not None:
            here.route, here.query, here.kept = entry.route, entry.query, True
            body = b"" if environ["REQUEST_METHOD"] == "HEAD" else entry.body
            here.status, here.sent = 200, len(body)
            start_response("200 OK", list(entry.headers))
            self._desk.close(here, environ["REQUEST_METHOD"])
            return [body]

        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> object:  # noqa: ANN401
            here.status = int(status[:3])
            return start_response(status, headers, *more)

        found = self._app(environ, cast("StartResponse", started))
        return _Counted(found, lambda: self._desk.close(here, environ["REQUEST_METHOD"]), here)

    def _kept(self, environ: WSGIEnvironment, here: Note) -> Entry | None:
        try:
            here.release = self._release()
        except StatementGraphError:
            return None  # no release is published; the application says so
        # Not counted against the client's rate: to refuse it would cost more.
        return self._desk.kept.find(environ, here.release)


class _Counted:
    """The body of an answer on its way: counts its bytes and notices when it is cut."""

    def __init__(self, body: Iterable[bytes], done: Callable[[], None], note: Note) -> None:
        self._body = body
        self._parts = iter(body)
        self._done = done
        self._note = note
        self._whole = False
        self._closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            part = next(self._parts)
        except StopIteration:
            self._whole = True
            raise
        except StatementGraphError as error:
            self._note.cut = error.reason
            raise
        except Exception:
            self._note.cut = "defect"
            raise
        self._note.sent += len(part)
        return part

    def close(self) -> None:
        """Close the body and let the request be counted, once."""
        if self._closed:
            return
        self._closed = True
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            if not self._whole and not self._note.cut:
                self._note.cut = "client"
            self._done()
