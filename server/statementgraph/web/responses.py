"""The only module that writes headers (RFC 9110, RFC 8288, RFC 9457, the Fetch standard)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from wsgiref.types import WSGIEnvironment

from flask import Response, request

from statementgraph import negotiation
from statementgraph.errors import NotAcceptableError
from statementgraph.web.compression import CODINGS, SMALLEST, pack, pack_stream

# Data changes only with the release; a cache may keep it but must ask again.
REVALIDATE = "public, max-age=0, must-revalidate"
IMMUTABLE = "public, max-age=31536000, immutable"
UNCACHED = "no-store"

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "QUERY"})

_SECURITY = list(
    {
        "Content-Security-Policy": (
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
            "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": (
            "Content-Location, ETag, Link, Location, Retry-After, Server-Timing, "
            "X-Release, X-Request-Id"
        ),
    }.items()
)
_PREFLIGHT = {
    "Access-Control-Allow-Headers": (
        "Accept, Accept-Language, Accept-Profile, Content-Language, Content-Type, "
        "If-None-Match, If-Modified-Since, Range"
    ),
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True, slots=True)
class Link:
    """One `Link` header value: a target, its relation and, where known, its media type."""

    target: str
    rel: str
    type: str = ""
    title: str = ""

    def __str__(self) -> str:
        """Write the value as in RFC 8288 section 3; all parts are ours and ASCII."""
        parts = [f"<{self.target}>", f'rel="{self.rel}"']
        parts += [f'type="{self.type}"'] if self.type else []
        parts += [f'title="{self.title}"'] if self.title else []
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class ResponseMeta:
    """What an answer says about its body.

    `tag` is an opaque entity tag without quotes, "" for none; `vary` names the
    request headers that decided; `codings` are the content codings on offer.
    """

    content_type: str
    tag: str = ""
    cache: str = REVALIDATE
    vary: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    location: str = ""
    codings: tuple[str, ...] = CODINGS
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawResponse:
    """An answer before a framework has it; `body` is whole, or its parts as they are made."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes | Iterable[bytes]


def negotiated(environ: WSGIEnvironment, card: ResponseMeta) -> str:
    """Choose the content coding; raises NotAcceptableError where the client rules all out."""
    if not card.codings:
        return ""
    chosen = negotiation.encoding(environ.get("HTTP_ACCEPT_ENCODING", ""), card.codings)
    if chosen is None:
        raise NotAcceptableError(
            "The client accepts no content coding that there is.",
            hint=f"There is {', '.join(card.codings)} and none (identity).",
        )
    return chosen


def _small(environ: WSGIEnvironment, body: bytes) -> bool:
    """Say whether a body is too small to be packed, unless the client insists."""
    if len(body) >= SMALLEST:
        return False
    return negotiation.encoding(environ.get("HTTP_ACCEPT_ENCODING", ""), ()) is not None


def _tag(card: ResponseMeta, coding: str) -> str:
    # Strong tags differ with the bytes, so the coding is part of the tag.
    return f"{card.tag}-{coding}" if coding else card.tag


def _fields(card: ResponseMeta, coding: str = "", status: int = 200) -> list[tuple[str, str]]:
    """Write the headers of an answer, but those that every answer carries."""
    found = [("Cache-Control", card.cache)]
    if card.content_type and status != 304:
        found.append(("Content-Type", card.content_type))
    vary = (*card.vary, "Accept-Encoding") if card.codings else card.vary
    if vary:
        found.append(("Vary", ", ".join(dict.fromkeys(vary))))
    if card.links:
        found.append(("Link", ", ".join(map(str, card.links))))
    if card.location:
        found.append(("Content-Location", card.location))
    if card.tag:
        found.append(("ETag", f'"{_tag(card, coding)}"'))
    if coding and status != 304:
        found.append(("Content-Encoding", coding))
    return [*found, *card.extra.items()]


def known(
    environ: WSGIEnvironment, card: ResponseMeta, *, any_version: bool = True
) -> RawResponse | None:
    """Answer 304 where the client already holds this version, else None.

    `any_version` says whether `*` counts: not before it is known that there is an answer.
    """
    header = environ.get("HTTP_IF_NONE_MATCH", "")
    if not card.tag or not header or (not any_version and header.strip() == "*"):
        return None
    return _known(environ, card, negotiated(environ, card))


