"""Documents that stay the same while the release stays: tagged, and said to be of which release."""

from collections.abc import Callable

from flask import Response

from statementgraph.web import responses
from statementgraph.web.context import request_context
from statementgraph.web.responses import Link, ResponseMeta


def publish(  # noqa: PLR0913 - what an answer may say about its body
    content_type: str,
    parts: tuple[str, ...],
    make: Callable[[], bytes],
    *,
    vary: tuple[str, ...] = (),
    links: tuple[Link, ...] = (),
    location: str = "",
    download: str = "",
    certain: bool = True,
) -> Response:
    """Answer with a document of the release, made only where the client does not hold it.

    `parts` tell the document from every other one of the release; `download` is the name
    of the file it is saved as, "" where it is shown; `certain` says whether such a document
    exists before it is made. The rest is as in `ResponseMeta`. Raises what `make` raises.
    """
    context = request_context()
    extra = {"X-Release": context.release.id}
    if download:
        extra["Content-Disposition"] = f'attachment; filename="{download}"'
    meta = ResponseMeta(
        content_type,
        tag=context.tag(*parts),
        vary=vary,
        links=links,
        location=location,
        extra=extra,
    )
    return responses.known(meta, any_version=certain) or responses.send(meta, make())
