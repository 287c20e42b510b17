"""Keeps whole answers of one release, to send them again without making them.

A small HTTP cache in the server itself (RFC 9111): what it holds is what the
application answered, headers and packed body. It knows nothing of what was asked for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from cachetools import LRUCache

from statementgraph import negotiation
from statementgraph.web.context import REQUEST_CONTEXT, RequestContext

Headers = list[tuple[str, str]]

# About what an entry takes besides its body and its key, in bytes.
_AROUND = 3072
# The answers kept under one address, at most: clients send many an Accept header.
_MOST = 16
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


class _Variants(NamedTuple):
    """The answers under one address by the values of the headers that decide, named in `names`."""

    names: tuple[str, ...]
    entries: dict[tuple[str, ...], Entry]
    weight: int


class ResponseCache:
    """The answers of one release by address, least recently used first out.

    `size` is in bytes, 0 keeps nothing.
    """

    def __init__(self, size: int) -> None:
        self.longest = size // _PART
        self._release = ""
        self._cache: LRUCache[tuple[str, ...], _Variants] = LRUCache(size, lambda v: v.weight)
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
            variants = self._cache.get(address)
        return variants and variants.entries.get(_values(variants.names, environ))

    def put(self, environ: WSGIEnvironment, release: str, vary: str, entry: Entry) -> None:
        """Keep the answer to this request; `vary` names the headers that decided it (`Vary`)."""
        length = sum(map(len, entry.parts))
        if length > self.longest:
            return
        address, names = _address(environ), _variables(vary)
        entries, weight = {_values(names, environ): entry}, _AROUND + length
        with self._lock:
            if self._release != release:
                self._release = release
                self._cache.clear()
            known = self._cache.get(address)
            if known and known.names == names and len(known.entries) < _MOST:
                entries, weight = {**known.entries, **entries}, known.weight + weight
            else:
                weight += sum(map(len, address))
            if weight <= self._cache.maxsize:
                self._cache[address] = _Variants(names, entries, weight)


@lru_cache(maxsize=64)
def _variables(vary: str) -> tuple[str, ...]:
    """Give the names that the headers of a Vary header have in an environ."""
    names = (name.strip().upper().replace("-", "_") for name in vary.split(","))
    return tuple(f"HTTP_{name}" for name in names if name)


def _address(environ: WSGIEnvironment) -> tuple[str, ...]:
    return (
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        environ.get("SCRIPT_NAME", ""),
        environ.get("HTTP_HOST", ""),
        environ["wsgi.url_scheme"],
    )


def _values(names: tuple[str, ...], environ: WSGIEnvironment) -> tuple[str, ...]:
    return tuple([environ.get(name, "") for name in names])


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
        passing: list[_Passing] = []

        def started(status: str, headers: Headers, *more: Any) -> object:  # noqa: ANN401
            if status == "200 OK" and method == "GET" and context.cacheable:
                fields = dict(headers)
                if "ETag" in fields and "no-store" not in fields.get("Cache-Control", ""):
                    passing.append(_Passing(headers, fields))
            return start_response(status, headers, *more)

        body = self._app(environ, cast("StartResponse", started))
        return _Kept(body, self._cache, context, passing[0]) if passing else body


def _holds(environ: WSGIEnvironment, entry: Entry) -> bool:
    header = environ.get("HTTP_IF_NONE_MATCH", "")
    return bool(header) and negotiation.has_version(header, entry.tag)


class _Passing(NamedTuple):
    """The headers of an answer on its way, as they are sent and by name."""

    headers: Headers
    fields: dict[str, str]


class _Kept:
    """The body of an answer on its way: is kept once all of it has passed."""

    def __init__(
        self,
        body: Iterable[bytes],
        cache: ResponseCache,
        context: RequestContext,
        passing: _Passing,
    ) -> None:
        self._body = body
        self._rest = iter(body)
        self._cache = cache
        self._context = context
        self._headers, self._fields = passing
        self._length = 0
        self._announced = int(self._fields.get("Content-Length", -1))
        self._parts: list[bytes] | None = [] if self._announced <= cache.longest else None

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
        headers, context = self._headers, self._context
        if self._announced < 0:
            headers = [*headers, ("Content-Length", str(self._length))]
        entry = Entry(
            headers,
            tuple(self._parts),
            self._fields["ETag"].strip('"'),
            context.route,
            context.query,
        )
        vary = self._fields.get("Vary", "")
        self._cache.put(context.environ, context.release_id, vary, entry)
        self._parts = None

    def close(self) -> None:
        """Close the body."""
        close = getattr(self._body, "close", None)
        if close is not None:
            close()
