"""The editors' triples by subject, and the small edits that every kind is made of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from mutation.sources import Mutant, Sources, nested, node

Term = ox.NamedNode | ox.BlankNode | ox.Literal
TYPE, LABEL = node("rdf:type"), node("rdfs:label")
QUOTED, EXACT = node("prov:wasDerivedFrom"), node("oa:exact")


class Graph:
    """What the editors' files say, by subject; each triple with its file."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.about: defaultdict[object, list[tuple[str, ox.Triple]]] = defaultdict(list)
        for name, triple in sources.triples():
            self.about[triple.subject].append((name, triple))
        self.utterances = [s for s in self.about if self.values(s, node("dcterms:isPartOf"))]
        self.readings = self.typed("TimeReading")
        self.statements = self.typed("Statement")
        self.cohorts = self.typed("Cohort")

    def typed(self, *names: str) -> list[ox.NamedNode]:
        """Return the things of one of several classes, in the order of the files."""
        kinds = {node(n) for n in names}
        return [
            s
            for s in self.about
            if isinstance(s, ox.NamedNode) and kinds.intersection(self.values(s, TYPE))
        ]

    def concepts(self, scheme: str) -> list[ox.NamedNode]:
        """Return the concepts of a scheme."""
        iri = self.sources.iri(f"concept/scheme/{scheme}")
        return [
            s
            for s in self.about
            if isinstance(s, ox.NamedNode) and iri in self.values(s, node("skos:inScheme"))
        ]

    def values(self, subject: object, predicate: ox.NamedNode) -> list[Term]:
        """Return the values of a property."""
        return [t.object for _, t in self.about.get(subject, ()) if t.predicate == predicate]

    def kind(self, subject: object) -> str:
        """Return the local name of the first class of a thing."""
        kinds = self.values(subject, TYPE)
        return kinds[0].value.rsplit("#", 1)[-1].rsplit("/", 1)[-1] if kinds else ""

    def stated(
        self, subjects: Iterable[object], predicate: ox.NamedNode
    ) -> Iterator[tuple[str, ox.Triple]]:
        """Yield the triples with a property, of some subjects, with their files."""
        for subject in subjects:
            yield from (p for p in self.about[subject] if p[1].predicate == predicate)

    def short(self, term: object) -> str:
        """Write a term shortly, for the list of survivors."""
        words = str(getattr(term, "value", term)).removeprefix(self.sources.base)
        return " ".join(words.split())[:60]

    def replaced(self, kind: str, file: str, triple: ox.Triple, value: Term) -> Mutant:
        """Make the edit that gives a triple another object."""
        new = ox.Triple(triple.subject, triple.predicate, value)
        what = f"{self.short(triple.subject)}: {self.short(triple.object)} -> {self.short(value)}"
        return Mutant(kind, what, file, (triple,), (new,))

    def dropped(self, kind: str, file: str, triple: ox.Triple) -> Mutant:
        """Make the edit that takes a triple out, with the blank nodes below it."""
        gone = (triple,)
        if isinstance(triple.object, ox.BlankNode):
            gone += nested((t for n, t in self.sources.triples() if n == file), triple.object)
        return Mutant(
            kind, f"{self.short(triple.subject)}: no {self.short(triple.object)}", file, gone
        )

    def put(
        self, kind: str, file: str, subject: Term, predicate: ox.NamedNode, value: Term
    ) -> Mutant:
        """Make the edit that adds a triple."""
        what = f"{self.short(subject)}: also {self.short(value)}"
        return Mutant(kind, what, file, (), (ox.Triple(subject, predicate, value),))

    def quotes(self, subject: object) -> list[tuple[str, ox.Triple, str]]:
        """Return the quotes of a thing: file, the triple that leads to it, its exact words."""
        found = []
        for file, triple in self.stated([subject], QUOTED):
            exact = self.values(triple.object, EXACT)
            if exact:
                found.append((file, triple, exact[0].value))
        return found


Kind = Callable[[Graph], Iterator[Mutant]]


def others(value: Term, among: Iterable[Term]) -> list[Term]:
    """Return what else could stand there, in a fixed order that begins after `value`."""
    every = list(dict.fromkeys(among))
    at = every.index(value) + 1 if value in every else 0
    return [v for v in every[at:] + every[:at] if v != value]


def plain(value: str) -> ox.Literal:
    """Make a plain literal."""
    return ox.Literal(value)


def like(old: ox.Literal, value: str) -> ox.Literal:
    """Make a literal with the language or datatype of another."""
    if old.language:
        return ox.Literal(value, language=old.language)
    return ox.Literal(value, datatype=old.datatype)
