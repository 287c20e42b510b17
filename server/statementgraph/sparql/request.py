"""What an engine is asked, what it answers, and what an engine is."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from statementgraph.rdf import Format

# Says whether the one who asked has gone; asked now and then while a query runs.
Gone = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """One query and how to answer it.

    `format` is a key of `rdf.FORMATS`; "" means JSON results or N-Triples.
    `union` makes the default graph the union of all graphs where neither the
    query nor the two lists name a dataset. `default_graphs` and `named_graphs`
    are the dataset of the SPARQL 1.1 Protocol (section 2.1.4) and win over
    `FROM`; None means not given. `substitutions` maps variables, which a SELECT
    must project, to terms in N-Triples. `base` resolves relative IRIs.
    """

    text: str
    format: str = ""
    union: bool = True
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    substitutions: Mapping[str, str] = field(default_factory=dict)
    base: str = ""

    def to_json(self) -> bytes:
        """Write the ask for the way to another process."""
        # By hand: `dataclasses.asdict` copies deeply, which costs more than the rest.
        return json.dumps(
            (
                self.text,
                self.format,
                self.union,
                self.default_graphs,
                self.named_graphs,
                dict(self.substitutions),
                self.base,
            )
        ).encode()

    @classmethod
    def from_json(cls, data: bytes) -> "QueryRequest":
        """Read what `to_json` wrote."""
        text, format_, union, default, named, terms, base = json.loads(data)
        default, named = _frozen(default), _frozen(named)
        return cls(text, format_, union, default, named, terms, base)


def _frozen(graphs: list[str] | None) -> tuple[str, ...] | None:
    return None if graphs is None else tuple(graphs)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """An answer that may still be under way.

    `form` is "select", "ask", "construct" or "describe"; `chunks` yields its
    bytes once and raises `BrokenResultError` when they end too early; `seconds`
    is the time from the start of the query to its first bytes; `whole` is all of
    it where it is small and complete already.
    """

    form: str
    format: Format
    chunks: Iterator[bytes]
    release: str
    seconds: float
    whole: bytes | None = None

    def read(self) -> bytes:
        """Return the whole answer."""
        return b"".join(self.chunks)


class Engine(Protocol):
    """Anything that answers queries over one release at a time."""

    @property
    def release(self) -> str:
        """The release that a query asked now is answered from."""
        ...

    def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:
        """Answer `ask`.

        `gone` may be called while waiting; the query is stopped when it says yes.
        Raises `RequestError` and `UnavailableError`, both before the first byte.
        """
        ...
