"""The page /ns.html: the classes, properties and concepts, read from the vocabulary itself."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph import sparql
from statementgraph.rdf import NS
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader, Ref
from statementgraph.view.graph import Graph, named_node

_GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?graph { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class VocabularyTerm:
    """One class or property; `anchor` is the fragment of its IRI."""

    anchor: str
    iri: str
    label: str
    comment: str
    notes: tuple[str, ...]
    parents: tuple[Ref, ...]
    domain: tuple[Ref, ...]
    range: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ConceptScheme:
    """One concept scheme, with each of its concepts and its definition."""

    ref: Ref
    definition: str
    concepts: tuple[tuple[Ref, str], ...]


@dataclass(frozen=True, slots=True)
class VocabularyPage:
    """What the page shows."""

    title: str
    description: str
    version: str
    iri: str
    namespace: str
    notes: tuple[str, ...]
    classes: tuple[VocabularyTerm, ...]
    properties: tuple[VocabularyTerm, ...]
    schemes: tuple[ConceptScheme, ...]


def load_graph(engine: Engine, base: str, name: str) -> Graph:
    """Return one of the shared named graphs, such as "vocabulary"."""
    triples = sparql.graph(engine, _GRAPH, graph=NamedNode(f"{base}graph/{name}"))
    return Graph(triples)


def build_vocabulary(graph: Graph, concepts: Graph, addresses: Addresses) -> VocabularyPage:
    """Build the page from the graph of the vocabulary and that of the concept schemes."""
    reader = Reader(graph, addresses)
    ontology = NamedNode(NS[:-1])
    kinds = ("owl:ObjectProperty", "owl:DatatypeProperty", "rdf:Property")
    return VocabularyPage(
        title=graph.label(ontology),
        description=graph.text(ontology, "dcterms:description", "rdfs:comment"),
        version=graph.text(ontology, "owl:versionInfo"),
        iri=ontology.value,
        namespace=NS,
        notes=tuple(o.value for o in graph.all(ontology, "skos:editorialNote")),  # type: ignore[union-attr]
        classes=_terms(reader, ("owl:Class", "rdfs:Class")),
        properties=_terms(reader, kinds),
        schemes=_schemes(Reader(concepts, addresses)),
    )


def _schemes(reader: Reader) -> tuple[ConceptScheme, ...]:
    graph, schemes = reader.graph, []
    for scheme in graph.subjects("rdf:type", named_node("skos:ConceptScheme")):
        concepts = [
            (reader.ref(c), graph.text(c, "skos:definition"))
            for c in graph.subjects("skos:inScheme", scheme)
            if isinstance(c, NamedNode)
        ]
        concepts.sort(key=lambda pair: (pair[0].text.casefold(), pair[0].iri))
        definition = graph.text(scheme, "skos:definition")
        schemes.append(ConceptScheme(reader.ref(scheme), definition, tuple(concepts)))
    return tuple(sorted(schemes, key=lambda s: (s.ref.text.casefold(), s.ref.iri)))


def _terms(reader: Reader, kinds: tuple[str, ...]) -> tuple[VocabularyTerm, ...]:
    graph = reader.graph
    subjects = {
        s
        for kind in kinds
        for s in graph.subjects("rdf:type", named_node(kind))
        if isinstance(s, NamedNode) and s.value.startswith(NS)
    }
    return tuple(_term(reader, s) for s in sorted(subjects, key=lambda s: s.value))


def _term(reader: Reader, subject: NamedNode) -> VocabularyTerm:
    graph = reader.graph
    return VocabularyTerm(
        anchor=subject.value[len(NS) :],
        iri=subject.value,
        label=graph.label(subject),
        comment=graph.text(subject, "rdfs:comment", "skos:definition"),
        notes=tuple(graph.label(o) for o in graph.all(subject, "skos:scopeNote")),
        parents=reader.refs(subject, "rdfs:subClassOf", "rdfs:subPropertyOf"),
        domain=reader.refs(subject, "rdfs:domain"),
        range=reader.refs(subject, "rdfs:range"),
    )
