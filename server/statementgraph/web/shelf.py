"""A bounded shelf of finished bodies, least recently used first out."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock


class Shelf:
    """Keeps bodies by their entity tag; a tag names the release, so nothing goes stale.

    `size` is in bytes; a body larger than an eighth of it is not kept.
    """

    def __init__(self, size: int = 32 * 2**20) -> None:
        self._size = size
        self._held = 0
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str, make: Callable[[], bytes]) -> bytes:
        """Give the body under `tag`, made first where it is not there."""
        with self._lock:
            if tag in self._bodies:
                self._bodies.move_to_end(tag)
                return self._bodies[tag]
        body = make()
        if len(body) <= self._size // 8:
            self._put(tag, body)
        return body

    def _put(self, tag: str, body: bytes) -> None:
        with self._lock:
            if tag in self._bodies:
                return
            self._bodies[tag] = body
            self._held += len(body)
            while self._held > self._size:
                _, dropped = self._bodies.popitem(last=False)
                self._held -= len(dropped)
