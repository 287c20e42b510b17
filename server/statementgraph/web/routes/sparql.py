"""`/sparql`: what is shown of a query on a page, and the service description (docs/http.md)."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request

from statementgraph import negotiation, queries
from statementgraph.engine import Answer
from statementgraph.engine.scan import starred
from statementgraph.errors import (
    BrokenResultError,
    NotAcceptableError,
    StatementGraphError,
)
from statementgraph.web import asking, errors, limits, rdfout, responses
from statementgraph.web.asking import GRAPHS
from statementgraph.web.describe import LICENCE
from statementgraph.web.desk import note
from statementgraph.web.responses import Card, Link, Reply
from statementgraph.web.results import read_graph, read_table
from statementgraph.web.service import description, endpoint
from statementgraph.web.site import local, site

blueprint = Blueprint("sparql", __name__)

# A page shows this much of a result; the whole is one link away.
_PAGE_BYTES = 2**20
_PAGE_ROWS = 1000


@blueprint.route(asking.PATH, methods=["GET", "POST", "QUERY"])
def sparql() -> Response:
    """Show what came of a query, or describe the service where there is none."""
    found = note().outcome or asking.ask(request.environ, site(), note())
    if isinstance(found, Reply):
        return responses.response(found)
    try:
        if found.error is not None:
            raise found.error
        if found.answer is not None:
            return _form(query=found.query, answer=found.answer, card=found.card)
    except StatementGraphError as error:
        return _form(error, found.query)
    return _bare()


def _page_wanted(named: str) -> bool:
    return asking.page_wanted(request.environ, named)


def _bare() -> Response:
    """Answer without a query: the form for browsers, else the service description."""
    if _page_wanted(request.args.get("_mediatype", "")):
        return _form()
    named, header = request.args.get("_mediatype", ""), request.headers.get("Accept", "")
    chosen = negotiation.by_name(named, GRAPHS) if named else negotiation.choose(header, GRAPHS)
    if chosen is None:
        raise NotAcceptableError("The service description is not available in that format.")
    here = site()
    address = endpoint(here, request.scheme, request.host, local("sparql"))
    card = Card(
        chosen.content_type,
        tag=here.tag("service", chosen.key, address),
        vary=("Accept",),
        links=(Link(LICENCE, "license"), Link(local("void"), "describedby", "text/turtle")),
        extra={"X-Release": here.release.id},
    )
    if known := responses.held(card):
        return known
    return responses.send(card, rdfout.write(description(here, address), chosen.key))


def _form(
    error: StatementGraphError | None = None,
    query: str = "",
    answer: Answer | None = None,
    card: Card | None = None,
) -> Response:
    """Show the query form with a result or an error; raise the error where no page is wanted."""
    named = request.args.get("_mediatype", "") or request.args.get("format", "")
    if error and (not _page_wanted(named) or error.status == 405):
        raise error
    table, graph = None, None
    if answer:
        body, cut = _part(iter(answer.chunks))
        if answer.form in {"select", "ask"}:
            table = read_table(body, _PAGE_ROWS, site().addresses, starred(query), cut=cut)
        else:
            graph = read_graph(body, cut)
    problem = errors.members(error) if error else None
    text = render_template(
        "sparql.html",
        query=query,
        table=table,
        graph=graph,
        problem=problem,
        examples=() if site().plain else queries.load(),
        settings=site().settings,
        limits=limits.sentences(site().settings),
        address=local("sparql"),
    )
    if error:
        site().metrics.refused(error.reason)
    shown = card or Card("text/html; charset=utf-8", vary=("Accept",), cache=responses.UNCACHED)
    if answer:
        shown = asking.told(shown, answer)
    if error:
        retry = getattr(error, "retry_after", None)
        extra = {"Retry-After": str(retry)} if retry else {}
        shown = Card(shown.content_type, cache=responses.UNCACHED, vary=("Accept",), extra=extra)
    return responses.send(shown, text.encode("utf-8", "replace"), error.status if error else 200)


def _part(chunks: Iterator[bytes]) -> tuple[bytes, bool]:
    """Take as much of the answer as a page shows; say whether there was more."""
    body = b""
    try:
        for chunk in chunks:
            body += chunk
            if len(body) > _PAGE_BYTES:
                return body, True
    except BrokenResultError as error:
        raise asking.too_late(error) from error
    finally:
        asking.close(chunks)
    return body, False
