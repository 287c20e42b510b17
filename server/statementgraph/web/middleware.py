"""What stands around every request: its context, what every answer carries, its count and line."""

import secrets
import time
from collections.abc import Iterable, Iterator
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from statementgraph.errors import StatementGraphError
from statementgraph.web import responses
from statementgraph.web.context import REQUEST_CONTEXT, AppContext, RequestContext

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
        context = RequestContext(self._context, environ, secrets.token_hex(8), time.perf_counter())
        environ[REQUEST_CONTEXT] = context

        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> object:  # noqa: ANN401
            context.status = int(status[:3])
            headers = responses.finished(headers, context.status, context.id)
            return start_response(status, headers, *more)

        body = self._app(environ, cast("StartResponse", started))
        return _Counted(body, context, environ["REQUEST_METHOD"])


class _Counted:
    """The body of an answer on its way: counts its bytes and notices when it is cut."""

    def __init__(self, body: Iterable[bytes], context: RequestContext, method: str) -> None:
        self._body = body
        self._parts = iter(body)
        self._context = context
        self._method = method if method in _METHODS else "other"
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
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            if not self._whole and not self._context.cut:
                self._context.cut = "client"
            self._count()

    def _count(self) -> None:
        context, app = self._context, self._context.app
        app.metrics.request(context.route, self._method, context.status)
        if context.cut:
            app.metrics.cut(context.cut)
        if not app.log.on:
            return
        app.log.line(
            id=context.id,
            client=context.client.shown,
            method=self._method,
            route=context.route,
            status=context.status,
            bytes=context.sent,
            seconds=round(time.perf_counter() - context.started, 6),
            release=context.release_id,
            query=context.query,
            kept=context.cached or "",
            cut=context.cut,
        )
