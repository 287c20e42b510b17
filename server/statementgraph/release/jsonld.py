"""Quads as JSON-LD 1.1 with the project's context in the document, readable with no network.

It writes the short names that fit a value exactly; where none fits, the value is
spelled out under its prefixed name. So every quad survives (JSON-LD 1.1 API, 8.1).
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from statementgraph.errors import InvalidDataError
from statementgraph.rdf import PREFIXES
from statementgraph.release.blank_node_cycles import circles

_RDF, _XSD = PREFIXES["rdf"], PREFIXES["xsd"]
_TYPE, _FIRST, _REST, _NIL = (ox.NamedNode(_RDF + n) for n in ("type", "first", "rest", "nil"))
# A JSON number keeps an integer exactly only up to 2**53 (RFC 8259, section 6).
_SMALL = re.compile(r"(?:0|-?[1-9][0-9]{0,14})")

_KNOWN = {"@id", "@type", "@language", "@container"}

Node = ox.NamedNode | ox.BlankNode
Term = Node | ox.Literal | ox.Triple
_About = dict[Term, dict[ox.NamedNode, list[Term]]]


class Context:
    """What the writer needs to know of a JSON-LD context."""

    def __init__(self, terms: Mapping[str, Any]) -> None:
        self.terms = dict(terms)
        # Only simple terms may be prefixes (JSON-LD 1.1, section 4.1.5).
        self.prefixes = {
            name: iri
            for name, iri in terms.items()
            if isinstance(iri, str) and iri.endswith(("/", "#"))
        }
        self.id = next((name for name, said in terms.items() if said == "@id"), "@id")
        self.kind = next((name for name, said in terms.items() if said == "@type"), "@type")
        self._types: dict[str, str] = {}
        self._keys: dict[tuple[str, str], tuple[str, bool]] = {}
        for name, said in terms.items():
            # Terms that do more than name and type (reverse, maps, lists) are left aside.
            if isinstance(said, dict) and "@id" in said and _plain(said):
                kind = self._full(said["@type"]) if "@type" in said else ""
                kind = f"@{said['@language']}" if "@language" in said else kind
                key = self._full(said["@id"]), kind
                self._keys.setdefault(key, (name, said.get("@container") == "@set"))
            elif isinstance(said, str) and name not in self.prefixes and said[:1] != "@":
                self._types.setdefault(self._full(said), name)
                self._keys.setdefault((self._full(said), ""), (name, False))

    def _full(self, name: str) -> str:
        prefix, colon, rest = name.partition(":")
        return self.prefixes[prefix] + rest if colon and prefix in self.prefixes else name

    def fits(self, iri: str) -> bool:
        """Say whether a reader would take a full IRI as it is, not as a prefixed name."""
        scheme, _, rest = iri.partition(":")
        return scheme not in self.prefixes or rest.startswith("//")

    def short(self, iri: str) -> str:
        """Write an IRI with a prefix where there is one."""
        for name, namespace in self.prefixes.items():
            local = iri.removeprefix(namespace)
            if local != iri and local and not local.startswith("//"):
                return f"{name}:{local}"
        return iri

    def type(self, iri: str) -> str:
        """Write a class: its term, or as any other IRI."""
        return self._types.get(iri) or self.short(iri)

    def key(self, predicate: str, kind: str) -> tuple[str, bool]:
        """Find the term for a predicate and the kind of a value; and whether it takes a list."""
        return self._keys.get((predicate, kind), ("", False))


def _plain(said: Mapping[str, Any]) -> bool:
    return set(said) <= _KNOWN and said.get("@container", "@set") == "@set"


def write(quads: Iterable[ox.Quad], terms: Mapping[str, Any]) -> bytes:
    """Write a dataset, each named graph on its own, sorted.

    Raises InvalidDataError for triple terms (RDF 1.2): JSON-LD 1.1 has none.
    """
    graphs: dict[Any, list[ox.Quad]] = defaultdict(list)
    for quad in sorted(set(quads), key=lambda q: (str(q.graph_name), str(q))):
        graphs[quad.graph_name].append(quad)
    context = Context(terms)
    if not all(context.fits(n.value) for part in graphs.values() for q in part for n in _iris(q)):
        context = Context({})
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


def _iris(quad: ox.Quad) -> Iterable[ox.NamedNode]:
    terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
    yield from (term for term in terms if isinstance(term, ox.NamedNode))
    if isinstance(quad.object, ox.Literal):
        yield quad.object.datatype


def _shared(graphs: Mapping[Any, Iterable[ox.Quad]]) -> set[Term]:
    """Find the blank nodes that stand in more than one graph, or are the name of one."""
    seen: Counter[Term] = Counter()
    for graph, part in graphs.items():
        here = {t for q in part for t in (q.subject, q.object) if isinstance(t, ox.BlankNode)}
        seen.update(here)
        if isinstance(graph, ox.BlankNode):
            seen[graph] += 2
    return {node for node, times in seen.items() if times > 1}


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
        found: dict[str, Any] = {}
        if isinstance(node, ox.Triple | ox.Literal):
            raise _no_triple_terms()
        if node not in self.inner:
            found[self.context.id] = _name(node)
        about = self.about[node]
        # The type first: that is what a reader looks for.
        for predicate in sorted(about, key=lambda p: p != _TYPE):
            for value in about[predicate]:
                if predicate == _TYPE and isinstance(value, ox.NamedNode):
                    found.setdefault(self.context.kind, []).append(self.context.type(value.value))
                else:
                    self._add(found, predicate.value, value)
        return found

    def _add(self, found: dict[str, Any], predicate: str, value: Term) -> None:
        kind, plain, spelled = self._value(value)
        key, listed = self.context.key(predicate, kind)
        written = plain if key else spelled
        if not key:
            key, listed = self.context.key(predicate, "")
            key = key or self.context.short(predicate)
        if listed:
            found.setdefault(key, []).append(written)
        elif key not in found:
            found[key] = written
        else:
            before = found[key]
            found[key] = [*(before if isinstance(before, list) else [before]), written]

    def _value(self, value: Term) -> tuple[str, Any, Any]:
        """Return the kind of a value, its short form under a term of that kind, its full form."""
        if isinstance(value, ox.Triple):
            raise _no_triple_terms()
        if isinstance(value, ox.Literal):
            return self._literal(value)
        members = self._members(value)
        if members is not None:
            every = {"@list": [self._value(member)[2] for member in members]}
            return "@list", every, every
        if value in self.inner:
            node = self.node(value)
            return "@id", node, node
        name = self.context.short(_name(value))
        return "@id", name, {self.context.id: name}

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

    def _literal(self, value: ox.Literal) -> tuple[str, Any, Any]:
        text, kind = value.value, value.datatype.value
        if value.language:
            return f"@{value.language}", text, {"@value": text, "@language": value.language}
        if kind == f"{_XSD}string":
            return "", text, {"@value": text}
        if kind == f"{_XSD}integer" and _SMALL.fullmatch(text):
            return "", int(text), int(text)
        if kind == f"{_XSD}boolean" and text in {"true", "false"}:
            return "", text == "true", text == "true"
        # A term without a type takes a spelled-out value; one with this type takes the bare text.
        return kind, text, {"@value": text, "@type": self.context.short(kind)}


def _no_triple_terms() -> InvalidDataError:
    return InvalidDataError(
        "JSON-LD 1.1 cannot hold triple terms (RDF 1.2).", hint="Leave them out of the data."
    )
