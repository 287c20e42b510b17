"""`/search`: what the data says of a word; suggestions while typing; OpenSearch."""

from urllib.parse import quote

from flask import Blueprint, Response, render_template, request

from statementgraph import queries
from statementgraph.errors import NotFoundError
from statementgraph.features.search import search_json
from statementgraph.features.search.results import SearchRequest
from statementgraph.features.search.suggest import suggestions
from statementgraph.features.search.view import build_search
from statementgraph.rdf import FORMATS, JSON, OPENSEARCH, SUGGESTIONS
from statementgraph.web.admission import limited
from statementgraph.web.context import local, page_number, request_context
from statementgraph.web.endpoint import endpoint
from statementgraph.web.publishing import publish
from statementgraph.web.representation import choose_representation

blueprint = Blueprint("search", __name__, template_folder="templates")

_QUESTIONS = 5
"""How many questions stand above the results."""
_OFFERS = (FORMATS["html"], JSON)


@blueprint.get("/search")
@limited
def search() -> Response:
    """Answer with what fits `q`: as a page or in JSON."""
    _require_statements()
    chosen = choose_representation(_OFFERS, "A search")
    query = SearchRequest(request.args.get("q", ""), request.args.get("kind", ""), page_number())
    return publish(
        chosen.content_type,
        ("search", query.text, query.kind, str(query.page), chosen.key),
        lambda: _results(query, flat=chosen is JSON),
        vary=("Accept",),
    )


def _results(query: SearchRequest, *, flat: bool) -> bytes:
    context = request_context()
    page = build_search(context.release.path, context.addresses, query, flat=flat)
    if flat:
        return search_json.page_json(page, context.release.id)
    text = render_template(
        "search.html",
        page=page,
        address=local("search"),
        questions=() if query.kind or query.page > 1 else queries.find(query.text)[:_QUESTIONS],
    )
    return text.encode("utf-8", "replace")


@blueprint.get("/search/suggest")
@limited
def suggest() -> Response:
    """Complete what is typed (OpenSearch Suggestions 1.1)."""
    _require_statements()
    text = request.args.get("q", "")
    return publish(SUGGESTIONS.content_type, ("suggest", text), lambda: _suggestions(text))


def _suggestions(text: str) -> bytes:
    names = suggestions(request_context().release.path, text)
    addresses = [f"{local('search')}?q={quote(name.text)}" for name in names]
    return search_json.suggestions_json(text, names, addresses)


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search to browsers, under the address that the client reached it by."""
    _require_statements()
    address, icon = endpoint("search"), endpoint("static/icon.svg")
    return publish(
        OPENSEARCH.content_type,
        ("opensearch", address),
        lambda: search_json.opensearch_description("Statements as data", address, icon),
    )


def _require_statements() -> None:
    if request_context().plain:
        raise NotFoundError("RDF files that are served as they are have no search.")
