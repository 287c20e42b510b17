"""The ontology is in OWL 2 DL, and the data are consistent with what it calls disjoint."""

from collections import defaultdict
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from statementgraph.corpus.loader import load_corpus
from statementgraph.rdf import DEFAULT_BASE, NS, PROLOGUE
from statementgraph.release.dumps import lines
from tests.ontology.dl import RULES, declared, faults, one_kind, values
from tests.paths import CHECKOUT, FIXTURES

FILES = ("statementgraph.ttl", "concepts.ttl")
ROOTS = (CHECKOUT, *sorted(p for p in FIXTURES.iterdir() if p.is_dir()))
# The data hold dates, codes and points: datatypes that the map of OWL 2 does not have.
_DATATYPES = ("is no datatype of OWL 2", "which has no literals")


@cache
def _text(*names: str) -> str:
    folder = CHECKOUT / "ontology"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def ontology(*names: str, and_this: str = "") -> Graph:
    """Read files of the ontology; `and_this` is Turtle that is added."""
    graph = Graph()
    graph.parse(data=_text(*names), format="turtle", publicID=DEFAULT_BASE)
    graph.parse(data=PROLOGUE + and_this, format="turtle", publicID=DEFAULT_BASE)
    return graph


@pytest.mark.parametrize("names", [FILES[:1], FILES], ids=["alone", "with the concepts"])
def test_the_ontology_is_in_owl_2_dl(names: tuple[str, ...]) -> None:
    assert faults(ontology(*names)) == []


@pytest.mark.parametrize(
    ("rule", "turtle"),
    [
        ("one_header", "<http://example.org/other> a owl:Ontology ."),
        ("one_header", "<https://w3id.org/statementgraph/ns> owl:versionIRI sg:second ."),
        ("reserved", "rdfs:Class rdfs:label 'Class'@en ."),
        ("reserved", "<text/1> rdf:value 'words' ."),
        ("reserved", "sg:Odd a rdfs:Class ."),
        ("reserved", "sg:act rdfs:domain rdfs:Resource ."),
        ("declared", "sg:act dcterms:coverage 'all' ."),
        ("declared", "<place/x> a geo:SpatialObject ."),
        ("declared", "sg:act rdfs:comment '1999-01-01'^^xsd:date ."),
        ("declared", "sg:act rdfs:comment '1999'^^sg:year ."),
        ("declared", "sg:odd rdfs:range sg:Claim ."),
        ("one_kind", "sg:act a owl:DatatypeProperty ."),
        ("one_kind", "rdfs:label a owl:DatatypeProperty ."),
        ("one_kind", "edtf:EDTF a owl:Class ."),
        ("values", "<claim/x> sg:act 'killed' ."),
        ("values", "<claim/x> sg:value <number/12> ."),
        ("values", "<time/x> sg:edtf '1999'^^edtf:EDTF ."),
        ("values", "<https://w3id.org/statementgraph/ns> dcterms:issued '1999' ."),
        ("axioms", "sg:act rdfs:domain sg:Unheard ."),
        ("axioms", "sg:act rdfs:range xsd:string ."),
        ("axioms", "sg:recursOn rdfs:range xsd:gMonthDay ."),
        ("axioms", "sg:recursOn rdfs:range sg:Claim ."),
        ("axioms", "sg:Claim rdfs:subClassOf sg:Unheard ."),
        ("axioms", "sg:act rdfs:subPropertyOf sg:value ."),
        ("axioms", "sg:act owl:inverseOf rdfs:label ."),
        ("disjoint", "[] a owl:AllDisjointClasses ; owl:members ( sg:Claim ) ."),
        ("disjoint", "[] a owl:AllDisjointClasses ; owl:members ( sg:Claim sg:Unheard ) ."),
        ("disjoint", "[] a owl:AllDisjointClasses ."),
        ("simple", "sg:subsetOf a owl:AsymmetricProperty ."),
        ("simple", "sg:subsetOf rdfs:subPropertyOf sg:event . sg:event a owl:FunctionalProperty ."),
    ],
)
def test_each_rule_notices_what_breaks_it(rule: str, turtle: str) -> None:
    assert any(f.startswith(f"{rule}: ") for f in faults(ontology(FILES[0], and_this=turtle)))


