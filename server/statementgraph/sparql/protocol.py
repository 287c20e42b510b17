"""Reads a SPARQL 1.1 Protocol request (section 2.1): where the query is, which dataset it asks."""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIEnvironment

from werkzeug.wsgi import get_input_stream

from statementgraph.errors import (
    ContentTooLargeError,
    ForbiddenError,
    RequestError,
    UnsupportedMediaTypeError,
)
from statementgraph.negotiation import FORMAT_PARAMETERS

_QUERY_TYPE = "application/sparql-query"
_UPDATE_TYPE = "application/sparql-update"
_FORM_TYPE = "application/x-www-form-urlencoded"
_CHARSET = re.compile(r';\s*charset\s*=\s*"?([^\s";]*)', re.IGNORECASE)
_MOST_PAIRS = 1000
_UPDATES = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})
_DATASET = ("default-graph-uri", "named-graph-uri")


@dataclass(frozen=True, slots=True)
class Request:
    """One query as it was asked; None for a graph list means it was not given.

    `named` are the formats named by `_mediatype`, `format` and `output`, in this order.
    """

    text: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    named: tuple[str, ...] = ()


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise RequestError("The request is not valid UTF-8.") from None


def pairs(raw: bytes) -> list[tuple[str, str]]:
    """Decode `name=value` pairs, once (URL Standard, application/x-www-form-urlencoded).

    Raises RequestError on what is not UTF-8, or on more pairs than anyone needs.
    """
    if raw.count(b"&") > _MOST_PAIRS:  # a form of a million would keep everyone waiting
        raise RequestError(f"The request has more than {_MOST_PAIRS:,} parameters.")
    result = []
    for part in raw.split(b"&"):
        if part:
            name, _, value = part.partition(b"=")
            result.append((_decoded(name), _decoded(value)))
    return result


def _decoded(part: bytes) -> str:
    return _text(unquote_to_bytes(part.replace(b"+", b" ")))


def _media_type(environ: WSGIEnvironment) -> str:
    """Read the type of the body; raises UnsupportedMediaTypeError where we cannot decode it."""
    given: str = environ.get("CONTENT_TYPE", "")
    media_type, _, rest = given.partition(";")
    charset = _CHARSET.search(f";{rest}")
    if charset and charset[1].lower() not in {"utf-8", "utf8"}:
        # A query is UTF-8 and nothing else (section 2.1.3); a form is ASCII by its escapes.
        raise UnsupportedMediaTypeError("A query comes as UTF-8.", hint="Set charset=utf-8.")
    if environ.get("HTTP_CONTENT_ENCODING", "identity").strip().lower() != "identity":
        raise UnsupportedMediaTypeError("A query comes without a content coding.")
    return media_type.strip().lower()


def _body(environ: WSGIEnvironment, limit: int) -> bytes:
    """Read the body up to `limit` bytes; raises ContentTooLargeError beyond."""
    body: bytes = get_input_stream(environ, max_content_length=limit).read()
    if len(body) > limit:
        raise ContentTooLargeError(
            "The request is longer than this server takes.", hint=f"The limit is {limit:,} bytes."
        )
    return body


def read(environ: WSGIEnvironment, limit: int) -> Request | None:
    """Read the request; None where a GET asks no query at all.

    `limit` is the longest body in bytes. Raises RequestError and its kin: 400
    malformed, 403 an update, 413 too long, 415 a body of another type.
    """
    method = environ["REQUEST_METHOD"]
    parameters = pairs(environ.get("QUERY_STRING", "").encode("latin-1"))
    direct: list[str] = []
    if method in {"POST", "QUERY"}:
        media_type = _media_type(environ)
        if media_type == _FORM_TYPE:
            # The query of a form is in the form (section 2.1.2). A dataset may be in the
            # address, as in the W3C's tests: to leave it out would answer another question.
            if any(name == "query" for name, _ in parameters):
                raise RequestError(
                    "A form holds its query itself.", hint="Leave it out of the URL."
                )
            parameters += pairs(_body(environ, limit))
        elif media_type == _QUERY_TYPE:
            direct = [_text(_body(environ, limit))]
        elif media_type == _UPDATE_TYPE:
            raise _no_update()
        else:
            raise UnsupportedMediaTypeError(
                "A query comes as application/sparql-query or as a form.",
                hint="Set the Content-Type header.",
            )
    values: dict[str, list[str]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(value)
    if not values.keys().isdisjoint(_UPDATES):
        raise _no_update()
    return _one(values, direct, bare=method in {"GET", "HEAD"})


def _no_update() -> ForbiddenError:
    return ForbiddenError("This endpoint is read-only: it takes queries, not updates.")


def _one(values: dict[str, list[str]], direct: list[str], *, bare: bool) -> Request | None:
    """Make the request of its parts; `bare` says whether it may ask nothing."""
    queries = direct + values.get("query", [])
    if not queries and bare and values.keys().isdisjoint(_DATASET):
        return None
    if len(queries) != 1:
        count = "more than one" if queries else "no"
        raise RequestError(
            f"The request has {count} query.", hint="Give exactly one query parameter."
        )
    # A byte order mark is no part of the text that it stands before (Unicode, 23.8).
    text = queries[0].removeprefix("\ufeff")
    if "\0" in text:
        raise RequestError("The query holds a character that no query may hold.")
    default, named = (_graphs(values.get(name)) for name in _DATASET)
    formats = (value for name in FORMAT_PARAMETERS for value in values.get(name, ()))
    return Request(text, default, named, tuple(filter(None, formats)))


def _graphs(given: list[str] | None) -> tuple[str, ...] | None:
    return tuple(dict.fromkeys(given)) if given else None
