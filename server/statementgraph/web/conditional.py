"""Conditions of a request besides `If-None-Match`: dates, and `If-Match` (RFC 9110, section 13).

What a release answers was last modified when the release was published (section 8.8.2).
"""

import json
import os
import re
from collections.abc import Iterable
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from statementgraph.web.context import REQUEST_CONTEXT, RequestContext

_META, _CURRENT = "meta.json", "current"
_STRONG = re.compile(r'(?:^|,)\s*"([^"]*)"')
# What is said of a body that is not sent.
_OF_BODY = frozenset({"Content-Length", "Content-Type", "Content-Encoding"})
_FAILED = json.dumps(
    {
        "type": "about:blank",
        "title": "Precondition failed",
        "status": 412,
        "detail": "The document is not of the version that the request asks for.",
        "hint": "Ask without If-Match and If-Unmodified-Since.",
    }
).encode()


class ConditionalMiddleware:
    """A WSGI application that dates what `app` answers of a release, and holds it to conditions."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse, /
    ) -> Iterable[bytes]:
        """Answer by the application, or say that the condition does not hold (304, 412)."""
        context: RequestContext = environ[REQUEST_CONTEXT]
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or not context.release_id:
            return self._app(environ, start_response)
        instead: list[bytes] = []

        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> object:  # noqa: ANN401
            fields = dict(headers)
            if status[:3] not in {"200", "304"} or not {"ETag", "X-Release"} <= fields.keys():
                return start_response(status, headers, *more)
            date = last_modified(context.release.path)
            headers = (
                [*headers, ("Last-Modified", formatdate(date, usegmt=True))] if date else headers
            )
            code = _code(environ, fields["ETag"], date) if status[:3] == "200" else 0
            if code:
                headers = [field for field in headers if field[0] not in _OF_BODY]
                instead.append(_FAILED if code == 412 else b"")
            if code == 412:
                told = ("Content-Type", "application/problem+json")
                length = ("Content-Length", str(len(_FAILED)))
                kept = [f for f in headers if f[0] == "X-Release"]
                headers = [*kept, ("Cache-Control", "no-store"), told, length]
            named = {0: status, 304: "304 NOT MODIFIED", 412: "412 PRECONDITION FAILED"}[code]
            return start_response(named, headers, *more)

        body = self._app(environ, cast("StartResponse", started))
        if not instead:
            return body
        if close := getattr(body, "close", None):
            close()
        return () if environ["REQUEST_METHOD"] == "HEAD" else instead


def last_modified(release: Path) -> int:
    """Return when a release was published, in seconds since 1970; 0 where that is not known.

    The link to it counts: an older release that is served again is a change, too.
    """
    try:
        date = (release / _META).stat().st_mtime
        link = release.parent / _CURRENT
        if os.path.realpath(link) == os.path.realpath(release):
            date = max(date, link.lstat().st_mtime)
    except OSError:
        return 0
    return int(date)


def _code(environ: WSGIEnvironment, tag: str, date: int) -> int:
    """Give the status that the conditions ask for, in their order (section 13.2.2); 0 for none."""
    if match := environ.get("HTTP_IF_MATCH", ""):
        if match.strip() != "*" and tag.strip('"') not in _STRONG.findall(match):
            return 412
    elif date and _seconds(environ.get("HTTP_IF_UNMODIFIED_SINCE", ""), date) < date:
        return 412
    if "HTTP_IF_NONE_MATCH" in environ or not date:
        return 0
    return 304 if _seconds(environ.get("HTTP_IF_MODIFIED_SINCE", ""), 0) >= date else 0


def _seconds(header: str, otherwise: int) -> int:
    """Read a date; one that is none counts for nothing (sections 13.1.3 and 13.1.4)."""
    try:
        return int(parsedate_to_datetime(header).timestamp()) if header else otherwise
    except (ValueError, OverflowError):
        return otherwise
