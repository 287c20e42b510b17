"""Canonical Turtle: one way to lay out a graph.

`a` first, then rdfs:label, then the predicates by name; objects sorted; a blank
node stands where it is used, unless it is used more than once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from statementgraph.corpus.turtle.terms import RDF, Namer
from statementgraph.errors import InvalidDataError

Subject = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

WIDTH = 100
_TYPE = ox.NamedNode(f"{RDF}type")
_FIRST, _REST, _NIL = (ox.NamedNode(RDF + n) for n in ("first", "rest", "nil"))
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_STEP = "    "


@dataclass
class Document:
    """What a Turtle file holds besides its triples, and how to name things in it.

    `comments` are lines (an empty one is a gap) above a subject; `labels` are the
    names the editor gave to blank nodes; `order` is the order of the subjects.
    """

    prefixes: Mapping[str, str]
    base: str = ""
    declared_base: bool = False
    lead: Sequence[str] = ()
    tail: Sequence[str] = ()
    order: Sequence[Subject] = ()
    comments: Mapping[Subject, Sequence[str]] = field(default_factory=dict)
    labels: Mapping[ox.BlankNode, str] = field(default_factory=dict)


def write(triples: Iterable[ox.Triple], document: Document) -> str:
    """Lay out a whole file. Raises InvalidDataError for triple terms (RDF 1.2)."""
    layout = _Layout(triples, document)
    body = [layout.block(subject) for subject in layout.roots]
    head = [f"BASE <{document.base}>"] if document.declared_base else []
    head += [
        f"PREFIX {name}: {layout.namer.reference(iri)}"
        for name, iri in sorted(layout.namer.used.items())
    ]
    parts = ["\n".join(document.lead), "\n".join(head), *body, "\n".join(document.tail)]
    text = "\n\n".join(part for part in parts if part)
    return f"{text}\n" if text else ""


class _Layout:
    def __init__(self, triples: Iterable[ox.Triple], document: Document) -> None:
        self.document = document
        self.namer = Namer(document.prefixes, document.base)
        self.about: dict[Subject, dict[ox.NamedNode, list[Term]]] = {}
        self.uses: Counter[ox.BlankNode] = Counter()
        for triple in dict.fromkeys(triples):
            self._add(triple)
        order = [s for s in dict.fromkeys(document.order) if s in self.about]
        self.subjects = list(dict.fromkeys([*order, *self.about]))
        self.roots = self._roots()
        self.names = self._names()
        self._texts: dict[tuple[ox.BlankNode, str], str] = {}

    def _add(self, triple: ox.Triple) -> None:
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
            raise InvalidDataError(
                "Triple terms (RDF 1.2) have no canonical form here.",
                hint="Keep them in a file of their own that is not formatted.",
            )
        described = self.about.setdefault(subject, defaultdict(list))
        described[triple.predicate].append(value)
        if isinstance(value, ox.BlankNode):
            self.uses[value] += 1

    def _roots(self) -> list[Subject]:
        """Choose what is written at the left margin: all that cannot stand inside another."""
        inner = {
            s
            for s in self.subjects
            if isinstance(s, ox.BlankNode) and self.uses[s] == 1 and s not in self.document.comments
        }
        reached: set[Subject] = set()
        for subject in self.subjects:
            if subject not in inner:
                self._reach(subject, inner, reached)
        # What is left goes round in circles: break each circle at its first subject.
        for subject in self.subjects:
            if subject in inner and subject not in reached:
                inner.discard(subject)
                self._reach(subject, inner, reached)
        return [s for s in self.subjects if s not in inner]

    def _reach(self, start: Subject, inner: set[ox.BlankNode], reached: set[Subject]) -> None:
        waiting: list[Subject] = [start]
        while waiting:
            subject = waiting.pop()
            reached.add(subject)
            for values in self.about[subject].values():
                waiting += [
                    v
                    for v in values
                    if isinstance(v, ox.BlankNode) and v in inner and v not in reached
                ]

    def _names(self) -> dict[ox.BlankNode, str]:
        """Name the blank nodes at the margin: the editor's name, or b1, b2 where one is needed."""
        margin = [s for s in self.roots if isinstance(s, ox.BlankNode)]
        taken = set(self.document.labels.values())
        names: dict[ox.BlankNode, str] = {}
        free = (f"b{n}" for n in range(1, 10**9) if f"b{n}" not in taken)
        shared = [n for n, uses in self.uses.items() if uses > 1 and n not in self.about]
        for node in [*margin, *shared]:
            if self.uses[node] or node in self.document.labels:
                names[node] = self.document.labels.get(node) or next(free)
        return names

    def block(self, subject: Subject) -> str:
        """Write one subject with the comments above it."""
        name = self._margin_name(subject)
        text = f"{name} " + f" ;\n{_STEP}".join(self._predicates(subject, _STEP)) + " ."
        return "\n".join([*self.document.comments.get(subject, ()), text])

    def _margin_name(self, subject: Subject) -> str:
        if isinstance(subject, ox.NamedNode):
            return self.namer.iri(subject.value)
        return f"_:{self.names[subject]}" if subject in self.names else "[]"

    def _predicates(self, subject: Subject, indent: str) -> list[str]:
        named = [
            (_rank(predicate), self._predicate(predicate), values)
            for predicate, values in self.about[subject].items()
        ]
        named.sort(key=lambda item: item[:2])
        return [self._line(name, values, indent) for _, name, values in named]

    def _predicate(self, predicate: ox.NamedNode) -> str:
        return "a" if predicate == _TYPE else self.namer.iri(predicate.value)

    def _line(self, name: str, values: Sequence[Term], indent: str) -> str:
        terms = sorted(values, key=self._sorted) if len(values) > 1 else values
        texts = [self.term(v, indent) for v in terms]
        line = f"{name} {' , '.join(texts)}"
        if len(texts) == 1 or ("\n" not in line and len(indent) + len(line) + 2 <= WIDTH):
            return line
        deeper = indent + _STEP
        return f"{name}\n{deeper}" + f" ,\n{deeper}".join(self.term(v, deeper) for v in terms)

    def _sorted(self, value: Term) -> tuple[int, str]:
        text = self.term(value, "")
        if isinstance(value, ox.NamedNode):
            return 0, text
        if isinstance(value, ox.Literal):
            return 2, text
        return (1 if text.startswith("_:") else 3), text

    def term(self, value: Term, indent: str) -> str:
        """Write one object; `indent` is that of the line it starts on."""
        if isinstance(value, ox.NamedNode):
            return "()" if value == _NIL else self.namer.iri(value.value)
        if isinstance(value, ox.Literal):
            return self.namer.literal(value)
        if not isinstance(value, ox.BlankNode):
            raise TypeError(value)
        if value in self.names:
            return f"_:{self.names[value]}"
        if value not in self.about:
            return "[]"
        # Kept, because a node is laid out for sorting, for one line and for several.
        known = self._texts.get((value, indent))
        if known is None:
            known = self._texts[value, indent] = self._nested(value, indent)
        return known

    def _nested(self, value: ox.BlankNode, indent: str) -> str:
        cells = self._collection(value)
        deeper = indent + _STEP
        if cells is not None:
            return _wrapped("(", [self.term(c, deeper) for c in cells], "", ")", indent)
        return _wrapped("[", self._predicates(value, deeper), " ;", "]", indent)

    def _collection(self, head: ox.BlankNode) -> list[Term] | None:
        """Return the members of a well-formed list, None for any other node."""
        members: list[Term] = []
        node: Term = head
        while node != _NIL:
            about = self.about.get(node) if isinstance(node, ox.BlankNode) else None
            if about is None or node in self.names or set(about) != {_FIRST, _REST}:
                return None
            firsts, rests = about[_FIRST], about[_REST]
            if len(firsts) != 1 or len(rests) != 1:
                return None
            members.append(firsts[0])
            node = rests[0]
        return members


def _rank(predicate: ox.NamedNode) -> int:
    return 0 if predicate == _TYPE else 1 if predicate == _LABEL else 2


def _wrapped(start: str, parts: Sequence[str], end: str, stop: str, indent: str) -> str:
    """Put the parts on one line where they fit, else each on its own."""
    line = f"{start} {f'{end} '.join(parts)} {stop}"
    if "\n" not in line and (len(parts) == 1 or len(indent) + len(line) <= WIDTH - 12):
        return line
    deeper = indent + _STEP
    return f"{start}\n" + "".join(f"{deeper}{part}{end}\n" for part in parts) + f"{indent}{stop}"
