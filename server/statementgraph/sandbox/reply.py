"""The answer of a worker on its way to whoever asked."""

import socket
import time

from statementgraph.errors import StatementGraphError
from statementgraph.sandbox import protocol
from statementgraph.sparql.serialise import SinkError

# Small answers are held back this long, so that a late failure can still be told cleanly.
_PATIENCE = 0.1


class TooLongError(SinkError):
    """The answer is longer than the limit."""


class Reply:
    """The sink of one answer: gathers frames and sends them, the header with the first.

    `limit` is the most bytes of an answer; 0 means any length.
    """

    def __init__(self, connection: socket.socket, release: str, limit: int) -> None:
        self._connection = connection
        self._release = release
        self._limit = limit
        self._start = time.perf_counter()
        self._parts: list[bytes] = []
        self._size = 0
        self._total = 0
        self._details: tuple[str | int | bool, ...] = ()
        self._header_sent = False

    def begin(self, *details: str | int | bool) -> None:
        """Say what the client must know of the answer before its data."""
        self._details = details

    def write(self, data: bytes, /) -> int:
        """Take a part of the answer. Raises `SinkError` when there is no one to take it."""
        self._parts.append(data)
        self._size += len(data)
        self._total += len(data)
        if self._limit and self._total > self._limit:
            raise TooLongError
        if self._size >= protocol.CHUNK or time.perf_counter() - self._start > _PATIENCE:
            self._send(b"")
        return len(data)

    def flush(self) -> None:
        """Do nothing: `write` decides when to send."""

    def end(self) -> None:
        """Send what is left and the end."""
        self._send(protocol.frame(protocol.END))

    def fail(self, error: StatementGraphError) -> None:
        """Tell of an error in place of the answer, or in place of its end."""
        self._connection.sendall(protocol.error_frame(error))

    def _send(self, last: bytes) -> None:
        head = b""
        if not self._header_sent:
            self._header_sent = True
            seconds = time.perf_counter() - self._start
            head = protocol.Header(self._release, seconds, bool(last), self._details).to_frame()
        body = protocol.frame(protocol.DATA, b"".join(self._parts)) if self._parts else b""
        self._parts, self._size = [], 0
        try:
            self._connection.sendall(head + body + last)
        except OSError:
            raise SinkError from None
