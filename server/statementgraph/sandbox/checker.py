"""Checks a stranger's RDF against the shapes, together with what is published.

The body is validated merged with the published vocabulary, concepts and entities:
a claim about a published cohort would else fail because the cohort is not in the
body. Only findings about nodes that the body speaks of are reported.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.term import Node, URIRef

from statementgraph.rdf import PREFIXES
from statementgraph.validation import set_queries, shacl
from statementgraph.validation.literals import ill_typed
from statementgraph.validation.rdflib_terms import from_rdflib, graph_of, to_rdflib
from statementgraph.validation.shacl_results import Result, Term, distinct
from statementgraph.validation.shapes import SH, Shapes

_SUBCLASS = f"<{PREFIXES['rdfs']}subClassOf>"
_PATTERNS = {
    SH.targetClass: f"?this a/{_SUBCLASS}* <{{}}>",
    SH.targetSubjectsOf: "?this <{}> ?any",
    SH.targetObjectsOf: "?any <{}> ?this",
    SH.targetNode: "BIND(<{}> AS ?this)",
}
_BODY = ox.NamedNode("urn:x-body")


@dataclass(frozen=True, slots=True)
class ShapeResult:
    """A result and the IRI of the node shape it comes from, "" where that is not known."""

    result: Result
    shape: str


@dataclass(frozen=True)
class Outcome:
    """What a validation found; `store` holds the body and the published context."""

    results: tuple[ShapeResult, ...]
    store: ox.Store


class Checker:
    """Holds shapes and published context, ready to be forked; `run` is for one body only."""

    def __init__(
        self, shapes: Shapes, context: Sequence[ox.Quad], terms: Mapping[str, Any]
    ) -> None:
        self.terms = terms
        self.shapes = shapes
        self.paths = _paths(shapes)
        self._names = _names(shapes)
        self._store = ox.Store()
        self._store.extend(context)
        self._graph = graph_of(context)
        self._targets = _targets(shapes)
        self._nested = [q for q in context if isinstance(q.object, ox.BlankNode)]
        self._core = _without_targets(shapes.core)
        # pySHACL imports and builds much at its first use: not in a worker, which cannot.
        shacl.core(self._graph, shapes.core)
        set_queries.run(self._store, shapes.constraints)

    def run(self, body: Iterable[ox.Quad]) -> Outcome:
        """Validate the union of the body's graphs; changes what the checker holds."""
        triples = {quad.triple for quad in body}
        self._leave_out_repeats(triples)
        self._store.extend(ox.Quad(t.subject, t.predicate, t.object, _BODY) for t in triples)
        self._graph += graph_of(triples)
        about: set[Term] = set()
        for triple in triples:
            about |= {triple.subject, triple.object}
        self._aim(about)
        results = (r for r in self._results() if r.result.focus in about)
        literals = (ShapeResult(result, "") for result in distinct(ill_typed(triples)))
        return Outcome(tuple(dict.fromkeys([*literals, *results])), self._store)

    def _results(self) -> Iterator[ShapeResult]:
        for result in shacl.core(self._graph, self._core):
            yield ShapeResult(result, self._names.get(result.message, ""))
        for constraint in self.shapes.constraints:
            for result in set_queries.run(self._store, (constraint,)):
                yield ShapeResult(result, constraint.shape)

    def _aim(self, about: set[Term]) -> None:
        """Let each shape target, of the nodes it is about, only those the body speaks of.

        So a validation takes time for the body, not for all that is published.
        """
        for shape, query in self._targets:
            answer = self._store.query(query, use_default_graph_as_union=True)
            if isinstance(answer, ox.QuerySolutions):
                for node in {row[0] for row in answer} & about:
                    self._core.add((shape, SH.targetNode, to_rdflib(node)))

    def _leave_out_repeats(self, body: set[ox.Triple]) -> None:
        """Let the body's word stand alone where both describe a thing by nodes without IRIs.

        Else a body that repeats published data would have each such node twice.
        """
        nested = {(t.subject, t.predicate) for t in body if isinstance(t.object, ox.BlankNode)}
        for quad in self._nested:
            if (quad.subject, quad.predicate) in nested:
                self._store.remove(quad)
                self._graph.remove(
                    (to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object))
                )


def _targets(shapes: Shapes) -> list[tuple[URIRef, str]]:
    """Return the shapes with a query for the nodes they are about (SHACL, section 2.1.3)."""
    return [
        (shape, f"SELECT DISTINCT ?this WHERE {{ {pattern.format(named)} }}")
        for shape in shapes.targeted()
        for predicate, pattern in _PATTERNS.items()
        for named in shapes.graph.objects(shape, predicate)
    ]


def _without_targets(shapes: Graph) -> Graph:
    rest = Graph()
    for triple in shapes:
        if triple[1] not in _PATTERNS:
            rest.add(triple)
    return rest


def _names(shapes: Shapes) -> dict[str, str]:
    """Return the node shape of each message that only one shape has."""
    holders = [
        (str(message), str(shape))
        for shape in shapes.targeted()
        for node in (shape, *shapes.graph.objects(shape, SH.property))
        for message in shapes.graph.objects(node, SH.message)
    ]
    counts = Counter(message for message, _ in set(holders))
    return {message: shape for message, shape in holders if counts[message] == 1}


def _paths(shapes: Shapes) -> dict[str, tuple[Term, tuple[ox.Triple, ...]]]:
    """Return each path that is no plain property: by its text, its node and its triples."""
    paths = {}
    for node in set(shapes.graph.objects(predicate=SH.path)):
        if not isinstance(node, URIRef):
            below = tuple(_below(shapes, node))
            paths[shacl.path_text(shapes.graph, node)] = (from_rdflib(node), below)
    return paths


def _below(shapes: Shapes, node: Node) -> Iterator[ox.Triple]:
    if isinstance(node, URIRef) or node == RDF.nil:
        return
    for predicate, value in shapes.graph.predicate_objects(node):
        subject, middle, end = map(from_rdflib, (node, predicate, value))
        if isinstance(subject, ox.BlankNode) and isinstance(middle, ox.NamedNode):
            yield ox.Triple(subject, middle, end)
        yield from _below(shapes, value)
