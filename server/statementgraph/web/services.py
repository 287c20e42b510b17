"""What stands beside every request: its note, the limits, the counters, the log line."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import request

from statementgraph.web.clients import Client, Clients
from statementgraph.web.limits import Limits
from statementgraph.web.log import Log
from statementgraph.web.metrics import Metrics
from statementgraph.web.response_cache import ResponseCache

if TYPE_CHECKING:
    from statementgraph.features.sparql.answering import SparqlOutcome
    from statementgraph.web.responses import RawResponse

# Where the note is in the environ of its request.
REQUEST_CONTEXT = "statementgraph.note"
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "QUERY"})


@dataclass(slots=True)
class RequestContext:
    """What is known of the request in hand; `route` is a rule, never an address as it was sent.

    `query` is the hash of the query; `cut` says why the answer ended before its end;
    `whole` is the body of an answer that is all there; `outcome` is what came of a
    query that was asked before the application had the request.
    """

    id: str
    client: Client
    started: float
    route: str = "none"
    release: str = ""
    query: str = ""
    status: int = 0
    sent: int = 0
    kept: bool = False
    cut: str = ""
    admitted: bool = False
    whole: bytes = b""
    outcome: "RawResponse | SparqlOutcome | None" = None


def request_context() -> RequestContext:
    """Return the note of the request in hand."""
    return cast("RequestContext", request.environ[REQUEST_CONTEXT])


@dataclass(frozen=True, slots=True)
class Services:
    """What stands at the front: it lives as long as the web process."""

    clients: Clients
    limits: Limits
    kept: ResponseCache
    metrics: Metrics
    log: Log

    def admit(self, note: RequestContext) -> None:
        """Count the request against its client's rate. Raises TooManyRequestsError."""
        self.limits.admit(note.client.key)
        note.admitted = True

    def close(self, note: RequestContext, method: str) -> None:
        """Count a request that is over, and write its line."""
        method = method if method in _METHODS else "other"
        self.metrics.request(note.route, method, note.status)
        if note.cut:
            self.metrics.cut(note.cut)
        self.log.line(
            id=note.id,
            client=note.client.shown,
            method=method,
            route=note.route,
            status=note.status,
            bytes=note.sent,
            seconds=round(time.perf_counter() - note.started, 6),
            release=note.release,
            query=note.query,
            kept=note.kept or "",
            cut=note.cut,
        )
