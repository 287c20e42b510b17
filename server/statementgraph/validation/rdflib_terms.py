"""From pyoxigraph's terms to rdflib's and back, without changing a character.

pySHACL needs rdflib's own graph: over a pyoxigraph store its strings carry an
explicit xsd:string and fail `sh:in`.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node as RdflibNode

from statementgraph.rdf import PREFIXES
from statementgraph.validation.shacl_results import Term

_STRING = PREFIXES["xsd"] + "string"


def to_rdflib(term: Term) -> RdflibNode:
    """Return the same term for rdflib; plain strings stay without a datatype."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        if term.datatype.value == _STRING:
            return Literal(term.value)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    raise TypeError("rdflib has no triple terms (RDF 1.2)")


def from_rdflib(node: RdflibNode) -> Term:
    """Return the same term for pyoxigraph."""
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        if node.datatype:
            return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)))
        return ox.Literal(str(node))
    raise TypeError(f"no RDF term: {node!r}")


class _PreparingGraph(Graph):
    """A graph that reads each query once: pySHACL asks the same one of every focus node."""

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> Result:  # noqa: ANN401
        if isinstance(query_object, str):
            query_object = _prepared(query_object)
        return super().query(query_object, *args, **options)


@cache
def _prepared(query: str) -> Query:
    return prepareQuery(query)


def graph_of(triples: Iterable[ox.Triple | ox.Quad]) -> Graph:
    """Copy triples, or the triples of quads, into one rdflib graph: their union."""
    graph = _PreparingGraph()
    known: dict[Term, RdflibNode] = {}

    def node(term: Term) -> RdflibNode:
        copy = known.get(term)
        if copy is None:
            copy = known[term] = to_rdflib(term)
        return copy

    with quiet():
        for t in triples:
            if not isinstance(t.object, ox.Triple):
                graph.add((node(t.subject), node(t.predicate), node(t.object)))
    return graph


@contextmanager
def quiet() -> Iterator[None]:
    """Keep rdflib from logging a stack trace for each ill-typed literal; a shape reports it."""
    loggers: Iterable[logging.Logger] = map(logging.getLogger, ("rdflib.term", "pyshacl-validate"))
    before = [(logger, logger.disabled) for logger in loggers]
    for logger, _ in before:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, disabled in before:
            logger.disabled = disabled
