"""The `rdf12` profile: each claim is the reifier of an unasserted triple.

The triple is the editors' reading of the claim. It is only inside a triple term, so no graph
states it (RDF 1.2 Concepts, section 1.5).
"""

import hashlib
from collections.abc import Iterator

from pyoxigraph import BlankNode, Triple

from statementgraph.view.graph import Graph, Node, is_node, local_name, named_node

# The triple terms of a claim: property with the subject, predicate, property with the object.
# The subject of an act is the actor of the claim, never what the claim is about.
_TRIPLE_TERMS: tuple[tuple[str, str, str], ...] = (
    ("sg:cohort", "sg:value", "sg:value"),
    ("sg:patient", "sg:characterisation", "sg:characterisation"),
    ("sg:about", "sg:characterisation", "sg:characterisation"),
    ("sg:about", "sg:norm", "sg:norm"),
    ("sg:patient", "sg:norm", "sg:norm"),
    ("sg:actor", "sg:act", "sg:act"),
)
# For a claim with none of these: its name, else its place, else its time.
_NAMED: tuple[tuple[str, str, str], ...] = tuple(
    (thing, name, name)
    for thing in ("sg:patient", "sg:about")
    for name in ("sg:namedAs", "sg:describedAs")
)
_LOOSE: tuple[tuple[str, str, str], ...] = (
    ("sg:about", "sg:place", "sg:place"),
    ("sg:about", "sg:time", "sg:time"),
)


def with_reifiers(graph: Graph) -> Iterator[Triple]:
    """Yield the graph's triples and, for each claim in it, the triple terms that it reifies."""
    yield from graph.triples
    reifies = named_node("rdf:reifies")
    claims = {t.subject for t in graph.triples if t.predicate == named_node("sg:stance")}
    for claim in sorted(claims, key=str):
        if is_node(claim):
            for triple_term in _readings(graph, claim):
                yield Triple(claim, reifies, triple_term)


def _readings(graph: Graph, claim: Node) -> list[Triple]:
    """Return the triple terms of a claim; what states nothing, such as a call, has none.

    Nor has a denial: a reader of its triple term alone would take the opposite for what was said.
    """
    denied = any(local_name(str(o)[1:-1]) == "denied" for o in graph.all(claim, "sg:polarity"))
    if denied or graph.is_a(claim, "sg:Call", "sg:Commitment", "sg:Expression"):
        return []
    terms = [t for row in _TRIPLE_TERMS for t in _pairs(graph, claim, row)]
    if terms or (terms := [t for row in _NAMED for t in _pairs(graph, claim, row)]):
        return terms
    if graph.all(claim, "sg:act"):
        return _acts(graph, claim)
    return next((rows for row in _LOOSE if (rows := _pairs(graph, claim, row))), [])


def _acts(graph: Graph, claim: Node) -> list[Triple]:
    """Return the triple terms of a claim of an act without an actor: place, thing, else time."""
    where_and_what = (("sg:act", p, p) for p in ("sg:place", "sg:patient", "sg:about"))
    terms = [t for row in where_and_what for t in _pairs(graph, claim, row)]
    if terms or (terms := _pairs(graph, claim, ("sg:act", "sg:time", "sg:time"))):
        return terms
    # Only the act is known: a blank node of this type, with the same label each time.
    name = hashlib.sha256(str(claim).encode()).hexdigest()[:16]
    return [
        Triple(BlankNode(f"some{name}"), named_node("dcterms:type"), act)
        for act in graph.all(claim, "sg:act")
    ]


def _pairs(graph: Graph, claim: Node, row: tuple[str, str, str]) -> list[Triple]:
    subject, predicate, target = row
    return [
        Triple(s, named_node(predicate), o)
        for s in graph.all(claim, subject)
        if is_node(s)
        for o in graph.all(claim, target)
    ]
