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

    `parts` tell the document from every other one of the release: what was made for one address
    is sent for every other with the same parts. `download` is the name
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
    response = responses.not_modified(meta, any_version=certain)
    if response is not None:
        return response
    cache, release = context.app.cache, context.release.id
    for tag in responses.tags(meta):
        body = cache.body(tag, release)
        if body is not None and (response := responses.send_again(meta, tag, body)):
            return response
    return responses.send(meta, make())
