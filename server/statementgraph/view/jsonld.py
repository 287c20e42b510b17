"""JSON-LD 1.1 with our own context: claims framed inside their statement, links with names.

The tree is built here; PyLD writes it with the short names of the context. It
never loads a document: the context travels in every answer.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from pyld import jsonld
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from statementgraph.errors import NotAcceptableError
from statementgraph.rdf import PREFIXES
from statementgraph.view.graph import Graph, Term, named_node

_RDF_TYPE = PREFIXES["rdf"] + "type"
_XSD = PREFIXES["xsd"]
# A JSON number keeps an integer only up to here (RFC 8259 section 6).
_LARGEST = 2**53 - 1
_INTEGER = re.compile(r"(?:0|-?[1-9][0-9]{0,15})\Z")
# Below this depth a node is only named; its properties are written at the top level.
_DEEPEST = 8
# A node is written again wherever it is linked, at most this often on average.
_REPEATS = 40
# By kind of document: the property whose subjects are nested inside its object.
_INSIDE = {"statement": "dcterms:isPartOf"}


def _no_loading(url: str, options: object) -> NoReturn:
    raise jsonld.JsonLdError(f"No document is loaded: {type(url)} {type(options)}", "no-loading")


def write(graph: Graph, thing: Term, kind: str, context: Mapping[str, Any]) -> bytes:
    """Write the graph as JSON-LD with `thing` first; raises `NotAcceptableError` on RDF 1.2."""
    tree = _Tree(graph, thing)
    roots = [tree.node(thing, (), _INSIDE.get(kind, ""))] if thing in graph else []
    rest = sorted({t.subject for t in graph.triples}, key=lambda s: _order(graph, s))
    roots += [tree.node(s, ()) for s in rest if s not in tree.written]
    tree.forget_names(roots)
    compacted = jsonld.compact(
        roots,
        {"@context": dict(context)},
        {"skipExpansion": True, "documentLoader": _no_loading, "compactArrays": True},
    )
    # The context is long and the same everywhere: one line, so that people see the data.
    first = json.dumps(compacted.pop("@context"), ensure_ascii=False, separators=(",", ":"))
    if "utterances" in compacted:
        compacted["utterances"] = compacted.pop("utterances")
    body = json.dumps(compacted, ensure_ascii=False, indent=1)
    body = body.removeprefix("{").lstrip()
    joint = "," if compacted else ""
    return f'{{\n "@context": {first}{joint}\n {body}\n'.encode()


def _order(graph: Graph, subject: Term) -> tuple[bool, int, bool, str]:
    """Order utterances by the text, then other things with an IRI, then blank nodes."""
    is_utterance = graph.first(subject, "sg:stance") is not None
    starts = [
        int(start)
        for quote in graph.all(subject, "prov:wasDerivedFrom")
        for selector in graph.all(quote, "oa:hasSelector")
        if (start := graph.text(selector, "oa:start")).isdecimal() and len(start) < 12
    ]
    return (
        not is_utterance,
        min(starts, default=0),
        not isinstance(subject, NamedNode),
        str(subject),
    )


class _Tree:
    """Nests nodes into expanded JSON-LD; a node inside itself is only named, never repeated."""

    def __init__(self, graph: Graph, thing: Term) -> None:
        self.graph = graph
        self.thing = thing
        self.written: set[Term] = set()
        self._left = _REPEATS * max(1, len({t.subject for t in graph.triples}))
        self._blank = {
            b: f"_:b{n}"
            for n, b in enumerate(
                t.subject for t in graph.triples if isinstance(t.subject, BlankNode)
            )
        }

    def _name(self, node: Term) -> str:
        if isinstance(node, BlankNode):
            return self._blank.get(node, f"_:x{node.value}")
        return node.value if isinstance(node, NamedNode) else ""

    def node(self, node: Term, above: tuple[Term, ...], inside: str = "") -> dict[str, Any]:
        """Return one node with its properties and, by `inside`, the subjects nested in it."""
        self.written.add(node)
        self._left -= 1
        tree: dict[str, Any] = {"@id": self._name(node)}
        for predicate, objects in self.graph.about(node).items():
            key = "@type" if predicate.value == _RDF_TYPE else predicate.value
            if key == "@type" and all(isinstance(o, NamedNode) for o in objects):
                tree[key] = [self._name(o) for o in objects]
            else:
                tree[predicate.value] = [self._value(o, (*above, node)) for o in objects]
        if inside:
            within = [
                s
                for s in self.graph.subjects(inside, node)
                if isinstance(s, NamedNode) and s not in above
            ]
            within.sort(key=lambda s: _order(self.graph, s))
            tree["@reverse"] = {
                named_node(inside).value: [self.node(s, (*above, node)) for s in within]
            }
        return tree

    def _value(self, value: Term, above: tuple[Term, ...]) -> dict[str, Any]:
        if isinstance(value, Literal):
            return _literal(value)
        if isinstance(value, Triple):
            raise NotAcceptableError(
                "JSON-LD cannot hold triple terms.", hint="Ask for Turtle or N-Triples."
            )
        # The thing itself is written once, at the top, however often it is linked.
        deep = value == self.thing or value in above or len(above) >= _DEEPEST
        enough = value in self.written and self._left <= 0
        if value in self.graph and not deep and not enough:
            return self.node(value, above)
        return {"@id": self._name(value)}

    def forget_names(self, roots: Iterable[dict[str, Any]]) -> None:
        """Drop the ids of blank nodes that are written once: nothing refers to them."""
        seen: Counter[str] = Counter()
        places: list[dict[str, Any]] = []
        stack: list[Any] = list(roots)
        while stack:
            item = stack.pop()
            if isinstance(item, list):
                stack += item
            elif isinstance(item, dict):
                name = item.get("@id", "")
                if name.startswith("_:"):
                    seen[name] += 1
                    places.append(item)
                stack += item.values()
        for item in places:
            if seen[item["@id"]] == 1 and len(item) > 1:
                del item["@id"]


def _literal(value: Literal) -> dict[str, Any]:
    datatype = value.datatype.value
    if value.language:
        direction = {"@direction": str(value.direction)} if value.direction else {}
        return {"@value": value.value, "@language": value.language, **direction}
    if datatype == _XSD + "string":
        return {"@value": value.value}
    if datatype == _XSD + "boolean" and value.value in {"true", "false"}:
        return {"@value": value.value == "true"}
    if (
        datatype == _XSD + "integer"
        and _INTEGER.match(value.value)
        and abs(int(value.value)) <= _LARGEST
    ):
        return {"@value": int(value.value)}
    return {"@value": value.value, "@type": datatype}
