"""The only module that writes headers (RFC 9110, RFC 8288, RFC 9457, the Fetch standard)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple
from wsgiref.types import WSGIEnvironment

from flask import Response, request
from werkzeug.datastructures import Headers

from statementgraph import negotiation
from statementgraph.errors import NotAcceptableError
from statementgraph.web.compression import CODINGS, SMALLEST, pack, pack_stream

# Data changes only with the release; a cache may keep it but must ask again.
REVALIDATE = "public, max-age=0, must-revalidate"
IMMUTABLE = "public, max-age=31536000, immutable"
UNCACHED = "no-store"

# What every answer carries.
ALWAYS = list(
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
            "Content-Location, ETag, Last-Modified, Link, Location, Retry-After, Server-Timing, "
            "X-Release, X-Request-Id"
        ),
    }.items()
)
_PREFLIGHT = (
    (
        "Access-Control-Allow-Headers",
        "Accept, Accept-Language, Accept-Profile, Content-Language, Content-Type, "
        "If-Match, If-None-Match, If-Modified-Since, If-Unmodified-Since, Range",
    ),
    ("Access-Control-Max-Age", "86400"),
)
_WITHOUT_BODY = frozenset({204, 304})


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


class ResponseMeta(NamedTuple):
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
    extra: Mapping[str, str] = MappingProxyType({})


class _FinalHeaders(Headers):
    """Headers that are taken as they are: this module wrote all of them."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        self._list = fields


class RawResponse(Response):
    """An answer that is sent as it is: Werkzeug's second look at its headers is left out.

    `body` is whole, or its parts as they are made.
    """

    default_mimetype = None

    def __init__(
        self, status: int, fields: list[tuple[str, str]], body: bytes | Iterable[bytes] = b""
    ) -> None:
        if isinstance(body, bytes):
            if status not in _WITHOUT_BODY:
                fields.append(("Content-Length", str(len(body))))
            body = (body,)
        super().__init__(body, status, _FinalHeaders(fields), direct_passthrough=True)

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:  # noqa: ARG002
        """Give the headers, which need no more work."""
        return self.headers


def negotiated(environ: WSGIEnvironment, meta: ResponseMeta) -> str:
    """Choose the content coding; raises NotAcceptableError where the client rules all out."""
    if not meta.codings:
        return ""
    header = environ.get("HTTP_ACCEPT_ENCODING", "")
    chosen = negotiation.encoding(header, meta.codings)
    if chosen is None:
        raise NotAcceptableError(
            "The client accepts no content coding that there is.",
            hint=f"There is {', '.join(meta.codings)} and none (identity).",
        )
    return chosen


def _plain(environ: WSGIEnvironment, body: bytes) -> bool:
    """Say whether a body is too small to be packed, unless the client insists."""
    if len(body) >= SMALLEST:
        return False
    return negotiation.encoding(environ.get("HTTP_ACCEPT_ENCODING", ""), ()) is not None


def _tag(meta: ResponseMeta, coding: str) -> str:
    # Strong tags differ with the bytes, so the coding is part of the tag.
    return f"{meta.tag}-{coding}" if coding else meta.tag


def _fields(meta: ResponseMeta, coding: str = "", status: int = 200) -> list[tuple[str, str]]:
    """Write the headers of an answer, but those that every answer carries."""
    fields = [("Cache-Control", meta.cache)]
    if meta.content_type and status != 304:
        fields.append(("Content-Type", meta.content_type))
    vary = (*meta.vary, "Accept-Encoding") if meta.codings else meta.vary
    if vary:
        fields.append(("Vary", ", ".join(dict.fromkeys(vary))))
    if meta.links:
        fields.append(("Link", ", ".join(map(str, meta.links))))
    if meta.location:
        fields.append(("Content-Location", meta.location))
    if meta.tag:
        fields.append(("ETag", f'"{_tag(meta, coding)}"'))
    if coding and status != 304:
        fields.append(("Content-Encoding", coding))
    fields.extend(meta.extra.items())
    return fields


