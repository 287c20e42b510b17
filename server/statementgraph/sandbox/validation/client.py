"""The web layer's way to the validator: one request over a Unix socket, one report back."""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from statementgraph.errors import UnavailableError
from statementgraph.sandbox import protocol
from statementgraph.sandbox.validation.protocol import Request, Verdict

# How often a waiting client is asked whether it is still there, in seconds.
_LOOK = 0.25
# Beyond its limit, what a validation gets to be stopped in, in seconds.
_GRACE = 5.0
_RECEIVE = 262_144


@dataclass(frozen=True, slots=True)
class ValidatorPlace:
    """Where the validator listens, how long one may wait for it, and how long it may take."""

    socket: Path
    queue_seconds: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Validator:
    """Asks the validator; safe to use from several threads."""

    place: ValidatorPlace

    def run(
        self, request: Request, gone: Callable[[], bool] | None = None
    ) -> tuple[Verdict, bytes]:
        """Have RDF checked; `gone` is asked now and then whether the client has left.

        Raises RdfSyntaxError for what cannot be read, UnavailableError where a limit
        is met or too many wait.
        """
        with _connect(self.place) as connection:
            call = _Call(connection, gone)
            try:
                call.frame(self.place.queue_seconds)
            except TimeoutError:
                raise _busy() from None
            except EOFError:
                raise _interrupted() from None
            return self._ask(call, request)

    def _ask(self, call: "_Call", request: Request) -> tuple[Verdict, bytes]:
        seconds = self.place.seconds + _GRACE
        call.send(request.to_frame(), seconds)
        try:
            kind, body = call.frame(seconds)
            if kind == protocol.ERROR:
                raise protocol.read_error(body)
            verdict, parts = Verdict.from_body(body), []
            while (found := call.frame(seconds))[0] != protocol.END:
                parts.append(found[1])
        except EOFError:
            raise _interrupted() from None
        except TimeoutError:
            raise UnavailableError("The RDF was not checked in time.") from None
        return verdict, b"".join(parts)


class _Call:
    """One connection to the validator."""

    def __init__(self, connection: socket.socket, gone: Callable[[], bool] | None) -> None:
        self._connection = connection
        self._gone = gone
        self._buffer = bytearray()
        connection.settimeout(_LOOK)

    def send(self, data: bytes, seconds: float) -> None:
        """Send the request; where the other side has ended, reading tells why."""
        self._connection.settimeout(seconds)
        try:
            self._connection.sendall(data)
        except OSError:
            pass
        finally:
            self._connection.settimeout(_LOOK)

    def frame(self, seconds: float) -> tuple[bytes, bytes]:
        """Read the next frame.

        Raises EOFError where the validator has hung up, TimeoutError where nothing
        came in `seconds`, UnavailableError where the client has gone.
        """
        deadline = time.monotonic() + seconds
        return protocol.read_frame(lambda length: self._read(length, deadline))

    def _read(self, length: int, deadline: float) -> bytes:
        while len(self._buffer) < length:
            try:
                data = self._connection.recv(_RECEIVE)
            except TimeoutError:
                if self._gone is not None and self._gone():
                    raise UnavailableError("The client went away.") from None
                if time.monotonic() > deadline:
                    raise
                continue
            except OSError:
                raise EOFError from None
            if not data:
                raise EOFError
            self._buffer += data
        found = bytes(self._buffer[:length])
        del self._buffer[:length]
        return found


def _connect(place: ValidatorPlace) -> socket.socket:
    found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        found.settimeout(place.queue_seconds)
        found.connect(str(place.socket))
    except (BlockingIOError, TimeoutError):
        found.close()
        raise _busy() from None
    except OSError:
        found.close()
        raise UnavailableError("Nothing is validated here at the moment.") from None
    return found


def _busy() -> UnavailableError:
    return UnavailableError(
        "Too many validations are waiting.",
        hint="Try again in a moment.",
        retry_after=5,
        reason="busy",
    )


def _interrupted() -> UnavailableError:
    return UnavailableError("The validation was interrupted.", hint="Ask again.", retry_after=1)
