"""`/healthz`, `/readyz` and `/metrics`: for those who run the server."""

from flask import Blueprint, Response

from statementgraph.errors import UnavailableError
from statementgraph.web import responses
from statementgraph.web.responses import Card
from statementgraph.web.site import site

blueprint = Blueprint("health", __name__)

_TEXT = "text/plain; charset=utf-8"
_METRICS = "text/plain; version=0.0.4; charset=utf-8"


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that this process answers."""
    return responses.send(Card(_TEXT, cache=responses.UNCACHED, codings=()), b"ok\n")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say whether queries are answered; 503 where they are not."""
    here = site()
    if not here.readiness.look(here.engine):
        raise UnavailableError("Queries are not answered at the moment.")
    body = f"ready, release {here.release.id}\n".encode()
    return responses.send(Card(_TEXT, cache=responses.UNCACHED, codings=()), body)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Give the counters of all web processes."""
    body = site().metrics.text(site().release.id)
    return responses.send(Card(_METRICS, cache=responses.UNCACHED), body)
