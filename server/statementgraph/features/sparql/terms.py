"""What the query editor completes: the classes, the properties and the things of a release."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from statementgraph import sparql
from statementgraph.rdf import PREFIXES, PROLOGUE
from statementgraph.sparql import Engine
from statementgraph.view import term_labels
from statementgraph.view.graph import Graph, named_node, prefixed_name

# More would take a browser longer to load than they save in typing.
MOST = 5000

_NAMED = f"FILTER(isIRI(?term)) }} ORDER BY ?term LIMIT {MOST}"
_CLASSES = (
    "SELECT DISTINCT ?term WHERE { { ?any a ?term } UNION { ?term a owl:Class } "
    "UNION { ?term a rdfs:Class } " + _NAMED
)
_PROPERTIES = (
    "SELECT DISTINCT ?term WHERE { { ?any ?term ?other } UNION { ?term a owl:ObjectProperty } "
    "UNION { ?term a owl:DatatypeProperty } UNION { ?term a rdf:Property } " + _NAMED
)
_LABEL = "rdfs:label|skos:prefLabel|dcterms:title|foaf:name"
_THINGS = (
    "CONSTRUCT { ?term a ?type ; rdfs:label ?label ; skos:altLabel ?also } WHERE { "
    f"{{ SELECT DISTINCT ?term WHERE {{ ?term {_LABEL} ?any {_NAMED} }} "
    f"?term {_LABEL} ?label OPTIONAL {{ ?term a ?type }} "
    "OPTIONAL { ?term skos:altLabel ?also } }"
)


@dataclass(frozen=True, slots=True)
class Term:
    """One IRI that a query may name.

    `kind` is what it is in plain words, "" for unknown; `also` are its other names.
    """

    iri: str
    label: str
    kind: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """All that is completed; `whole` is False where there are more than `MOST` things."""

    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    things: tuple[Term, ...]
    whole: bool


def build_terms(engine: Engine) -> Terms:
    """Ask for the terms of the release; raises what `Engine.run` raises."""
    graph = Graph(sparql.graph(engine, PROLOGUE + _THINGS))
    classes = _schema(engine, _CLASSES, graph, _first(term_labels.CLASSES))
    properties = _schema(engine, _PROPERTIES, graph, _first(term_labels.PROPERTIES))
    schema = {found.iri for found in (*classes, *properties)}
    labelled = {t.subject for t in graph.triples if isinstance(t.subject, NamedNode)}
    things = tuple(
        Term(node.value, graph.label(node), _kind(graph, node), _also(graph, node))
        for node in sorted(labelled, key=lambda node: node.value)
        if node.value not in schema
    )
    return Terms(classes, properties, things, whole=len(labelled) < MOST)


def _first(table: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Take the first reading of each row of a table of plain words, by IRI."""
    return {named_node(name).value: readings[0] for name, readings in table.items()}


def _schema(engine: Engine, query: str, graph: Graph, plain: Mapping[str, str]) -> tuple[Term, ...]:
    nodes = [row["term"] for row in sparql.select(engine, PROLOGUE + query)]
    return tuple(
        Term(node.value, plain.get(node.value) or graph.label(node))
        for node in nodes
        if isinstance(node, NamedNode)
    )


def _also(graph: Graph, node: NamedNode) -> tuple[str, ...]:
    names = (o.value for o in graph.all(node, "skos:altLabel") if isinstance(o, Literal))
    return tuple(dict.fromkeys(names))


def _kind(graph: Graph, node: NamedNode) -> str:
    types = graph.all(node, "rdf:type")
    named = next(
        (term_labels.CLASSES[name][0] for name in term_labels.CLASSES if named_node(name) in types),
        "",
    )
    if named:
        return named
    return next((prefixed_name(t.value) for t in types if isinstance(t, NamedNode)), "")


def terms_json(engine: Engine, base: str) -> bytes:
    """Write the terms of the release, with the prefixes, as the editor reads them."""
    terms = build_terms(engine)
    return json.dumps(
        {
            "base": base,
            "prefixes": PREFIXES,
            "classes": [_row(t) for t in terms.classes],
            "properties": [_row(t) for t in terms.properties],
            "things": [_row(t) for t in terms.things],
            "whole": terms.whole,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode("utf-8", "replace")


def _row(term_: Term) -> list[str]:
    return [term_.iri, term_.label, term_.kind, *term_.also]
