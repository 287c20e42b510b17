"""The page of `/sparql`: a form, with a result or an error where there is one."""

from flask import Response, render_template

from statementgraph import queries
from statementgraph.errors import StatementGraphError
from statementgraph.rdf import FORMATS
from statementgraph.sparql import QueryResult
from statementgraph.sparql.scan import starred
from statementgraph.view.results import Table, Written, read_graph, read_table, take
from statementgraph.web import errors, limits, responses
from statementgraph.web.context import local, request_context
from statementgraph.web.responses import ResponseMeta

# A page shows this much of a result; the whole is one link away.
_PAGE_BYTES = 2**20
_PAGE_ROWS = 1000
_CONTENT_TYPE = FORMATS["html"].content_type


def query_page(
    query: str = "",
    *,
    result: QueryResult | None = None,
    meta: ResponseMeta | None = None,
    error: StatementGraphError | None = None,
) -> Response:
    """Answer with the form; with `result`, which `meta` describes, or with `error`."""
    context = request_context()
    table, graph = _shown(query, result)
    text = render_template(
        "sparql.html",
        query=query,
        table=table,
        graph=graph,
        problem=errors.members(error) if error else None,
        examples=() if context.plain else queries.load(),
        settings=context.settings,
        limits=limits.limit_sentences(context.settings),
        address=local("sparql"),
    )
    if meta is None:
        extra = errors.headers(error) if error else {}
        meta = ResponseMeta(_CONTENT_TYPE, cache=responses.UNCACHED, vary=("Accept",), extra=extra)
    if error:
        context.app.metrics.refused(error.reason)
    return responses.send(meta, text.encode("utf-8", "replace"), error.status if error else 200)


def _shown(query: str, result: QueryResult | None) -> tuple[Table | None, Written | None]:
    if result is None:
        return None, None
    body, cut = take(iter(result.chunks), _PAGE_BYTES)
    if result.form not in {"select", "ask"}:
        return None, read_graph(body, cut)
    addresses = request_context().addresses
    return read_table(body, _PAGE_ROWS, addresses, starred(query), cut=cut), None
