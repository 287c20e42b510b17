"""A document about a thing as JSON-LD 1.1: claims inside their statement, links with names.

The short names are those of the context, which travels in every answer: a reader
needs no network.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from statementgraph.errors import NotAcceptableError
from statementgraph.rdf import PREFIXES
from statementgraph.release.jsonld import context_for
from statementgraph.release.jsonld_context import Context, Value
from statementgraph.view.graph import Graph, Term, named_node

_RDF_TYPE = PREFIXES["rdf"] + "type"
# A node deeper than this is named in its place and written out further on.
_DEEPEST = 8
# A node is written again wherever it is linked, at most this often on average.
_REPEATS = 40
# What is written inside the thing it points at.
_INSIDE = {"statement": "dcterms:isPartOf"}


def write(graph: Graph, thing: Term, kind: str, terms: Mapping[str, Any]) -> bytes:
    """Write the graph as JSON-LD with `thing` first; raises `NotAcceptableError` on RDF 1.2."""
    tree = _Tree(graph, thing, context_for(graph.triples, terms))
    roots = [tree.node(thing, (), _INSIDE.get(kind, ""))] if thing in graph else []
    rest = sorted({t.subject for t in graph.triples}, key=lambda s: _order(graph, s))
    roots += [tree.node(s, ()) for s in rest if s not in tree.written]
    tree.drop_unused_labels(roots)
    document = roots[0] if len(roots) == 1 else {"@graph": roots} if roots else {}
    # The context is long and the same everywhere: one line, so that people see the data.
    first = json.dumps(tree.context.terms, ensure_ascii=False, separators=(",", ":"))
    body = json.dumps(document, ensure_ascii=False, indent=1)
    body = body.removeprefix("{").lstrip()
    joint = "," if document else ""
    return f'{{\n "@context": {first}{joint}\n {body}\n'.encode()


def _order(graph: Graph, subject: Term) -> tuple[bool, int, bool, str]:
    """Utterances first in the order of the text, then what else has an IRI, then blank nodes."""
    is_utterance = graph.first(subject, "sg:stance") is not None
    starts = [
        int(start)
        for quote in graph.all(subject, "prov:wasDerivedFrom")
        for selector in graph.all(quote, "oa:hasSelector")
        if (start := graph.text(selector, "oa:start")).isdecimal() and len(start) < 12
    ]
    named = isinstance(subject, NamedNode)
    return not is_utterance, min(starts, default=0), not named, str(subject)


class _Tree:
    """Nests node objects; a node inside itself is only named."""

    def __init__(self, graph: Graph, thing: Term, context: Context) -> None:
        self.graph = graph
        self.thing = thing
        self.context = context
        self.written: set[Term] = set()
        self._left = _REPEATS * max(1, len({t.subject for t in graph.triples}))
        blank = (t.subject for t in graph.triples if isinstance(t.subject, BlankNode))
        self._blank = {node: f"_:b{number}" for number, node in enumerate(blank)}

    def _name(self, node: Term) -> str:
        if isinstance(node, BlankNode):
            return self._blank.get(node, f"_:x{node.value}")
        return node.value if isinstance(node, NamedNode) else ""

    def node(self, node: Term, above: tuple[Term, ...], inside: str = "") -> dict[str, Any]:
        """Return one node with its properties and, by `inside`, the subjects nested in it."""
        self.written.add(node)
        self._left -= 1
        result: dict[str, Any] = {self.context.id: self._name(node)}
        for predicate, objects in self.graph.about(node).items():
            classes = [o.value for o in objects if isinstance(o, NamedNode)]
            if predicate.value == _RDF_TYPE and len(classes) == len(objects):
                types = [self.context.type(iri) for iri in classes]
                result[self.context.type_key] = types[0] if len(types) == 1 else types
                continue
            for value in objects:
                self.context.add(result, predicate.value, self._value(value, (*above, node)))
        if inside and (within := self._pointing(node, above, inside)):
            name, iri = self.context.reverse(named_node(inside).value), named_node(inside).value
            result |= {name: within} if name else {"@reverse": {iri: within}}
        return result

    def _pointing(self, node: Term, above: tuple[Term, ...], inside: str) -> list[dict[str, Any]]:
        """Write what points at a node, each with its own properties."""
        subjects = [
            s
            for s in self.graph.subjects(inside, node)
            if isinstance(s, NamedNode) and s not in above
        ]
        subjects.sort(key=lambda s: _order(self.graph, s))
        return [self.node(s, (*above, node)) for s in subjects]

    def _value(self, value: Term, above: tuple[Term, ...]) -> Value:
        if isinstance(value, Literal):
            return self.context.literal(value)
        if isinstance(value, Triple):
            raise NotAcceptableError(
                "JSON-LD cannot hold triple terms.", hint="Ask for Turtle or N-Triples."
            )
        # The thing itself is written once, at the top, however often it is linked.
        deep = value == self.thing or value in above or len(above) >= _DEEPEST
        enough = value in self.written and self._left <= 0
        if value in self.graph and not deep and not enough:
            node = self.node(value, above)
            return Value("@id", node, node)
        return self.context.link(self._name(value))

    def drop_unused_labels(self, roots: Iterable[dict[str, Any]]) -> None:
        """Drop the labels of blank nodes that are written once: nothing refers to them."""
        key = self.context.id
        uses: Counter[str] = Counter()
        nodes: list[dict[str, Any]] = []
        stack: list[Any] = list(roots)
        while stack:
            item = stack.pop()
            if isinstance(item, list):
                stack += item
            elif isinstance(item, dict):
                name = item.get(key, "")
                if isinstance(name, str) and name.startswith("_:"):
                    uses[name] += 1
                    nodes.append(item)
                stack += item.values()
            elif isinstance(item, str) and item.startswith("_:"):
                uses[item] += 1  # a reference under a key that takes an IRI
        for item in nodes:
            if uses[item[key]] == 1 and len(item) > 1:
                del item[key]
