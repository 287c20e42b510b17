"""Documents about the data: vocabulary, shapes, JSON-LD context, catalogue, profiles."""

from collections.abc import Callable

from flask import Blueprint, Response, render_template, request
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, Triple, parse

from statementgraph import negotiation
from statementgraph.errors import NotAcceptableError, NotFoundError
from statementgraph.features.documents.catalogue import build_catalogue
from statementgraph.features.documents.shapes import build_shapes
from statementgraph.features.documents.vocabulary import build_vocabulary, load_graph
from statementgraph.features.things.links import LICENCE
from statementgraph.features.things.profiles import FORMAT_KEYS, SUMMARIES
from statementgraph.rdf import FORMATS, Format
from statementgraph.view.graph import Graph
from statementgraph.web import errors, rdf_writer, responses
from statementgraph.web.context import app_context, local
from statementgraph.web.responses import Link, ResponseMeta

blueprint = Blueprint("documents", __name__, template_folder="templates")

_OFFERS = [FORMATS[k] for k in ("ttl", "jsonld", "nt", "rdf", "nq", "trig", "html")]


def _document(
    name: str, suffix: str, graph: Callable[[], Graph], page: Callable[[Graph], str]
) -> Response:
    """Answer with a document in the format of its suffix or, without one, of the headers."""
    app = app_context()
    as_text = suffix.endswith(".txt")
    chosen = _chosen(suffix.removesuffix(".txt"))
    shown = FORMATS["txt"] if as_text else chosen
    card = ResponseMeta(
        shown.content_type,
        tag=app.tag("document", name, chosen.key, str(as_text), request.script_root),
        vary=() if suffix else ("Accept",),
        links=(
            *(Link(local(name, f".{f.key}"), "alternate", f.media_type) for f in _OFFERS),
            Link(local("void"), "describedby", "text/turtle"),
            Link(LICENCE, "license"),
        ),
        location="" if suffix else local(name, f".{chosen.key}"),
        extra={"X-Release": app.release.id},
    )
    if known := responses.held(card):
        return known

    def body() -> bytes:
        found = graph()
        if not found.triples:
            raise NotFoundError("The data has no such document.")
        if chosen.key == "html":
            return page(found).encode()
        if chosen.key == "jsonld":
            first = found.triples[0].subject
            return rdf_writer.write_jsonld(found, first, "other", app.release.path)
        return rdf_writer.write(found.triples, chosen.key)

    return responses.send(card, app.body(card.tag, body))


def _chosen(suffix: str) -> Format:
    if suffix:
        found = FORMATS.get(suffix)
        if found not in _OFFERS or found is None:
            raise NotFoundError("The document does not exist in that format.")
        errors.ask_in(found)
        return found
    named = request.args.get("_mediatype", "")
    header = request.headers.get("Accept", "")
    chosen = negotiation.by_name(named, _OFFERS) if named else negotiation.choose(header, _OFFERS)
    if chosen is None:
        exist = ", ".join(f.media_type for f in _OFFERS)
        raise NotAcceptableError("This is not available in that format.", hint=f"There is {exist}.")
    return chosen


@blueprint.get("/ns", defaults={"suffix": ""})
@blueprint.get("/ns.<suffix>")
def vocabulary(suffix: str) -> Response:
    """Answer with the vocabulary."""
    app = app_context()

    def page(graph: Graph) -> str:
        concepts = load_graph(app.engine, app.base, "concepts")
        shown = build_vocabulary(graph, concepts, app.addresses)
        return render_template("vocabulary.html", page=shown, formats=_OFFERS[:-1], path="ns")

    return _document("ns", suffix, lambda: load_graph(app.engine, app.base, "vocabulary"), page)


@blueprint.get("/shapes", defaults={"suffix": ""})
@blueprint.get("/shapes.<suffix>")
def shapes(suffix: str) -> Response:
    """Answer with the shapes that the data is checked against."""
    app = app_context()

    def page(graph: Graph) -> str:
        shown = build_shapes(graph, app.addresses)
        return render_template("shapes.html", shapes=shown, formats=_OFFERS[:-1], path="shapes")

    return _document("shapes", suffix, _shapes_graph, page)


def _shapes_graph() -> Graph:
    """Read the shapes that the release was checked against."""
    app = app_context()
    path = app.release.path / "shapes.ttl"
    if not path.is_file():
        return Graph(())
    found = Dataset(parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=app.base))
    # The parser labels blank nodes at random: give them lasting labels.
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return Graph(Triple(q.subject, q.predicate, q.object) for q in found)


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Answer with the JSON-LD context; its own version is in it."""
    app = app_context()
    body = rdf_writer.context_bytes(app.release.path)
    card = ResponseMeta(
        FORMATS["jsonld"].content_type,
        tag=app.tag("context"),
        links=(Link(LICENCE, "license"),),
    )
    return responses.send(card, body)


@blueprint.get("/void", defaults={"suffix": ""})
@blueprint.get("/void.<suffix>")
def void(suffix: str) -> Response:
    """Answer with the catalogue: DCAT, VoID and the service description in one."""
    app = app_context()

    def page(graph: Graph) -> str:
        shown = build_catalogue(graph, app.addresses)
        return render_template("catalogue.html", page=shown, formats=_OFFERS[:-1], path="void")

    return _document("void", suffix, lambda: load_graph(app.engine, app.base, "catalogue"), page)


@blueprint.get("/.well-known/void")
def well_known() -> Response:
    """Redirect to the catalogue (RFC 5785, VoID section 6.2)."""
    return responses.redirect(local("void"))


@blueprint.get("/profiles")
def profiles() -> Response:
    """Answer with the page that explains the profiles."""
    card = ResponseMeta(
        "text/html; charset=utf-8", tag=app_context().tag("profiles", request.script_root)
    )
    rows = [("", p, FORMATS[k]) for p, keys in FORMAT_KEYS.items() for k in keys]
    body = render_template("profiles.html", rows=rows, summaries=SUMMARIES, path="", address="")
    return responses.send(card, body.encode())
