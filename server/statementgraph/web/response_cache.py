"""Keeps whole answers of one release, to send them again without making them.

A small HTTP cache in the server itself (RFC 9111): what it holds is what the
application answered, headers and packed body, so it costs a request little more
than reading it.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from wsgiref.types import WSGIEnvironment

_Key = tuple[str, ...]
# The answers kept under one address, at most: clients send many an Accept header.
_MOST = 16
# About what an entry takes besides its body and its address, in bytes.
_AROUND = 3072


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer with status 200: what the server sends and what the log says of it."""

    headers: list[tuple[str, str]]
    body: bytes
    route: str
    query: str


@dataclass(slots=True)
class _Variants:
    """The answers under one address by the values of the headers that decide, named in `vary`."""

    vary: tuple[str, ...]
    entries: dict[_Key, Entry] = field(default_factory=dict)
    weight: int = 0


class ResponseCache:
    """The answers of one release, by address, least recently used first out.

    `size` is in bytes, 0 keeps nothing; an answer larger than a sixteenth of it is not kept.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._held = 0
        self._release = ""
        self._found: OrderedDict[_Key, _Variants] = OrderedDict()
        self._lock = Lock()

    def find(self, environ: WSGIEnvironment, release: str) -> Entry | None:
        """Return the answer to this request, if it is that of `release`."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_IF_NONE_MATCH" in environ:
            return None
        address = _address(environ)
        with self._lock:
            variants = self._found.get(address)
            if variants is None or self._release != release:
                return None
            self._found.move_to_end(address)
            return variants.entries.get(_values(variants.vary, environ))

    def keep(
        self, environ: WSGIEnvironment, release: str, vary: Iterable[str], entry: Entry
    ) -> None:
        """Keep the answer to this request; `vary` names the headers that decided it."""
        address = _address(environ)
        weight = len(entry.body) + sum(map(len, address)) + _AROUND
        if weight > self._size // 16:
            return
        names = tuple("HTTP_" + name.strip().upper().replace("-", "_") for name in vary)
        with self._lock:
            if self._release != release:
                self._release, self._held = release, 0
                self._found.clear()
            variants = self._found.get(address)
            if variants and (variants.vary != names or len(variants.entries) == _MOST):
                self._held -= self._found.pop(address).weight
                variants = None
            if variants is None:
                variants = self._found[address] = _Variants(names)
            variants.entries[_values(names, environ)] = entry
            variants.weight += weight
            self._held += weight
            while self._held > self._size:
                self._held -= self._found.popitem(last=False)[1].weight


def _address(environ: WSGIEnvironment) -> _Key:
    return (
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        environ.get("SCRIPT_NAME", ""),
        environ.get("HTTP_HOST", ""),
        environ["wsgi.url_scheme"],
    )


def _values(vary: tuple[str, ...], environ: WSGIEnvironment) -> _Key:
    return tuple(environ.get(name, "") for name in vary)
