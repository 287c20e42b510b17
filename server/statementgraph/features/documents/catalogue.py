"""The page /void.html: the things that the catalogue describes, and the terms in use."""

from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode

from statementgraph.features.things.properties import Property, properties
from statementgraph.view import term_labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader, Ref
from statementgraph.view.graph import Graph

_FIRST = ("dcat:Dataset", "dcat:DataService", "dcat:Distribution")
# The link to a partition, its class or property, its count, and the label of its kind.
_PARTITIONS = (
    ("void:classPartition", "void:class", "void:entities", "class"),
    ("void:propertyPartition", "void:property", "void:triples", "property"),
)
_HIDDEN = ("rdf:type", "rdfs:label", *(row[0] for row in _PARTITIONS))


@dataclass(frozen=True, slots=True)
class CatalogueRecord:
    """One thing that the catalogue describes."""

    ref: Ref
    kind: str
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class UsageCount:
    """A class with the number of its instances, or a property with the number of its triples."""

    ref: Ref
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """What the page shows."""

    records: tuple[CatalogueRecord, ...]
    usage: tuple[UsageCount, ...]


def build_catalogue(graph: Graph, addresses: Addresses) -> CataloguePage:
    """Build the page; a blank node that is the object of a triple is shown in its place."""
    reader = Reader(graph, addresses)
    subjects = {t.subject for t in graph.triples if isinstance(t.subject, NamedNode)}
    loose = {t.subject for t in graph.triples if isinstance(t.subject, BlankNode)} - {
        t.object for t in graph.triples
    }
    records = [
        CatalogueRecord(reader.ref(s), reader.kind_label(s), properties(reader, s, _HIDDEN))
        for s in (*subjects, *loose)
        if isinstance(s, NamedNode | BlankNode)
    ]
    return CataloguePage(tuple(sorted(records, key=_order)), _usage(reader))


def _order(entry: CatalogueRecord) -> tuple[int, str, str]:
    """Order the dataset first, then the services, the downloads and the rest."""
    kinds = [term_labels.CLASSES[name][0] for name in _FIRST]
    place = kinds.index(entry.kind) if entry.kind in kinds else len(kinds)
    return place, entry.ref.text, entry.ref.iri


def _usage(reader: Reader) -> tuple[UsageCount, ...]:
    """Return the classes, then the properties, the most used first."""
    graph, usage = reader.graph, []
    for link, of, number, kind in _PARTITIONS:
        parts = {o for t in graph.triples for o in graph.all(t.subject, link)}
        rows = []
        for part in parts:
            term, count = graph.first(part, of), graph.text(part, number)
            if term is not None and count.isdecimal():
                rows.append(UsageCount(reader.ref(term), kind, int(count)))
        usage += sorted(rows, key=lambda row: (-row.count, row.ref.text.casefold(), row.ref.iri))
    return tuple(usage)
