"""Documents about the data: vocabulary, shapes, JSON-LD context, catalogue, profiles."""

from collections.abc import Callable

from flask import Blueprint, Response, render_template
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, Triple, parse

from statementgraph.errors import NotFoundError
from statementgraph.features.documents.catalogue import build_catalogue
from statementgraph.features.documents.shapes import build_shapes
from statementgraph.features.documents.vocabulary import build_vocabulary, load_graph
from statementgraph.features.things.profiles import FORMAT_KEYS, SUMMARIES
from statementgraph.rdf import FORMATS, LICENCE, Format
from statementgraph.view.graph import Graph
from statementgraph.web import rdf_writer, responses
from statementgraph.web.context import local, request_context
from statementgraph.web.publishing import publish
from statementgraph.web.representation import choose_representation
from statementgraph.web.responses import Link

blueprint = Blueprint("documents", __name__, template_folder="templates")

_OFFERS = tuple(FORMATS[k] for k in ("ttl", "jsonld", "nt", "rdf", "nq", "trig", "n3", "html"))
_PAGE = FORMATS["html"]


def _document(
    name: str, suffix: str, graph: Callable[[], Graph], page: Callable[[Graph], str]
) -> Response:
    """Answer with a document in the format of its suffix or, without one, of the headers."""
    as_text = suffix.endswith(".txt")
    chosen = _chosen(suffix.removesuffix(".txt"))
    sent_as = FORMATS["txt"] if as_text else chosen

    def make() -> bytes:
        document, context = graph(), request_context()
        if not document.triples:
            raise NotFoundError("The data has no such document.")
        if chosen is _PAGE:
            return page(document).encode()
        if chosen.key == "jsonld":
            first = document.triples[0].subject
            return rdf_writer.write_jsonld(document, first, "other", context.release.path)
        return rdf_writer.write(document.triples, chosen.key, context.base)

    # Several alternates break PyLD, which looks for one (JSON-LD 1.1 API, section 9.1).
    offered = () if chosen.key == "jsonld" else _OFFERS
    return publish(
        sent_as.content_type,
        ("document", name, chosen.key, str(as_text)),
        make,
        vary=() if suffix else ("Accept",),
        links=(
            *(Link(local(name, f".{f.key}"), "alternate", f.media_type) for f in offered),
            Link(local("void"), "describedby", "text/turtle"),
            Link(LICENCE, "license"),
        ),
        location="" if suffix else local(name, f".{chosen.key}"),
    )


def _chosen(suffix: str) -> Format:
    if not suffix:
        return choose_representation(_OFFERS)
    format_ = FORMATS.get(suffix)
    if format_ not in _OFFERS or format_ is None:
        raise NotFoundError("The document does not exist in that format.")
    request_context().error_format = format_
    return format_


@blueprint.get("/ns", defaults={"suffix": ""})
@blueprint.get("/ns.<suffix>")
def vocabulary(suffix: str) -> Response:
    """Answer with the vocabulary."""
    context = request_context()

    def page(graph: Graph) -> str:
        concepts = load_graph(context.engine, context.base, "concepts")
        view = build_vocabulary(graph, concepts, context.addresses)
        return render_template("vocabulary.html", page=view, formats=_OFFERS[:-1], path="ns")

    return _document(
        "ns", suffix, lambda: load_graph(context.engine, context.base, "vocabulary"), page
    )


@blueprint.get("/shapes", defaults={"suffix": ""})
@blueprint.get("/shapes.<suffix>")
def shapes(suffix: str) -> Response:
    """Answer with the shapes that the data is checked against."""
    context = request_context()

    def page(graph: Graph) -> str:
        view = build_shapes(graph, context.addresses)
        return render_template("shapes.html", shapes=view, formats=_OFFERS[:-1], path="shapes")

    return _document("shapes", suffix, _shapes_graph, page)


def _shapes_graph() -> Graph:
    """Read the shapes that the release was checked against."""
    context = request_context()
    path = context.release.path / "shapes.ttl"
    if not path.is_file():
        return Graph(())
    dataset = Dataset(parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=context.base))
    # The parser labels blank nodes at random: give them lasting labels.
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return Graph(Triple(q.subject, q.predicate, q.object) for q in dataset)


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Answer with the JSON-LD context; its own version is in it."""
    release = request_context().release.path
    return publish(
        FORMATS["jsonld"].content_type,
        ("context",),
        lambda: rdf_writer.context_bytes(release),
        links=(Link(LICENCE, "license"),),
    )


@blueprint.get("/void", defaults={"suffix": ""})
@blueprint.get("/void.<suffix>")
def void(suffix: str) -> Response:
    """Answer with the catalogue: DCAT, VoID and the service description in one."""
    context = request_context()

    def page(graph: Graph) -> str:
        view = build_catalogue(graph, context.addresses)
        return render_template("catalogue.html", page=view, formats=_OFFERS[:-1], path="void")

    return _document(
        "void", suffix, lambda: load_graph(context.engine, context.base, "catalogue"), page
    )


@blueprint.get("/.well-known/void")
def well_known() -> Response:
    """Redirect to the catalogue (RFC 5785, VoID section 6.2)."""
    return responses.redirect(local("void"))


@blueprint.get("/profiles")
def profiles() -> Response:
    """Answer with the page that explains the profiles."""
    return publish(_PAGE.content_type, ("profiles",), _profiles)


def _profiles() -> bytes:
    rows = [("", p, FORMATS[k]) for p, keys in FORMAT_KEYS.items() for k in keys]
    return render_template(
        "profiles.html", rows=rows, summaries=SUMMARIES, path="", address=""
    ).encode()
