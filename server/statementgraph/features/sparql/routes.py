"""`/sparql`: queries, their page and the service description (docs/http.md)."""

import itertools
from collections.abc import Iterator

from flask import Blueprint, Response

from statementgraph.errors import (
    BrokenResultError,
    NotAcceptableError,
    StatementGraphError,
    UnavailableError,
)
from statementgraph.features.sparql.form import query_page
from statementgraph.features.sparql.repeatable import is_repeatable
from statementgraph.features.sparql.service_description import description
from statementgraph.features.sparql.terms import terms_json
from statementgraph.rdf import FORMATS, JSON, LICENCE, Format
from statementgraph.sparql import QueryRequest, QueryResult, protocol
from statementgraph.sparql.scan import form_of
from statementgraph.web import rdf_writer, responses
from statementgraph.web.admission import limited
from statementgraph.web.context import RequestContext, local, request_context
from statementgraph.web.endpoint import endpoint
from statementgraph.web.publishing import publish
from statementgraph.web.representation import choose_representation, error_representation
from statementgraph.web.responses import Link, ResponseMeta

blueprint = Blueprint("sparql", __name__, template_folder="templates")

_PAGE = FORMATS["html"]
_RESULTS = tuple(FORMATS[key] for key in ("srj", "srx", "csv", "tsv", "html"))
_GRAPHS = tuple(FORMATS[key] for key in ("ttl", "nt", "rdf", "jsonld", "trig", "nq", "n3", "html"))
# What a query is run for whose format is not on offer: what is wrong with it is said first.
_NO_FORMAT = "none"
_SAFE = frozenset({"GET", "HEAD"})
_LICENSED = (Link(LICENCE, "license"),)


@blueprint.route("/sparql", methods=["GET", "POST", "QUERY"])
@limited
def sparql() -> Response:
    """Answer a query, or say what is here where there is none (SPARQL 1.1 Protocol)."""
    context = request_context()
    text = ""
    try:
        query = protocol.read(context.environ, context.settings.body_bytes)
        if query is None:
            return _no_query()
        text = query.text
        context.query = context.app.log.hash(text)
        context.named_formats = query.named
        return _answer(context, query)
    except StatementGraphError as error:
        if error_representation() is not _PAGE:
            raise
        return query_page(text, error=error)


def _no_query() -> Response:
    """Answer with the form or, in RDF, with the service description."""
    chosen = choose_representation(_GRAPHS, "The service description")
    if chosen is _PAGE:
        return query_page()
    context, address = request_context(), endpoint("sparql")
    return publish(
        chosen.content_type,
        ("service", chosen.key, address),
        lambda: rdf_writer.write(description(context, address), chosen.key, context.base),
        vary=("Accept",),
        links=(*_LICENSED, Link(local("void"), "describedby", "text/turtle")),
    )


def _answer(context: RequestContext, query: protocol.Request) -> Response:
    """Run a query and answer with its result.

    Raises what is wrong with the query, NotAcceptableError, and what `Engine.run` raises.
    """
    form = form_of(query.text)
    if not form:
        _run(context, query, "")  # which says what is wrong with it
    graph = form in {"construct", "describe"}
    chosen = _format(context, query, _GRAPHS if graph else _RESULTS)
    tag = _tag(context, query, chosen)
    if context.environ.get("HTTP_IF_NONE_MATCH") and (
        response := responses.not_modified(_meta(context, chosen, tag), any_version=False)
    ):
        return response
    if chosen is _PAGE:
        result = _run(context, query, "ttl" if graph else "srj")
        return query_page(query.text, result=result, meta=_meta(context, chosen, tag, result))
    result = _run(context, query, chosen.key)
    return _send(context, _meta(context, chosen, tag, result), result)


def _format(context: RequestContext, query: protocol.Request, offers: tuple[Format, ...]) -> Format:
    try:
        return choose_representation(offers, "The answer to this query")
    except NotAcceptableError:
        _run(context, query, _NO_FORMAT)
        raise


def _run(context: RequestContext, query: protocol.Request, key: str) -> QueryResult:
    result = context.engine.run_limited(
        QueryRequest(
            query.text,
            key,
            union=context.settings.union,
            default_graphs=query.default_graphs,
            named_graphs=query.named_graphs,
            base=context.base,
        )
    )
    context.app.metrics.query(result.seconds)
    return result


def _tag(context: RequestContext, query: protocol.Request, chosen: Format) -> str:
    """Tag the answer, which stays the same while the release stays; "" where it does not."""
    if context.environ["REQUEST_METHOD"] not in _SAFE or not is_repeatable(query.text):
        return ""
    graphs = (repr(query.default_graphs), repr(query.named_graphs), str(context.settings.union))
    return context.tag("sparql", query.text, chosen.key, *graphs)


def _meta(
    context: RequestContext, chosen: Format, tag: str, result: QueryResult | None = None
) -> ResponseMeta:
    extra = {}
    if result is not None:
        extra["X-Release"] = result.release
        extra["Server-Timing"] = f"query;dur={result.seconds * 1000:.1f}"
    safe = context.environ["REQUEST_METHOD"] in _SAFE
    return ResponseMeta(
        chosen.content_type,
        tag=tag,
        cache=responses.REVALIDATE if safe else responses.UNCACHED,
        vary=("Accept",),
        links=() if context.plain else _LICENSED,
        extra=extra,
    )


def _send(context: RequestContext, meta: ResponseMeta, result: QueryResult) -> Response:
    """Send the answer as it comes; a failure before the first byte is still a clean 503."""
    if result.whole is not None:
        return responses.send(meta, result.whole)
    chunks = iter(result.chunks)
    try:
        first = next(chunks, b"")
    except BrokenResultError as error:
        raise UnavailableError(error.message, hint=error.hint, reason=error.reason) from error
    response = responses.not_modified(meta)
    if response is None and context.environ["REQUEST_METHOD"] != "HEAD":
        return responses.stream(meta, _joined(first, chunks))
    _close(chunks)  # no one will read the rest
    return response or responses.stream(meta, iter(()))


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from itertools.chain((first,), rest)
    finally:
        # A client that hangs up must not keep a query running.
        _close(rest)


def _close(chunks: Iterator[bytes]) -> None:
    close = getattr(chunks, "close", None)
    if close is not None:
        close()


@blueprint.get("/sparql/terms")
def terms() -> Response:
    """Answer with what the editor completes: the prefixes and terms of the release, in JSON."""
    context = request_context()
    return publish(JSON.content_type, ("terms",), lambda: terms_json(context.engine, context.base))
