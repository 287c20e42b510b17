"""The engine of a web process: asks the pool of workers over their Unix socket."""

import fcntl
import os
import socket
import struct
import termios
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from statementgraph.errors import (
    BrokenResultError,
    ContentTooLargeError,
    QuerySyntaxError,
    UnavailableError,
)
from statementgraph.rdf import FORMATS
from statementgraph.sandbox import protocol
from statementgraph.sparql.failures import stopped
from statementgraph.sparql.request import Gone, QueryRequest, QueryResult

# How often a waiting client is asked whether it is still there, in seconds.
_LOOK = 0.25
# How long a keeper may take to say why a worker ended, in seconds.
_REASON_WAIT = 1.0
# A frame and its header; what the allocator takes from the system for each call is slower.
_RECEIVE = protocol.CHUNK + 4096
# Connections kept open while no query uses them, at most; some may be to workers that ended.
_IDLE = 64
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


class _UnreadError(Exception):
    """The worker hung up before it read the query: another one can take it."""


class _Connection:
    """One query under way; its socket goes back to `idle` when the answer is over."""

    def __init__(
        self, place: PoolPlace, found: socket.socket, gone: Gone | None, idle: deque[socket.socket]
    ) -> None:
        self._place = place
        self._socket = found
        self._gone = gone
        self._idle = idle
        self._number = int.from_bytes(os.urandom(8), "little") or 1
        self._buffer = b""
        self._at = 0
        self._queued = True
        self._over = False

    def send(self, ask: QueryRequest) -> None:
        """Ask. Raises UnavailableError where no worker takes it in time, and _UnreadError."""
        body = ask.to_json()
        try:
            self._socket.settimeout(self._place.queue_seconds)
            self._socket.sendall(protocol.REQUEST.pack(self._number, len(body)) + body)
        except TimeoutError:
            raise _busy() from None
        except BrokenPipeError:
            raise _UnreadError from None
        except OSError:
            pass  # the worker ended; reading tells why
        self._socket.settimeout(_LOOK)

    def close(self) -> None:
        """Hang up where the answer is not over; the worker stops if it still runs."""
        if not self._over:
            self._socket.close()

    def release(self) -> None:
        """Leave the connection to the next query."""
        self._over = True
        self._idle.append(self._socket)
        if len(self._idle) > _IDLE:
            self._idle.popleft().close()

    def frame(self) -> tuple[bytes, bytes]:
        """Read the next frame.

        Raises EOFError where the worker ended, _UnreadError where it had not read the
        query, UnavailableError where no worker took it or the client has gone.
        """
        return protocol.read_frame(self._read)

    def _read(self, length: int) -> bytes:
        end = self._at + length
        while len(self._buffer) < end:
            data = self._receive()
            if not data:
                raise EOFError
            self._queued = False
            self._buffer = self._buffer[self._at :] + data
            self._at, end = 0, length
        found = self._buffer[self._at : end]
        self._at = end
        return found

    def _receive(self) -> bytes:
        """Wait for bytes, and see to it that waiting makes sense; b"" where none will come."""
        start = time.monotonic()
        while True:
            try:
                return self._socket.recv(_RECEIVE)
            except TimeoutError:
                self._look(time.monotonic() - start)
            except ConnectionResetError:
                if self._queued:
                    raise _UnreadError from None
                return b""
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
            return stopped(reason, self._place.query_seconds)
        return None


class PoolEngine:
    """Answers from a pool of workers; safe to use from several threads.

    `release` gives the id of the release that is served now.
    """

    def __init__(self, place: PoolPlace, release: Callable[[], str]) -> None:
        self._place = place
        self._release = release
        # The last one first: its worker has what it needs at hand.
        self._idle: deque[socket.socket] = deque()

    @property
    def release(self) -> str:
        """The release that is served now."""
        return self._release()

    def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:
        """Answer `ask` in a worker; `gone` is asked now and then whether to give up.

        Raises what the worker raised, ContentTooLargeError for a query that is
        too long, UnavailableError when a limit is met or all workers are busy.
        """
        _check_length(ask.text, self._place.query_bytes)
        for connected in (self._known, self._new, self._new):
            with suppress(_UnreadError):
                return self._run(connected(), ask, gone)
        raise UnavailableError("The query was interrupted.", hint="Ask again.", retry_after=1)

    def close(self) -> None:
        """Close the connections that no query uses."""
        while self._idle:
            self._idle.pop().close()

    def _known(self) -> socket.socket:
        try:
            return self._idle.pop()
        except IndexError:
            raise _UnreadError from None

    def _new(self) -> socket.socket:
        return _connect(self._place)

    def _run(self, found: socket.socket, ask: QueryRequest, gone: Gone | None) -> QueryResult:
        connection = _Connection(self._place, found, gone, self._idle)
        try:
            connection.send(ask)
            try:
                kind, body = connection.frame()
            except EOFError:
                raise connection.why() or _UnreadError from None
            return self._answer(connection, kind, body)
        except BaseException:
            connection.close()
            raise

    def _answer(self, connection: _Connection, kind: bytes, body: bytes) -> QueryResult:
        if kind == protocol.ERROR:
            raise protocol.read_error(body)
        head = protocol.Header.from_body(body)
        format_ = FORMATS[head.format]
        if not head.whole:
            chunks = _chunks(connection)
            return QueryResult(head.form, format_, chunks, head.release, head.seconds)
        whole = b"".join(_chunks(connection))
        return QueryResult(head.form, format_, iter((whole,)), head.release, head.seconds, whole)


def _chunks(connection: _Connection) -> Iterator[bytes]:
    """Yield the data up to the end. Raises BrokenResultError where it is not reached."""
    try:
        while True:
            kind, body = connection.frame()
            if kind == protocol.END:
                connection.release()
                return
            if kind == protocol.ERROR:
                error = protocol.read_error(body)
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
