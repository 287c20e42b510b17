"""How much one client may ask at once: turns, shared by all web processes."""

import fcntl
import hashlib
import math
import os
import time
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Condition

from statementgraph.errors import TooManyRequestsError

# Seconds that a query may take whose client's other queries hold all of its share.
SHORT_TURN = 1.0
# How often a turn that another process gives back is looked for, in seconds.
_LOOK = 0.1
# Permits of one client; the last is for the short turn.
_PERMITS = 4096
_SHORT = _PERMITS - 1


class Permits:
    """Numbered permits of each client: one holder each, in whichever process.

    A permit is a lock on one byte of an empty file, at a place made from the
    client's name: the system gives back what a dead process held. Without a file
    only this process counts. Not safe for threads: `ConcurrencyLimiter` sees to that.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._file = -1 if path is None else os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._held: set[int] = set()

    @property
    def shared(self) -> bool:
        """Whether other processes hold permits, too."""
        return self._file >= 0

    def take(self, client: str, number: int) -> bool:
        """Take a permit, where nobody has it."""
        place = _place(client, number)
        if place in self._held:
            return False  # the system would let the process that has it take it again
        if self._file >= 0:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
            except OSError:
                return False
        self._held.add(place)
        return True

    def give_back(self, client: str, number: int) -> None:
        """Give back a permit that this process has."""
        place = _place(client, number)
        self._held.remove(place)
        if self._file >= 0:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)


@lru_cache(maxsize=4096)
def _place(client: str, number: int) -> int:
    digest = hashlib.blake2b(client.encode(), digest_size=6).digest()
    return int.from_bytes(digest) * _PERMITS + number


class Turn:
    """The right to run one query or validation; a short one is over after a second."""

    def __init__(self, limiter: "ConcurrencyLimiter", client: str, number: int) -> None:
        self.client = client
        self.number = number
        self.short = number == _SHORT
        self.ended = False
        self._limiter = limiter
        self._until = time.monotonic() + SHORT_TURN if self.short else math.inf

    def over(self) -> bool:
        """Return whether the query must stop now."""
        return time.monotonic() > self._until

    def end(self) -> None:
        """Give the turn back; any number of times."""
        self._limiter.end(self)


class ConcurrencyLimiter:
    """Lets each client run `share` queries at once and, if `short`, beside them a short one.

    So quick queries of a client go on while its slow ones hold its share, and
    what is left of the query processes is soon free for others. `queue` more
    may wait in each web process, each for `seconds`. `refusal` is raised beyond.
    """

    def __init__(  # noqa: PLR0913 - each says another limit
        self,
        share: int,
        queue: int,
        seconds: float,
        *,
        short: bool = True,
        refusal: Callable[[], TooManyRequestsError],
        path: Path | None = None,
    ) -> None:
        self._numbers = [*range(min(share, _SHORT)), *([_SHORT] if short else [])]
        self._queue = queue
        self._seconds = seconds
        self._refusal = refusal
        self._permits = Permits(path)
        self._waiting = Counter[str]()
        self._changed = Condition()

    def begin(self, client: str) -> Turn:
        """Wait for a turn. Raises TooManyRequestsError where there are too many or none comes."""
        with self._changed:
            return self._next(client) or self._wait(client)

    def _next(self, client: str) -> Turn | None:
        for number in self._numbers:
            if self._permits.take(client, number):
                return Turn(self, client, number)
        return None

    def _wait(self, client: str) -> Turn:
        if self._waiting[client] >= self._queue:
            raise self._refusal()
        deadline = time.monotonic() + self._seconds
        self._waiting[client] += 1
        try:
            while (left := deadline - time.monotonic()) > 0:
                self._changed.wait(min(left, _LOOK) if self._permits.shared else left)
                turn = self._next(client)
                if turn is not None:
                    return turn
            raise self._refusal()
        finally:
            self._waiting[client] -= 1
            if not self._waiting[client]:
                del self._waiting[client]

    def end(self, turn: Turn) -> None:
        """Take a turn back, once."""
        with self._changed:
            if turn.ended:
                return
            turn.ended = True
            self._permits.give_back(turn.client, turn.number)
            self._changed.notify_all()
