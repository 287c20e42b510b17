"""The only module that writes headers (RFC 9110, RFC 8288, RFC 9457, the Fetch standard)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flask import Response, request

from statementgraph import negotiation
from statementgraph.errors import NotAcceptableError
from statementgraph.web.coding import CODINGS, SMALLEST, pack, pack_stream

# Data changes only with the release; a cache may keep it but must ask again.
REVALIDATE = "public, max-age=0, must-revalidate"
IMMUTABLE = "public, max-age=31536000, immutable"
UNCACHED = "no-store"

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "QUERY"})

_SECURITY = {
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
}
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
class Card:
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


def negotiated(card: Card) -> str:
    """Choose the content coding; raises NotAcceptableError where the client rules all out."""
    if not card.codings:
        return ""
    header = request.headers.get("Accept-Encoding", "")
    chosen = negotiation.encoding(header, card.codings)
    if chosen is None:
        raise NotAcceptableError(
            "The client accepts no content coding that there is.",
            hint=f"There is {', '.join(card.codings)} and none (identity).",
        )
    return chosen


def _small(body: bytes) -> bool:
    """Say whether a body is too small to be packed, unless the client insists."""
    if len(body) >= SMALLEST:
        return False
    return negotiation.encoding(request.headers.get("Accept-Encoding", ""), ()) is not None


def _tag(card: Card, coding: str) -> str:
    # Strong tags differ with the bytes, so the coding is part of the tag.
    return f"{card.tag}-{coding}" if coding else card.tag


def _write(response: Response, card: Card, coding: str = "") -> Response:
    headers = response.headers
    headers["Cache-Control"] = card.cache
    vary = (*card.vary, "Accept-Encoding") if card.codings else card.vary
    if vary:
        headers["Vary"] = ", ".join(dict.fromkeys(vary))
    if card.links:
        headers["Link"] = ", ".join(map(str, card.links))
    if card.location:
        headers["Content-Location"] = card.location
    if card.tag:
        headers["ETag"] = f'"{_tag(card, coding)}"'
    if coding and response.status_code != 304:
        headers["Content-Encoding"] = coding
    for name, value in card.extra.items():
        headers[name] = value
    return response


def held(card: Card, *, any_version: bool = True) -> Response | None:
    """Answer 304 where the client already holds this version, else None.

    `any_version` says whether `*` counts: not before it is known that there is an answer.
    """
    header = request.headers.get("If-None-Match", "")
    if not card.tag or not header or (not any_version and header.strip() == "*"):
        return None
    return _held(card, negotiated(card), header)


def _held(card: Card, coding: str, header: str) -> Response | None:
    if not card.tag or not header or request.method not in {"GET", "HEAD"}:
        return None
    if not negotiation.has_version(header, _tag(card, coding)):
        return None
    response = Response(status=304)
    del response.headers["Content-Type"]
    return _write(response, card, coding)


def send(card: Card, body: bytes, status: int = 200) -> Response:
    """Answer with a whole body, or 304 where the client holds it."""
    coding = "" if _small(body) else negotiated(card)
    if status == 200 and (known := _held(card, coding, request.headers.get("If-None-Match", ""))):
        return known
    if coding:
        body = pack(body, coding)
    return _write(Response(body, status=status, content_type=card.content_type), card, coding)


def stream(card: Card, chunks: Iterator[bytes]) -> Response:
    """Answer as the chunks come, with no length announced.

    A failure in `chunks` goes on to the WSGI server, which breaks the
    transfer: a cut result never looks complete.
    """
    coding = negotiated(card)
    body = pack_stream(chunks, coding) if coding else chunks
    return _write(Response(body, content_type=card.content_type), card, coding)


def ready_made(card: Card, body: Iterable[bytes], length: int, coding: str = "") -> Response:
    """Answer from a file of `length` bytes that may already be in a content coding."""
    response = Response(body, content_type=card.content_type)
    response.content_length = length
    return _write(response, card, coding)


def unsettled(response: Response, release: str) -> Response:
    """Take back what ties an answer to `release`: it was made while releases were swapped."""
    headers = response.headers
    headers.pop("ETag", None)
    headers["Cache-Control"] = UNCACHED
    if headers.get("X-Release") == release:
        del headers["X-Release"]
    return response


def redirect(
    target: str, status: int = 303, *, vary: tuple[str, ...] = (), links: tuple[Link, ...] = ()
) -> Response:
    """Send the client to `target`, an address on this host made by `site.local`."""
    response = Response(f"See {target}\n", status=status, content_type="text/plain; charset=utf-8")
    response.autocorrect_location_header = False
    response.headers["Location"] = target
    card = Card("", cache=REVALIDATE, vary=vary, links=links, codings=())
    return _write(response, card)


def options(methods: Iterable[str]) -> Response:
    """Answer OPTIONS: what is allowed here, also to a browser that asks before it sends."""
    allow = allowed(methods)
    response = Response(status=204)
    del response.headers["Content-Type"]
    response.headers["Allow"] = allow
    response.headers["Access-Control-Allow-Methods"] = allow
    for name, value in _PREFLIGHT.items():
        response.headers[name] = value
    return response


def allowed(methods: Iterable[str]) -> str:
    """Write an `Allow` header: the methods of a route and OPTIONS, which all routes answer."""
    return ", ".join(sorted({*methods, "OPTIONS"}))


def secure(response: Response, request_id: str) -> Response:
    """Add what every answer carries; an error also the id by which the log knows it."""
    if response.status_code >= 400:
        response.headers["X-Request-Id"] = request_id
    for name, value in _SECURITY.items():
        response.headers.setdefault(name, value)
    return response
