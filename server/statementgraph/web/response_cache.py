"""Keeps whole answers of one release, to send them again without making them.

A small HTTP cache in the server itself (RFC 9111): what it holds is what the
application answered, headers and packed body. It knows nothing of what was asked for.
"""

from collections.abc import Hashable
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple
from wsgiref.types import WSGIEnvironment

from cachetools import LRUCache

# About what an entry takes besides its body and its address, in bytes.
_AROUND = 3072
# The answers kept under one address, at most: clients send many an Accept header.
_MOST = 16
# A body that is longer than this part of the cache is not kept.
_PART = 8


class Entry(NamedTuple):
    """An answer with status 200: its headers, its entity tag, and what the log says of it."""

    headers: list[tuple[str, str]]
    tag: str
    route: str = ""
    query: str = ""


class _Variants(NamedTuple):
    """The answers under one address by the values of the headers that decide, named in `names`."""

    names: tuple[str, ...]
    entries: dict[tuple[str, ...], Entry]
    weight: int


class _Body(NamedTuple):
    """A body as it was sent, in parts."""

    parts: tuple[bytes, ...]
    weight: int


class ResponseCache:
    """The answers of one release, least recently used first out.

    An address leads to the headers of an answer and to its entity tag, a tag to the body:
    tags are strong, so bodies with the same tag are the same bytes, wherever they were asked for.
    `size` is in bytes, 0 keeps nothing.
    """

    def __init__(self, size: int) -> None:
        self.longest = size // _PART
        self._release = ""
        self._cache: LRUCache[Hashable, Any] = LRUCache(size, lambda value: value.weight)
        self._lock = Lock()

    @property
    def held(self) -> int:
        """How many bytes it holds."""
        return int(self._cache.currsize)

    def get(self, environ: WSGIEnvironment, release: str) -> tuple[Entry, tuple[bytes, ...]] | None:
        """Return the answer to this request and its body, if it is that of `release`."""
        address = _address(environ)
        with self._lock:
            variants = self._cache.get(address) if self._release == release else None
            entry = variants and variants.entries.get(_values(variants.names, environ))
            if entry is None:
                return None
            body = self._cache.get(entry.tag)
        return (entry, body.parts) if body else None

    def body(self, tag: str, release: str) -> tuple[bytes, ...] | None:
        """Return the body under this entity tag, whatever address it was asked for by."""
        with self._lock:
            body: _Body | None = self._cache.get(tag) if self._release == release else None
        return body.parts if body else None

    def put(
        self,
        environ: WSGIEnvironment,
        release: str,
        vary: str,
        entry: Entry,
        parts: tuple[bytes, ...],
    ) -> None:
        """Keep the answer to this request; `vary` names the headers that decided it (`Vary`)."""
        length = sum(map(len, parts))
        if length > self.longest:
            return
        address, names = _address(environ), _variables(vary)
        with self._lock:
            if self._release != release:
                self._release = release
                self._cache.clear()
            known = self._cache.get(address)
            if not known or known.names != names or len(known.entries) == _MOST:
                known = _Variants(names, {}, sum(map(len, address)))
            entries = {**known.entries, _values(names, environ): entry}
            self._set(address, _Variants(names, entries, known.weight + _AROUND))
            self._set(entry.tag, _Body(parts, _AROUND + length))

    def _set(self, key: Hashable, value: _Variants | _Body) -> None:
        if value.weight <= self._cache.maxsize:
            self._cache[key] = value


@lru_cache(maxsize=64)
def _variables(vary: str) -> tuple[str, ...]:
    """Give the names that the headers of a Vary header have in an environ."""
    names = (name.strip().upper().replace("-", "_") for name in vary.split(","))
    return tuple(f"HTTP_{name}" for name in names if name)


def _address(environ: WSGIEnvironment) -> tuple[str, ...]:
    return (
        environ["PATH_INFO"],
        # Two paths that are decoded alike may name two things (RFC 3986, section 2.2).
        environ.get("REQUEST_URI", "").partition("?")[0],
        environ.get("QUERY_STRING", ""),
        environ.get("SCRIPT_NAME", ""),
        environ.get("HTTP_HOST", ""),
        environ["wsgi.url_scheme"],
    )


def _values(names: tuple[str, ...], environ: WSGIEnvironment) -> tuple[str, ...]:
    return tuple([environ.get(name, "") for name in names])
