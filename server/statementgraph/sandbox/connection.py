"""One request under way in a pool, over a Unix socket that may serve another one later."""

import fcntl
import os
import socket
import struct
import termios
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from statementgraph.errors import UnavailableError
from statementgraph.sandbox import protocol
from statementgraph.sandbox.failures import Failures

# How often a waiting client is asked whether it is still there, in seconds.
_LOOK = 0.25
# How long a forkserver may take to say why a worker ended, in seconds.
_REASON_WAIT = 1.0
# A frame and its header; what the allocator takes from the system for each call is slower.
_RECEIVE = protocol.CHUNK + 4096
# Connections kept open while no request uses them, at most; some may be to workers that ended.
_IDLE = 64
# Beyond the limits, what a worker gets to be stopped in.
_GRACE = 5.0


@dataclass(frozen=True, slots=True)
class PoolAddress:
    """Where a pool is and what it allows: the socket, the folder of reasons, the limits.

    A request may take `seconds` in a worker and wait `queue_seconds` for one.
    """

    socket: Path
    ended: Path
    seconds: float
    queue_seconds: float


class UnreadError(Exception):
    """The worker hung up before it read the request: another one can take it."""


class Connection:
    """One request under way.

    Its socket goes back to `idle` when the answer is over; None where its worker then ends.
    """

    def __init__(
        self,
        address: PoolAddress,
        failures: Failures,
        socket_: socket.socket,
        gone: Callable[[], bool] | None,
        idle: deque[socket.socket] | None,
    ) -> None:
        self._address = address
        self._failures = failures
        self._socket = socket_
        self._gone = gone
        self._idle = idle
        self._number = int.from_bytes(os.urandom(8), "little") or 1
        self._buffer = b""
        self._at = 0
        self._queued = True
        self._over = False

    def send(self, body: bytes) -> None:
        """Send the request.

        Raises UnavailableError where no worker takes it in time or the client has
        gone, and UnreadError.
        """
        start = time.monotonic()
        data = memoryview(protocol.REQUEST.pack(self._number, len(body)) + body)
        while data:
            try:
                data = data[self._socket.send(data) :]
            except TimeoutError:
                self._look(time.monotonic() - start)
            except BrokenPipeError:
                raise UnreadError from None
            except OSError:
                return  # the worker ended; reading tells why

    def close(self) -> None:
        """Hang up where the answer is not over; the worker stops if it still runs."""
        if not self._over:
            self._socket.close()

    def release(self) -> None:
        """Leave the connection to the next request."""
        if self._idle is None:
            self._socket.close()
            return
        self._over = True
        self._idle.append(self._socket)
        if len(self._idle) > _IDLE:
            self._idle.popleft().close()

    def frame(self) -> tuple[bytes, bytes]:
        """Read the next frame.

        Raises EOFError where the worker ended, UnreadError where it had not read the
        request, UnavailableError where no worker took it or the client has gone.
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
        part = self._buffer[self._at : end]
        self._at = end
        return part

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
                    raise UnreadError from None
                return b""
            except OSError:
                return b""

    def _look(self, waited: float) -> None:
        """Give up where no worker takes the request, or no one waits for it any more."""
        address = self._address
        if self._queued and waited > address.queue_seconds:
            self._queued = self._unread() > 0
            if self._queued:
                raise self._failures.busy()
        if waited > address.queue_seconds + address.seconds + _GRACE:
            raise self._failures.late()
        if self._gone is not None and self._gone():
            raise UnavailableError("The client went away.", reason="client")

    def _unread(self) -> int:
        """Return how many bytes of the request no worker has read yet (unix(7), SIOCOUTQ)."""
        raw = fcntl.ioctl(self._socket, termios.TIOCOUTQ, struct.pack("i", 0))
        return int(struct.unpack("i", raw)[0])

    def why(self) -> UnavailableError | None:
        """Say why the worker ended, or None where its forkserver does not tell."""
        path = self._address.ended / f"{self._number:016x}"
        deadline = time.monotonic() + _REASON_WAIT
        while time.monotonic() < deadline:
            try:
                reason = path.read_text()
            except OSError:
                time.sleep(0.01)
                continue
            path.unlink(missing_ok=True)
            return self._failures.stopped(reason, self._address.seconds)
        return None


def connect(address: PoolAddress, failures: Failures) -> socket.socket:
    """Connect to a pool. Raises UnavailableError where its queue is full or nobody listens."""
    socket_ = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        socket_.settimeout(_LOOK)
        socket_.connect(str(address.socket))
    except (BlockingIOError, TimeoutError):
        socket_.close()
        raise failures.busy() from None
    except OSError:
        socket_.close()
        raise failures.closed() from None
    return socket_
