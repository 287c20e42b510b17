"""What lets a constraint be run as one query: the form that every `sh:select` of ours has."""

import re

import pyoxigraph as ox
import pytest

from statementgraph.corpus.findings import Severity
from statementgraph.rdf import NS, PREFIXES
from statementgraph.validation.set_queries import query_text, run
from statementgraph.validation.shapes import SH, SparqlConstraint
from tests.shapes.twins import all_shapes

CONSTRAINTS = all_shapes().constraints
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
SUB = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")


def by_message(constraint: SparqlConstraint) -> str:
    return constraint.message[:40]


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=by_message)
def test_a_constraint_is_plain_and_names_its_target(constraint: SparqlConstraint) -> None:
    assert constraint.targets
    assert not re.search(r"\b(MINUS|VALUES|SERVICE)\b", constraint.select, re.IGNORECASE)
    assert constraint.select.split()[:2] == ["SELECT", "$this"]
    assert not re.search(r"\bSELECT\b", constraint.select.partition("{")[2])
    assert not re.search(r"\b(GROUP|HAVING|LIMIT|OFFSET)\b", constraint.select)
    assert {f"?{name}" for name in re.findall(r"\{\?(\w+)\}", constraint.message)} <= set(
        constraint.select.split("WHERE")[0].split()
    )


def test_no_property_shape_holds_sparql() -> None:
    graph = all_shapes().graph
    targeted = set(all_shapes().targeted())
    assert {shape for shape, _ in graph.subject_objects(SH.sparql)} <= targeted


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=by_message)
def test_a_constraint_finds_nothing_in_an_empty_store(constraint: SparqlConstraint) -> None:
    assert run(ox.Store(), [constraint]) == []
    assert constraint.targets[0][1] in query_text(constraint)


def constraint(kind: str, named: str) -> SparqlConstraint:
    return SparqlConstraint(
        shape="urn:shape",
        select="SELECT $this ?value WHERE { $this <urn:p> ?value }",
        message="S1: {?value} of {?this} and {?other}. How to mend: do.",
        prefixes=(),
        targets=((kind, named),),
        severity=Severity.WARNING,
    )


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("targetClass", NS + "Utterance"),
        ("targetSubjectsOf", "urn:p"),
        ("targetObjectsOf", "urn:q"),
        ("targetNode", "urn:a"),
    ],
)
def test_each_kind_of_target_finds_its_nodes_once(kind: str, named: str) -> None:
    a, graphs = ox.NamedNode("urn:a"), (ox.NamedNode("urn:g"), ox.NamedNode("urn:h"))
    store = ox.Store()
    for graph in graphs:
        store.add(ox.Quad(a, ox.NamedNode("urn:p"), ox.Literal("one"), graph))
    store.add(ox.Quad(a, TYPE, ox.NamedNode(NS + "Call"), graphs[0]))
    call, utterance = ox.NamedNode(NS + "Call"), ox.NamedNode(NS + "Utterance")
    store.add(ox.Quad(call, SUB, utterance, graphs[1]))
    store.add(ox.Quad(ox.NamedNode("urn:b"), ox.NamedNode("urn:q"), a, graphs[1]))
    found = run(store, [constraint(kind, named)])
    assert [r.message for r in found] == ["S1: one of urn:a and {?other}. How to mend: do."]
    assert [r.severity for r in found] == [Severity.WARNING]


def test_nodes_that_are_no_target_are_left_alone() -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("one")))
    assert run(store, [constraint("targetClass", NS + "Utterance")]) == []
