"""The SHACL part of a check: Core by pySHACL, SPARQL constraints as set queries.

`Engine.PYSHACL` runs everything by pySHACL instead; it is slow, and the tests
use it to show that both ways agree.
"""

from collections.abc import Iterator
from enum import StrEnum

import pyoxigraph as ox
import pyshacl
from rdflib import Graph
from rdflib.collection import Collection
from rdflib.namespace import RDF
from rdflib.term import Node as RdflibNode
from rdflib.term import URIRef

from statementgraph.corpus.findings import Severity
from statementgraph.validation import set_queries
from statementgraph.validation.rdflib_terms import from_rdflib, graph_of, quiet
from statementgraph.validation.shacl_results import Result, distinct, short
from statementgraph.validation.shapes import SH, Shapes


class Engine(StrEnum):
    """What runs the SPARQL constraints."""

    SETS = "sets"
    PYSHACL = "pyshacl"


def validate(
    store: ox.Store, shapes: Shapes, engine: Engine = Engine.SETS, graph: Graph | None = None
) -> list[Result]:
    """Validate the union of the store's graphs; `graph` is its copy, where there is one."""
    data = graph_of(store) if graph is None else graph
    if engine is Engine.PYSHACL:
        return core(data, shapes.graph)
    return distinct([*core(data, shapes.core), *set_queries.run(store, shapes.constraints)])


def core(data: Graph, shapes: Graph) -> list[Result]:
    """Run pySHACL over `data`, which must hold the class tree of the vocabulary."""
    with quiet():
        _, report, _ = pyshacl.validate(
            data,
            shacl_graph=shapes,
            inference="none",
            do_owl_imports=False,
            inplace=True,
            allow_infos=True,
        )
    if not isinstance(report, Graph):
        raise TypeError("pySHACL gave no report graph")
    return distinct(_results(report))


def _results(report: Graph) -> Iterator[Result]:
    for node in report.objects(predicate=SH.result):
        path = report.value(node, SH.resultPath)
        value = report.value(node, SH.value)
        yield Result(
            focus=from_rdflib(_one(report, node, SH.focusNode)),
            path=path_text(report, path) if path is not None else "",
            value=from_rdflib(value) if value is not None else None,
            message=" ".join(sorted(str(m) for m in report.objects(node, SH.resultMessage))),
            component=str(_one(report, node, SH.sourceConstraintComponent)),
            severity=Severity(str(_one(report, node, SH.resultSeverity)).removeprefix(str(SH))),
        )


def _one(report: Graph, node: RdflibNode, predicate: URIRef) -> RdflibNode:
    value = report.value(node, predicate)
    if value is None:
        raise TypeError(f"a SHACL result has no {predicate}")
    return value


def path_text(graph: Graph, path: RdflibNode) -> str:
    """Write a SHACL path as a SPARQL path (SHACL, section 2.3.1): the forms our shapes use."""
    if isinstance(path, URIRef):
        return short(str(path))
    if (path, RDF.first, None) in graph:
        return "/".join(path_text(graph, step) for step in Collection(graph, path))
    choices = graph.value(path, SH.alternativePath)
    if choices is not None:
        return "|".join(path_text(graph, step) for step in Collection(graph, choices))
    inverse = graph.value(path, SH.inversePath)
    return f"^{path_text(graph, inverse)}" if inverse is not None else "[]"
