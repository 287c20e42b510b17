"""The content of a document about a thing: the profiles, and the queries that fetch them.

A profile is a list of parts. Each part is a pattern that binds the things to describe, with all
properties or with the named ones. The thing is bound as a term, never pasted into query text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from statementgraph import sparql
from statementgraph.rdf import PROLOGUE
from statementgraph.sparql import Engine
from statementgraph.view.graph import Graph, Node, Term, is_node


class Profile(StrEnum):
    """The choices of `?_profile=` (docs/http.md)."""

    CLAIMS = "claims"
    PLAIN = "plain"
    PROV = "prov"
    NANOPUB = "nanopub"
    RDF12 = "rdf12"


SUMMARIES: dict[Profile, str] = {
    Profile.CLAIMS: "All claims about the thing, each with speaker, statement and quote (default).",
    Profile.PLAIN: "The thing's own triples, with labels of what they link to.",
    Profile.PROV: "Where the record comes from: quotes, texts, who read them and when.",
    Profile.NANOPUB: "A statement's four named graphs, a nanopublication; TriG and N-Quads.",
    Profile.RDF12: "Claims as reifiers of unasserted triple terms; RDF 1.2 formats.",
}

# The formats of each profile; TriG and N-Quads keep named graphs.
FORMAT_KEYS: dict[Profile, tuple[str, ...]] = {
    Profile.CLAIMS: ("ttl", "jsonld", "nt", "nq", "trig", "rdf", "n3"),
    Profile.PLAIN: ("ttl", "jsonld", "nt", "nq", "trig", "rdf", "n3"),
    Profile.PROV: ("ttl", "jsonld", "nt", "nq", "trig", "rdf", "n3"),
    Profile.NANOPUB: ("trig", "nq"),
    Profile.RDF12: ("ttl", "nt", "nq", "trig"),
}

_NAMES = "rdf:type, rdfs:label, skos:prefLabel, dcterms:title, foaf:name"
_ISSUE = (
    "dcterms:issued, dcterms:language, prov:wasAttributedTo, prov:qualifiedAttribution, "
    "prov:invalidatedAtTime, prov:wasInvalidatedBy, dcterms:isReplacedBy, dcterms:replaces"
)
# Of an utterance on the other side of a relation: without its stance it is no claim of the page.
_SIDE = (
    "rdf:type, rdfs:label, sg:asWorded, sg:polarity, sg:certainty, "
    "sg:relation, sg:premise, sg:conclusion"
)
_UTTERANCES = {
    "utterance": "",
    "statement": "?u dcterms:isPartOf ?thing ; prov:wasAttributedTo ?speaker .",
    "text": "?q oa:hasSource ?thing . ?u prov:wasDerivedFrom ?q ; prov:wasAttributedTo ?speaker .",
    "other": (
        "{ ?u ?rel ?thing } UNION { ?c ?rel ?thing . ?u sg:cohort ?c } "
        "?u prov:wasAttributedTo ?speaker ; dcterms:isPartOf ?st . ?st a sg:Statement ."
    ),
}


_GRAPH = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A pattern that binds `?s`, and the properties of `?s` to take, "" for all.

    With `whole_graph`, the triples of the named graph `?thing` are taken instead.
    """

    pattern: str
    properties: str = ""
    whole_graph: bool = False

    def query(self) -> str:
        """Return the query for this part's triples; `?thing` is bound when it is run."""
        if self.whole_graph:
            return "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?thing { ?s ?p ?o } }"
        if self.properties:
            taken = f"{self.pattern} ?s ?p ?o FILTER(?p IN ({self.properties}))"
            return f"{PROLOGUE}CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {taken} }}"
        if not self.pattern:
            return f"{PROLOGUE}DESCRIBE ?thing WHERE {{}}"
        return f"{PROLOGUE}DESCRIBE ?thing ?s WHERE {{ {self.pattern} }}"

    def places(self) -> str:
        """Return the query for the named graphs of this part's triples."""
        if self.whole_graph:
            return "SELECT ?thing ?s ?p ?o WHERE { GRAPH ?thing { ?s ?p ?o } }"
        subject = "?s" if self.pattern else "?thing"
        chosen = "?thing ?s" if self.pattern else "?thing"
        kept = f"FILTER(?p IN ({self.properties}))" if self.properties else ""
        return (
            f"{PROLOGUE}SELECT DISTINCT {chosen} ?g ?p ?o "
            f"WHERE {{ {self.pattern} GRAPH ?g {{ {subject} ?p ?o }} {kept} }}"
        )


_WHOLE = DocumentPart("", whole_graph=True)


