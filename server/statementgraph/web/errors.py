"""The one way from an error to an answer: RFC 9457 problems, pages for browsers, plain text.

No stack trace leaves the server, and nothing the client sent is repeated.
"""

import json
import logging
from collections.abc import Iterable
from http import HTTPStatus
from xml.sax.saxutils import escape

from flask import Response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from statementgraph import errors
from statementgraph.rdf import FORMATS, PROBLEM, Format
from statementgraph.web import responses
from statementgraph.web.context import request_context
from statementgraph.web.representation import error_representation
from statementgraph.web.responses import ResponseMeta

_LOG = logging.getLogger("statementgraph.web")

_QUERY = "application/sparql-query"
# What a 415 says that it would take (W3C LDP 7.1; the HTTP QUERY method).
_TAKES = {"Accept-Query": _QUERY, "Accept-Post": _QUERY}

# What Werkzeug raises by itself, as errors of ours.
_OURS: dict[int, tuple[type[errors.RequestError], str]] = {
    400: (errors.RequestError, "The request cannot be read."),
    404: (errors.NotFoundError, "Nothing has this address."),
    405: (errors.MethodNotAllowedError, "This address does not take that method."),
    413: (errors.ContentTooLargeError, "The request is longer than this server takes."),
    414: (errors.UriTooLongError, "The address is longer than this server takes."),
    415: (errors.UnsupportedMediaTypeError, "This address does not take a body of that type."),
}

# Formats in which a comment is a document: a 404 stays readable to a parser.
_COMMENT = dict.fromkeys(("ttl", "nt", "nq", "trig", "n3"), "# {}\n")
_EMPTY_RDF = '<!-- {} -->\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>\n'


def takes(media_types: Iterable[str]) -> None:
    """Note what a POST here may hold, for a 415 to say so."""
    request_context().accept_post = ", ".join(media_types)


def _problem(error: Exception) -> errors.StatementGraphError:
    """Turn whatever was raised into an error of ours."""
    if isinstance(error, errors.StatementGraphError):
        return error
    if isinstance(error, HTTPException) and error.code is not None:
        if error.code in _OURS:
            kind, detail = _OURS[error.code]
            return kind(detail)
        problem = errors.RequestError("The request is refused.")
        problem.status = error.code if 400 <= error.code < 500 else 500
        problem.title = HTTPStatus(problem.status).phrase
        return problem
    # The address and the headers stay out of the log: they may hold a query.
    _LOG.error("Unexpected error in %s", request.endpoint, exc_info=error)
    return errors.StatementGraphError("This is a defect of the server, not of your request.")


def handle(error: Exception) -> Response:
    """Answer any error; also OPTIONS, which arrives here as a method no route lists."""
    if isinstance(error, MethodNotAllowed) and request.method == "OPTIONS":
        return responses.options(error.valid_methods or ())
    context, problem = request_context(), _problem(error)
    context.app.metrics.refused(problem.reason)
    extra = headers(problem)
    if isinstance(error, MethodNotAllowed):
        extra["Allow"] = responses.allowed(error.valid_methods or ())
    if isinstance(problem, errors.UnsupportedMediaTypeError):
        extra |= {"Accept-Post": context.accept_post} if context.accept_post else _TAKES
    content_type, body = _write(problem, error_representation())
    meta = ResponseMeta(
        content_type, cache=responses.UNCACHED, vary=("Accept",), codings=(), extra=extra
    )
    return responses.send(meta, body.encode("utf-8", "replace"), problem.status)


def _write(problem: errors.StatementGraphError, format_: Format) -> tuple[str, str]:
    """Write the problem in the format; as a problem document where it takes no text."""
    if format_ is FORMATS["html"]:
        return format_.content_type, render_template("error.html", problem=problem)
    sentence = " ".join(f"{problem.title}: {problem}".split())
    if format_ is FORMATS["txt"]:
        return format_.content_type, f"{sentence}\n"
    if format_.key in _COMMENT:
        return format_.content_type, _COMMENT[format_.key].format(sentence)
    if format_ is FORMATS["rdf"]:
        return format_.content_type, _EMPTY_RDF.format(escape(sentence).replace("--", "- -"))
    body = json.dumps(members(problem), ensure_ascii=False, indent=1) + "\n"
    return PROBLEM.content_type, body


def headers(problem: errors.StatementGraphError) -> dict[str, str]:
    """Give the headers of an error, whatever it is written in."""
    retry = getattr(problem, "retry_after", None)
    return {"Retry-After": str(retry)} if isinstance(retry, int) and retry else {}


def members(problem: errors.StatementGraphError) -> dict[str, str | int]:
    """Give the members of the problem document (RFC 9457 section 3.1)."""
    values: dict[str, str | int] = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.message,
    }
    if problem.hint:
        values["hint"] = problem.hint
    if isinstance(problem, errors.MalformedError) and problem.line:
        values["line"] = problem.line
        values["column"] = problem.column
    return values
