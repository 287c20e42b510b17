"""Documents about a thing that are not RDF: the table of its claims, citations, the drawing."""

from flask import render_template
from pyoxigraph import BlankNode, NamedNode, Triple

from statementgraph.features.things import citation, citation_formats, head_metadata
from statementgraph.features.things.citation import Citation
from statementgraph.features.things.claims_table import claims_csv
from statementgraph.features.things.profiles import Document, Profile, load_document
from statementgraph.features.things.view import ThingPage, build_thing, utterances
from statementgraph.rdf import FORMATS
from statementgraph.view.claims import Reader, Utterance
from statementgraph.web import rdf_writer
from statementgraph.web.context import request_context

# The triples of a page are to be read; what is longer is in the data formats.
_TRIPLES, _CHARACTERS = 400, 12_000
# Which formats there are, whatever the thing: suffixes of the table in `rdf`.
KEYS = ("csv", "bib", "ris", "csl.json", "svg")


def keys() -> tuple[str, ...]:
    """Give the formats of this site; RDF that is served as it is has no claims and no citation."""
    return ("svg",) if request_context().plain else KEYS


def write(thing: NamedNode, key: str) -> bytes:
    """Write the document about a thing in the format with this key."""
    context = request_context()
    document = load_document(context.engine, thing, Profile.CLAIMS)
    reader = Reader(document.graph, context.addresses)
    if key == "csv":
        return claims_csv(reader, _said(reader, document))
    if key == "svg":
        return drawn(build_thing(context.engine, context.addresses, document))
    return citation_formats.WRITERS[key](_cited(reader, document, _said(reader, document))).encode()


def _said(reader: Reader, document: Document) -> tuple[Utterance, ...]:
    own = (reader.utterance(document.thing),) if document.kind == "utterance" else ()
    return own or utterances(reader, document.thing)


def _cited(reader: Reader, document: Document, said: tuple[Utterance, ...]) -> Citation:
    return citation.cite(reader, document, said, request_context().release.id)


def drawn(page: ThingPage) -> bytes:
    """Draw a thing's neighbourhood as a file of its own, which says where it is from."""
    source = f"{page.iri}, release {request_context().release.id}"
    drawing = page.drawing
    return render_template("drawing.svg", drawing=drawing, alone=True, source=source).encode()


def beside(page: ThingPage, document: Document, path: str) -> dict[str, object]:
    """Give a page what stands beside its own content: triples, citation, head."""
    context = request_context()
    shown: dict[str, object] = {"triples": _own_triples(document)}
    if not context.plain:
        reader = Reader(document.graph, context.addresses)
        # The page has read all that was said already.
        said = (page.utterance,) if page.utterance else (*page.claims, *page.own_utterances)
        reference = _cited(reader, document, said)
        shown["meta"] = head_metadata.describe(page, reader, path, context.release.id)
        shown["cite"], shown["cite_words"] = (
            citation_formats.plain_text(reference),
            reference.cites_words,
        )
        shown["citations"] = [
            (FORMATS[key], written(reference)) for key, written in citation_formats.WRITERS.items()
        ]
    return shown


def _own_triples(document: Document) -> str:
    """Write the thing's own triples as Turtle; "" where there are too many to be read."""
    # As keys, in order: plain RDF may lead back to where it came from.
    wanted: dict[NamedNode | BlankNode, None] = {document.thing: None}
    waiting: list[NamedNode | BlankNode] = [document.thing]
    triples: list[Triple] = []
    while waiting and len(triples) <= _TRIPLES:
        subject = waiting.pop(0)
        for predicate, objects in document.graph.about(subject).items():
            triples += [Triple(subject, predicate, o) for o in objects]
            inner = [o for o in objects if isinstance(o, BlankNode) and o not in wanted]
            wanted |= dict.fromkeys(inner)
            waiting += dict.fromkeys(inner)
    if len(triples) > _TRIPLES:
        return ""
    text = rdf_writer.write(triples, "ttl", request_context().base).decode()
    return text if len(text) <= _CHARACTERS else ""