def not_modified(meta: ResponseMeta, *, any_version: bool = True) -> Response | None:
    """Answer 304 where the client already holds this version, else None.

    `any_version` says whether `*` counts: not before it is known that there is an answer.
    """
    environ = request.environ
    header = environ.get("HTTP_IF_NONE_MATCH", "")
    if not meta.tag or not header or (not any_version and header.strip() == "*"):
        return None
    return _not_modified(environ, meta, negotiated(environ, meta))


def _not_modified(environ: WSGIEnvironment, meta: ResponseMeta, coding: str) -> Response | None:
    header = environ.get("HTTP_IF_NONE_MATCH", "")
    if not meta.tag or not header or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return None
    if not negotiation.has_version(header, _tag(meta, coding)):
        return None
    return RawResponse(304, _fields(meta, coding, 304))


def send(meta: ResponseMeta, body: bytes, status: int = 200) -> Response:
    """Answer with a whole body, or 304 where the client holds it."""
    environ = request.environ
    coding = "" if _plain(environ, body) else negotiated(environ, meta)
    if status == 200 and (response := _not_modified(environ, meta, coding)):
        return response
    return RawResponse(status, _fields(meta, coding), pack(body, coding) if coding else body)


def tags(meta: ResponseMeta) -> tuple[str, ...]:
    """Give the entity tags that an answer to the request in hand may have, packed first.

    Raises NotAcceptableError where the client rules all codings out.
    """
    coding = negotiated(request.environ, meta)
    return (_tag(meta, coding), meta.tag) if coding else (meta.tag,)


def send_again(meta: ResponseMeta, tag: str, parts: tuple[bytes, ...]) -> Response | None:
    """Answer with a body that was sent before under `tag`, one of `tags`.

    None where the request would have it packed, which it is not.
    """
    coding = tag[len(meta.tag) + 1 :]
    length = sum(map(len, parts))
    if not coding and length >= SMALLEST and negotiated(request.environ, meta):
        return None
    fields = [*_fields(meta, coding), ("Content-Length", str(length))]
    return RawResponse(200, fields, parts)


def stream(meta: ResponseMeta, chunks: Iterator[bytes]) -> Response:
    """Answer as the chunks come, with no length announced.

    A failure in `chunks` goes on to the WSGI server, which breaks the
    transfer: a cut result never looks complete.
    """
    coding = negotiated(request.environ, meta)
    return RawResponse(
        200, _fields(meta, coding), pack_stream(chunks, coding) if coding else chunks
    )


def ready_made(
    meta: ResponseMeta, body: Iterable[bytes], length: int, coding: str = ""
) -> Response:
    """Answer from a file of `length` bytes that may already be in a content coding."""
    return RawResponse(200, [*_fields(meta, coding), ("Content-Length", str(length))], body)


def redirect(
    target: str, status: int = 303, *, vary: tuple[str, ...] = (), links: tuple[Link, ...] = ()
) -> Response:
    """Send the client to `target`, an address on this host made by `context.local`."""
    meta = ResponseMeta("text/plain; charset=utf-8", vary=vary, links=links, codings=())
    return RawResponse(status, [("Location", target), *_fields(meta)], f"See {target}\n".encode())


def options(methods: Iterable[str]) -> Response:
    """Answer OPTIONS: what is allowed here, also to a browser that asks before it sends."""
    allow = allowed(methods)
    fields = [("Allow", allow), ("Access-Control-Allow-Methods", allow), *_PREFLIGHT]
    return RawResponse(204, fields)


def allowed(methods: Iterable[str]) -> str:
    """Write an `Allow` header: the methods of a route and OPTIONS, which all routes answer."""
    return ", ".join(sorted({*methods, "OPTIONS"}))


def unbound(headers: list[tuple[str, str]], release: str) -> list[tuple[str, str]]:
    """Take from an answer what ties it to `release`: it was made while releases were swapped."""
    bound = {("X-Release", release)}
    headers = [h for h in headers if h[0] not in {"ETag", "Cache-Control"} and h not in bound]
    return [*headers, ("Cache-Control", UNCACHED)]
