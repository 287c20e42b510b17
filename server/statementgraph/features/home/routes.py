"""The first page, the files of the pages, and what crawlers read."""

import hashlib
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from flask import Blueprint, Response, render_template, request
from pyoxigraph import NamedNode

from statementgraph import sparql
from statementgraph.errors import NotFoundError
from statementgraph.features.home.view import build_home, build_plain, count_statements
from statementgraph.rdf import FORMATS, PROLOGUE
from statementgraph.view.addresses import Addresses
from statementgraph.view.downloads import downloads
from statementgraph.web import responses
from statementgraph.web.context import app_context, local
from statementgraph.web.responses import Link, ResponseMeta

blueprint = Blueprint("home", __name__, template_folder="templates")

_PACKAGE = Path(__file__).resolve().parents[2]
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_PAGES = (
    *("", "about", "search", "counts", "timeline", "map", "compare", "coverage"),
    *("ns", "shapes", "sparql", "void", "profiles"),
)
_THINGS = "SELECT DISTINCT ?s WHERE { ?s a ?class FILTER(isIRI(?s)) } ORDER BY ?s LIMIT 50000"


@blueprint.get("/")
def home() -> Response:
    """Answer with the first page."""
    app = app_context()
    card = ResponseMeta(
        "text/html; charset=utf-8",
        tag=app.tag("home", request.script_root),
        links=() if app.plain else (Link(local("void"), "describedby", "text/turtle"),),
        extra={"X-Release": app.release.id},
    )
    return responses.held(card) or responses.send(card, app.body(card.tag, _home))


def _home() -> bytes:
    app = app_context()
    if app.plain:
        plain = build_plain(app.engine, app.addresses)
        return render_template("plain.html", page=plain, union=app.settings.union).encode()
    page = build_home(app.engine, app.addresses)
    dumps = [n for n in app.release.dumps if n.rpartition(".")[2] in FORMATS]
    return render_template("home.html", page=page, dumps=downloads(dumps)).encode()


@blueprint.get("/about")
def about() -> Response:
    """Answer with the page that says what this is, for whom, and how a text becomes data."""
    app = app_context()
    if app.plain:
        raise NotFoundError("Plain RDF has no such page.")
    card = ResponseMeta(
        "text/html; charset=utf-8",
        tag=app.tag("about", request.script_root),
        extra={"X-Release": app.release.id},
    )

    def body() -> bytes:
        return render_template("about.html", count=count_statements(app.engine)).encode()

    return responses.held(card) or responses.send(card, app.body(card.tag, body))


@cache
def _files() -> dict[str, tuple[bytes, str]]:
    """Read the files of the pages, each with its sha256; no path of a client reaches the disk."""
    # What is made from npm packages is in a folder of its own, and may not be made yet.
    folders = ("web/static", "web/built", "features/*/static")
    found = [path for folder in folders for path in _PACKAGE.glob(f"{folder}/*")]
    bodies = {p.name: p.read_bytes() for p in found if p.suffix in _TYPES}
    return {name: (body, hashlib.sha256(body).hexdigest()) for name, body in bodies.items()}


@blueprint.get("/static/<name>")
def static(name: str) -> Response:
    """Answer with a file of the pages."""
    found = _files().get(name)
    if found is None:
        raise NotFoundError("There is no such file.")
    body, checksum = found
    suffix = f".{name.rpartition('.')[2]}"
    # Built files may change while release and version stay.
    tag = app_context().tag("static", name, checksum)
    return responses.send(ResponseMeta(_TYPES[suffix], tag=tag), body)


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Redirect to the icon."""
    return responses.redirect(local("static/icon.svg"), 302)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers to read pages and leave queries and searches alone."""
    asked = ("sparql", "search")
    lines = ["User-agent: *", *(f"Disallow: {local(path)}?" for path in asked)]
    card = ResponseMeta(
        FORMATS["txt"].content_type, tag=app_context().tag("robots", request.script_root)
    )
    return responses.send(card, ("\n".join(lines) + "\n").encode())


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the pages (sitemaps.org 0.9); addresses are below the base."""
    app = app_context()
    card = ResponseMeta("application/xml", tag=app.tag("sitemap"))
    return responses.held(card) or responses.send(card, app.body(card.tag, _sitemap))


def _sitemap() -> bytes:
    app = app_context()
    below = Addresses(app.base, app.base.rstrip("/"))
    found = [app.base + page for page in _PAGES]
    for row in sparql.select(app.engine, PROLOGUE + _THINGS):
        node = row["s"]
        path = app.addresses.below(node.value) if isinstance(node, NamedNode) else None
        # Terms of the vocabulary share a page; a quote has one of its own.
        if path and ("#" not in path or "/text/" in path):
            found.append(below.document(path, ".html"))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    lines += [f"<url><loc>{escape(address)}</loc></url>" for address in found]
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()
