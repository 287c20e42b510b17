"""A small index over the triples of one document."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import TypeGuard
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from statementgraph.rdf import PREFIXES

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal | Triple


@cache
def named_node(name: str) -> NamedNode:
    """Make the IRI of a prefixed name such as `sg:value`."""
    prefix, _, rest = name.partition(":")
    return NamedNode(PREFIXES[prefix] + rest)


def is_node(value: Term | None) -> TypeGuard[Node]:
    """Say whether a term can be the subject of triples of its own."""
    return isinstance(value, NamedNode | BlankNode)


_LABELS = ("rdfs:label", "skos:prefLabel", "dcterms:title", "foaf:name")


def local_name(iri: str) -> str:
    """Give the last part of an IRI in words, for things that have no label."""
    tail = iri.rstrip("/#")
    for mark in "#/:":
        tail = tail.rsplit(mark, 1)[-1] or tail
    return unquote(tail, errors="replace") or iri


def prefixed_name(iri: str) -> str:
    """Write an IRI with a prefix of ours where one fits."""
    for prefix, namespace in PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest and "/" not in rest and "#" not in rest:
            return f"{prefix}:{rest}"
    return iri


class Graph:
    """Triples by subject and predicate, always in the same order: a page is the same each time."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples: tuple[Triple, ...] = tuple(sorted(dict.fromkeys(triples), key=str))
        self._out: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(dict)
        self._in: dict[tuple[Term, NamedNode], list[Term]] = defaultdict(list)
        for t in self.triples:
            self._out[t.subject].setdefault(t.predicate, []).append(t.object)
            self._in[t.object, t.predicate].append(t.subject)

    def __contains__(self, subject: Term) -> bool:
        return subject in self._out

    def about(self, subject: Term) -> dict[NamedNode, list[Term]]:
        """Give the properties of `subject`."""
        return self._out.get(subject, {})

    def all(self, subject: Term, *predicates: str) -> list[Term]:
        """Give the objects of `subject` for any of the named predicates."""
        by_predicate = self.about(subject)
        return [o for p in predicates for o in by_predicate.get(named_node(p), [])]

    def first(self, subject: Term, *predicates: str) -> Term | None:
        """Give one object of `subject`, or None."""
        return next(iter(self.all(subject, *predicates)), None)

    def text(self, subject: Term, *predicates: str) -> str:
        """Give one literal of `subject`, in English where there is a choice; "" for none."""
        literals = [o for o in self.all(subject, *predicates) if isinstance(o, Literal)]
        ranked = sorted(literals, key=lambda o: _language_rank(o.language))
        return ranked[0].value if ranked else ""

    def subjects(self, predicate: str, target: Term) -> list[Term]:
        """Give what points at `target` by the named predicate."""
        return self._in.get((target, named_node(predicate)), [])

    def is_a(self, subject: Term, *classes: str) -> bool:
        """Say whether `subject` has any of the named types."""
        types = self.about(subject).get(named_node("rdf:type"), [])
        return any(named_node(c) in types for c in classes)

    def given_label(self, subject: Term) -> str:
        """Give the label in the data, "" for none."""
        texts = (self.text(subject, predicate) for predicate in _LABELS)
        return next((text for text in texts if text), "")

    def label(self, subject: Term) -> str:
        """Give the name people read: a label, else the last part of the IRI."""
        if isinstance(subject, Literal):
            return subject.value
        if label := self.given_label(subject):
            return label
        return local_name(subject.value) if isinstance(subject, NamedNode) else "(no name)"


def _language_rank(language: str | None) -> tuple[int, str]:
    tag = (language or "").lower()
    if tag == "en" or tag.startswith("en-"):
        return 0, tag
    return (1, "") if not tag else (2, tag)
