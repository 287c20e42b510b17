"""The drawn pages: each as a page, as a drawing (SVG) and as a table (CSV)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, render_template

from statementgraph.errors import NotFoundError
from statementgraph.features.charts.counts import build_counts
from statementgraph.features.charts.counts_svg import counts_sheet
from statementgraph.features.charts.geo import Ring, read_rings
from statementgraph.features.charts.map import MapPage, build_map
from statementgraph.features.charts.map_svg import map_sheet
from statementgraph.features.charts.timeline import build_timeline
from statementgraph.features.charts.timeline_svg import timeline_sheet
from statementgraph.rdf import FORMATS
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses
from statementgraph.view.csv import to_csv
from statementgraph.view.svg_layout import Sheet
from statementgraph.web.context import local, request_context
from statementgraph.web.publishing import publish
from statementgraph.web.responses import Link

blueprint = Blueprint("charts", __name__, template_folder="templates")

_SVG = "image/svg+xml"
_LAND = Path(__file__).resolve().parents[2] / "web" / "built" / "land.json"
# How wide the drawing of a bar is in a file, in pixels.
_BARS = 852


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One drawn page: how its content is built, and how it is laid out for a file of its own."""

    build: Callable[[Engine, Addresses], Any]
    sheet: Callable[[Any], Sheet]


@cache
def _land() -> tuple[Ring, ...]:
    """Read the outlines of land; they are made from a package and may not be made yet."""
    return read_rings(_LAND.read_bytes()) if _LAND.is_file() else ()


@cache
def _stamp() -> str:
    """Tell one file of outlines from another: it may be made after the release."""
    return hashlib.sha256(_LAND.read_bytes()).hexdigest() if _LAND.is_file() else ""


def _map(engine: Engine, addresses: Addresses) -> MapPage:
    return build_map(engine, addresses, _land())


_DRAWN = {
    "counts": _Drawn(build_counts, counts_sheet),
    "timeline": _Drawn(build_timeline, timeline_sheet),
    "map": _Drawn(_map, map_sheet),
}


@blueprint.get("/counts", defaults={"name": "counts", "suffix": ""})
@blueprint.get("/counts.<suffix>", defaults={"name": "counts"})
@blueprint.get("/timeline", defaults={"name": "timeline", "suffix": ""})
@blueprint.get("/timeline.<suffix>", defaults={"name": "timeline"})
@blueprint.get("/map", defaults={"name": "map", "suffix": ""})
@blueprint.get("/map.<suffix>", defaults={"name": "map"})
def drawn(name: str, suffix: str) -> Response:
    """Answer with a drawn page or, by its suffix, with its drawing or its table."""
    types = {"": FORMATS["html"].content_type, "svg": _SVG, "csv": FORMATS["csv"].content_type}
    if request_context().plain or suffix not in types:
        raise NotFoundError("Nothing has this address.", hint="There are .svg and .csv.")
    return publish(
        types[suffix],
        ("drawn", name, suffix, _stamp() if name == "map" else ""),
        lambda: _body(name, suffix),
        links=_links(name),
    )


def _links(name: str) -> tuple[Link, ...]:
    return (
        Link(local(name), "alternate", FORMATS["html"].media_type),
        Link(local(name, ".svg"), "alternate", _SVG),
        Link(local(name, ".csv"), "alternate", FORMATS["csv"].media_type),
    )


def _body(name: str, suffix: str) -> bytes:
    context, drawn_page = request_context(), _DRAWN[name]
    page = drawn_page.build(context.engine, context.addresses)
    if suffix == "csv":
        asked = page.data
        return to_csv(asked.columns, ([r.text(c) for c in asked.columns] for r in asked.rows))
    if suffix == "svg":
        drawing = render_template("sheet.svg", sheet=drawn_page.sheet(page), pixels=_pixels)
        return ('<?xml version="1.0" encoding="UTF-8"?>\n' + drawing).encode()
    return render_template(f"{name}.html", page=page, percent=_percent).encode()


def _percent(fraction: float) -> str:
    """Write a fraction of the width as a length for a page."""
    return f"{fraction * 100:.2f}%"


def _pixels(fraction: float) -> str:
    """Write a fraction of the width as a length for a file."""
    return f"{fraction * _BARS:.1f}"
