"""Twins: small graphs that a shape must let through, and graphs that it must refuse."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, BNode, Graph, URIRef
from rdflib.namespace import RDFS
from rdflib.term import Node

from statementgraph.validation import shacl
from statementgraph.validation.shacl_results import Result, split_message
from statementgraph.validation.shapes import SH, Shapes, load_shapes, parse_file

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
BASE = "https://data.example/"
SHAPES = CHECKOUT / "shapes"
FOLDERS = sorted(p for p in HERE.glob("S[0-9]*") if p.is_dir())
VALID = sorted(HERE.glob("S*/valid*.ttl"))
INVALID = sorted(HERE.glob("S*/invalid-*.ttl"))

# The parameters of SHACL Core that our shapes use, and the component that each belongs to.
COMPONENTS = {
    SH[name]: str(SH[component])
    for name, component in {
        "class": "ClassConstraintComponent",
        "closed": "ClosedConstraintComponent",
        "datatype": "DatatypeConstraintComponent",
        "equals": "EqualsConstraintComponent",
        "hasValue": "HasValueConstraintComponent",
        "lessThanOrEquals": "LessThanOrEqualsConstraintComponent",
        "maxCount": "MaxCountConstraintComponent",
        "minCount": "MinCountConstraintComponent",
        "minInclusive": "MinInclusiveConstraintComponent",
        "minLength": "MinLengthConstraintComponent",
        "node": "NodeConstraintComponent",
        "nodeKind": "NodeKindConstraintComponent",
        "not": "NotConstraintComponent",
        "or": "OrConstraintComponent",
        "pattern": "PatternConstraintComponent",
        "qualifiedMaxCount": "QualifiedMaxCountConstraintComponent",
        "qualifiedMinCount": "QualifiedMinCountConstraintComponent",
        "sparql": "SPARQLConstraintComponent",
        "xone": "XoneConstraintComponent",
    }.items()
}
OTHER_PARAMETERS = {
    *(RDF.type, RDFS.label, RDFS.comment),
    *(SH.flags, SH.ignoredProperties, SH.message, SH.path, SH.property, SH.qualifiedValueShape),
    *(SH.severity, SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf),
}


@dataclass(frozen=True)
class Constraint:
    """One constraint of a shape with a target: what a twin must show to be at work."""

    code: str
    message: str
    component: str


@cache
def all_shapes() -> Shapes:
    return load_shapes(SHAPES)


@cache
def class_tree() -> tuple[ox.Triple, ...]:
    """The subclasses of the vocabulary, without which no target finds its nodes."""
    triples = parse_file(CHECKOUT / "ontology" / "statementgraph.ttl", BASE)
    return tuple(t for t in triples if t.predicate.value == str(RDFS.subClassOf))


def code_of(folder: Path) -> str:
    """S07-count-claim holds the twins of S7."""
    return f"S{int(folder.name[1:3])}"


@cache
def shapes_of(code: str) -> Shapes:
    """Only the rules with this number, with the shapes that hold them and the helpers they need."""
    every = all_shapes().graph
    roots = {s for s in all_shapes().targeted() if code in codes_of(s)}
    kept, waiting = Graph(), [*roots, *ontologies(every)]
    seen: set[Node] = set()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for predicate, value in every.predicate_objects(node):
            if predicate in (SH.property, SH.sparql) and number_of(value) not in (code, "shape"):
                continue  # pySHACL takes its time for each
            kept.add((node, predicate, value))
            if isinstance(value, BNode) or (value, RDF.type, SH.NodeShape) in every:
                waiting.append(value)
    return Shapes(kept)


def number_of(part: Node) -> str:
    """The number in the message of a part of a shape; "shape" where it has no message."""
    return split_message(str(all_shapes().graph.value(part, SH.message) or ""))[0]


def ontologies(graph: Graph) -> list[Node]:
    return list(graph.subjects(SH.declare))


@cache
def codes_of(shape: URIRef) -> frozenset[str]:
    return frozenset(c.code for c in constraints_of(shape))


def constraints_of(shape: URIRef) -> set[Constraint]:
    graph = all_shapes().graph
    found = set(_constraints(graph, shape))
    for part in graph.objects(shape, SH.property):
        found |= set(_constraints(graph, part))
    for part in graph.objects(shape, SH.sparql):
        message = str(graph.value(part, SH.message))
        found.add(Constraint(split_message(message)[0], message, COMPONENTS[SH.sparql]))
    return found


def _constraints(graph: Graph, node: Node) -> list[Constraint]:
    message = str(graph.value(node, SH.message) or "")
    unknown = set(graph.predicates(node)) - set(COMPONENTS) - OTHER_PARAMETERS
    assert not unknown, f"{node} uses {unknown}: add them to COMPONENTS"
    return [
        Constraint(split_message(message)[0], message, component)
        for p, component in COMPONENTS.items()
        if p != SH.sparql and (node, p, None) in graph
    ]


def store_of(twin: Path) -> ox.Store:
    """The twin and the class tree, in one graph."""
    graph = ox.NamedNode(f"{BASE}graph/twin")
    store = ox.Store()
    for t in (*parse_file(twin, BASE), *class_tree()):
        store.add(ox.Quad(t.subject, t.predicate, t.object, graph))
    return store


@cache
def results_of(
    twin: Path, engine: shacl.Engine = shacl.Engine.SETS, code: str = ""
) -> tuple[Result, ...]:
    """What the shapes with the folder's number say about a twin under that number."""
    code = code or code_of(twin.parent)
    found = shacl.validate(store_of(twin), shapes_of(code), engine)
    return tuple(r for r in found if r.code == code)


def report_of(twin: Path, engine: shacl.Engine = shacl.Engine.SETS) -> str:
    rows = {r.row().replace(BASE, "") for r in results_of(twin, engine)}
    return "".join(f"{row}\n" for row in sorted(_without_blank_nodes(rows)))


def _without_blank_nodes(rows: set[str]) -> list[str]:
    """Blank nodes have no lasting names."""
    return [re.sub(r"_:\w+|\b[0-9a-f]{20,32}\b|\bn[0-9a-f]{20,}b\d+\b", "[]", row) for row in rows]


def focus_nodes(shape: URIRef, store: ox.Store) -> set[str]:
    """The nodes of the store that the shape is about."""
    graph, found = all_shapes().graph, set()
    patterns = {
        SH.targetClass: "?this a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* <{}>",
        SH.targetSubjectsOf: "?this <{}> ?any",
        SH.targetObjectsOf: "?any <{}> ?this",
    }
    for kind, pattern in patterns.items():
        for named in graph.objects(shape, kind):
            query = f"SELECT DISTINCT ?this WHERE {{ {pattern.format(named)} }}"
            answer = store.query(query, use_default_graph_as_union=True)
            assert isinstance(answer, ox.QuerySolutions)
            found |= {str(row["this"]) for row in answer}
    return found


def pattern_of(message: str) -> re.Pattern[str]:
    """A message as its results show it: anything may stand where `{?name}` is."""
    parts = re.split(r"\{\?\w+\}", message)
    return re.compile(".*".join(map(re.escape, parts)), re.DOTALL)


OF_SPARQL_RULES = [t for t in (*VALID, *INVALID) if shapes_of(code_of(t.parent)).constraints]
