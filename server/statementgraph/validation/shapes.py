"""The shapes: read from their files, and parted into SHACL Core and SHACL-SPARQL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from statementgraph.corpus.findings import Severity
from statementgraph.errors import CannotReadError
from statementgraph.rdf import PREFIXES
from statementgraph.validation.rdflib_terms import graph_of

SH = Namespace(PREFIXES["sh"])
_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """One `sh:sparql` of a node shape (SHACL, section 5).

    `targets` are pairs of the target's kind (`targetClass`, `targetSubjectsOf`,
    `targetObjectsOf`, `targetNode`) and the IRI it names.
    """

    shape: str
    select: str
    message: str
    prefixes: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str], ...]
    severity: Severity


@dataclass(frozen=True)
class Shapes:
    """The shapes graph as pySHACL reads it, and its SPARQL constraints on their own."""

    graph: Graph

    @cached_property
    def constraints(self) -> tuple[SparqlConstraint, ...]:
        """The SPARQL constraints, in the order of their shapes and messages."""
        constraints = (
            _constraint(self.graph, shape, node)
            for shape, node in self.graph.subject_objects(SH.sparql)
        )
        return tuple(sorted(constraints, key=lambda c: (c.shape, c.message)))

    @cached_property
    def core(self) -> Graph:
        """The same shapes without their SPARQL constraints."""
        graph = Graph()
        for triple in self.graph:
            if triple[1] != SH.sparql:
                graph.add(triple)
        return graph

    def targeted(self) -> list[URIRef]:
        """Return the node shapes that have a target, in the order of their IRIs."""
        kinds = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
        shapes = {s for kind in kinds for s in self.graph.subjects(kind)}
        return sorted(s for s in shapes if isinstance(s, URIRef))


def shapes_folder(root: Path) -> Path:
    """Find the shapes of `root`; where it has none, those of the checkout or the package."""
    places = (root / "shapes", _PACKAGE.parents[1] / "shapes", _PACKAGE / "bundled" / "shapes")
    for place in places:
        if place.is_dir() and any(place.glob("*.ttl")):
            return place
    raise CannotReadError(f"There are no shapes in {places[0]}.", hint="Install the package anew.")


def load_shapes(folder: Path) -> Shapes:
    """Read every Turtle file of `folder`. Raises CannotReadError with file, line, column."""
    return Shapes(graph_of(t for path in sorted(folder.glob("*.ttl")) for t in parse_file(path)))


def parse_file(path: Path, base: str | None = None) -> Iterator[ox.Triple]:
    """Parse one Turtle file; its blank nodes are its own. Raises CannotReadError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotReadError(
            f"{path} cannot be read: {error.strerror}.", hint="Check its path and permissions."
        ) from error
    try:
        yield from (q.triple for q in ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=base))
    except SyntaxError as error:
        raise CannotReadError(
            f"{path}:{error.lineno}:{error.offset}: the Turtle cannot be read: {error.msg}.",
            hint="Mend it at that place or just before it.",
        ) from error


def _constraint(graph: Graph, shape: Node, node: Node) -> SparqlConstraint:
    messages = sorted(str(m) for m in graph.objects(node, SH.message))
    return SparqlConstraint(
        shape=str(shape),
        select=str(graph.value(node, SH.select)),
        message=messages[0] if messages else str(graph.value(shape, SH.message) or ""),
        prefixes=tuple(sorted(_prefixes(graph, list(graph.objects(node, SH.prefixes))))),
        targets=tuple(sorted(_targets(graph, shape))),
        severity=severity(graph, shape),
    )


def _prefixes(graph: Graph, ontologies: Sequence[Node]) -> Iterator[tuple[str, str]]:
    for ontology in ontologies:
        for declared in graph.objects(ontology, SH.declare):
            prefix, namespace = (
                graph.value(declared, SH.prefix),
                graph.value(declared, SH.namespace),
            )
            yield str(prefix), str(namespace)


def _targets(graph: Graph, shape: Node) -> Iterator[tuple[str, str]]:
    for kind in ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode"):
        for named in graph.objects(shape, SH[kind]):
            yield kind, str(named)
    if (shape, RDF.type, RDFS.Class) in graph:
        yield "targetClass", str(shape)


def severity(graph: Graph, shape: Node) -> Severity:
    """Return the severity of a shape; a violation where it names none (SHACL, 2.1.4)."""
    named = graph.value(shape, SH.severity)
    return Severity(str(named).removeprefix(str(SH))) if named else Severity.VIOLATION
