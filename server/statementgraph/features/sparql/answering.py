"""Answers a query sent to `/sparql`, with nothing but WSGI: what most requests are (docs/http.md).

What a browser is shown, a page or an error, is left to the application.
"""

import itertools
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from wsgiref.types import WSGIEnvironment

from statementgraph import negotiation
from statementgraph.errors import BrokenResultError, NotAcceptableError, UnavailableError
from statementgraph.features.things.links import LICENCE
from statementgraph.rdf import FORMATS, Format
from statementgraph.sparql import QueryRequest, QueryResult, protocol
from statementgraph.sparql.scan import form_of
from statementgraph.web import responses
from statementgraph.web.context import AppContext
from statementgraph.web.responses import Link, RawResponse, ResponseMeta
from statementgraph.web.services import RequestContext

PATH = "/sparql"
METHODS = frozenset({"GET", "HEAD", "POST", "QUERY"})

_RESULTS = tuple(FORMATS[k] for k in ("srj", "srx", "csv", "tsv"))
GRAPHS = tuple(FORMATS[k] for k in ("ttl", "nt", "rdf", "jsonld", "trig", "nq"))
_NAMES = {"json": "srj", "xml": "srx", "turtle": "ttl", "ntriples": "nt", "json-ld": "jsonld"}
# No format of ours: a query asked for in it is read, so that what is wrong with it is said first.
_NO_FORMAT = "none"
# The same query gives another answer each time: no tag can stand for it.
_CHANGING = re.compile(r"(?<![\w:?$])(?:rand|now|uuid|struuid|bnode)\b|\\u", re.IGNORECASE)
# One of these is in whatever the expression finds; to look for them first is ten times faster.
_SIGNS = ("rand", "now", "uuid", "bnode", "\\u")
# In a template, these make blank nodes that have other labels each time.
_FRESH = re.compile(r"_:|\[|\(")
_LICENSED = (Link(LICENCE, "license"),)


@dataclass(frozen=True, slots=True)
class SparqlOutcome:
    """What came of a request that is not answered here: a result for a page, an error, or nothing.

    Nothing is a request without a query: it asks what is here.
    """

    query: str = ""
    answer: QueryResult | None = None
    card: ResponseMeta | None = None
    error: Exception | None = None


def ask(
    environ: WSGIEnvironment, site: AppContext, note: RequestContext
) -> RawResponse | SparqlOutcome:
    """Answer the request, or say what else came of it. Raises nothing."""
    text = ""
    try:
        asked = protocol.read(environ, site.settings.body_bytes)
        if asked is None:
            return SparqlOutcome()
        text = asked.text
        note.query = site.desk.log.hash(text)
        return _answer(environ, site, asked)
    except Exception as error:  # the application says it, or logs it as a defect
        return SparqlOutcome(text, error=error)


def page_wanted(environ: WSGIEnvironment, named: str) -> bool:
    """Say whether a page is to be the answer; `named` is the format in the address, if any."""
    if named:
        return named.lower() in {"html", "text/html"}
    return negotiation.wants_page(environ.get("HTTP_ACCEPT", ""))


@lru_cache(maxsize=256)
def _format(accept: str, named: str, form: str) -> Format | None:
    """Choose the format by the form of the query; None where the client takes none."""
    offers = _RESULTS if form in {"select", "ask"} else GRAPHS
    if named:
        return negotiation.by_name(_NAMES.get(named.lower(), named), offers)
    return negotiation.choose(accept, offers)


def _answer(
    environ: WSGIEnvironment, site: AppContext, asked: protocol.Request
) -> RawResponse | SparqlOutcome:
    form = form_of(asked.text)
    page = page_wanted(environ, asked.named)
    chosen: Format | None = FORMATS["html"] if page else _RESULTS[0]
    if form and not page:
        chosen = _format(environ.get("HTTP_ACCEPT", ""), asked.named, form)
    if chosen is None:
        raise _no_format(site, asked, form)
    card = _card(environ, site, asked, chosen)
    if known := responses.known(environ, card, any_version=False):
        return known
    if page:
        key = "ttl" if form in {"construct", "describe"} else "srj"
        return SparqlOutcome(asked.text, _run(site, asked, key), card)
    return _reply(environ, card, _run(site, asked, chosen.key))


def _run(site: AppContext, asked: protocol.Request, key: str) -> QueryResult:
    answer = site.watched.run_limited(
        QueryRequest(
            asked.text,
            key,
            union=site.settings.union,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            base=site.base,
        )
    )
    site.metrics.query(answer.seconds)
    return answer


def _no_format(site: AppContext, asked: protocol.Request, form: str) -> NotAcceptableError:
    """Make the error of a query that is well asked. Raises what is wrong with the query itself."""
    with suppress(NotAcceptableError):
        _run(site, asked, _NO_FORMAT)
    offers = _RESULTS if form in {"select", "ask"} else GRAPHS
    exist = ", ".join(f.media_type for f in offers)
    return NotAcceptableError(
        "The answer to this query is not available in that format.", hint=f"There is {exist}."
    )


def _card(
    environ: WSGIEnvironment, site: AppContext, asked: protocol.Request, chosen: Format
) -> ResponseMeta:
    tag = ""
    cached = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
    if cached and not _changes(asked.text):
        graphs = (repr(asked.default_graphs), repr(asked.named_graphs), str(site.settings.union))
        root = environ.get("SCRIPT_NAME", "")
        tag = site.tag("sparql", asked.text, chosen.key, root, *graphs)
    return ResponseMeta(
        chosen.content_type,
        tag=tag,
        cache=responses.REVALIDATE if cached else responses.UNCACHED,
        vary=("Accept",),
        links=() if site.plain else _LICENSED,
    )


def _changes(query: str) -> bool:
    """Say whether the same query may get other bytes each time."""
    lowered = query.lower()
    if any(sign in lowered for sign in _SIGNS) and _CHANGING.search(query):
        return True
    template = query.partition("{")[2].partition("}")[0]
    return form_of(query) == "construct" and bool(_FRESH.search(template))


def _reply(environ: WSGIEnvironment, card: ResponseMeta, answer: QueryResult) -> RawResponse:
    """Send the answer as it comes; a failure before the first byte is still a clean 503."""
    card = told(card, answer)
    if answer.whole is not None:
        return responses.whole(environ, card, answer.whole)
    chunks = iter(answer.chunks)
    try:
        first = next(chunks, b"")
    except BrokenResultError as error:
        raise too_late(error) from error
    if known := responses.known(environ, card):
        close(chunks)
        return known
    reply = responses.streamed(environ, card, _joined(first, chunks))
    if environ["REQUEST_METHOD"] == "HEAD":
        close(chunks)  # no one will read the rest
        return RawResponse(reply.status, reply.headers, ())
    return reply


def too_late(error: BrokenResultError) -> UnavailableError:
    """Say of an answer that broke off before any of it was sent that there is none."""
    return UnavailableError(error.message, hint=error.hint, reason=error.reason)


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from itertools.chain((first,), rest)
    finally:
        # A client that hangs up must not keep a query running.
        close(rest)


def close(chunks: Iterator[bytes]) -> None:
    """Stop an answer that is still under way."""
    end = getattr(chunks, "close", None)
    if end is not None:
        end()


def told(card: ResponseMeta, answer: QueryResult) -> ResponseMeta:
    """Add to the card what is known of the answer."""
    extra = {
        "X-Release": answer.release,
        "Server-Timing": f"query;dur={answer.seconds * 1000:.1f}",
    }
    return ResponseMeta(card.content_type, card.tag, card.cache, card.vary, card.links, extra=extra)
