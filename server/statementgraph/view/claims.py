"""Utterances, quotes and references read from a graph, in the form that pages show."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from statementgraph.view import labels, term_labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.dates import date_in_words
from statementgraph.view.graph import (
    Graph,
    Node,
    Term,
    is_node,
    local_name,
    named_node,
    prefixed_name,
)
from statementgraph.view.languages import language_tag
from statementgraph.view.notices import Notice, read_notice
from statementgraph.view.quantities import Quantity
from statementgraph.view.quotes import Quote

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Ref:
    """The label of a thing and its link, "" for none; `external` links leave this host."""

    text: str
    href: str = ""
    iri: str = ""
    external: bool = False


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said, with its speakers, statement, date, stance, polarity, certainty and quotes.

    `speaker` is the first of the `speakers`, who have one office or more each in `offices`.
    `verb` says how it was said, such as "said, as a denial"; `day` is the date in words and `iso`
    the date as stored. `clauses` are the words in the quotes that carry it, in the order of the
    text. `quantity` is what it gives, with bounds, hedge and unit.
    """

    ref: Ref
    anchor: str
    kind: str
    kind_label: str
    speaker: Ref
    offices: tuple[Ref, ...]
    statement: Ref
    day: str
    iso: str
    verb: str
    stance: Ref | None
    holders: tuple[Ref, ...]
    quotes: tuple[Quote, ...]
    quantity: Quantity = field(default_factory=Quantity)
    speakers: tuple[Ref, ...] = ()
    polarity: Ref | None = None
    certainty: Ref | None = None
    denied: bool = False
    words: tuple[str, ...] = ()
    clauses: tuple[Quote, ...] = ()
    notice: Notice = field(default_factory=Notice)

    @property
    def figure(self) -> str:
        """The quantity in words, "" for none."""
        return self.quantity.text

    @property
    def speaker_names(self) -> str:
        """The names of all speakers in one line."""
        return names_in_line(ref.text for ref in self.speakers or (self.speaker,))

    @property
    def carrying(self) -> tuple[Quote, ...]:
        """The quotes that hold its words; all its quotes where the data does not say."""
        return tuple(q for q in self.quotes if q.holds_any(self.clauses)) or self.quotes

    @property
    def start(self) -> int:
        """The position in the text where its first quote starts."""
        return min((q.start for q in self.quotes), default=0)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads references, quotes and utterances from the graph of one document."""

    graph: Graph
    addresses: Addresses

    def ref(self, node: Term) -> Ref:
        """Return the label of a thing and, where its IRI is a safe link, the link."""
        text = clip(self.graph.label(node)) or "(no name)"
        if not isinstance(node, NamedNode):
            return Ref(text)
        path = self.addresses.below(node.value)
        inside = path is not None
        if path and path.startswith("concept/"):
            text = labels.CONCEPTS.get(path.removeprefix("concept/"), text)
        if not inside and not self.graph.given_label(node):
            # A thing of another site without a label is shown by its IRI.
            text = clip(prefixed_name(node.value))
        href = self.addresses.href(node.value)
        if path and "/text/" in path and "#" in path:
            # A quote: browsers do not send a fragment, so the link names its document.
            href = self.addresses.document(path, ".html")
        return Ref(text, href, node.value, external=not inside)

    def labelled(self, node: NamedNode, name: str) -> Ref:
        """Return a reference with a label that a query gave: this graph may not hold it."""
        ref = self.ref(node)
        return Ref(clip(name), ref.href, ref.iri, ref.external) if name else ref

    def refs(self, subject: Node, *predicates: str) -> tuple[Ref, ...]:
        """Return what `subject` links to by any of the predicates, in alphabetical order."""
        refs = (self.ref(o) for o in self.graph.all(subject, *predicates))
        return tuple(sorted(refs, key=lambda r: r.text.casefold()))

    def kind(self, node: Node) -> str:
        """Return the most specific known class, as a prefixed name, "" for none."""
        types = set(self.graph.all(node, "rdf:type"))
        return term_labels.first_class(lambda name: named_node(name) in types)

    def kind_label(self, node: Node) -> str:
        """Return the label of the class of a thing."""
        if name := self.kind(node):
            return term_labels.CLASSES[name][0]
        types = self.graph.all(node, "rdf:type")
        known = sorted(local_name(t.value) for t in types if isinstance(t, NamedNode))
        return known[0] if known else "thing"

    def quote(self, node: Node, language: str = "") -> Quote | None:
        """Return a quote; None where the graph does not hold its selectors."""
        selectors = self.graph.all(node, "oa:hasSelector")
        start = end = 0
        exact = prefix = suffix = ""
        for s in selectors:
            if self.graph.is_a(s, "oa:TextPositionSelector"):
                start, end = self._number(s, "oa:start"), self._number(s, "oa:end")
            else:
                exact = self.graph.text(s, "oa:exact") or exact
                prefix = self.graph.text(s, "oa:prefix") or prefix
                suffix = self.graph.text(s, "oa:suffix") or suffix
        iri = node.value if isinstance(node, NamedNode) else ""
        links = (self.addresses.passage(iri), self.ref(node).href)
        return Quote(exact, prefix, suffix, start, end, iri, *links, language) if exact else None

    def _number(self, node: Term, predicate: str) -> int:
        text = self.graph.text(node, predicate)
        return int(text) if text.isdecimal() and len(text) < 12 else 0

    def offices(self, statement: Term | None, speaker: Term | None) -> tuple[Ref, ...]:
        """Return the office in which a speaker issued the statement, else the offices held."""
        if not is_node(speaker):
            return ()
        attributions = self.graph.all(statement, "prov:qualifiedAttribution") if statement else []
        for attribution in attributions:
            if is_node(attribution) and self.graph.first(attribution, "prov:agent") == speaker:
                return self.refs(attribution, "prov:hadRole")
        return self.refs(speaker, "org:holds")

    def speakers(self, node: Node) -> tuple[tuple[Ref, tuple[Ref, ...]], ...]:
        """Return each speaker of a statement or of an utterance, with the offices it was said in.

        The one who stands first in the data is first; those of one node are in the order of names.
        """
        graph = self.graph
        statement = graph.first(node, "dcterms:isPartOf") or node
        speakers = [s for s in graph.all(node, "prov:wasAttributedTo") if is_node(s)]
        named = ((self.ref(s), self.offices(statement, s)) for s in speakers)
        return tuple(sorted(named, key=lambda pair: pair[0].text.casefold()))

    def language(self, statement: Term | None, text: Term | None = None) -> str:
        """Return the language tag of a text, else that of its statement; "" for unknown."""
        for node in (text, statement):
            for language in self.graph.all(node, "dcterms:language") if node else ():
                return language_tag(getattr(language, "value", ""))
        return ""

    def utterance(self, node: Node) -> Utterance:
        """Return one utterance with its quotes in the order of the text."""
        graph = self.graph
        statement = graph.first(node, "dcterms:isPartOf")
        iso = graph.text(statement, "dcterms:issued") if statement else ""
        kind, speakers = self.kind(node), self.speakers(node)
        axes = {n: graph.first(node, f"sg:{n}") for n in ("stance", "polarity", "certainty")}
        names = {n: local_name(o.value) for n, o in axes.items() if isinstance(o, NamedNode)}
        refs = {n: self.ref(o) if o else None for n, o in axes.items()}
        unnamed = Ref("somebody not named in the data")
        clauses = self._quotes(node, "sg:clause", statement)
        return Utterance(
            ref=self.ref(node),
            anchor=_anchor(node),
            kind=kind,
            kind_label=self.kind_label(node),
            speaker=speakers[0][0] if speakers else unnamed,
            offices=tuple(dict.fromkeys(office for _, offices in speakers for office in offices)),
            statement=self.ref(statement) if statement else Ref("a statement"),
            day=date_in_words(iso),
            iso=iso,
            verb=labels.verb(kind, **names),
            holders=self.refs(node, "sg:reportedHolder"),
            quotes=self._quotes(node, "prov:wasDerivedFrom", statement),
            quantity=self.quantity(node),
            speakers=tuple(ref for ref, _ in speakers),
            denied=names.get("polarity") == "denied",
            words=tuple(c.exact for c in clauses) or self._worded(node),
            clauses=clauses,
            notice=read_notice(graph, statement) if is_node(statement) else Notice(),
            **refs,
        )

    def _worded(self, node: Node) -> tuple[str, ...]:
        return tuple(o.value for o in self.graph.all(node, "sg:asWorded") if isinstance(o, Literal))

    def _quotes(self, node: Node, predicate: str, statement: Term | None) -> tuple[Quote, ...]:
        read = []
        for place in self.graph.all(node, predicate):
            source = self.graph.first(place, "oa:hasSource")
            quote = self.quote(place, self.language(statement, source)) if is_node(place) else None
            read += [quote] if quote else []
        return tuple(sorted(read, key=lambda q: (q.start, q.end)))

    def quantity(self, node: Node) -> Quantity:
        """Return the number, range or vague quantity that a claim gives; an empty one for none."""
        graph = self.graph
        cohort, whole = graph.first(node, "sg:cohort"), graph.first(node, "sg:ofWhole")
        unit = graph.first(cohort or node, "sg:unit")
        vague, hedge = graph.first(node, "sg:vagueQuantity"), graph.first(node, "sg:qualifier")
        return Quantity(
            value=graph.text(node, "sg:value"),
            lower=graph.text(node, "sg:lowerBound"),
            upper=graph.text(node, "sg:upperBound"),
            vague=graph.label(vague) if vague else "",
            hedge=self.ref(hedge).text if hedge else "",
            unit=graph.given_label(unit) if unit else "",
            whole=graph.label(whole) if whole else "",
        )


def names_in_line(names: Iterable[str]) -> str:
    """Return names in a line: "A", "A and B", "A, B and C"."""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _anchor(node: Node) -> str:
    """Return the id of an utterance on a page: the last two parts of its path."""
    path = node.value.rsplit("/", 2)[-2:] if isinstance(node, NamedNode) else [node.value]
    return "-".join(path)


def clip(text: str, longest: int = _LONGEST) -> str:
    """Return a text, cut after `longest` characters with a note of its whole length."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]} […] (cut: {len(text):,} characters in all)"
