"""The page of a statement, and `/coverage`: which sentences carry sayings, and why not all do."""

from collections.abc import Mapping
from typing import cast

from flask import Blueprint, Flask, Response, render_template, request
from flask.blueprints import BlueprintSetupState

from statementgraph.errors import NotFoundError
from statementgraph.features.statement import kinds
from statementgraph.features.statement.coverage import build_coverage
from statementgraph.features.statement.view import build_statement
from statementgraph.features.things import alternate_formats
from statementgraph.features.things.pages import PageMaker, register_page
from statementgraph.features.things.profiles import Document
from statementgraph.rdf import FORMATS
from statementgraph.web.context import request_context
from statementgraph.web.publishing import publish

blueprint = Blueprint("statement", __name__, template_folder="templates")


@blueprint.get("/coverage")
def coverage() -> Response:
    """Answer with the page."""
    if request_context().plain:
        raise NotFoundError("RDF files that are served as they are have no statements.")
    return publish(FORMATS["html"].content_type, ("coverage",), _coverage)


def _coverage() -> bytes:
    context = request_context()
    statements = build_coverage(context.engine, context.addresses)
    return render_template("coverage.html", statements=statements).encode()


def _statement(document: Document, common: Mapping[str, object]) -> str:
    context = request_context()
    wanted = request.args.getlist("kind")
    page = build_statement(context.engine, context.addresses, document, wanted)
    beside = alternate_formats.beside(page.thing, document, str(common["path"]))
    return render_template("statement.html", page=page, thing=page.thing, **common, **beside)


def _chosen_kinds() -> set[str]:
    return set(kinds.chosen(request.args.getlist("kind")))


@blueprint.record
def _register(state: BlueprintSetupState) -> None:
    register_page(cast("Flask", state.app), "statement", PageMaker(_statement, _chosen_kinds))
