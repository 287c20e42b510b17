"""Keeps whole answers of one release, to send them again without making them.

A small HTTP cache in the server itself (RFC 9111): what it holds is what the
application answered, headers and packed body. It knows nothing of what was asked for.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from cachetools import LRUCache

from statementgraph import negotiation
from statementgraph.web.context import REQUEST_CONTEXT, RequestContext

Headers = list[tuple[str, str]]

# About what an entry takes besides its body and its key, in bytes.
_AROUND = 3072
# An answer that is longer than this part of the cache is not kept.
_PART = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer with status 200: what the server sends and what the log says of it.

    `tag` is the entity tag as in the header; `parts` are the body as it was sent.
    """

    headers: Headers
    parts: tuple[bytes, ...]
    tag: str
    route: str = ""
    query: str = ""


class _Held(NamedTuple):
    """What stands under one key, and about how many bytes it takes."""

    weight: int
    names: tuple[str, ...] = ()
    entry: Entry | None = None


class ResponseCache:
    """The answers of one release, least recently used first out.

    `size` is in bytes, 0 keeps nothing. Under an address it holds the names of the headers that
    decide (`Vary`), under the address and the values of these the answer.
    """

    def __init__(self, size: int) -> None:
        self.longest = size // _PART
        self._release = ""
        self._cache: LRUCache[Hashable, _Held] = LRUCache(size, lambda held: held.weight)
        self._lock = Lock()

    @property
    def held(self) -> int:
        """How many bytes it holds."""
        return int(self._cache.currsize)

    def get(self, environ: WSGIEnvironment, release: str) -> Entry | None:
        """Return the answer to this request, if it is that of `release`."""
        address = _address(environ)
        with self._lock:
            if self._release != release:
                return None
            vary = self._cache.get(address)
            if vary is None:
                return None
            held = self._cache.get(_variant(address, vary.names, environ))
            return held and held.entry

    def put(
        self, environ: WSGIEnvironment, release: str, vary: Iterable[str], entry: Entry
    ) -> None:
        """Keep the answer to this request; `vary` names the headers that decided it."""
        length = sum(map(len, entry.parts))
        if length > self.longest:
            return
        address = _address(environ)
        around = _AROUND + sum(map(len, address))
        names = tuple("HTTP_" + name.strip().upper().replace("-", "_") for name in vary)
        with self._lock:
            if self._release != release:
                self._release = release
                self._cache.clear()
            try:
                variant = _variant(address, names, environ)
                self._cache[variant] = _Held(around + length, entry=entry)
                self._cache[address] = _Held(around, names)
            except ValueError:
                return  # the cache is smaller than what goes with an answer


def _address(environ: WSGIEnvironment) -> tuple[str, ...]:
    return (
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        environ.get("SCRIPT_NAME", ""),
        environ.get("HTTP_HOST", ""),
        environ["wsgi.url_scheme"],
    )


def _variant(
    address: tuple[str, ...], names: tuple[str, ...], environ: WSGIEnvironment
) -> Hashable:
    return address, names, tuple(environ.get(name, "") for name in names)


class CacheMiddleware:
    """A WSGI application that answers for `app` what it answered before, while the release stays.

    Kept is what has an entity tag and may be kept by anyone. A client that holds the answer
    already is left to `app`, which says so (304).
    """

    def __init__(self, app: WSGIApplication, cache: ResponseCache) -> None:
        self._app = app
        self._cache = cache

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse, /
    ) -> Iterable[bytes]:
        """Answer from the cache, else by the application; keep what may be kept."""
        context: RequestContext = environ[REQUEST_CONTEXT]
        method = environ["REQUEST_METHOD"]
        if method not in {"GET", "HEAD"} or not context.release_id:
            return self._app(environ, start_response)
        entry = self._cache.get(environ, context.release_id)
        if entry is not None and not _holds(environ, entry):
            context.route, context.query, context.cached = entry.route, entry.query, True
            start_response("200 OK", entry.headers)
            return () if method == "HEAD" else entry.parts
        headers: list[Headers] = []

        def started(status: str, fields: Headers, *more: Any) -> object:  # noqa: ANN401
            if status == "200 OK":
                headers.append(fields)
            return start_response(status, fields, *more)

        body = self._app(environ, cast("StartResponse", started))
        if method == "GET" and context.cacheable and headers and (tag := _tag(headers[0])):
            return _Kept(body, self._cache, environ, headers[0], tag)
        return body


def _holds(environ: WSGIEnvironment, entry: Entry) -> bool:
    header = environ.get("HTTP_IF_NONE_MATCH", "")
    return bool(header) and negotiation.has_version(header, entry.tag)


def _tag(headers: Headers) -> str:
    """Give the entity tag of an answer that may be kept, "" where it may not."""
    fields = dict(headers)
    if "no-store" in fields.get("Cache-Control", ""):
        return ""
    return fields.get("ETag", "").strip('"')


class _Kept:
    """The body of an answer on its way: is kept once all of it has passed."""

    def __init__(
        self,
        body: Iterable[bytes],
        cache: ResponseCache,
        environ: WSGIEnvironment,
        headers: Headers,
        tag: str,
    ) -> None:
        self._body = body
        self._rest = iter(body)
        self._cache = cache
        self._environ = environ
        self._headers = headers
        self._tag = tag
        self._parts: list[bytes] | None = []
        self._length = 0
        self._announced = int(dict(headers).get("Content-Length", -1))
        if self._announced > cache.longest:
            self._parts = None

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
            if self._length > self._cache.longest:
                self._parts = None
            elif self._length == self._announced:
                self._keep()
        return part

    def _keep(self) -> None:
        """Keep the answer, which is all there. A server may not ask for what comes after."""
        if self._parts is None:
            return
        headers = self._headers
        if self._announced < 0:
            headers = [*headers, ("Content-Length", str(self._length))]
        context: RequestContext = self._environ[REQUEST_CONTEXT]
        vary = filter(None, dict(headers).get("Vary", "").split(","))
        entry = Entry(headers, tuple(self._parts), self._tag, context.route, context.query)
        self._cache.put(self._environ, context.release_id, vary, entry)
        self._parts = None

    def close(self) -> None:
        """Close the body."""
        close = getattr(self._body, "close", None)
        if close is not None:
            close()
