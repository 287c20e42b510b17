"""`/coverage`: which sentences of the statements carry sayings, and why the others do not."""

from flask import Blueprint, Response, render_template, request

from statementgraph.errors import NotFoundError
from statementgraph.pages.coverage import build_coverage
from statementgraph.web import responses
from statementgraph.web.responses import Card
from statementgraph.web.site import site

blueprint = Blueprint("coverage", __name__)


@blueprint.get("/coverage")
def coverage() -> Response:
    """Answer with the page."""
    here = site()
    if here.plain:
        raise NotFoundError("RDF files that are served as they are have no statements.")
    card = Card(
        "text/html; charset=utf-8",
        tag=here.tag("coverage", request.script_root),
        extra={"X-Release": here.release.id},
    )
    return responses.held(card) or responses.send(card, here.body(card.tag, _page))


def _page() -> bytes:
    here = site()
    found = build_coverage(here.engine, here.addresses)
    return render_template("coverage.html", statements=found).encode()
