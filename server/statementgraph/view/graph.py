"""The triples of one document, indexed by subject and by object, and helpers for RDF terms."""

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
    """Return the IRI of a prefixed name such as `sg:value`."""
    prefix, _, rest = name.partition(":")
    return NamedNode(PREFIXES[prefix] + rest)


def is_node(value: Term | None) -> TypeGuard[Node]:
    """Return whether a term can be the subject of a triple."""
    return isinstance(value, NamedNode | BlankNode)


def literal_text(value: object) -> str:
    """Return the text of a literal, "" for any other term and for an unbound variable."""
    return value.value if isinstance(value, Literal) else ""


def literal_integer(value: object) -> int:
    """Return the number of an integer literal such as a COUNT, 0 for any other term."""
    return int(value.value) if isinstance(value, Literal) else 0


_LABELS = ("rdfs:label", "skos:prefLabel", "dcterms:title", "foaf:name")


def local_name(iri: str) -> str:
    """Return the last part of an IRI, unescaped: the name of a thing that has no label."""
    tail = iri.rstrip("/#")
    for mark in "#/:":
        tail = tail.rsplit(mark, 1)[-1] or tail
    return unquote(tail, errors="replace") or iri


def prefixed_name(iri: str) -> str:
    """Return an IRI as a prefixed name where a known prefix fits, else unchanged."""
    for prefix, namespace in PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest and "/" not in rest and "#" not in rest:
            return f"{prefix}:{rest}"
    return iri


class Graph:
    """Triples by subject and predicate. They are sorted, so a page is the same each time."""

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
        """Return the objects of `subject` by predicate."""
        return self._out.get(subject, {})

    def all(self, subject: Term, *predicates: str) -> list[Term]:
        """Return the objects of `subject` for any of the predicates, given as prefixed names."""
        by_predicate = self.about(subject)
        return [o for p in predicates for o in by_predicate.get(named_node(p), [])]

    def first(self, subject: Term, *predicates: str) -> Term | None:
        """Return the first object of `subject` for any of the predicates, or None."""
        return next(iter(self.all(subject, *predicates)), None)

    def text(self, subject: Term, *predicates: str) -> str:
        """Return the text of one literal of `subject`, preferably an English one; "" for none."""
        literals = [o for o in self.all(subject, *predicates) if isinstance(o, Literal)]
        ranked = sorted(literals, key=lambda o: _language_rank(o.language))
        return ranked[0].value if ranked else ""

    def subjects(self, predicate: str, target: Term) -> list[Term]:
        """Return the subjects of the triples with this predicate and the object `target`."""
        return self._in.get((target, named_node(predicate)), [])

    def is_a(self, subject: Term, *classes: str) -> bool:
        """Return whether `subject` is an instance of any of the classes."""
        types = self.about(subject).get(named_node("rdf:type"), [])
        return any(named_node(c) in types for c in classes)

    def given_label(self, subject: Term) -> str:
        """Return the label that the data gives, "" for none."""
        texts = (self.text(subject, predicate) for predicate in _LABELS)
        return next((text for text in texts if text), "")

    def label(self, subject: Term) -> str:
        """Return the label, or the last part of the IRI where the data gives no label."""
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
