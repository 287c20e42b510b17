"""What the validator is told, and what passes between it and a web process over a Unix socket.

The validator says that it is this client's turn. Then the client sends one
request, and the reply is a header or an error, data and an end: the frames of
`engine.wire`.
"""

import json
from dataclasses import asdict, dataclass

from statementgraph.sandbox import protocol

TURN, REQUEST = b"T", b"Q"
# The most data in one frame, and in one report.
CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one validation may use."""

    seconds: float
    memory_mib: int
    debug: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a validator is told: the release, the socket, how many at once, the limits."""

    release: str
    listener: int
    at_once: int
    bounds: Bounds

    def to_argument(self) -> str:
        """Write the plan for a command line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_argument(cls, text: str) -> "Plan":
        """Read what `to_argument` wrote."""
        values = json.loads(text)
        return cls(**{**values, "bounds": Bounds(**values["bounds"])})


@dataclass(frozen=True, slots=True)
class Request:
    """RDF to be checked: `format` and `answer` are keys of `rdf.FORMATS`.

    With the answer "html" the reply is the JSON that a page is made from.
    """

    format: str
    answer: str
    body: bytes

    def to_frame(self) -> bytes:
        """Write the request as a frame."""
        head = json.dumps([self.format, self.answer]).encode()
        return protocol.frame(REQUEST, head + b"\n" + self.body)

    @classmethod
    def from_body(cls, body: bytes) -> "Request":
        """Read the body of a request frame."""
        head, _, rest = body.partition(b"\n")
        format_, answer = json.loads(head)
        return cls(format_, answer, rest)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome: whether the RDF conforms, how many findings, from which release.

    `seconds` is the time it took in the validator.
    """

    conforms: bool
    findings: int
    release: str
    seconds: float

    def to_frame(self) -> bytes:
        """Write the verdict as a header frame."""
        return protocol.frame(protocol.HEADER, json.dumps(asdict(self)).encode())

    @classmethod
    def from_body(cls, body: bytes) -> "Verdict":
        """Read the body of a header frame."""
        return cls(**json.loads(body))


def reply(verdict: Verdict, body: bytes) -> bytes:
    """Write a whole reply."""
    parts = (body[at : at + CHUNK] for at in range(0, len(body), CHUNK))
    data = b"".join(protocol.frame(protocol.DATA, part) for part in parts)
    return verdict.to_frame() + data + protocol.frame(protocol.END)
