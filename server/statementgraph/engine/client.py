"""The engine of a web process: asks the pool of workers over their Unix socket."""

import fcntl
import os
import socket
import struct
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from statementgraph.engine import wire
from statementgraph.engine.ask import Answer, Ask, Gone
from statementgraph.errors import (
    BrokenResultError,
    ContentTooLargeError,
    QuerySyntaxError,
    UnavailableError,
)
from statementgraph.rdf import FORMATS

# How often a waiting client is asked whether it is still there, in seconds.
_LOOK = 0.25
# How long a keeper may take to say why a worker ended, in seconds.
_REASON_WAIT = 1.0
_RECEIVE = 4 * wire.CHUNK
# Beyond the limits, what a worker gets to be stopped in.
_GRACE = 5.0


@dataclass(frozen=True, slots=True)
class PoolPlace:
    """Where a pool is and what it allows: the socket, the reasons, the limits."""

    socket: Path
    ended: Path
    query_seconds: float
    queue_seconds: float
    query_bytes: int


class _Connection:
    """One query under way."""

    def __init__(self, place: PoolPlace, ask: Ask, gone: Gone | None) -> None:
        self._place = place
        self._gone = gone
        self._number = int.from_bytes(os.urandom(8), "little") or 1
        self._socket = _connect(place)
        body = ask.to_json()
        try:
            self._socket.settimeout(place.queue_seconds)
            self._socket.sendall(wire.REQUEST.pack(self._number, len(body)) + body)
        except TimeoutError:
            self.close()
            raise _busy() from None
        except OSError:
            pass  # the worker ended; reading tells why
        self._socket.settimeout(_LOOK)
        self._buffer = bytearray()
        self._queued = True

    def close(self) -> None:
        """Hang up; the worker stops if it still runs."""
        self._socket.close()

    def frame(self) -> tuple[bytes, bytes]:
        """Read the next frame.

        Raises EOFError where the worker ended, UnavailableError where no worker
        took the query or the client has gone.
        """
        return wire.read_frame(self._read)

    def _read(self, length: int) -> bytes:
        while len(self._buffer) < length:
            data = self._receive()
            if not data:
                raise EOFError
            self._buffer += data
        self._queued = False
        found = bytes(self._buffer[:length])
        del self._buffer[:length]
        return found

    def _receive(self) -> bytes:
        """Wait for bytes, and see to it that waiting makes sense; b"" where none will come."""
        start = time.monotonic()
        while True:
            try:
                return self._socket.recv(_RECEIVE)
            except TimeoutError:
                self._look(time.monotonic() - start)
            except OSError:
                return b""

    def _look(self, waited: float) -> None:
        """Give up where no worker takes the query, or no one waits for it any more."""
        place = self._place
        if self._queued and waited > place.queue_seconds:
            self._queued = self._unread() > 0
            if self._queued:
                raise _busy()
        if waited > place.queue_seconds + place.query_seconds + _GRACE:
            raise UnavailableError("The query was not answered in time.", reason="time")
        if self._gone is not None and self._gone():
            raise UnavailableError("The client went away.", reason="client")

    def _unread(self) -> int:
        """Return how many bytes of the request no worker has read yet (unix(7), SIOCOUTQ)."""
        raw = fcntl.ioctl(self._socket, termios.TIOCOUTQ, struct.pack("i", 0))
        return int(struct.unpack("i", raw)[0])

    def why(self) -> UnavailableError | None:
        """Say why the worker ended, or None where its keeper does not tell."""
        path = self._place.ended / f"{self._number:016x}"
        deadline = time.monotonic() + _REASON_WAIT
        while time.monotonic() < deadline:
            try:
                reason = path.read_text()
            except OSError:
                time.sleep(0.01)
                continue
            path.unlink(missing_ok=True)
            return _explain(reason, self._place)
        return None


