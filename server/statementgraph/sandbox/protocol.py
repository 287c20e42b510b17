"""What passes between a web process and a worker over a Unix socket.

A request is a number, a length and a body. A reply is frames, each a kind, a
length and a body: one header or one error, then data, then an end. A connection
that closes without an end was cut: nothing after it may look whole.
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

# Why a worker ended before its answer did; written by its forkserver, read by the client.
TIME, MEMORY, STACK, KILLED = "time", "memory", "stack", "killed"


@dataclass(frozen=True, slots=True)
class Header:
    """The first frame of an answer.

    `seconds` is the time until the first data; `whole` says that one data frame holds
    all of it; `details` are the handler's own.
    """

    release: str
    seconds: float
    whole: bool
    details: tuple[str | int | bool, ...]

    def to_frame(self) -> bytes:
        """Write the header as a frame."""
        values = (self.release, self.seconds, self.whole, self.details)
        return frame(HEADER, json.dumps(values).encode())

    @classmethod
    def from_body(cls, body: bytes) -> "Header":
        """Read the body of a header frame."""
        release, seconds, whole, details = json.loads(body)
        return cls(release, seconds, whole, tuple(details))


@dataclass(frozen=True, slots=True)
class ValidationRequest:
    """RDF to be checked: `format` and `answer` are keys of `rdf.FORMATS`.

    With the answer "html" the reply is the JSON that a page is made from.
    """

    format: str
    answer: str
    body: bytes

    def to_bytes(self) -> bytes:
        """Write the request for the way to another process."""
        return json.dumps([self.format, self.answer]).encode() + b"\n" + self.body

    @classmethod
    def from_bytes(cls, data: bytes) -> "ValidationRequest":
        """Read what `to_bytes` wrote."""
        head, _, body = data.partition(b"\n")
        format_, answer = json.loads(head)
        return cls(format_, answer, body)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a validation: whether the RDF conforms, and how many findings there are.

    `release` has the rules; `seconds` is the time it took in the worker.
    """

    conforms: bool
    findings: int
    release: str
    seconds: float


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