@dataclass(frozen=True, slots=True)
class Document:
    """The description of `thing`: its graph, and the parts that the graph was read by.

    `kind` is utterance, statement, text, graph or other.
    """

    thing: NamedNode
    kind: str
    graph: Graph
    parts: tuple[DocumentPart, ...]


def is_statement(engine: Engine, thing: NamedNode) -> bool:
    """Return whether the thing is a statement."""
    query = PROLOGUE + "SELECT ?thing WHERE { ?thing a sg:Statement } LIMIT 1"
    return bool(sparql.select(engine, query, thing=thing))


def exists(engine: Engine, thing: NamedNode) -> bool:
    """Return whether the data uses this IRI as a subject, predicate, object or graph."""
    query = (
        "ASK { { ?thing ?a ?b } UNION { ?c ?d ?thing } UNION { GRAPH ?thing { ?e ?f ?g } } "
        "UNION { ?h ?thing ?i } UNION { GRAPH ?j { ?thing ?k ?l } } "
        "UNION { GRAPH ?m { ?n ?o ?thing } } UNION { GRAPH ?q { ?r ?thing ?s } } }"
    )
    return sparql.ask(engine, query, thing=thing)


def document_kind(graph: Graph, thing: Node) -> str:
    """Return the kind of a thing: utterance, statement, text or other."""
    if graph.is_a(thing, "sg:Statement"):
        return "statement"
    if graph.is_a(thing, "dctype:Text"):
        return "text"
    is_utterance = graph.first(thing, "prov:wasAttributedTo") and graph.first(thing, "sg:stance")
    return "utterance" if is_utterance else "other"


def load_document(engine: Engine, thing: NamedNode, profile: Profile) -> Document:
    """Query the document of `thing`; the number of queries does not grow with the data."""
    own = DocumentPart("")
    graph = Graph(_triples(engine, own, thing))
    kind = document_kind(graph, thing)
    parts: list[DocumentPart] = [own]
    content = _triples(engine, _WHOLE, thing) if kind == "other" else []
    if content:
        # A named graph is described by its triples.
        kind = "graph"
        parts.append(_WHOLE)
    elif profile in {Profile.CLAIMS, Profile.RDF12}:
        parts += _claims(kind)
    elif profile is Profile.PROV:
        parts += _provenance(kind)
    parts += [_labels(part) for part in parts if not part.properties and not part.whole_graph]
    triples = [*graph.triples, *content]
    for part in parts[1:]:
        if part is not _WHOLE:
            triples += _triples(engine, part, thing)
    return Document(thing, kind, Graph(triples), tuple(parts))


def _triples(engine: Engine, part: DocumentPart, thing: NamedNode) -> list[Triple]:
    return sparql.graph(engine, part.query(), thing=thing)


def _renamed(pattern: str, old: str, new: str) -> str:
    """Return the pattern with one variable renamed."""
    return re.sub(rf"\?{old}\b", f"?{new}", pattern)


def _claims(kind: str) -> Iterator[DocumentPart]:
    clause = _UTTERANCES[kind]
    subject = "?u" if clause else "?thing"
    if clause:
        yield DocumentPart(_renamed(clause, "u", "s"))
    if kind == "statement":
        yield DocumentPart("?s dcterms:isPartOf ?thing . ?s a sg:TimeReading .")
        yield DocumentPart("?thing dcterms:source ?s .")
    if kind == "text":
        yield DocumentPart("?s oa:hasSource ?thing .")
    yield DocumentPart(f"{clause} {subject} prov:wasDerivedFrom|sg:clause ?s .")
    yield DocumentPart(f"{clause} {subject} sg:cohort|sg:time|sg:asOf|sg:deadline ?s .")
    yield DocumentPart(f"{clause} {subject} dcterms:isPartOf ?s .", f"{_NAMES}, {_ISSUE}")
    own = f"{clause} {subject} dcterms:isPartOf?"
    # What became of the statement: who withdrew it in which words, and what takes its place.
    yield DocumentPart(f"{own}/prov:wasInvalidatedBy ?s .")
    yield DocumentPart(f"{own}/dcterms:isReplacedBy ?s .", f"{_NAMES}, dcterms:issued")
    yield DocumentPart(
        f"{clause} {subject} prov:wasDerivedFrom/oa:hasSource ?s .", "dcterms:language"
    )
    if kind == "utterance":
        # What a relation ties together, so that both sides can be shown in their own words.
        tied = "(sg:premise|sg:conclusion|^sg:premise|^sg:conclusion)"
        yield DocumentPart(f"?thing {tied} ?s .", _SIDE)
        yield DocumentPart(f"?thing ^sg:premise|^sg:conclusion ?r . ?r {tied} ?s .", _SIDE)
    if kind != "statement":
        yield DocumentPart(f"{clause} {subject} dcterms:isPartOf/prov:qualifiedAttribution ?s .")
    yield DocumentPart(f"{clause} {subject} prov:wasAttributedTo ?s .", f"{_NAMES}, org:holds")
    yield DocumentPart(f"{clause} {subject} prov:wasAttributedTo/org:holds ?s .", _NAMES)


