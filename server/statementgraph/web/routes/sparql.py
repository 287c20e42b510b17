"""`/sparql`: the SPARQL 1.1 Protocol, query side (docs/http.md)."""

import itertools
import re
from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request

from statementgraph import negotiation, queries
from statementgraph.engine import Answer, Ask
from statementgraph.engine.scan import form_of
from statementgraph.errors import (
    BrokenResultError,
    NotAcceptableError,
    QuerySyntaxError,
    StatementGraphError,
    UnavailableError,
)
from statementgraph.rdf import FORMATS, Format
from statementgraph.web import errors, limits, rdfout, responses, sparqlin
from statementgraph.web.describe import LICENCE
from statementgraph.web.front import note
from statementgraph.web.responses import Card, Link
from statementgraph.web.results import read_graph, read_table
from statementgraph.web.service import description, endpoint
from statementgraph.web.site import local, site, watched

blueprint = Blueprint("sparql", __name__)

_RESULTS = [FORMATS[k] for k in ("srj", "srx", "csv", "tsv")]
_GRAPHS = [FORMATS[k] for k in ("ttl", "nt", "rdf", "jsonld", "trig", "nq")]
_NAMES = {"json": "srj", "xml": "srx", "turtle": "ttl", "ntriples": "nt", "json-ld": "jsonld"}
# The same query gives another answer each time: no tag can stand for it.
_CHANGING = re.compile(r"(?<![\w:?$])(?:rand|now|uuid|struuid|bnode)\b|\\u", re.IGNORECASE)
# In a template, these make blank nodes that have other labels each time.
_FRESH = re.compile(r"_:|\[|\(")
# A page shows this much of a result; the whole is one link away.
_PAGE_BYTES = 2**20
_PAGE_ROWS = 1000


@blueprint.route("/sparql", methods=["GET", "POST", "QUERY"])
def sparql() -> Response:
    """Answer a query, or describe the service where there is none."""
    here = site()
    try:
        asked = sparqlin.read(here.settings.body_bytes)
    except StatementGraphError as error:
        return _form(error)
    if asked is None:
        return _bare()
    note().query = here.desk.log.hash(asked.text)
    try:
        return _answer(asked)
    except StatementGraphError as error:
        return _form(error, asked.text)


def _page_wanted(named: str = "") -> bool:
    if named:
        return named.lower() in {"html", "text/html"}
    return negotiation.wants_page(request.headers.get("Accept", ""))


def _bare() -> Response:
    """Answer without a query: the form for browsers, else the service description."""
    if _page_wanted(request.args.get("_mediatype", "")):
        return _form()
    named, header = request.args.get("_mediatype", ""), request.headers.get("Accept", "")
    chosen = negotiation.by_name(named, _GRAPHS) if named else negotiation.choose(header, _GRAPHS)
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


def _format(asked: sparqlin.Request, form: str) -> Format:
    """Choose the format by the form of the query; raises NotAcceptableError."""
    offers = _RESULTS if form in {"select", "ask"} else _GRAPHS
    if asked.named:
        name = _NAMES.get(asked.named.lower(), asked.named)
        chosen = negotiation.by_name(name, offers)
    else:
        chosen = negotiation.choose(request.headers.get("Accept", ""), offers)
    if chosen is None:
        exist = ", ".join(f.media_type for f in offers)
        raise NotAcceptableError(
            "The answer to this query is not available in that format.", hint=f"There is {exist}."
        )
    return chosen


def _answer(asked: sparqlin.Request) -> Response:
    here = site()
    form = form_of(asked.text)
    page = _page_wanted(asked.named)
    chosen = FORMATS["html"] if page else _format(asked, form) if form else _RESULTS[0]
    card = _card(asked, chosen)
    if known := responses.held(card, any_version=False):
        return known
    inner = chosen
    if page:
        inner = FORMATS["ttl" if form in {"construct", "describe"} else "srj"]
    answer = watched().run_limited(
        Ask(
            asked.text,
            inner.key,
            union=here.settings.union,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            base=here.base,
        )
    )
    here.metrics.query(answer.seconds)
    if page:
        return _form(query=asked.text, answer=answer, card=card)
    return _stream(card, answer)


def _card(asked: sparqlin.Request, chosen: Format) -> Card:
    here = site()
    tag = ""
    if request.method in {"GET", "HEAD"} and not _changes(asked.text):
        graphs = (repr(asked.default_graphs), repr(asked.named_graphs), str(here.settings.union))
        tag = here.tag("sparql", asked.text, chosen.key, request.script_root, *graphs)
    cached = request.method in {"GET", "HEAD"}
    return Card(
        chosen.content_type,
        tag=tag,
        cache=responses.REVALIDATE if cached else responses.UNCACHED,
        vary=("Accept",),
        links=() if here.plain else (Link(LICENCE, "license"),),
    )


def _changes(query: str) -> bool:
    """Say whether the same query may get other bytes each time."""
    if _CHANGING.search(query):
        return True
    template = query.partition("{")[2].partition("}")[0]
    return form_of(query) == "construct" and bool(_FRESH.search(template))


def _stream(card: Card, answer: Answer) -> Response:
    """Send the answer as it comes; a failure before the first byte is still a clean 503."""
    told = _told(card, answer)
    if answer.whole is not None:
        return responses.send(told, answer.whole)
    chunks = iter(answer.chunks)
    try:
        first = next(chunks, b"")
    except BrokenResultError as error:
        raise UnavailableError(error.message, hint=error.hint, reason=error.reason) from error
    if known := responses.held(told):
        _close(chunks)
        return known
    if request.method == "HEAD":
        _close(chunks)  # no one will read the rest
        chunks = iter(())
    return responses.stream(told, _joined(first, chunks))


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


def _told(card: Card, answer: Answer) -> Card:
    extra = {
        "X-Release": answer.release,
        "Server-Timing": f"query;dur={answer.seconds * 1000:.1f}",
    }
    return Card(card.content_type, card.tag, card.cache, card.vary, card.links, extra=extra)


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
            table = read_table(body, _PAGE_ROWS, site().addresses, cut=cut)
        else:
            graph = read_graph(body, cut)
    problem = errors.members(error) if error else None
    text = render_template(
        "sparql.html",
        query=query,
        table=table,
        graph=graph,
        problem=problem,
        line=error.line if isinstance(error, QuerySyntaxError) else 0,
        examples=() if site().plain else queries.load(),
        settings=site().settings,
        limits=limits.sentences(site().settings),
        address=local("sparql"),
    )
    if error:
        site().metrics.refused(error.reason)
    shown = card or Card("text/html; charset=utf-8", vary=("Accept",), cache=responses.UNCACHED)
    if answer:
        shown = _told(shown, answer)
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
        raise UnavailableError(error.message, hint=error.hint, reason=error.reason) from error
    finally:
        _close(chunks)
    return body, False
