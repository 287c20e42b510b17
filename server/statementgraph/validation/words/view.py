"""The corpus as the word checks see it: utterances with their quotes, things with their names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Corpus, Text
from statementgraph.quotes import Span, split_quote_iri
from statementgraph.rdf import NS, PREFIXES

_LANGUAGE = re.compile(r"/iso639-[12]/([a-z]{2,3})$")
_CUES = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")
LONGEST_NAME = 90
"""Up to how many code points of a source quote count as a name of the thing it is from."""

KINDS = frozenset(
    {
        *("Call", "Commitment", "Expression", "Declaration", "Claim"),
        *("CountClaim", "MeasureClaim", "CharacterisationClaim", "OccurrenceClaim"),
        *("ConductClaim", "ViolationClaim", "RecognitionClaim", "RelationClaim"),
    }
)
"""The local names of the classes of utterances."""


def term(name: str) -> str:
    """Expand `prefix:name`; a name without a prefix is ours."""
    prefix, _, local = name.rpartition(":")
    return PREFIXES[prefix or "sg"] + local


def sg(iri: str) -> str:
    """Return the local name of a concept or of a term of ours."""
    return re.split(r"[/#]", iri)[-1]


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote or a clause: the text, where, and its words."""

    text: Text
    span: Span

    @property
    def words(self) -> str:
        """The exact words."""
        return self.span.of(self.text.content)

    def find(self, words: str) -> list["Passage"]:
        """Return where `words` stand in it first, as a passage; none where they do not."""
        at = self.words.find(words) if words else -1
        start = self.span.start + at
        return [Passage(self.text, Span(start, start + len(words)))] if at >= 0 else []

    def holds(self, other: "Passage") -> bool:
        """Say whether all of another passage is in it."""
        inside = self.span.start <= other.span.start and other.span.end <= self.span.end
        return self.text is other.text and inside

    def touches(self, other: "Passage") -> bool:
        """Say whether the two share a code point."""
        return self.text is other.text and self.span.overlaps(other.span)

    @property
    def paragraph(self) -> Span:
        """The stretch of the text between the blank lines around it."""
        content = self.text.content
        start = content.rfind("\n\n", 0, self.span.start)
        end = content.find("\n\n", self.span.end)
        return Span(start + 2 if start >= 0 else 0, end if end >= 0 else len(content))


@dataclass
class Node:
    """A described thing: its IRI, and its values by property IRI."""

    iri: str
    values: Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]

    def all(self, name: str) -> list[str]:
        """Return the values of a property as text, in the order of the file."""
        return [v.value for v in self.values.get(term(name), ())]

    def one(self, name: str) -> str:
        """Return the first value of a property as text, or nothing."""
        return next(iter(self.all(name)), "")

    def literals(self, name: str) -> Iterator[ox.Literal]:
        """Yield the values of a property that are literals."""
        return (v for v in self.values.get(term(name), ()) if isinstance(v, ox.Literal))


@dataclass
class Utterance(Node):
    """One utterance: its kind, its statement's IRI, its language, its quotes and clauses."""

    kind: str = ""
    statement: str = ""
    language: str = ""
    quotes: list[Passage] = field(default_factory=list)
    clauses: list[Passage] = field(default_factory=list)

    @property
    def worded(self) -> str:
        """The words that carry it; runs apart in the order of the text, each on a line."""
        if self.clauses:
            return "\n".join(dict.fromkeys(c.words for c in self.clauses))
        return "\n".join(self.all("asWorded"))

    @property
    def quoted(self) -> str:
        """The words of all its quotes, each on a line."""
        return "\n".join(q.words for q in self.quotes)

    @property
    def paragraphs(self) -> str:
        """The words of the paragraphs that its quotes stand in, each on a line."""
        return "\n".join(dict.fromkeys(q.paragraph.of(q.text.content) for q in self.quotes))


