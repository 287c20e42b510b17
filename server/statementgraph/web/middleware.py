"""What stands around the application: begin and end of every request, and the cache."""

import time
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from statementgraph import negotiation
from statementgraph.errors import StatementGraphError
from statementgraph.web import responses
from statementgraph.web.context import REQUEST_CONTEXT, AppContext, RequestContext
from statementgraph.web.response_cache import Entry

Headers = list[tuple[str, str]]

_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "QUERY"})


class RequestMiddleware:
    """A WSGI application around `app` that begins and ends each request."""

    def __init__(self, app: WSGIApplication, context: AppContext) -> None:
        self._app = app
        self._context = context

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse, /
    ) -> Iterable[bytes]:
        """Answer a request, which is counted once its answer is sent, while the client reads."""
        context = environ[REQUEST_CONTEXT] = RequestContext(self._context, environ)

        def started(status: str, headers: Headers, *more: Any) -> object:  # noqa: ANN401
            context.status = int(status[:3])
            if context.mixed:
                headers = responses.unbound(headers, context.release_id)
            if context.status >= 400:
                headers = [*headers, ("X-Request-Id", context.id)]
            return start_response(status, headers + responses.ALWAYS, *more)

        return _Counted(self._app(environ, cast("StartResponse", started)), context)


class _Counted:
    """The body of an answer on its way: counts its bytes and notices when it is cut."""

    def __init__(self, body: Iterable[bytes], context: RequestContext) -> None:
        self._body = body
        self._parts = iter(body)
        self._context = context
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
            self._context.cut = error.reason
            raise
        except Exception:
            self._context.cut = "defect"
            raise
        self._context.sent += len(part)
        return part

    def close(self) -> None:
        """Close the body and count the request, once."""
        if self._closed:
            return
        self._closed = True
        try:
            _close(self._body)
        finally:
            if not self._whole and not self._context.cut:
                self._context.cut = "client"
            _count(self._context)


def _count(context: RequestContext) -> None:
    """Count a request that is over, and write its line."""
    app, method = context.app, context.environ["REQUEST_METHOD"]
    method = method if method in _METHODS else "other"
    app.metrics.request(context.route, method, context.status)
    if context.cut:
        app.metrics.cut(context.cut)
    if not app.log.on:
        return
    app.log.line(
        id=context.id,
        client=context.client.shown,
        method=method,
        route=context.route,
        status=context.status,
        bytes=context.sent,
        seconds=round(time.perf_counter() - context.started, 6),
        release=context.release_id,
        query=context.query,
        kept=context.cached or "",
        cut=context.cut,
    )


class CacheMiddleware:
    """A WSGI application that answers for `app` what it answered before, while the release stays.

    Kept is what has an entity tag and may be kept by anyone. A client that holds the answer
    already is left to `app`, which says so (304).
    """

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse, /
    ) -> Iterable[bytes]:
        """Answer from the cache, else by the application; keep what may be kept."""
        context: RequestContext = environ[REQUEST_CONTEXT]
        method = environ["REQUEST_METHOD"]
        if method not in {"GET", "HEAD"} or not context.release_id:
            return self._app(environ, start_response)
        kept = context.app.cache.get(environ, context.release_id)
        if kept is not None and not _holds(environ, kept[0].tag):
            entry, parts = kept
            context.route, context.query, context.cached = entry.route, entry.query, True
            start_response("200 OK", entry.headers)
            return () if method == "HEAD" else parts
        passing: list[_Passing] = []

        def started(status: str, headers: Headers, *more: Any) -> object:  # noqa: ANN401
            if status == "200 OK" and method == "GET" and context.cacheable and not context.mixed:
                fields = dict(headers)
                if "ETag" in fields and "no-store" not in fields.get("Cache-Control", ""):
                    passing.append(_Passing(headers, fields))
            return start_response(status, headers, *more)

        body = self._app(environ, cast("StartResponse", started))
        return _Kept(body, context, passing[0]) if passing else body


def _holds(environ: WSGIEnvironment, tag: str) -> bool:
    header = environ.get("HTTP_IF_NONE_MATCH", "")
    return bool(header) and negotiation.has_version(header, tag)


class _Passing(NamedTuple):
    """The headers of an answer on its way, as they are sent and by name."""

    headers: Headers
    fields: dict[str, str]


class _Kept:
    """The body of an answer on its way: is kept once all of it has passed."""

    def __init__(self, body: Iterable[bytes], context: RequestContext, passing: _Passing) -> None:
        self._body = body
        self._rest = iter(body)
        self._context = context
        self._headers, self._fields = passing
        self._longest = context.app.cache.longest
        self._length = 0
        self._announced = int(self._fields.get("Content-Length", -1))
        self._parts: list[bytes] | None = [] if self._announced <= self._longest else None

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            part = next(self._rest)
        except StopIteration:
            self._keep()
            raise
        if self._parts is not None:
            self._parts.append(part)
            self._length += len(part)
            if self._length > self._longest:
                self._parts = None
            elif self._length == self._announced:
                # A server may not ask for what comes after.
                self._keep()
        return part

    def _keep(self) -> None:
        """Keep the answer, which is all there."""
        if self._parts is None:
            return
        headers, context = self._headers, self._context
        if self._announced < 0:
            headers = [*headers, ("Content-Length", str(self._length))]
        tag, vary = self._fields["ETag"].strip('"'), self._fields.get("Vary", "")
        entry = Entry(headers, tag, context.route, context.query)
        parts, self._parts = tuple(self._parts), None
        context.app.cache.put(context.environ, context.release_id, vary, entry, parts)

    def close(self) -> None:
        """Close the body."""
        _close(self._body)


def _close(body: Iterable[bytes]) -> None:
    close = getattr(body, "close", None)
    if close is not None:
        close()
