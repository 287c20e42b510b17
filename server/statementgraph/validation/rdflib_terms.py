"""From pyoxigraph's terms to rdflib's and back, without changing a character.

pySHACL needs rdflib's own graph: over a pyoxigraph store its strings carry an
explicit xsd:string and fail `sh:in`.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
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


def graph_of(triples: Iterable[ox.Triple | ox.Quad]) -> Graph:
    """Copy triples, or the triples of quads, into one rdflib graph: their union."""
    graph = Graph()
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
