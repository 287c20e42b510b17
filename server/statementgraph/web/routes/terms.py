"""`/sparql/terms`: what the editor of the query page completes (docs/http.md)."""

import json

from flask import Blueprint, Response

from statementgraph.pages.terms import Term, build_terms
from statementgraph.rdf import PREFIXES
from statementgraph.web import responses
from statementgraph.web.responses import Card
from statementgraph.web.site import site

blueprint = Blueprint("terms", __name__)


@blueprint.get("/sparql/terms")
def terms() -> Response:
    """Answer with the prefixes, classes, properties and things of the release, in JSON."""
    here = site()
    card = Card("application/json", tag=here.tag("terms"), extra={"X-Release": here.release.id})
    return responses.held(card) or responses.send(card, here.body(card.tag, _terms))


def _terms() -> bytes:
    here = site()
    found = build_terms(here.engine)
    return json.dumps(
        {
            "base": here.base,
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
