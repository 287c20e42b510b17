"""`/sparql/terms`: what the editor of the query page completes (docs/http.md)."""

import json

from flask import Blueprint, Response

from statementgraph.features.sparql.terms import Term, build_terms
from statementgraph.rdf import PREFIXES
from statementgraph.web import responses
from statementgraph.web.context import app_context
from statementgraph.web.responses import ResponseMeta

blueprint = Blueprint("terms", __name__, template_folder="templates")


@blueprint.get("/sparql/terms")
def terms() -> Response:
    """Answer with the prefixes, classes, properties and things of the release, in JSON."""
    app = app_context()
    card = ResponseMeta(
        "application/json", tag=app.tag("terms"), extra={"X-Release": app.release.id}
    )
    return responses.held(card) or responses.send(card, app.body(card.tag, _terms))


def _terms() -> bytes:
    app = app_context()
    found = build_terms(app.engine)
    return json.dumps(
        {
            "base": app.base,
            "prefixes": PREFIXES,
            "classes": [_row(t) for t in found.classes],
            "properties": [_row(t) for t in found.properties],
            "things": [_row(t) for t in found.things],
            "whole": found.whole,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode("utf-8", "replace")


def _row(found: Term) -> list[str]:
    return [found.iri, found.label, found.kind, *found.also]
