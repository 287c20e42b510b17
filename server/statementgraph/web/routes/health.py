"""`/healthz`, `/readyz` and `/metrics`: for those who run the server."""

from flask import Blueprint, Response

from statementgraph import engine as asking
from statementgraph.errors import StatementGraphError, UnavailableError
from statementgraph.web import responses
from statementgraph.web.responses import Card
from statementgraph.web.site import site

blueprint = Blueprint("health", __name__)

_TEXT = "text/plain; charset=utf-8"


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that this process answers."""
    return responses.send(Card(_TEXT, cache=responses.UNCACHED, compress=False), b"ok\n")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say whether queries are answered; 503 where they are not."""
    try:
        asking.ask(site().engine, "ASK { }")
    except StatementGraphError as error:
        raise UnavailableError("Queries are not answered at the moment.") from error
    body = f"ready, release {site().release.id}\n".encode()
    return responses.send(Card(_TEXT, cache=responses.UNCACHED, compress=False), body)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Give the counters of this process."""
    body = site().metrics.text(site().release.id).encode()
    card = Card("text/plain; version=0.0.4; charset=utf-8", cache=responses.UNCACHED)
    return responses.send(card, body)
