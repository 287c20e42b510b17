"""The whole dataset: `/dumps/{release}/`, with `latest` as a redirect."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Response, render_template

from statementgraph.errors import NotFoundError
from statementgraph.rdf import FORMATS, LICENCE
from statementgraph.release.packing import PACKINGS, plain
from statementgraph.view.downloads import downloads
from statementgraph.view.statements import list_statements
from statementgraph.web import responses
from statementgraph.web.context import local, request_context
from statementgraph.web.publishing import publish
from statementgraph.web.responses import Link, ResponseMeta

blueprint = Blueprint("downloads", __name__, template_folder="templates")

_CHUNK = 2**16


@blueprint.get("/dumps")
@blueprint.get("/dumps/")
@blueprint.get("/dumps/latest")
@blueprint.get("/dumps/latest/")
def latest() -> Response:
    """Redirect to the release served now."""
    _require_dumps()
    return responses.redirect(local(f"dumps/{request_context().release.id}/"), 302)


@blueprint.get("/dumps/latest/<name>")
def latest_file(name: str) -> Response:
    """Redirect to a file of the release served now."""
    if name not in request_context().release.dumps:
        raise _unknown()
    return responses.redirect(local(f"dumps/{request_context().release.id}/{name}"), 302)


@blueprint.get("/dumps/<release>")
@blueprint.get("/dumps/<release>/")
def listing(release: str) -> Response:
    """List the files of a release, with sizes and checksums."""
    if release != request_context().release.id:
        raise _unknown()
    _require_dumps()
    return publish(FORMATS["html"].content_type, ("dumps",), _listing, links=_links())


def _require_dumps() -> None:
    """Refuse where any RDF is served as it is: no file is made of it."""
    if not request_context().release.dumps and request_context().plain:
        raise _unknown()


def _links() -> tuple[Link, ...]:
    return Link(LICENCE, "license"), Link(local("void"), "describedby")


def _listing() -> bytes:
    context = request_context()
    dumps = context.release.dumps
    sizes = {name: path.stat().st_size for name, path in dumps.items()}
    return render_template(
        "dumps.html",
        formats=downloads(dumps, sizes, _checksums(dumps)),
        address=local(f"dumps/{context.release.id}/"),
        statements=() if context.plain else list_statements(context.engine, context.addresses),
    ).encode()


@blueprint.get("/dumps/<release>/<name>")
def dump(release: str, name: str) -> Response:
    """Send one file of the release. Only names that the release lists reach the file system."""
    context = request_context()
    # The system keeps what was read of a file.
    context.cacheable = False
    dumps = context.release.dumps
    path = dumps.get(name) if release == context.release.id else None
    if path is None:
        raise _unknown()
    packed = {p.coding: name + p.suffix for p in PACKINGS if name + p.suffix in dumps}
    meta = ResponseMeta(
        _media_type(name),
        tag=context.tag("dump", name),
        cache=responses.IMMUTABLE,
        links=_links(),
        codings=tuple(packed),
        extra={"X-Release": context.release.id},
    )
    if response := responses.not_modified(meta):
        return response
    coding = responses.negotiated(context.environ, meta)
    if coding:
        # The packed file is there already: send it as the coding of the plain one.
        path = dumps[packed[coding]]
    try:
        length = path.stat().st_size
    except OSError:
        raise _unknown() from None
    return responses.ready_made(meta, _read(path), length, coding)


def _unknown() -> NotFoundError:
    return NotFoundError(
        "This release does not have that file.", hint="See /dumps/latest/ for what there is."
    )


def _media_type(name: str) -> str:
    _, packing = plain(name)
    if packing:
        return packing.media_type
    format_ = FORMATS.get(name.rpartition(".")[2])
    return format_.content_type if format_ else "text/plain; charset=utf-8"


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _checksums(dumps: dict[str, Path] | object) -> dict[str, str]:
    """Read SHA256SUMS: lines of a checksum, two spaces and a name."""
    path = dumps.get("SHA256SUMS") if isinstance(dumps, dict) else None
    if path is None:
        return {}
    checksums = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        checksum, _, name = line.partition("  ")
        if len(checksum) == hashlib.sha256().digest_size * 2:
            checksums[name.removeprefix("./")] = checksum
    return checksums
