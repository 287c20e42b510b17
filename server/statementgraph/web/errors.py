"""The one way from an error to an answer: RFC 9457 problems, pages for browsers, plain text.

No stack trace leaves the server, and nothing the client sent is repeated.
"""

import json
import logging
from collections.abc import Iterable
from http import HTTPStatus
from xml.sax.saxutils import escape

from flask import Response, g, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from statementgraph import errors, negotiation
from statementgraph.rdf import FORMATS, Format
from statementgraph.web import responses
from statementgraph.web.context import app_context
from statementgraph.web.responses import ResponseMeta

_LOG = logging.getLogger("statementgraph.web")

PROBLEM = "application/problem+json"
_QUERY = "application/sparql-query"
# What a 415 says that it would take (W3C LDP 7.1; the HTTP QUERY method).
_TAKES = {"Accept-Query": _QUERY, "Accept-Post": _QUERY}

# What Werkzeug raises by itself, said in our words.
_PLAIN: dict[int, tuple[str, str]] = {
    400: ("Bad request", "The request cannot be read."),
    404: ("Not found", "Nothing has this address."),
    405: ("Method not allowed", "This address does not take that method."),
    413: ("Too long", "The request is longer than this server takes."),
    414: ("Address too long", "The address is longer than this server takes."),
    415: ("Unsupported media type", "This address does not take a body of that type."),
}

_REASONS = {404: "address", 405: "method", 413: "length", 414: "length", 415: "type"}

# Formats in which a comment is a document: a 404 stays readable to a parser.
_COMMENT = {"ttl": "# {}\n", "nt": "# {}\n", "nq": "# {}\n", "trig": "# {}\n"}
_EMPTY_RDF = '<!-- {} -->\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>\n'


def ask_in(chosen: Format | None) -> None:
    """Note the format the address names, so that an error answers in it."""
    g.asked = chosen


def takes(media_types: Iterable[str]) -> None:
    """Note what a POST here may hold, for a 415 to say so."""
    g.takes = {"Accept-Post": ", ".join(media_types)}


def _asked() -> Format | None:
    if (chosen := g.get("asked")) is not None:
        return chosen if isinstance(chosen, Format) else None
    header = request.headers.get("Accept", "")
    page, text = FORMATS["html"], FORMATS["txt"]
    json_types = (FORMATS["jsonld"], FORMATS["srj"])
    if negotiation.wants_page(header):
        return page
    chosen = negotiation.choose(header, [*json_types, page, text])
    return text if chosen is text else None


def _problem(error: Exception) -> errors.StatementGraphError:
    """Turn whatever was raised into an error of ours."""
    if isinstance(error, errors.StatementGraphError):
        return error
    if isinstance(error, HTTPException) and error.code is not None:
        status = error.code if 400 <= error.code < 500 else 500
        title, detail = _PLAIN.get(status, (HTTPStatus(status).phrase, "The request is refused."))
        problem = errors.RequestError(detail)
        problem.status, problem.title = status, title
        problem.reason = _REASONS.get(status, problem.reason)
        return problem
    # The address and the headers stay out of the log: they may hold a query.
    _LOG.error("Unexpected error in %s", request.endpoint, exc_info=error)
    return errors.StatementGraphError("This is a defect of the server, not of your request.")


def handle(error: Exception) -> Response:
    """Answer any error; also OPTIONS, which arrives here as a method no route lists."""
    if isinstance(error, MethodNotAllowed) and request.method == "OPTIONS":
        return responses.options(error.valid_methods or ())
    problem = _problem(error)
    app_context().metrics.refused(problem.reason)
    extra: dict[str, str] = {}
    if isinstance(error, MethodNotAllowed):
        extra["Allow"] = responses.allowed(error.valid_methods or ())
    retry = getattr(problem, "retry_after", None)
    if isinstance(retry, int):
        extra["Retry-After"] = str(retry)
    if isinstance(problem, errors.UnsupportedMediaTypeError):
        extra |= g.get("takes", _TAKES)
    content_type, body = _write(problem, _asked())
    card = ResponseMeta(
        content_type, cache=responses.UNCACHED, vary=("Accept",), codings=(), extra=extra
    )
    return responses.send(card, body.encode("utf-8", "replace"), problem.status)


def _write(problem: errors.StatementGraphError, asked: Format | None) -> tuple[str, str]:
    """Write the problem in the asked format; `application/problem+json` where none fits."""
    if asked is FORMATS["html"]:
        return asked.content_type, render_template("error.html", problem=problem)
    sentence = " ".join(f"{problem.title}: {problem}".split())
    if asked is FORMATS["txt"]:
        return asked.content_type, f"{sentence}\n"
    if asked and asked.key in _COMMENT:
        return asked.content_type, _COMMENT[asked.key].format(sentence)
    if asked is FORMATS["rdf"]:
        return asked.content_type, _EMPTY_RDF.format(escape(sentence).replace("--", "- -"))
    return PROBLEM, json.dumps(members(problem), ensure_ascii=False, indent=1) + "\n"


def members(problem: errors.StatementGraphError) -> dict[str, str | int]:
    """Give the members of the problem document (RFC 9457 section 3.1)."""
    found: dict[str, str | int] = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.message,
    }
    if problem.hint:
        found["hint"] = problem.hint
    if isinstance(problem, errors.MalformedError) and problem.line:
        found["line"] = problem.line
        found["column"] = problem.column
    return found