class View:
    """All nodes of a corpus by IRI, over all its graphs."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        values: defaultdict[str, defaultdict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]]
        values = defaultdict(lambda: defaultdict(list))
        for quad in corpus.quads:
            key = str(quad.subject) if isinstance(quad.subject, ox.BlankNode) else ""
            if isinstance(quad.object, ox.Triple) or isinstance(quad.subject, ox.Triple):
                continue
            there = values[key or quad.subject.value][quad.predicate.value]
            if quad.object not in there:
                there.append(quad.object)
        self.nodes: Mapping[str, Node] = {iri: Node(iri, v) for iri, v in values.items()}
        self._texts = {t.iri: t for s in corpus.statements for t in s.texts.values()}

    def node(self, iri: str) -> Node:
        """Return what is known of an IRI; a node without values where that is nothing."""
        return self.nodes.get(iri) or Node(iri, {})

    def nested(self, node: Node, name: str) -> Iterator[Node]:
        """Yield the blank nodes that are values of a property."""
        for value in node.values.get(term(name), ()):
            if isinstance(value, ox.BlankNode) and str(value) in self.nodes:
                yield self.nodes[str(value)]

    def passages(self, iris: Iterable[str]) -> list[Passage]:
        """Return the passages that IRIs name, in the order of the text."""
        placed = [place for place in map(split_quote_iri, iris) if place is not None]
        known = ((self._texts[text], span) for text, span in placed if text in self._texts)
        return [Passage(text, span) for text, span in sorted(known, key=lambda p: (p[0].iri, p[1]))]

    def language(self, iri: str) -> str:
        """Return the language of a statement or a text as a tag; English where none is named."""
        match = _LANGUAGE.search(self.node(iri).one("dcterms:language"))
        return match[1] if match else "en"

    @cached_property
    def utterances(self) -> tuple[Utterance, ...]:
        """Every utterance of every statement, in the order of the files."""
        return tuple(self._utterances())

    def _utterances(self) -> Iterator[Utterance]:
        for node in self.nodes.values():
            kinds = [k for k in map(sg, node.all("rdf:type")) if k in KINDS]
            statement = node.one("dcterms:isPartOf")
            if not kinds or not statement:
                continue
            yield Utterance(
                node.iri,
                node.values,
                kind=kinds[0],
                statement=statement,
                language=self.language(statement),
                quotes=self.passages(node.all("prov:wasDerivedFrom")),
                clauses=self.passages(node.all("clause")),
            )

    @cached_property
    def readings(self) -> tuple[Node, ...]:
        """Every time reading."""
        return tuple(n for n in self.nodes.values() if term("TimeReading") in n.all("rdf:type"))

    @cached_property
    def _called(self) -> Mapping[str, list[tuple[str, str]]]:
        """What claims call a thing, by name or by description, each with the claim's IRI."""
        called: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for claim in self.utterances:
            words = [*claim.all("namedAs"), *claim.all("describedAs")]
            for thing in [*claim.all("about"), *claim.all("patient")]:
                called[thing] += [(w, claim.iri) for w in words]
        return called

    def names(self, iri: str, but: str = "") -> tuple[str, ...]:
        """Return every name of a thing or a concept, in all languages.

        Its labels, the short passages that it was recorded from, and what claims call
        it, except the claim `but`: a claim is no witness of its own topic.
        """
        own = self._names.get(iri) or self._names.setdefault(iri, tuple(self._all_names(iri)))
        return own + tuple(w for w, claim in self._called.get(iri, ()) if claim != but)

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _all_names(self, iri: str) -> Iterator[str]:
        node = self.node(iri)
        for name in ("rdfs:label", "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel"):
            yield from node.all(name)
        yield from node.all("officialName")
        for passage in self.passages(node.all("dcterms:source")):
            if len(passage.words) <= LONGEST_NAME:
                yield passage.words

    def cues(self, concept: str, language: str, names: tuple[str, ...] = _CUES) -> tuple[str, ...]:
        """Return the words of a concept in one language: its labels of every kind."""
        node = self.node(concept)
        return tuple(
            literal.value
            for name in names
            for literal in node.literals(name)
            if (literal.language or language).split("-")[0] == language
        )

    def typed(self, name: str) -> list[Node]:
        """Return the things of a class."""
        return [n for n in self.nodes.values() if term(name) in n.all("rdf:type")]

    def scheme_of(self, name: str) -> list[str]:
        """Return the concepts that a property of cohorts takes: statuses, sub-groups, manners."""
        scheme = {"status": "statuses", "subgroup": "subgroups", "manner": "manners"}[name]
        iri = f"{self.corpus.base}concept/scheme/{scheme}"
        return [n.iri for n in self.nodes.values() if iri in n.all("skos:inScheme")]

    def finding(self, iri: str, wrong: str, mend: str, code: str) -> Finding:
        """Make a finding about a thing, with the file and line where it is described."""
        subject = iri.removeprefix(self.corpus.base)
        return Finding(*self.corpus.locate(iri), subject, wrong, mend, code)


def shown(words: str, most: int = 70) -> str:
    """Put words on one line between quotation marks, cut to `most` code points."""
    line = " ".join(words.split())
    return f"“{line}”" if len(line) <= most else f"“{line[: most - 1]}…”"


def ours(name: str) -> str:
    """Write a term of ours as editors do."""
    return f"sg:{name.removeprefix(NS)}"
