"""`/search`: what the data says of a word; suggestions while typing; OpenSearch."""

from urllib.parse import quote

from flask import Blueprint, Response, render_template, request

from statementgraph import negotiation
from statementgraph.errors import NotAcceptableError, NotFoundError
from statementgraph.pages.results import Search
from statementgraph.pages.search import build_search
from statementgraph.pages.suggest import suggestions
from statementgraph.rdf import FORMATS, JSON, OPENSEARCH, SUGGESTIONS, Format
from statementgraph.web import found, responses
from statementgraph.web.responses import Card
from statementgraph.web.service import endpoint
from statementgraph.web.site import local, site

blueprint = Blueprint("search", __name__)

_OFFERS = [FORMATS["html"], JSON]


@blueprint.get("/search")
def search() -> Response:
    """Answer with what fits `q`: as a page or in JSON."""
    _require_statements()
    here, chosen = site(), _chosen()
    asked = Search(request.args.get("q", ""), request.args.get("kind", ""), _number())
    parts = (asked.text, asked.kind, str(asked.page), chosen.key, request.script_root)
    card = Card(
        chosen.content_type,
        tag=here.tag("search", *parts),
        vary=("Accept",),
        extra={"X-Release": here.release.id},
    )
    if known := responses.held(card):
        return known
    flat = chosen is JSON
    page = build_search(here.release.path, here.addresses, asked, flat=flat)
    if flat:
        return responses.send(card, found.page_json(page, here.release.id))
    text = render_template("search.html", page=page, address=local("search"))
    return responses.send(card, text.encode("utf-8", "replace"))


@blueprint.get("/search/suggest")
def suggest() -> Response:
    """Complete what is typed (OpenSearch Suggestions 1.1)."""
    _require_statements()
    here, text = site(), request.args.get("q", "")
    card = Card(
        SUGGESTIONS.content_type,
        tag=here.tag("suggest", text, request.script_root),
        extra={"X-Release": here.release.id},
    )
    if known := responses.held(card):
        return known
    names = suggestions(here.release.path, text)
    addresses = [f"{local('search')}?q={quote(name.text)}" for name in names]
    return responses.send(card, found.suggestions_json(text, names, addresses))


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search to browsers, under the address that the client reached it by."""
    _require_statements()
    here = site()
    address, icon = (
        endpoint(here, request.scheme, request.host, local(path), path)
        for path in ("search", "static/icon.svg")
    )
    card = Card(OPENSEARCH.content_type, tag=here.tag("opensearch", address))
    return responses.send(card, found.description("Statements as data", address, icon))


def _require_statements() -> None:
    if site().plain:
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
