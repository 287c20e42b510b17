"""`/healthz`, `/readyz` and `/metrics`: for those who run the server."""

from flask import Blueprint, Response

from statementgraph.errors import UnavailableError
from statementgraph.web import responses
from statementgraph.web.context import request_context
from statementgraph.web.responses import ResponseMeta

blueprint = Blueprint("health", __name__)

_TEXT = "text/plain; charset=utf-8"
_METRICS = "text/plain; version=0.0.4; charset=utf-8"


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that this process answers."""
    return responses.send(ResponseMeta(_TEXT, cache=responses.UNCACHED, codings=()), b"ok\n")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say whether queries are answered; 503 where they are not."""
    context = request_context()
    if not context.app.readiness.look(context.app.engine):
        raise UnavailableError("Queries are not answered at the moment.")
    body = f"ready, release {context.release.id}\n".encode()
    return responses.send(ResponseMeta(_TEXT, cache=responses.UNCACHED, codings=()), body)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Give the counters of all web processes."""
    context = request_context()
    body = context.app.metrics.text(context.release.id)
    return responses.send(ResponseMeta(_METRICS, cache=responses.UNCACHED), body)