def test_every_rule_has_a_case() -> None:
    marks = test_each_rule_notices_what_breaks_it.pytestmark  # type: ignore[attr-defined]
    assert {rule.__name__ for rule in RULES} == {case[0] for case in marks[0].args[1]}


@cache
def data(root: Path) -> Graph:
    """Read a root with the ontology, as one graph."""
    quads = load_corpus(root, DEFAULT_BASE).quads
    triples = lines(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    return Graph().parse(data=triples, format="nt")


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_every_borrowed_term_of_the_data_is_declared_and_used_as_that(root: Path) -> None:
    found = [
        fault
        for rule in (declared, one_kind, values)
        for fault in rule(data(root))
        if not any(part in fault for part in _DATATYPES)
    ]
    assert found == []


def classes(graph: Graph) -> dict[Node, set[Node]]:
    """Say of each thing which classes it is in, by its types and by domains and ranges."""
    result: dict[Node, set[Node]] = defaultdict(set)
    domains, ranges = dict(graph.subject_objects(RDFS.domain)), _class_ranges(graph)
    for subject, predicate, value in graph:
        if predicate == RDF.type:
            result[subject].add(value)
        if predicate in domains:
            result[subject].add(domains[predicate])
        if predicate in ranges:
            result[value].add(ranges[predicate])
    parents = graph.transitive_objects
    above = {c: {up for up in parents(c, RDFS.subClassOf) if up} for c in _all(result)}
    return {thing: {up for c in found for up in above[c]} for thing, found in result.items()}


def _class_ranges(graph: Graph) -> dict[Node, Node]:
    found = graph.subject_objects(RDFS.range)
    return {p: c for p, c in found if (c, RDF.type, OWL.Class) in graph}


def _all(found: dict[Node, set[Node]]) -> set[Node]:
    return set().union(*found.values())


def clashes(graph: Graph) -> list[str]:
    """Say which things are in two classes that are disjoint."""
    lists = [set(Collection(graph, head)) for head in graph.objects(None, OWL.members)]
    return sorted(
        f"{thing}: {sorted(map(str, found & members))}"
        for thing, found in classes(graph).items()
        for members in lists
        if len(found & members) > 1
    )


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_nothing_in_the_data_is_of_two_disjoint_classes(root: Path) -> None:
    assert clashes(data(root)) == []


@pytest.mark.parametrize(
    "turtle",
    [
        "<x> a sg:Claim , sg:Call .",
        "<x> a sg:CountClaim , sg:ConductClaim .",
        "<x> a sg:Cohort ; sg:polarity <concept/denied> .",
        "<x> a sg:CountClaim ; sg:cohort <concept/denied> .",
        "<x> a skos:ConceptScheme , skos:Concept .",
    ],
)
def test_what_is_of_two_disjoint_classes_is_noticed(turtle: str) -> None:
    assert len(clashes(ontology(*FILES, and_this=turtle))) == 1


def test_every_scheme_names_its_top_concepts_and_they_name_it() -> None:
    """SKOS Reference, sections 4.6.3 and 8.6: what is at the top of a scheme has none above it."""
    graph = ontology(*FILES)
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert len(schemes) > 10
    for scheme in schemes:
        members = set(graph.subjects(SKOS.inScheme, scheme))
        tops: set[Node] = {c for c in members if not set(graph.objects(c, SKOS.broader)) & members}
        assert tops
        assert set(graph.objects(scheme, SKOS.hasTopConcept)) == tops
        assert set(graph.subjects(SKOS.topConceptOf, scheme)) == tops


def test_the_ontology_says_who_made_and_publishes_it_by_an_iri() -> None:
    graph, header = ontology(FILES[0]), URIRef(NS[:-1])
    editors = URIRef(f"{DEFAULT_BASE}agent/statementgraph-editors")
    for name in (DCTERMS.creator, DCTERMS.publisher):
        assert list(graph.objects(header, name)) == [editors]
    assert (editors, RDF.type, PROV.Agent) in graph
    assert graph.value(editors, RDFS.label)
