"""The catalogue as a page: each described thing with its properties, and what the data uses."""

from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode

from statementgraph.features.things.properties import Property, properties
from statementgraph.view import labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader, Ref
from statementgraph.view.graph import Graph

_FIRST = ("dcat:Dataset", "dcat:DataService", "dcat:Distribution")
# What a dataset says it uses: the link to each part, what the part is of, its count.
_PARTITIONS = (
    ("void:classPartition", "void:class", "void:entities", "class"),
    ("void:propertyPartition", "void:property", "void:triples", "property"),
)
_HIDDEN = ("rdf:type", "rdfs:label", *(row[0] for row in _PARTITIONS))


@dataclass(frozen=True, slots=True)
class CatalogueRecord:
    """One described thing."""

    ref: Ref
    kind: str
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class UsageCount:
    """A class with the number of its things, or a property with the number of its triples."""

    ref: Ref
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """Everything the page shows."""

    records: tuple[CatalogueRecord, ...]
    usage: tuple[UsageCount, ...]


def build_catalogue(graph: Graph, addresses: Addresses) -> CataloguePage:
    """List everything with an IRI that the graph describes; blank nodes are nested."""
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
    """Put the dataset first, then how to ask it and how to take it."""
    kinds = [labels.CLASSES[name][0] for name in _FIRST]
    place = kinds.index(entry.kind) if entry.kind in kinds else len(kinds)
    return place, entry.ref.text, entry.ref.iri


def _usage(reader: Reader) -> tuple[UsageCount, ...]:
    """List the classes, then the properties, the most used first."""
    graph, usage = reader.graph, []
    for link, of, number, kind in _PARTITIONS:
        parts = {o for t in graph.triples for o in graph.all(t.subject, link)}
        rows = []
        for part in parts:
            named, count = graph.first(part, of), graph.text(part, number)
            if named is not None and count.isdecimal():
                rows.append(UsageCount(reader.ref(named), kind, int(count)))
        usage += sorted(rows, key=lambda row: (-row.count, row.ref.text.casefold(), row.ref.iri))
    return tuple(usage)
