"""A graph shown as it is: each subject with its properties; used for the catalogue."""

from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode

from statementgraph.pages import words
from statementgraph.pages.addresses import Addresses
from statementgraph.pages.claims import Reader, Ref
from statementgraph.pages.graph import Graph
from statementgraph.pages.thing import Property, properties

_FIRST = ("dcat:Dataset", "dcat:DataService", "dcat:Distribution")


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
        Entry(
            reader.ref(s), reader.kind_words(s), properties(reader, s, ("rdf:type", "rdfs:label"))
        )
        for s in (*subjects, *loose)
        if isinstance(s, NamedNode | BlankNode)
    ]
    return tuple(sorted(found, key=_order))


def _order(entry: Entry) -> tuple[int, str, str]:
    """Put the dataset first, then how to ask it and how to take it."""
    kinds = [words.CLASSES[name][0] for name in _FIRST]
    place = kinds.index(entry.kind) if entry.kind in kinds else len(kinds)
    return place, entry.ref.text, entry.ref.iri
