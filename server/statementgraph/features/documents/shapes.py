"""The page /shapes.html: the rules that the data is checked against."""

import re
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader, Ref, clip
from statementgraph.view.graph import Graph, Term, local_name

# Rules are numbered S1, S2 and so on.
_RULE = re.compile(r"\bS([0-9]{1,6})\b")
_NESTED = ("sh:property", "sh:sparql", "sh:and", "sh:or", "sh:node", "rdf:rest", "rdf:first")
_TARGETS = ("sh:targetClass", "sh:targetSubjectsOf", "sh:targetObjectsOf", "sh:targetNode")


@dataclass(frozen=True, slots=True)
class ShapeSummary:
    """One node shape with its description, its targets and its messages."""

    anchor: str
    iri: str
    label: str
    description: str
    targets: tuple[Ref, ...]
    messages: tuple[str, ...]

    @property
    def number(self) -> int:
        """The lowest number of a rule that it checks, 0 for a shape that others refer to."""
        text = " ".join((self.label, self.description, *self.messages))
        return min((int(n) for n in _RULE.findall(text)), default=0)


def build_shapes(graph: Graph, addresses: Addresses) -> tuple[ShapeSummary, ...]:
    """Return the node shapes by the number of their rule, those without a rule last."""
    reader = Reader(graph, addresses)
    subjects = {t.subject for t in graph.triples if _is_shape(graph, t.subject)}
    shapes = [_shape(reader, s) for s in subjects if isinstance(s, NamedNode)]
    return tuple(sorted(shapes, key=_order))


def _is_shape(graph: Graph, subject: Term) -> bool:
    return graph.is_a(subject, "sh:NodeShape")


def _order(shape: ShapeSummary) -> tuple[bool, int, str, str]:
    return not shape.number, shape.number, shape.label.casefold(), shape.iri


def _shape(reader: Reader, shape: NamedNode) -> ShapeSummary:
    graph = reader.graph
    return ShapeSummary(
        anchor=local_name(shape.value),
        iri=shape.value,
        label=graph.label(shape),
        description=clip(
            graph.text(shape, "rdfs:comment", "sh:description", "dcterms:description")
        ),
        targets=reader.refs(shape, *_TARGETS),
        messages=tuple(dict.fromkeys(_messages(graph, shape, set()))),
    )


def _messages(graph: Graph, node: Term, seen: set[Term]) -> list[str]:
    """Return the messages of a shape and of all shapes nested in it."""
    if node in seen or isinstance(node, Literal):
        return []
    seen.add(node)
    messages = [o.value for o in graph.all(node, "sh:message") if isinstance(o, Literal)]
    for inner in graph.all(node, *_NESTED):
        messages += _messages(graph, inner, seen)
    return messages
