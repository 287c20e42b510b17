"""`/sparql`: what is shown of a query on a page, and the service description (docs/http.md)."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request

from statementgraph import negotiation, queries
from statementgraph.errors import BrokenResultError, NotAcceptableError, StatementGraphError
from statementgraph.features.sparql import answering
from statementgraph.features.sparql.answering import GRAPHS
from statementgraph.features.sparql.service_description import description, endpoint
from statementgraph.features.sparql.view import read_graph, read_table
from statementgraph.features.things.links import LICENCE
from statementgraph.sparql import QueryResult
from statementgraph.sparql.scan import starred
from statementgraph.web import errors, limits, rdf_writer, responses
from statementgraph.web.context import app_context, local
from statementgraph.web.responses import Link, RawResponse, ResponseMeta
from statementgraph.web.services import request_context

blueprint = Blueprint("sparql", __name__, template_folder="templates")

# A page shows this much of a result; the whole is one link away.
_PAGE_BYTES = 2**20
_PAGE_ROWS = 1000


@blueprint.route(answering.PATH, methods=["GET", "POST", "QUERY"])
def sparql() -> Response:
    """Show what came of a query, or describe the service where there is none."""
    found = request_context().outcome or answering.ask(
        request.environ, app_context(), request_context()
    )
    if isinstance(found, RawResponse):
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
    return answering.page_wanted(request.environ, named)


def _bare() -> Response:
    """Answer without a query: the form for browsers, else the service description."""
    if _page_wanted(request.args.get("_mediatype", "")):
        return _form()
    named, header = request.args.get("_mediatype", ""), request.headers.get("Accept", "")
    chosen = negotiation.by_name(named, GRAPHS) if named else negotiation.choose(header, GRAPHS)
    if chosen is None:
        raise NotAcceptableError("The service description is not available in that format.")
    app = app_context()
    address = endpoint(app, request.scheme, request.host, local("sparql"))
    card = ResponseMeta(
        chosen.content_type,
        tag=app.tag("service", chosen.key, address),
        vary=("Accept",),
        links=(Link(LICENCE, "license"), Link(local("void"), "describedby", "text/turtle")),
        extra={"X-Release": app.release.id},
    )
    if known := responses.held(card):
        return known
    return responses.send(card, rdf_writer.write(description(app, address), chosen.key))


def _form(
    error: StatementGraphError | None = None,
    query: str = "",
    answer: QueryResult | None = None,
    card: ResponseMeta | None = None,
) -> Response:
    """Show the query form with a result or an error; raise the error where no page is wanted."""
    named = request.args.get("_mediatype", "") or request.args.get("format", "")
    if error and (not _page_wanted(named) or error.status == 405):
        raise error
    table, graph = None, None
    if answer:
        body, cut = _part(iter(answer.chunks))
        if answer.form in {"select", "ask"}:
            table = read_table(body, _PAGE_ROWS, app_context().addresses, starred(query), cut=cut)
        else:
            graph = read_graph(body, cut)
    problem = errors.members(error) if error else None
    text = render_template(
        "sparql.html",
        query=query,
        table=table,
        graph=graph,
        problem=problem,
        examples=() if app_context().plain else queries.load(),
        settings=app_context().settings,
        limits=limits.sentences(app_context().settings),
        address=local("sparql"),
    )
    if error:
        app_context().metrics.refused(error.reason)
    shown = card or ResponseMeta(
        "text/html; charset=utf-8", vary=("Accept",), cache=responses.UNCACHED
    )
    if answer:
        shown = answering.told(shown, answer)
    if error:
        retry = getattr(error, "retry_after", None)
        extra = {"Retry-After": str(retry)} if retry else {}
        shown = ResponseMeta(
            shown.content_type, cache=responses.UNCACHED, vary=("Accept",), extra=extra
        )
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
        raise answering.too_late(error) from error
    finally:
        answering.close(chunks)
    return body, False
