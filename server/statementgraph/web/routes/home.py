"""The first page, the files of the pages, and what crawlers read."""

import hashlib
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from flask import Blueprint, Response, render_template, request
from pyoxigraph import NamedNode

from statementgraph import engine as asking
from statementgraph.errors import NotFoundError
from statementgraph.pages.addresses import Addresses
from statementgraph.pages.downloads import downloads
from statementgraph.pages.home import build_home, build_plain, count_statements
from statementgraph.rdf import FORMATS, PROLOGUE
from statementgraph.web import responses
from statementgraph.web.responses import Card, Link
from statementgraph.web.site import local, site

blueprint = Blueprint("home", __name__)

_WEB = Path(__file__).resolve().parent.parent
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
    here = site()
    card = Card(
        "text/html; charset=utf-8",
        tag=here.tag("home", request.script_root),
        links=() if here.plain else (Link(local("void"), "describedby", "text/turtle"),),
        extra={"X-Release": here.release.id},
    )
    return responses.held(card) or responses.send(card, here.body(card.tag, _home))


def _home() -> bytes:
    here = site()
    if here.plain:
        plain = build_plain(here.engine, here.addresses)
        return render_template("plain.html", page=plain, union=here.settings.union).encode()
    page = build_home(here.engine, here.addresses)
    dumps = [n for n in here.release.dumps if n.rpartition(".")[2] in FORMATS]
    return render_template("home.html", page=page, dumps=downloads(dumps)).encode()


@blueprint.get("/about")
def about() -> Response:
    """Answer with the page that says what this is, for whom, and how a text becomes data."""
    here = site()
    if here.plain:
        raise NotFoundError("Plain RDF has no such page.")
    card = Card(
        "text/html; charset=utf-8",
        tag=here.tag("about", request.script_root),
        extra={"X-Release": here.release.id},
    )

    def body() -> bytes:
        return render_template("about.html", count=count_statements(here.engine)).encode()

    return responses.held(card) or responses.send(card, here.body(card.tag, body))


@cache
def _files() -> dict[str, tuple[bytes, str]]:
    """Read the files of the pages, each with its sha256; no path of a client reaches the disk."""
    # What is made from npm packages is in a folder of its own, and may not be made yet.
    found = [*(_WEB / "static").iterdir(), *(_WEB / "built").glob("*")]
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
    tag = site().tag("static", name, checksum)
    return responses.send(Card(_TYPES[suffix], tag=tag), body)


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Redirect to the icon."""
    return responses.redirect(local("static/icon.svg"), 302)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers to read pages and leave queries and searches alone."""
    asked = ("sparql", "search")
    lines = ["User-agent: *", *(f"Disallow: {local(path)}?" for path in asked)]
    card = Card(FORMATS["txt"].content_type, tag=site().tag("robots", request.script_root))
    return responses.send(card, ("\n".join(lines) + "\n").encode())


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the pages (sitemaps.org 0.9); addresses are below the base."""
    here = site()
    card = Card("application/xml", tag=here.tag("sitemap"))
    return responses.held(card) or responses.send(card, here.body(card.tag, _sitemap))


def _sitemap() -> bytes:
    here = site()
    below = Addresses(here.base, here.base.rstrip("/"))
    found = [here.base + page for page in _PAGES]
    for row in asking.select(here.engine, PROLOGUE + _THINGS):
        node = row["s"]
        path = here.addresses.below(node.value) if isinstance(node, NamedNode) else None
        # Terms of the vocabulary share a page; a quote has one of its own.
        if path and ("#" not in path or "/text/" in path):
            found.append(below.document(path, ".html"))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    lines += [f"<url><loc>{escape(address)}</loc></url>" for address in found]
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()
