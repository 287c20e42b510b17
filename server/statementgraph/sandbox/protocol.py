"""What passes between a web process and a query process over a Unix socket.

A request is its number, its length and an `QueryRequest` in JSON. A reply is frames, each
a kind, a length and a body: one header or one error, then data, then an end. A
connection that closes without an end was cut: nothing after it may look whole.
"""

import json
import struct
from collections.abc import Callable
from dataclasses import dataclass

from statementgraph import errors
from statementgraph.errors import StatementGraphError

REQUEST = struct.Struct("<QI")
FRAME = struct.Struct("<cI")
HEADER, ERROR, DATA, END = b"H", b"E", b"D", b"Z"
# Data frames are at most about this long.
CHUNK = 65_536

# Why a query process ended before its answer did; written by its keeper, read by the client.
TIME, MEMORY, STACK, KILLED = "time", "memory", "stack", "killed"


@dataclass(frozen=True, slots=True)
class Header:
    """The first frame of an answer; `whole` says that one data frame holds all of it."""

    form: str
    format: str
    release: str
    seconds: float
    whole: bool

    def to_frame(self) -> bytes:
        """Write the header as a frame."""
        values = (self.form, self.format, self.release, self.seconds, self.whole)
        return frame(HEADER, json.dumps(values).encode())

    @classmethod
    def from_body(cls, body: bytes) -> "Header":
        """Read the body of a header frame."""
        return cls(*json.loads(body))


def frame(kind: bytes, body: bytes = b"") -> bytes:
    """Write one frame."""
    return FRAME.pack(kind, len(body)) + body


def error_frame(error: StatementGraphError) -> bytes:
    """Write an error as a frame: its class by name and its fields."""
    names = ("message", "hint", "line", "column", "retry_after", "reason")
    fields = {name: value for name, value in vars(error).items() if name in names}
    return frame(ERROR, json.dumps([type(error).__name__, fields]).encode())


def read_error(body: bytes) -> StatementGraphError:
    """Read what `error_frame` wrote."""
    name, fields = json.loads(body)
    kind: type[StatementGraphError] = getattr(errors, name)
    return kind(**fields)


def read_frame(read: Callable[[int], bytes]) -> tuple[bytes, bytes]:
    """Read one frame, its kind and body; `read` gives exactly so many bytes or raises."""
    kind, length = FRAME.unpack(read(FRAME.size))
    return kind, read(length) if length else b""
