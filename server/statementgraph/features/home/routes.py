"""The first page, the files of the pages, and what crawlers read."""

import hashlib
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from flask import Blueprint, Response, render_template
from pyoxigraph import NamedNode

from statementgraph import queries, sparql
from statementgraph.errors import NotFoundError
from statementgraph.features.home.view import build_home, build_plain, count_statements
from statementgraph.rdf import FORMATS, PROLOGUE
from statementgraph.view.addresses import Addresses
from statementgraph.view.downloads import downloads
from statementgraph.web import responses
from statementgraph.web.context import local, request_context
from statementgraph.web.publishing import publish
from statementgraph.web.responses import Link

blueprint = Blueprint("home", __name__, template_folder="templates")

_PACKAGE = Path(__file__).resolve().parents[2]
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_PAGE = FORMATS["html"].content_type
_PAGES = (
    *("", "about", "search", "counts", "timeline", "map", "compare", "coverage"),
    "questions",
    *("ns", "shapes", "sparql", "void", "profiles"),
)
_QUESTIONS = ("figures", "calls", "treaties", "when", "denied")
_THINGS = "SELECT DISTINCT ?s WHERE { ?s a ?class FILTER(isIRI(?s)) } ORDER BY ?s LIMIT 50000"


@blueprint.get("/")
def home() -> Response:
    """Answer with the first page."""
    plain = request_context().plain
    links = () if plain else (Link(local("void"), "describedby", "text/turtle"),)
    return publish(_PAGE, ("home",), _home, links=links)


def _home() -> bytes:
    context = request_context()
    if context.plain:
        plain = build_plain(context.engine, context.addresses)
        return render_template("plain.html", page=plain, union=context.settings.union).encode()
    page = build_home(context.engine, context.addresses)
    dumps = [n for n in context.release.dumps if n.rpartition(".")[2] in FORMATS]
    asked = [queries.named(name) for name in _QUESTIONS]
    return render_template("home.html", page=page, dumps=downloads(dumps), questions=asked).encode()


@blueprint.get("/about")
def about() -> Response:
    """Answer with the page that says what this is, for whom, and how a text becomes data."""
    if request_context().plain:
        raise NotFoundError("Plain RDF has no such page.")
    return publish(_PAGE, ("about",), _about)


def _about() -> bytes:
    count = count_statements(request_context().engine)
    return render_template("about.html", count=count).encode()


@cache
def _files() -> dict[str, tuple[bytes, str]]:
    """Read the files of the pages, each with its sha256; no path of a client reaches the disk."""
    # What is made from npm packages is in a folder of its own, and may not be made yet.
    folders = ("web/static", "web/built", "features/*/static")
    paths = [path for folder in folders for path in _PACKAGE.glob(f"{folder}/*")]
    bodies = {p.name: p.read_bytes() for p in paths if p.suffix in _TYPES}
    return {name: (body, hashlib.sha256(body).hexdigest()) for name, body in bodies.items()}


@blueprint.get("/static/<name>")
def static(name: str) -> Response:
    """Answer with a file of the pages."""
    file = _files().get(name)
    if file is None:
        raise NotFoundError("There is no such file.")
    body, checksum = file
    suffix = f".{name.rpartition('.')[2]}"
    # Built files may change while release and version stay.
    return publish(_TYPES[suffix], ("static", name, checksum), lambda: body)


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Redirect to the icon."""
    return responses.redirect(local("static/icon.svg"), 302)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers to read pages and leave queries and searches alone."""
    asked = ("sparql", "search")
    lines = ["User-agent: *", *(f"Disallow: {local(path)}?" for path in asked)]
    body = ("\n".join(lines) + "\n").encode()
    return publish(FORMATS["txt"].content_type, ("robots",), lambda: body)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the pages (sitemaps.org 0.9); addresses are below the base."""
    return publish("application/xml", ("sitemap",), _sitemap)


def _sitemap() -> bytes:
    context = request_context()
    below = Addresses(context.base, context.base.rstrip("/"))
    addresses = [context.base + page for page in _PAGES]
    for row in sparql.select(context.engine, PROLOGUE + _THINGS):
        node = row["s"]
        path = context.addresses.below(node.value) if isinstance(node, NamedNode) else None
        # Terms of the vocabulary share a page; a quote has one of its own.
        if path and ("#" not in path or "/text/" in path):
            addresses.append(below.document(path, ".html"))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    lines += [f"<url><loc>{escape(address)}</loc></url>" for address in addresses]
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()
