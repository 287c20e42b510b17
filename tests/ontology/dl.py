"""Whether an RDF graph keeps the rules of OWL 2 DL, as far as our ontology uses the language.

Sections are those of the OWL 2 Structural Specification (second edition). Each rule is a
function that says what breaks it; class expressions, keys and property chains, which our
ontology does not use, are refused as reserved vocabulary out of its place.
"""

from collections.abc import Callable, Iterator

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

Rule = Callable[[Graph], Iterator[str]]

PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
# Section 2.4, and the annotation properties of section 5.5.
_RESERVED = (str(RDF), str(RDFS), str(OWL), str(XSD))
_ANNOTATIONS = {
    *(RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.deprecated),
    *(OWL.versionInfo, OWL.priorVersion, OWL.backwardCompatibleWith, OWL.incompatibleWith),
}
# What states axioms in RDF (Mapping to RDF Graphs, table 1), as far as the ontology uses it.
_SYNTAX = {
    *(RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain),
    *(RDFS.range, OWL.members, OWL.inverseOf, OWL.versionIRI, OWL.disjointWith, OWL.imports),
}
_COMPLEX = {OWL.TransitiveProperty}
# What may only be said of simple properties (section 11.1, section 11.2).
_SIMPLE = {
    *(OWL.FunctionalProperty, OWL.InverseFunctionalProperty),
    *(OWL.AsymmetricProperty, OWL.IrreflexiveProperty),
}
_TYPES = {
    *(OWL.Ontology, OWL.Class, RDFS.Datatype, OWL.NamedIndividual, OWL.AllDisjointClasses),
    *(*PROPERTIES, *_COMPLEX, *_SIMPLE, OWL.SymmetricProperty, OWL.ReflexiveProperty),
}
# Section 4, the OWL 2 datatype map.
_NUMBERS = (
    *(["decimal", "integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger"]),
    *(["negativeInteger", "long", "int", "short", "byte", "unsignedLong", "unsignedInt"]),
    *(["unsignedShort", "unsignedByte", "double", "float"]),
)
_TEXTS = ["string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "boolean"]
_OTHERS = ["hexBinary", "base64Binary", "anyURI", "dateTime", "dateTimeStamp"]
DATATYPE_MAP = {
    *(OWL.real, OWL.rational, RDF.PlainLiteral, RDF.XMLLiteral, RDFS.Literal, RDF.langString),
    *(XSD[name] for name in (*_NUMBERS, *_TEXTS, *_OTHERS)),
}


def kinds(graph: Graph, term: Node) -> set[Node]:
    """Say which kinds of property a term is declared to be."""
    found = set(graph.objects(term, RDF.type)) & set(PROPERTIES)
    return found | ({OWL.AnnotationProperty} if term in _ANNOTATIONS else set())


def one_header(graph: Graph) -> Iterator[str]:
    """Section 3: an ontology has one IRI, and a version IRI of its own."""
    headers = list(graph.subjects(RDF.type, OWL.Ontology))
    if len(headers) != 1:
        yield f"{len(headers)} ontologies in one document"
    for header in headers:
        if len(list(graph.objects(header, OWL.versionIRI))) > 1:
            yield f"{header} has two version IRIs"


def reserved(graph: Graph) -> Iterator[str]:
    """Sections 5.1 to 5.6: reserved IRIs are used as what they are, and as nothing else."""
    for subject, predicate, value in graph:
        if _is_reserved(subject) and (predicate, value) != (RDF.rest, RDF.nil):
            yield f"{subject} is reserved and described"
        if _is_reserved(predicate) and predicate not in _SYNTAX | _ANNOTATIONS:
            yield f"{predicate} is reserved and used as a property"
        if predicate == RDF.type and _is_reserved(value) and value not in _TYPES:
            yield f"{value} is reserved and used as a class"
        classes = predicate in {RDFS.domain, RDFS.subClassOf} and value != OWL.Thing
        if classes and _is_reserved(value):
            yield f"{value} is reserved and used as a class"


def _is_reserved(term: Node) -> bool:
    return isinstance(term, URIRef) and str(term).startswith(_RESERVED)


def declared(graph: Graph) -> Iterator[str]:
    """Section 5.8.1: every class, property and datatype that is used is declared."""
    for subject, predicate, value in graph:
        if not _is_reserved(predicate) and not kinds(graph, predicate):
            yield f"{predicate} is used as a property and not declared"
        if predicate == RDF.type and not _is_reserved(value) and not _is_class(graph, value):
            yield f"{value} is used as a class and not declared"
        if isinstance(value, Literal) and not _is_datatype(graph, value.datatype):
            yield f"{value.datatype} is no datatype of OWL 2 and not declared"
        if predicate in {RDFS.domain, RDFS.range} and not kinds(graph, subject):
            yield f"{subject} has a domain or range and is no declared property"


def _is_class(graph: Graph, term: Node) -> bool:
    return (term, RDF.type, OWL.Class) in graph or term == OWL.Thing


def _is_datatype(graph: Graph, term: Node | None) -> bool:
    ours = not _is_reserved(term) and (term, RDF.type, RDFS.Datatype) in graph if term else True
    return ours or term in DATATYPE_MAP


def one_kind(graph: Graph) -> Iterator[str]:
    """Section 5.8.1: no property is of two kinds, no IRI names a class and a datatype."""
    for term in set(graph.subjects(RDF.type)):
        if len(kinds(graph, term)) > 1:
            yield f"{term} is a property of two kinds"
        if _is_class(graph, term) and (term, RDF.type, RDFS.Datatype) in graph:
            yield f"{term} is a class and a datatype"


def values(graph: Graph) -> Iterator[str]:
    """Section 9.6: object properties point at individuals, data properties at literals."""
    for subject, predicate, value in graph:
        kind = kinds(graph, predicate)
        if OWL.ObjectProperty in kind and isinstance(value, Literal):
            yield f"{predicate} is an object property and has the value {value!r}"
        if OWL.DatatypeProperty in kind and not isinstance(value, Literal):
            yield f"{predicate} is a data property and has the value {value!r}"
        # Section 9.4: a datatype outside the map has no literals that a reasoner knows.
        datatype = isinstance(value, Literal) and value.datatype
        if OWL.DatatypeProperty in kind and datatype and datatype not in DATATYPE_MAP:
            yield f"{predicate} has a value of {datatype}, which has no literals"
        if (subject, RDF.type, OWL.Ontology) in graph and kind - {OWL.AnnotationProperty}:
            yield f"{predicate} stands on the ontology and is no annotation property"


def axioms(graph: Graph) -> Iterator[str]:
    """Sections 9.1 to 9.3: each axiom is of one kind of thing."""
    for subject, value in graph.subject_objects(RDFS.domain):
        if not _is_class(graph, value):
            yield f"the domain of {subject} is no class"
    for subject, value in graph.subject_objects(RDFS.range):
        data = OWL.DatatypeProperty in kinds(graph, subject)
        if not (_is_datatype(graph, value) if data else _is_class(graph, value)):
            yield f"the range of {subject} is no {'datatype' if data else 'class'}"
    for subject, value in graph.subject_objects(RDFS.subClassOf):
        if not (_is_class(graph, subject) and _is_class(graph, value)):
            yield f"{subject} is below {value}, and one is no class"
    for predicate in (RDFS.subPropertyOf, OWL.inverseOf):
        for subject, value in graph.subject_objects(predicate):
            if kinds(graph, subject) != kinds(graph, value):
                yield f"{subject} and {value} are properties of two kinds"


def disjoint(graph: Graph) -> Iterator[str]:
    """Section 9.1.3: disjoint classes are two or more classes, in a list that is whole."""
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = [Collection(graph, head) for head in graph.objects(axiom, OWL.members)]
        if not isinstance(axiom, BNode) or len(members) != 1:
            yield f"{axiom} is no axiom with one list of members"
        for member in members:
            if len(set(member)) < 2 or not all(_is_class(graph, each) for each in member):
                yield f"disjoint are not two classes or more: {[str(each) for each in member]}"


def simple(graph: Graph) -> Iterator[str]:
    """Section 11.2: what only simple properties may be is said of no transitive one."""
    for term in graph.subjects(RDF.type, OWL.TransitiveProperty):
        types = set(graph.objects(term, RDF.type))
        below = set(graph.transitive_objects(term, RDFS.subPropertyOf))
        above = {kind for each in below for kind in graph.objects(each, RDF.type)}
        if (types | above) & _SIMPLE:
            yield f"{term} is transitive and said to be what only simple properties may be"


RULES: tuple[Rule, ...] = (
    *(one_header, reserved, declared, one_kind, values, axioms, disjoint, simple),
)


def faults(graph: Graph) -> list[str]:
    """Say all that keeps a graph out of OWL 2 DL."""
    return sorted({f"{rule.__name__}: {fault}" for rule in RULES for fault in rule(graph)})