# The path from a thing to the text that it was read from, by kind.
_TEXTS = {
    "statement": "?text dcterms:isFormatOf ?thing .",
    "text": "?thing rdf:value ?whole . ?text rdf:value ?whole .",
    "utterance": "?thing prov:wasDerivedFrom/oa:hasSource ?text .",
    "other": "?thing (prov:wasDerivedFrom|dcterms:source)/oa:hasSource ?text .",
}


def _provenance(kind: str) -> Iterator[DocumentPart]:
    text = _TEXTS[kind]
    if kind in {"statement", "text"}:
        clause = _UTTERANCES[kind]
        yield DocumentPart(
            _renamed(clause, "u", "s"), "rdfs:label, prov:wasAttributedTo, prov:wasDerivedFrom"
        )
        yield DocumentPart(f"{clause} ?u prov:wasDerivedFrom ?s .")
    else:
        yield DocumentPart("?thing prov:wasDerivedFrom|dcterms:source ?s .")
    yield DocumentPart(_renamed(text, "text", "s"))
    yield DocumentPart(f"{text} ?s prov:wasDerivedFrom ?text ; prov:wasGeneratedBy ?act .")
    yield DocumentPart(f"{text} ?c prov:wasDerivedFrom ?text ; prov:wasGeneratedBy ?s .")
    yield DocumentPart(f"{text} ?c prov:wasDerivedFrom ?text . ?s np:hasAssertion ?c .")


def _labels(part: DocumentPart) -> DocumentPart:
    """Return the part for the labels of everything that the part's triples link to."""
    subject = "?from" if part.pattern else "?thing"
    pattern = _renamed(part.pattern, "s", "from")
    inside = f"{subject} ?by1 ?node . ?node ?by ?s FILTER(isBlank(?node))"
    linked = f"{{ {subject} ?by ?s }} UNION {{ {inside} }}"
    return DocumentPart(f"{pattern} {linked} FILTER(?by != rdf:type)", _NAMES)


_Name = NamedNode | BlankNode | DefaultGraph


def quads(engine: Engine, document: Document) -> list[Quad]:
    """Return the triples of the document as quads in their named graphs.

    The triples of a blank node are in the graph of the triple that links to it. A triple in no
    named graph is in the default graph.
    """
    places = _places(engine, document)
    pointing: dict[Term, set[_Name]] = {}
    placed: list[Quad] = []
    pending = list(document.graph.triples)
    while pending:
        later = []
        for t in pending:
            where = places.get(t) or _inherited(pointing, t.subject)
            if not where and isinstance(t.subject, BlankNode):
                later.append(t)
                continue
            pointing.setdefault(t.object, set()).update(where)
            placed += [Quad(t.subject, t.predicate, t.object, g) for g in where or {DefaultGraph()}]
        if len(later) == len(pending):
            # Blank nodes that nothing points at.
            return placed + [Quad(t.subject, t.predicate, t.object) for t in later]
        pending = later
    return placed


def _inherited(pointing: dict[Term, set[_Name]], subject: Term) -> set[_Name]:
    return pointing.get(subject, set()) if isinstance(subject, BlankNode) else set()


def _places(engine: Engine, document: Document) -> dict[Triple, set[_Name]]:
    places: dict[Triple, set[_Name]] = {}
    for part in document.parts:
        for row in sparql.select(engine, part.places(), thing=document.thing):
            key = Triple(row.get("s", row["thing"]), row["p"], row["o"])  # type: ignore[arg-type]
            graph = row.get("g", document.thing)
            if is_node(graph):
                places.setdefault(key, set()).add(graph)
    return places


def nanopublication(engine: Engine, thing: NamedNode) -> list[Quad]:
    """Return the quads of the four graphs of a statement; none for another thing.

    The graphs are head, assertion, provenance and publication info (Nanopublication
    Guidelines, section 2).
    """
    base, quads = thing.value.removesuffix("/nanopub"), []
    for name in ("head", "content", "provenance", "pubinfo"):
        graph = NamedNode(f"{base}/graph/{name}")
        rows = sparql.select(engine, _GRAPH, g=graph)
        quads += [Quad(r["s"], r["p"], r["o"], graph) for r in rows]  # type: ignore[arg-type]
    return quads
