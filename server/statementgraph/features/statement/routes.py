"""`/coverage`: which sentences of the statements carry sayings, and why the others do not."""

from flask import Blueprint, Response, render_template, request

from statementgraph.errors import NotFoundError
from statementgraph.features.statement.coverage import build_coverage
from statementgraph.web import responses
from statementgraph.web.context import app_context
from statementgraph.web.responses import ResponseMeta

blueprint = Blueprint("coverage", __name__, template_folder="templates")


@blueprint.get("/coverage")
def coverage() -> Response:
    """Answer with the page."""
    app = app_context()
    if app.plain:
        raise NotFoundError("RDF files that are served as they are have no statements.")
    card = ResponseMeta(
        "text/html; charset=utf-8",
        tag=app.tag("coverage", request.script_root),
        extra={"X-Release": app.release.id},
    )
    return responses.held(card) or responses.send(card, app.body(card.tag, _page))


def _page() -> bytes:
    app = app_context()
    found = build_coverage(app.engine, app.addresses)
    return render_template("coverage.html", statements=found).encode()
