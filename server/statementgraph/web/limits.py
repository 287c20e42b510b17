"""What one client may ask: how often, and how much at once."""

import math
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from threading import Condition, Lock

from statementgraph.engine import Answer, Ask, Engine, Gone
from statementgraph.errors import BrokenResultError, TooManyRequestsError, UnavailableError
from statementgraph.settings import Settings

# So many clients are remembered; the one not seen for longest is forgotten first.
_CLIENTS = 65_536
# Seconds that a query may take whose client's other queries hold all of its share.
SHORT_TURN = 1.0


class Rate:
    """A token bucket for each client, kept as the time at which it is full again."""

    def __init__(self, per_minute: float, burst: float, most: int = _CLIENTS) -> None:
        self._gap = 60 / per_minute if per_minute else 0.0
        self._room = max(burst - 1, 0) * self._gap
        self._most = most
        self._full_at: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def take(self, client: str) -> float:
        """Take one token; 0, or the seconds until there is one."""
        if not self._gap:
            return 0.0
        now = time.monotonic()
        with self._lock:
            full_at = max(self._full_at.get(client, now), now)
            wait = full_at - now - self._room
            if wait > 1e-9:
                return wait
            self._full_at[client] = full_at + self._gap
            self._full_at.move_to_end(client)
            if len(self._full_at) > self._most:
                self._full_at.popitem(last=False)
        return 0.0


@dataclass(slots=True)
class _Held:
    """What the queries of one client hold: turns, the short one, places in the queue."""

    running: int = 0
    short: bool = False
    waiting: int = 0


class Turn:
    """The right to run one query; `until` is when a short turn is over."""

    def __init__(self, turns: "Turns", client: str, *, short: bool) -> None:
        self._turns = turns
        self._client = client
        self.short = short
        self._until = time.monotonic() + SHORT_TURN if short else math.inf
        self._lock = Lock()
        self._ended = False

    def over(self) -> bool:
        """Return whether the query must stop now."""
        return time.monotonic() > self._until

    def end(self) -> None:
        """Give the turn back; any number of times."""
        with self._lock:
            if self._ended:
                return
            self._ended = True
        self._turns.give_back(self._client, short=self.short)


class Turns:
    """Lets each client run `share` queries at once and beside them one short one at a time.

    So quick queries of a client go on while its slow ones hold its share, and
    what is left of the query processes is soon free for others. `queue` more
    may wait, each for `seconds`.
    """

    def __init__(self, share: int, queue: int, seconds: float) -> None:
        self._share = share
        self._queue = queue
        self._seconds = seconds
        self._held: dict[str, _Held] = {}
        self._changed = Condition()

    def begin(self, client: str) -> Turn:
        """Wait for a turn. Raises TooManyRequestsError where there are too many or none comes."""
        with self._changed:
            held = self._held.setdefault(client, _Held())
            turn = self._next(client, held)
            if turn is None:
                turn = self._wait(client, held)
        return turn

    def _next(self, client: str, held: _Held) -> Turn | None:
        if held.running < self._share:
            held.running += 1
            return Turn(self, client, short=False)
        if not held.short:
            held.short = True
            return Turn(self, client, short=True)
        return None

    def _wait(self, client: str, held: _Held) -> Turn:
        if held.waiting >= self._queue:
            raise _too_many_at_once(self._share)
        deadline = time.monotonic() + self._seconds
        held.waiting += 1
        try:
            while (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)
                turn = self._next(client, held)
                if turn is not None:
                    return turn
            raise _too_many_at_once(self._share)
        finally:
            held.waiting -= 1

    def give_back(self, client: str, *, short: bool) -> None:
        """Take a turn back and let those who wait look."""
        with self._changed:
            held = self._held[client]
            if short:
                held.short = False
            else:
                held.running -= 1
            if not (held.running or held.short or held.waiting):
                del self._held[client]
            self._changed.notify_all()


def _too_many_at_once(share: int) -> TooManyRequestsError:
    return TooManyRequestsError(
        f"Your queries hold all {share} query processes that one client may hold.",
        hint=f"Beside them a query may take {SHORT_TURN:g} second. Wait until one of them ends.",
        retry_after=2,
    )


class Limits:
    """The limits of one web process; each of several has its part of them."""

    def __init__(self, settings: Settings) -> None:
        parts = settings.web_processes
        self.rate = Rate(settings.client_rate / parts, settings.client_burst / parts)
        self._share = share(settings)
        # The other half of the threads is left to other clients.
        queue = min(settings.queue_length, settings.threads // 2)
        self._turns = Turns(max(1, self._share // parts), queue, settings.queue_seconds)
        self._off = self._share >= settings.workers

    def admit(self, client: str) -> None:
        """Count one request. Raises TooManyRequestsError beyond the rate."""
        wait = self.rate.take(client)
        if wait:
            raise TooManyRequestsError(
                "You send more than this server answers to one client.",
                hint="Send fewer, or fetch the whole from /dumps/latest/.",
                retry_after=math.ceil(wait),
            )

    def run(self, engine: Engine, ask: Ask, client: str, gone: Gone | None) -> Answer:
        """Run a query within the client's share. Raises TooManyRequestsError and what it raises."""
        if self._off:
            return engine.run(ask, gone)
        turn = self._turns.begin(client)
        try:
            answer = engine.run(ask, lambda: turn.over() or (gone is not None and gone()))
        except UnavailableError:
            turn.end()
            if turn.over():
                raise _too_many_at_once(self._share) from None
            raise
        except BaseException:
            turn.end()
            raise
        if answer.whole is not None:
            turn.end()
            return answer
        return replace(answer, chunks=_Chunks(answer.chunks, turn))


class _Chunks:
    """The rest of an answer; gives the turn back with its last chunk, or when closed."""

    def __init__(self, chunks: Iterator[bytes], turn: Turn) -> None:
        self._chunks = chunks
        self._turn = turn

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._turn.over():
            self.close()
            raise BrokenResultError("The client's other queries hold all of its share.")
        try:
            return next(self._chunks)
        except BaseException:
            self._turn.end()
            raise

    def close(self) -> None:
        """Stop the query where it still runs."""
        close = getattr(self._chunks, "close", None)
        if close is not None:
            close()
        self._turn.end()

    def __del__(self) -> None:
        # A generator around this one that never started does not close it.
        self._turn.end()


def share(settings: Settings) -> int:
    """Return how many query processes the queries of one client may hold."""
    return max(1, int(settings.workers * settings.client_share))


def sentences(settings: Settings) -> tuple[str, ...]:
    """Say the limits in force, for the query page and the service description."""
    found = [
        f"A query may take {settings.query_seconds:g} seconds and "
        f"{settings.query_memory_mib:,} MiB of memory; it may be {settings.query_bytes:,} bytes "
        f"long and {settings.query_depth:,} brackets deep."
    ]
    if settings.result_mib:
        found.append(f"An answer may be {settings.result_mib:,} MiB long.")
    found.append(
        f"{settings.workers} queries run at once; {settings.queue_length} more may wait, "
        f"each {settings.queue_seconds:g} seconds."
    )
    if share(settings) < settings.workers:
        found.append(
            f"Of these, one client may hold {share(settings)}; beside them it may run one more "
            f"at a time, for {SHORT_TURN:g} second at most."
        )
    if settings.client_rate:
        found.append(
            f"One client may send {settings.client_rate:,} queries a minute; after a pause, "
            f"{settings.client_burst:,} at once."
        )
    return tuple(found)
