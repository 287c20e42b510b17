"""`/compare`: what several statements say about the same things, side by side."""

from dataclasses import astuple
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from statementgraph.errors import NotFoundError, RequestError
from statementgraph.features.compare.subjects import COMPARISON_KINDS
from statementgraph.features.compare.table import comparison_csv
from statementgraph.features.compare.view import (
    MOST_STATEMENTS,
    CompareOptions,
    ComparePage,
    Rows,
    build_compare,
)
from statementgraph.rdf import FORMATS
from statementgraph.web.context import local, request_context
from statementgraph.web.publishing import publish

blueprint = Blueprint("compare", __name__, template_folder="templates")

# A table of data is not a page: it may be longer.
_MOST_CSV_ROWS = 5000


@blueprint.get("/compare")
def compare() -> Response:
    """Answer with the page."""
    return _answer("html")


@blueprint.get("/compare.csv")
def compare_csv() -> Response:
    """Answer with the same comparison as a table of data."""
    return _answer("csv")


def _answer(key: str) -> Response:
    if request_context().plain:
        raise NotFoundError("RDF files that are served as they are have no statements to compare.")
    options = _options()
    make = _page if key == "html" else _table
    return publish(
        FORMATS[key].content_type,
        ("compare", key, repr(astuple(options))),
        lambda: make(options),
        download="compare.csv" if key == "csv" else "",
        # Whether the statements asked for are there is known only once they are read.
        certain=False,
    )


def _options() -> CompareOptions:
    args = request.args
    return CompareOptions(
        tuple(dict.fromkeys(args.getlist("statement"))),
        tuple(dict.fromkeys(args.getlist("show"))),
        _rows(args.get("rows", "")),
        args.get("find", "").strip()[:200],
        args.get("about", "").strip(),
    )


def _rows(name: str) -> Rows:
    try:
        return Rows(name or Rows.ALL)
    except ValueError:
        raise RequestError(
            "There is no such choice of rows.", hint=f"There are {', '.join(Rows)}."
        ) from None


def _page(options: CompareOptions) -> bytes:
    context = request_context()
    page = build_compare(context.engine, context.addresses, options)
    return render_template(
        "compare.html",
        page=page,
        kinds=COMPARISON_KINDS,
        most=MOST_STATEMENTS,
        address=local("compare"),
        rows=Rows,
        csv=f"{local('compare.csv')}?{_parameters(page)}",
    ).encode()


def _parameters(page: ComparePage) -> str:
    """Write what is shown as parameters, so that a link keeps to it when statements are added."""
    pairs = [("statement", c.slug) for c in page.columns]
    pairs += [("show", name) for name in page.options.kinds]
    return urlencode([*pairs, ("rows", page.options.rows)])


def _table(options: CompareOptions) -> bytes:
    context = request_context()
    page = build_compare(context.engine, context.addresses, options, _MOST_CSV_ROWS)
    return comparison_csv(page)
