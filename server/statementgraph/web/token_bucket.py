"""How often one client may ask: a token bucket for each, shared by all web processes."""

import fcntl
import hashlib
import mmap
import os
import struct
import time
from pathlib import Path
from threading import Lock

# So many clients are remembered: rows of these. In a full row, whoever has been full
# for longest is forgotten, which can only give that client tokens back.
_ROW = struct.Struct("8Q8d")
_ENTRY, _TIME = struct.Struct("Q"), struct.Struct("d")
_WIDE = 8
_ROWS = 8192


class TokenBucket:
    """A token bucket for each client, kept as the time at which it is full again.

    The clock is that of the machine, the same in all processes. `path` is a file
    that they share; without one, this process counts alone. Nothing in the file
    tells who a client is: `secret` goes into the hash of its name.
    """

    def __init__(
        self,
        per_minute: float,
        burst: float,
        path: Path | None = None,
        secret: bytes = b"",
        rows: int = _ROWS,
    ) -> None:
        self._gap = 60 / per_minute if per_minute else 0.0
        self._room = max(burst - 1, 0) * self._gap
        self._secret = secret[-hashlib.blake2b.MAX_KEY_SIZE :]
        self._rows = rows
        self._lock = Lock()
        self._file = -1 if path is None else os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        size = rows * _ROW.size
        if path is not None:
            os.ftruncate(self._file, size)  # to what it is already, where another came first
        self._table = mmap.mmap(self._file, size)

    def take(self, client: str) -> float:
        """Take one token; 0, or the seconds until there is one."""
        if not self._gap:
            return 0.0
        now = time.monotonic()
        digest = hashlib.blake2b(client.encode(), digest_size=16, key=self._secret).digest()
        mark, row = struct.unpack("QQ", digest)
        row %= self._rows
        with self._lock:  # which keeps other threads out
            if self._file < 0:
                return self._take(mark, row, now)
            # Other processes, too; the system frees the lock of a dead one.
            fcntl.lockf(self._file, fcntl.LOCK_EX, 1, row)
            try:
                return self._take(mark, row, now)
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, row)

    def _take(self, mark: int, row: int, now: float) -> float:
        place, full_at = self._find(mark, row)
        full_at = max(full_at, now)
        wait = full_at - now - self._room
        if wait > 1e-9:
            return wait
        start = row * _ROW.size
        _ENTRY.pack_into(self._table, start + place * _ENTRY.size, mark)
        after = start + _WIDE * _ENTRY.size + place * _TIME.size
        _TIME.pack_into(self._table, after, full_at + self._gap)
        return 0.0

    def _find(self, mark: int, row: int) -> tuple[int, float]:
        """Return the place of a client in its row and its time; for a new one, the oldest's."""
        found = _ROW.unpack_from(self._table, row * _ROW.size)
        marks, times = found[:_WIDE], found[_WIDE:]
        if mark in marks:
            place = marks.index(mark)
            return place, times[place]
        return times.index(min(times)), 0.0
