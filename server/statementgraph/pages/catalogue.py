"""A graph shown as it is: each subject with its properties; used for the catalogue."""

from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode

from statementgraph.pages.addresses import Addresses
from statementgraph.pages.claims import Reader, Ref
from statementgraph.pages.graph import Graph
from statementgraph.pages.thing import Property, properties


@dataclass(frozen=True, slots=True)
class Entry:
    """One described thing."""

    ref: Ref
    kind: str
    properties: tuple[Property, ...]


def build_catalogue(graph: Graph, addresses: Addresses) -> tuple[Entry, ...]:
    """List everything with an IRI that the graph describes; blank nodes are nested."""
    reader = Reader(graph, addresses)
    subjects = {t.subject for t in graph.triples if isinstance(t.subject, NamedNode)}
    loose = {t.subject for t in graph.triples if isinstance(t.subject, BlankNode)} - {
        t.object for t in graph.triples
    }
    found = [
        Entry(reader.ref(s), reader.kind_words(s), properties(reader, s, ("rdf:type",)))
        for s in (*subjects, *loose)
        if isinstance(s, NamedNode | BlankNode)
    ]
    return tuple(sorted(found, key=lambda e: (e.kind, e.ref.text, e.ref.iri)))