def _known(environ: WSGIEnvironment, card: ResponseMeta, coding: str) -> RawResponse | None:
    header = environ.get("HTTP_IF_NONE_MATCH", "")
    if not card.tag or not header or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return None
    if not negotiation.has_version(header, _tag(card, coding)):
        return None
    return RawResponse(304, _fields(card, coding, 304), b"")


def whole(
    environ: WSGIEnvironment, card: ResponseMeta, body: bytes, status: int = 200
) -> RawResponse:
    """Answer with a whole body, or 304 where the client holds it."""
    coding = "" if _small(environ, body) else negotiated(environ, card)
    if status == 200 and (found := _known(environ, card, coding)):
        return found
    if coding:
        body = pack(body, coding)
    return RawResponse(status, _fields(card, coding), body)


def streamed(environ: WSGIEnvironment, card: ResponseMeta, chunks: Iterator[bytes]) -> RawResponse:
    """Answer as the chunks come, with no length announced.

    A failure in `chunks` goes on to the WSGI server, which breaks the
    transfer: a cut result never looks complete.
    """
    coding = negotiated(environ, card)
    body = pack_stream(chunks, coding) if coding else chunks
    return RawResponse(200, _fields(card, coding), body)


def response(reply: RawResponse) -> Response:
    """Give the answer to Flask."""
    found = Response(reply.body, reply.status, reply.headers)
    if reply.status == 304:
        del found.headers["Content-Type"]
    return found


def held(card: ResponseMeta, *, any_version: bool = True) -> Response | None:
    """Answer the request in hand as `known` does."""
    reply = known(request.environ, card, any_version=any_version)
    return response(reply) if reply else None


def send(card: ResponseMeta, body: bytes, status: int = 200) -> Response:
    """Answer the request in hand as `whole` does."""
    return response(whole(request.environ, card, body, status))


def ready_made(
    card: ResponseMeta, body: Iterable[bytes], length: int, coding: str = ""
) -> Response:
    """Answer from a file of `length` bytes that may already be in a content coding."""
    fields = [*_fields(card, coding), ("Content-Length", str(length))]
    return response(RawResponse(200, fields, body))


def redirect(
    target: str, status: int = 303, *, vary: tuple[str, ...] = (), links: tuple[Link, ...] = ()
) -> Response:
    """Send the client to `target`, an address on this host made by `site.local`."""
    card = ResponseMeta("text/plain; charset=utf-8", vary=vary, links=links, codings=())
    fields = [("Location", target), *_fields(card)]
    found = response(RawResponse(status, fields, f"See {target}\n".encode()))
    found.autocorrect_location_header = False
    return found


def options(methods: Iterable[str]) -> Response:
    """Answer OPTIONS: what is allowed here, also to a browser that asks before it sends."""
    allow = allowed(methods)
    found = Response(status=204)
    del found.headers["Content-Type"]
    found.headers["Allow"] = allow
    found.headers["Access-Control-Allow-Methods"] = allow
    for name, value in _PREFLIGHT.items():
        found.headers[name] = value
    return found


def allowed(methods: Iterable[str]) -> str:
    """Write an `Allow` header: the methods of a route and OPTIONS, which all routes answer."""
    return ", ".join(sorted({*methods, "OPTIONS"}))


def finished(
    headers: list[tuple[str, str]], status: int, request_id: str, mixed: str = ""
) -> list[tuple[str, str]]:
    """Add what every answer carries; an error also the id by which the log knows it.

    An answer made while releases were swapped loses what ties it to the release `mixed`.
    """
    if mixed:
        ours = {("X-Release", mixed)}
        headers = [h for h in headers if h[0] not in {"ETag", "Cache-Control"} and h not in ours]
        headers.append(("Cache-Control", UNCACHED))
    if status >= 400:
        headers = [*headers, ("X-Request-Id", request_id)]
    return headers + _SECURITY
