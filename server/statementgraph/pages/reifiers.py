"""The `rdf12` profile: each claim as the reifier of a triple that nobody asserts.

The triple is our reading of what was said. It stands only inside a triple
term, so no graph ever states it (RDF 1.2 Concepts, section 1.5).
"""

from collections.abc import Iterator

from pyoxigraph import BlankNode, NamedNode, Triple

from statementgraph.pages.graph import Graph, Term, term

# What the triple term of a claim is made of: subject from, predicate, object from.
# The first row that finds both ends of a claim is used for it.
_READINGS: tuple[tuple[str, str, str], ...] = (
    ("sg:cohort", "sg:value", "sg:value"),
    ("sg:about", "sg:characterisation", "sg:characterisation"),
    ("sg:about", "sg:norm", "sg:norm"),
    ("sg:about", "sg:namedAs", "sg:namedAs"),
    ("sg:actor", "sg:act", "sg:act"),
    ("sg:addressee", "sg:act", "sg:act"),
    ("sg:about", "sg:act", "sg:act"),
    ("sg:about", "sg:place", "sg:place"),
    ("sg:about", "sg:time", "sg:time"),
)


def with_reifiers(graph: Graph) -> Iterator[Triple]:
    """Give the graph's triples and, for each claim in it, what it reifies."""
    yield from graph.triples
    reifies = term("rdf:reifies")
    claims = {t.subject for t in graph.triples if t.predicate == term("sg:stance")}
    for claim in sorted(claims, key=str):
        if isinstance(claim, Triple):
            continue
        for said in _readings(graph, claim):
            yield Triple(claim, reifies, said)


def _readings(graph: Graph, claim: Term) -> list[Triple]:
    for subject, predicate, target in _READINGS:
        found = [
            Triple(s, term(predicate), o)
            for s in graph.all(claim, subject)
            if isinstance(s, NamedNode | BlankNode)
            for o in graph.all(claim, target)
        ]
        if found:
            return found
    return []
