"""The numbers of a dataset, as VoID counts them (Describing Linked Datasets with VoID, 4.6)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import pyoxigraph as ox

from statementgraph.rdf import NS, PREFIXES

_TYPE = ox.NamedNode(f"{PREFIXES['rdf']}type")
_LINKS = {
    PREFIXES["rdfs"] + "seeAlso",
    PREFIXES["owl"] + "sameAs",
    PREFIXES["skos"] + "closeMatch",
}
_CREATOR = ox.NamedNode(f"{PREFIXES['dcterms']}creator")
_ATTRIBUTED = ox.NamedNode(f"{PREFIXES['prov']}wasAttributedTo")
_DAYS = {ox.NamedNode(f"{PREFIXES['dcterms']}{name}") for name in ("created", "modified")}
_DATE = ox.NamedNode(f"{PREFIXES['xsd']}date")
_NANOPUB = ox.NamedNode(f"{PREFIXES['np']}Nanopublication")
_STATEMENT = ox.NamedNode(f"{NS}Statement")
_SYNTAX = {PREFIXES["rdf"], PREFIXES["xsd"]}


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of the union of all graphs; IRIs are given in full.

    `totals`: triples, entities (distinct IRIs under the base that have a type),
    classes, properties, distinctSubjects, distinctObjects. `graphs`: triples of
    each named graph. `classes`: distinct instances; `properties`: triples;
    `links`: for the address space of another collection, links by predicate;
    `publishers`: whom the records are attributed to; `days`: the first and the last
    day on which a record was made or changed, none where the records name no day.
    """

    totals: Mapping[str, int]
    graphs: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    links: Mapping[str, Mapping[str, int]]
    vocabularies: tuple[str, ...]
    creators: tuple[ox.NamedNode, ...]
    publishers: tuple[ox.NamedNode, ...]
    days: tuple[ox.Literal, ...]
    examples: tuple[ox.NamedNode, ...]


def figures(quads: Sequence[ox.Quad], base: str) -> Figures:
    """Count the data; `base` is the IRI that our own things are under."""
    triples = {quad.triple for quad in quads}
    types = [(t.subject, t.object) for t in triples if t.predicate == _TYPE]
    classes = Counter(kind.value for _, kind in types if isinstance(kind, ox.NamedNode))
    properties = Counter(t.predicate.value for t in triples)
    ours = {s for s, _ in types if isinstance(s, ox.NamedNode) and s.value.startswith(base)}
    named = {q for q in quads if isinstance(q.graph_name, ox.NamedNode)}
    records = {s for s, kind in types if kind == _NANOPUB}
    about = [t for t in triples if t.subject in records]
    return Figures(
        totals={
            "triples": len(triples),
            "entities": len(ours),
            "classes": len(classes),
            "properties": len(properties),
            "distinctSubjects": len({t.subject for t in triples}),
            "distinctObjects": len({t.object for t in triples}),
        },
        graphs=Counter(q.graph_name.value for q in named if isinstance(q.graph_name, ox.NamedNode)),
        classes=classes,
        properties=properties,
        links=_links(named, base),
        vocabularies=_vocabularies([*classes, *properties]),
        creators=_iris(t.object for t in about if t.predicate == _CREATOR),
        publishers=_iris(t.object for t in about if t.predicate == _ATTRIBUTED),
        days=_days(t.object for t in about if t.predicate in _DAYS),
        examples=_iris(s for s, kind in types if kind == _STATEMENT),
    )


def _iris(terms: Iterable[object]) -> tuple[ox.NamedNode, ...]:
    result = {t for t in terms if isinstance(t, ox.NamedNode)}
    return tuple(sorted(result, key=str))


def _days(terms: Iterable[object]) -> tuple[ox.Literal, ...]:
    """Return the first and the last of the days; dates of one length sort as they follow."""
    days = [t for t in terms if isinstance(t, ox.Literal) and t.datatype == _DATE]
    days.sort(key=lambda day: day.value)
    return (days[0], days[-1]) if days else ()


def _links(quads: set[ox.Quad], base: str) -> Mapping[str, Mapping[str, int]]:
    result: dict[str, Counter[str]] = defaultdict(Counter)
    graph = ox.NamedNode(f"{base}graph/links")
    for quad in quads:
        if quad.graph_name != graph or quad.predicate.value not in _LINKS:
            continue
        if isinstance(quad.object, ox.NamedNode):
            there = urlsplit(quad.object.value)
            if there.netloc:
                result[f"{there.scheme}://{there.netloc}/"][quad.predicate.value] += 1
    return result


def _vocabularies(terms: Sequence[str]) -> tuple[str, ...]:
    """Name the vocabularies that classes and properties come from, the RDF syntax aside."""
    spaces = set(PREFIXES.values()) - _SYNTAX
    return tuple(sorted(s for s in spaces if any(t.startswith(s) for t in terms)))
