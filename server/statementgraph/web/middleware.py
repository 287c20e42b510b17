"""What stands before the application: kept answers, plain queries, what every answer carries.

Most requests are a query asked by a program. These, and answers that are kept,
never reach Flask, whose routing and response objects would cost more than the query.
"""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from statementgraph.errors import StatementGraphError
from statementgraph.features.sparql import answering
from statementgraph.features.sparql.answering import METHODS, PATH
from statementgraph.web import responses
from statementgraph.web.context import SITE, AppContext
from statementgraph.web.response_cache import Entry
from statementgraph.web.responses import RawResponse
from statementgraph.web.services import REQUEST_CONTEXT, RequestContext

Headers = list[tuple[str, str]]

_KEPT = frozenset({"GET", "HEAD"})
_LINES = {200: "200 OK", 304: "304 NOT MODIFIED"}


class Front:
    """A WSGI application before `app`, for the `site` it shows."""

    def __init__(self, app: WSGIApplication, site: AppContext) -> None:
        self._app = app
        self._site = site
        self._desk = site.desk

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse, /
    ) -> Iterable[bytes]:
        """Answer a request: from what is kept, else a plain query, else by the application."""
        client = self._desk.clients.of(environ)
        here = environ[REQUEST_CONTEXT] = RequestContext(
            secrets.token_hex(8), client, time.perf_counter()
        )
        site = environ[SITE] = self._site.during(environ, here)
        # Not counted against the client's rate: to refuse it would cost more.
        entry = self._desk.kept.find(environ, here.release) if here.release else None
        if entry is not None:
            here.route, here.query, here.kept = entry.route, entry.query, True
            here.status = 200
            start_response("200 OK", list(entry.headers))
            body = () if environ["REQUEST_METHOD"] == "HEAD" else (entry.body,)
            return self._counted(environ, here, body)

        def started(status: str, headers: Headers, *more: Any) -> object:  # noqa: ANN401
            here.status = int(status[:3])
            mixed = here.release if site.mixed else ""
            headers = responses.finished(headers, here.status, here.id, mixed)
            self._keep(environ, here, headers)
            return start_response(status, headers, *more)

        if environ["PATH_INFO"] == PATH and environ["REQUEST_METHOD"] in METHODS:
            reply = self._plain(environ, here, site)
            if reply is not None:
                return self._reply(environ, here, reply, started)
        found = self._app(environ, cast("StartResponse", started))
        return self._counted(environ, here, found)

    def _plain(
        self, environ: WSGIEnvironment, here: RequestContext, site: AppContext
    ) -> RawResponse | None:
        """Answer a query; the note leaves what is for a page, or an error, to the application."""
        here.route = PATH
        try:
            self._desk.admit(here)
        except StatementGraphError:
            return None  # the application asks again, and says it
        here.outcome = answering.ask(environ, site, here)
        return here.outcome if isinstance(here.outcome, RawResponse) else None

    def _reply(
        self,
        environ: WSGIEnvironment,
        here: RequestContext,
        reply: RawResponse,
        started: Callable[[str, Headers], object],
    ) -> Iterable[bytes]:
        body, headers = reply.body, reply.headers
        if isinstance(body, bytes):
            if reply.status != 304:
                here.whole = body
                headers = [*headers, ("Content-Length", str(len(body)))]
            body = () if environ["REQUEST_METHOD"] == "HEAD" else (body,)
        started(_LINES[reply.status], headers)
        return self._counted(environ, here, body)

    def _counted(
        self, environ: WSGIEnvironment, here: RequestContext, body: Iterable[bytes]
    ) -> Iterable[bytes]:
        """Send the body; the request is counted once it is sent, while the client reads."""
        method = environ["REQUEST_METHOD"]
        return _Counted(body, lambda: self._desk.close(here, method), here)

    def _keep(self, environ: WSGIEnvironment, here: RequestContext, headers: Headers) -> None:
        """Keep an answer that the same request gets again while the release stays."""
        if not here.whole or here.status != 200 or environ["REQUEST_METHOD"] not in _KEPT:
            return
        names = dict(headers)
        if "ETag" in names:
            entry = Entry(headers, here.whole, here.route, here.query)
            vary = filter(None, names.get("Vary", "").split(","))
            self._desk.kept.keep(environ, here.release, vary, entry)


class _Counted:
    """The body of an answer on its way: counts its bytes and notices when it is cut."""

    def __init__(
        self, body: Iterable[bytes], done: Callable[[], None], note: RequestContext
    ) -> None:
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
