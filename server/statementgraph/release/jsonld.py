"""Quads as JSON-LD 1.1 with the project's context in the document, readable with no network."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from statementgraph.errors import InvalidDataError
from statementgraph.rdf import PREFIXES
from statementgraph.release.blank_node_cycles import circles
from statementgraph.release.jsonld_context import Context, Value

_RDF = PREFIXES["rdf"]
_TYPE, _FIRST, _REST, _NIL = (ox.NamedNode(_RDF + n) for n in ("type", "first", "rest", "nil"))

Node = ox.NamedNode | ox.BlankNode
Term = Node | ox.Literal | ox.Triple
_About = dict[Term, dict[ox.NamedNode, list[Term]]]


def write(quads: Iterable[ox.Quad], terms: Mapping[str, Any]) -> bytes:
    """Write a dataset, each named graph on its own, sorted.

    Raises InvalidDataError for triple terms (RDF 1.2): JSON-LD 1.1 has none.
    """
    graphs: dict[Any, list[ox.Quad]] = defaultdict(list)
    for quad in sorted(set(quads), key=lambda q: (str(q.graph_name), str(q))):
        graphs[quad.graph_name].append(quad)
    context = context_for((quad for part in graphs.values() for quad in part), terms)
    shared = _shared(graphs)
    nodes: list[dict[str, Any]] = []
    for graph, part in graphs.items():
        inside = _Nodes(part, context, shared).roots()
        if isinstance(graph, ox.DefaultGraph):
            nodes += inside
        else:
            nodes.append({context.id: _name(graph), "@graph": inside})
    whole = {"@context": context.terms, "@graph": nodes}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def context_for(items: Iterable[ox.Quad | ox.Triple], terms: Mapping[str, Any]) -> Context:
    """Return the context of `terms`, or an empty one where it would misread an IRI of the data."""
    context = Context(terms)
    fits = all(context.fits(iri.value) for item in items for iri in _iris(item))
    return context if fits else Context({})


def _iris(item: ox.Quad | ox.Triple) -> Iterable[ox.NamedNode]:
    graph = (item.graph_name,) if isinstance(item, ox.Quad) else ()
    terms = (item.subject, item.predicate, item.object, *graph)
    yield from (term for term in terms if isinstance(term, ox.NamedNode))
    if isinstance(item.object, ox.Literal):
        yield item.object.datatype


def _shared(graphs: Mapping[Any, Iterable[ox.Quad]]) -> set[Term]:
    """Return the blank nodes that stand in more than one graph, or are the name of one."""
    uses: Counter[Term] = Counter()
    for graph, part in graphs.items():
        uses.update({t for q in part for t in (q.subject, q.object) if isinstance(t, ox.BlankNode)})
        if isinstance(graph, ox.BlankNode):
            uses[graph] += 2
    return {node for node, count in uses.items() if count > 1}


def _name(node: Node) -> str:
    return node.value if isinstance(node, ox.NamedNode) else f"_:{node.value}"


class _Nodes:
    """The nodes of one graph; a blank node used once is written where it is used."""

    def __init__(self, quads: Iterable[ox.Quad], context: Context, shared: set[Term]) -> None:
        self.context = context
        self.about: _About = defaultdict(lambda: defaultdict(list))
        uses: Counter[Term] = Counter()
        users: dict[Term, Term] = {}
        for quad in quads:
            self.about[quad.subject][quad.predicate].append(quad.object)
            uses[quad.object] += 1
            users[quad.object] = quad.subject
        single: set[Term] = {
            node
            for node in self.about
            if isinstance(node, ox.BlankNode) and uses[node] == 1 and node not in shared
        }
        self.inner = single - circles({node: users[node] for node in single})

    def roots(self) -> list[dict[str, Any]]:
        """Write the graph."""
        return [self.node(node) for node in self.about if node not in self.inner]

    def node(self, node: Term) -> dict[str, Any]:
        """Write one node with its properties, and in them the nodes that stand inside."""
        result: dict[str, Any] = {}
        if isinstance(node, ox.Triple | ox.Literal):
            raise no_triple_terms()
        if node not in self.inner:
            result[self.context.id] = _name(node)
        about = self.about[node]
        # The type first: that is what a reader looks for.
        for predicate in sorted(about, key=lambda p: p != _TYPE):
            for value in about[predicate]:
                if predicate == _TYPE and isinstance(value, ox.NamedNode):
                    types = result.setdefault(self.context.type_key, [])
                    types.append(self.context.type(value.value))
                else:
                    self.context.add(result, predicate.value, self._value(value))
        return result

    def _value(self, value: Term) -> Value:
        if isinstance(value, ox.Triple):
            raise no_triple_terms()
        if isinstance(value, ox.Literal):
            return self.context.literal(value)
        members = self._members(value)
        if members is not None:
            items = {"@list": [self._value(member).spelled for member in members]}
            return Value("@list", items, items)
        if value in self.inner:
            node = self.node(value)
            return Value("@id", node, node)
        return self.context.link(_name(value))

    def _members(self, head: Term) -> list[Term] | None:
        """Return the members of a list that nothing else refers to; None for any other node."""
        members: list[Term] = []
        node = head
        while node in self.inner:
            about = self.about[node]
            if set(about) != {_FIRST, _REST} or any(len(v) != 1 for v in about.values()):
                return None
            members += about[_FIRST]
            (node,) = about[_REST]
        return members if node == _NIL else None


def no_triple_terms() -> InvalidDataError:
    """Make the error for a term that JSON-LD 1.1 has no form for."""
    return InvalidDataError(
        "JSON-LD 1.1 cannot hold triple terms (RDF 1.2).", hint="Leave them out of the data."
    )