class PoolEngine:
    """Answers from a pool of workers; safe to use from several threads.

    `release` gives the id of the release that is served now.
    """

    def __init__(self, place: PoolPlace, release: Callable[[], str]) -> None:
        self._place = place
        self._release = release

    @property
    def release(self) -> str:
        """The release that is served now."""
        return self._release()

    def run(self, ask: Ask, gone: Gone | None = None) -> Answer:
        """Answer `ask` in a worker; `gone` is asked now and then whether to give up.

        Raises what the worker raised, ContentTooLargeError for a query that is
        too long, UnavailableError when a limit is met or all workers are busy.
        """
        _check_length(ask.text, self._place.query_bytes)
        connection = _Connection(self._place, ask, gone)
        try:
            try:
                kind, body = connection.frame()
            except EOFError:
                reason = connection.why()
                if reason is not None:
                    raise reason from None
                # A worker that retired before it read the query: another one takes it.
                connection.close()
                connection = _Connection(self._place, ask, gone)
                kind, body = _second(connection)
            return self._answer(connection, kind, body)
        except BaseException:
            connection.close()
            raise

    def _answer(self, connection: _Connection, kind: bytes, body: bytes) -> Answer:
        if kind == wire.ERROR:
            raise wire.read_error(body)
        head = wire.Header.from_body(body)
        format_ = FORMATS[head.format]
        if not head.whole:
            chunks = _chunks(connection)
            return Answer(head.form, format_, chunks, head.release, head.seconds)
        whole = b"".join(_chunks(connection))
        return Answer(head.form, format_, iter((whole,)), head.release, head.seconds, whole)


def _second(connection: _Connection) -> tuple[bytes, bytes]:
    try:
        return connection.frame()
    except EOFError:
        raise connection.why() or UnavailableError(
            "The query was interrupted.", hint="Ask again.", retry_after=1
        ) from None


def _chunks(connection: _Connection) -> Iterator[bytes]:
    """Yield the data up to the end. Raises BrokenResultError where it is not reached."""
    try:
        while True:
            kind, body = connection.frame()
            if kind == wire.END:
                return
            if kind == wire.ERROR:
                error = wire.read_error(body)
                raise BrokenResultError(error.message, hint=error.hint, reason=error.reason)
            yield body
    except EOFError:
        reason = connection.why()
        message = reason.message if reason else "The query was interrupted."
        raise BrokenResultError(
            message, hint=reason.hint if reason else "", reason=reason.reason if reason else ""
        ) from None
    except UnavailableError as error:
        raise BrokenResultError(error.message, hint=error.hint, reason=error.reason) from None
    finally:
        connection.close()


def _connect(place: PoolPlace) -> socket.socket:
    found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        found.settimeout(place.queue_seconds)
        found.connect(str(place.socket))
    except BlockingIOError:
        found.close()
        raise _busy() from None
    except OSError:
        found.close()
        raise UnavailableError("Queries are not answered at the moment.") from None
    return found


def _busy() -> UnavailableError:
    return UnavailableError(
        "Too many queries are waiting.",
        hint="Try again in a moment.",
        retry_after=2,
        reason="busy",
    )


def _check_length(text: str, limit: int) -> None:
    try:
        length = len(text.encode())
    except UnicodeEncodeError:
        raise QuerySyntaxError("The query is not valid Unicode text.") from None
    if length > limit:
        raise ContentTooLargeError(f"The query is longer than {limit:,} bytes.")


def _explain(reason: str, place: PoolPlace) -> UnavailableError:
    if reason == wire.TIME:
        seconds = place.query_seconds
        return UnavailableError(
            f"The query took longer than {seconds:g} seconds and was stopped.",
            hint="Narrow its patterns or add LIMIT.",
            reason="time",
        )
    if reason == wire.MEMORY:
        return UnavailableError(
            "The query needed more memory than a query may use and was stopped.",
            hint="Narrow its patterns; ORDER BY and DISTINCT hold all rows.",
            reason="memory",
        )
    if reason == wire.STACK:
        return UnavailableError("The query is nested too deeply and was stopped.", reason="depth")
    return UnavailableError(
        "The query was stopped from outside.", hint="Ask again.", retry_after=1, reason="killed"
    )
