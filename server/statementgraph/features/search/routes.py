"""`/search`: what the data says of a word; suggestions while typing; OpenSearch."""

from urllib.parse import quote

from flask import Blueprint, Response, render_template, request

from statementgraph import negotiation
from statementgraph.errors import NotAcceptableError, NotFoundError
from statementgraph.features.search import search_json
from statementgraph.features.search.results import SearchRequest
from statementgraph.features.search.suggest import suggestions
from statementgraph.features.search.view import build_search
from statementgraph.features.sparql.service_description import endpoint
from statementgraph.rdf import FORMATS, JSON, OPENSEARCH, SUGGESTIONS, Format
from statementgraph.web import responses
from statementgraph.web.context import app_context, local
from statementgraph.web.responses import ResponseMeta

blueprint = Blueprint("search", __name__, template_folder="templates")

_OFFERS = [FORMATS["html"], JSON]


@blueprint.get("/search")
def search() -> Response:
    """Answer with what fits `q`: as a page or in JSON."""
    _require_statements()
    app, chosen = app_context(), _chosen()
    asked = SearchRequest(request.args.get("q", ""), request.args.get("kind", ""), _number())
    parts = (asked.text, asked.kind, str(asked.page), chosen.key, request.script_root)
    card = ResponseMeta(
        chosen.content_type,
        tag=app.tag("search", *parts),
        vary=("Accept",),
        extra={"X-Release": app.release.id},
    )
    if known := responses.held(card):
        return known
    flat = chosen is JSON
    page = build_search(app.release.path, app.addresses, asked, flat=flat)
    if flat:
        return responses.send(card, search_json.page_json(page, app.release.id))
    text = render_template("search.html", page=page, address=local("search"))
    return responses.send(card, text.encode("utf-8", "replace"))


@blueprint.get("/search/suggest")
def suggest() -> Response:
    """Complete what is typed (OpenSearch Suggestions 1.1)."""
    _require_statements()
    app, text = app_context(), request.args.get("q", "")
    card = ResponseMeta(
        SUGGESTIONS.content_type,
        tag=app.tag("suggest", text, request.script_root),
        extra={"X-Release": app.release.id},
    )
    if known := responses.held(card):
        return known
    names = suggestions(app.release.path, text)
    addresses = [f"{local('search')}?q={quote(name.text)}" for name in names]
    return responses.send(card, search_json.suggestions_json(text, names, addresses))


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search to browsers, under the address that the client reached it by."""
    _require_statements()
    app = app_context()
    address, icon = (
        endpoint(app, request.scheme, request.host, local(path), path)
        for path in ("search", "static/icon.svg")
    )
    card = ResponseMeta(OPENSEARCH.content_type, tag=app.tag("opensearch", address))
    return responses.send(
        card, search_json.opensearch_description("Statements as data", address, icon)
    )


def _require_statements() -> None:
    if app_context().plain:
        raise NotFoundError("RDF files that are served as they are have no search.")


def _chosen() -> Format:
    named, header = request.args.get("_mediatype", ""), request.headers.get("Accept", "")
    chosen = negotiation.by_name(named, _OFFERS) if named else negotiation.choose(header, _OFFERS)
    if chosen is None:
        raise NotAcceptableError(
            "A search is not available in that format.", hint="There is text/html and JSON."
        )
    return chosen


def _number() -> int:
    text = request.args.get("page", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
