"""A bounded shelf of finished bodies, least recently used first out."""

from collections import OrderedDict
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

    def find(self, tag: str) -> bytes | None:
        """Give the body under `tag`, None where it is not there."""
        with self._lock:
            found = self._bodies.get(tag)
            if found is not None:
                self._bodies.move_to_end(tag)
            return found

    def put(self, tag: str, body: bytes) -> None:
        """Keep a body under `tag`, unless it is too large."""
        if len(body) > self._size // 8:
            return
        with self._lock:
            if tag in self._bodies:
                return
            self._bodies[tag] = body
            self._held += len(body)
            while self._held > self._size:
                _, dropped = self._bodies.popitem(last=False)
                self._held -= len(dropped)
