"""A web process's way to the pools: one request to a worker, one answer back."""

import socket
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from statementgraph.errors import (
    BrokenResultError,
    ContentTooLargeError,
    QuerySyntaxError,
    UnavailableError,
)
from statementgraph.rdf import FORMATS
from statementgraph.sandbox import failures, protocol
from statementgraph.sandbox.connection import Connection, PoolAddress, UnreadError, connect
from statementgraph.sandbox.failures import Failures
from statementgraph.sandbox.protocol import Header, ValidationRequest, Verdict
from statementgraph.sparql.request import Gone, QueryRequest, QueryResult


@dataclass(frozen=True, slots=True)
class Answer:
    """The header of an answer, and its data; `chunks` raises BrokenResultError where it is cut."""

    header: Header
    chunks: Iterator[bytes]


class PoolClient:
    """Hands requests to one pool; safe to use from several threads.

    `reusable` says that its workers answer several requests on one connection.
    """

    def __init__(self, address: PoolAddress, failures_: Failures, *, reusable: bool) -> None:
        self._address = address
        self._failures = failures_
        self._reusable = reusable
        # LIFO: the worker of the connection used last has warm caches.
        self._idle: deque[socket.socket] = deque()

    def call(self, body: bytes, gone: Gone | None) -> Answer:
        """Have `body` answered; `gone` is asked now and then whether to give up.

        Raises what the handler raised, and UnavailableError when a limit is met or all
        workers are busy.
        """
        for connected in (self._known, self._new, self._new):
            with suppress(UnreadError):
                return self._call(connected(), body, gone)
        raise self._failures.interrupted()

    def close(self) -> None:
        """Close the connections that no request uses."""
        while self._idle:
            self._idle.pop().close()

    def _known(self) -> socket.socket:
        try:
            return self._idle.pop()
        except IndexError:
            raise UnreadError from None

    def _new(self) -> socket.socket:
        return connect(self._address, self._failures)

    def _call(self, socket_: socket.socket, body: bytes, gone: Gone | None) -> Answer:
        idle = self._idle if self._reusable else None
        connection = Connection(self._address, self._failures, socket_, gone, idle)
        try:
            connection.send(body)
            try:
                kind, first = connection.frame()
            except EOFError:
                raise connection.why() or UnreadError from None
            if kind == protocol.ERROR:
                raise protocol.read_error(first)
            return Answer(Header.from_body(first), self._chunks(connection))
        except BaseException:
            connection.close()
            raise

    def _chunks(self, connection: Connection) -> Iterator[bytes]:
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
            error = connection.why() or self._failures.interrupted()
            raise BrokenResultError(error.message, hint=error.hint, reason=error.reason) from None
        except UnavailableError as error:
            raise BrokenResultError(error.message, hint=error.hint, reason=error.reason) from None
        finally:
            connection.close()


class PoolEngine:
    """Answers queries from a pool of workers; safe to use from several threads.

    `release` gives the id of the release that is served now; a query may be
    `query_bytes` long.
    """

    def __init__(self, address: PoolAddress, release: Callable[[], str], query_bytes: int) -> None:
        self._pool = PoolClient(address, failures.QUERIES, reusable=True)
        self._release = release
        self._query_bytes = query_bytes

    @property
    def release(self) -> str:
        """The release that is served now."""
        return self._release()

    def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:
        """Answer `ask` in a worker; `gone` is asked now and then whether to give up.

        Raises what the worker raised, ContentTooLargeError for a query that is
        too long, UnavailableError when a limit is met or all workers are busy.
        """
        _check_length(ask.text, self._query_bytes)
        answer = self._pool.call(ask.to_json(), gone)
        head, chunks = answer.header, answer.chunks
        form, format_ = str(head.details[0]), FORMATS[str(head.details[1])]
        if not head.whole:
            return QueryResult(form, format_, chunks, head.release, head.seconds)
        whole = b"".join(chunks)
        return QueryResult(form, format_, iter((whole,)), head.release, head.seconds, whole)

    def close(self) -> None:
        """Close the connections that no query uses."""
        self._pool.close()


def _check_length(text: str, limit: int) -> None:
    try:
        length = len(text.encode())
    except UnicodeEncodeError:
        raise QuerySyntaxError("The query is not valid Unicode text.") from None
    if length > limit:
        raise ContentTooLargeError(f"The query is longer than {limit:,} bytes.")


class Validator:
    """Has RDF checked by a pool of workers; safe to use from several threads."""

    def __init__(self, address: PoolAddress) -> None:
        self._pool = PoolClient(address, failures.VALIDATIONS, reusable=False)

    def run(self, request: ValidationRequest, gone: Gone | None = None) -> tuple[Verdict, bytes]:
        """Have RDF checked; `gone` is asked now and then whether the client has left.

        Raises RdfSyntaxError for what cannot be read, UnavailableError where a limit
        is met or too many wait.
        """
        answer = self._pool.call(request.to_bytes(), gone)
        try:
            report = b"".join(answer.chunks)
        except BrokenResultError as error:
            # None of it has been sent to the client.
            raise UnavailableError(error.message, hint=error.hint, reason=error.reason) from None
        head = answer.header
        conforms, findings = head.details
        return Verdict(bool(conforms), int(findings), head.release, head.seconds), report
