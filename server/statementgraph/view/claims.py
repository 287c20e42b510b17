"""Utterances, quotes and references read from a graph, in the form that pages show."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph.view import labels
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

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Ref:
    """The label of a thing and its link, "" for none; `external` links leave this host."""

    text: str
    href: str = ""
    iri: str = ""
    external: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words and their position in the text: code points from 0, `end` exclusive.

    `href` links to the passage on the statement's page, `page` to the quote's own page.
    `language` is the language tag of the statement (BCP 47), "" for unknown.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    iri: str
    href: str
    page: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A claim or call, with its speaker, statement, date, stance and quotes.

    `verb` is the stance as a verb, such as "denied"; `day` is the date in words and `iso` the
    date as stored; `figure` is the number that it gives, with hedge and unit, "" for none.
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
    figure: str = ""

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
        return labels.first_class(lambda name: named_node(name) in types)

    def kind_label(self, node: Node) -> str:
        """Return the label of the class of a thing."""
        if name := self.kind(node):
            return labels.CLASSES[name][0]
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

    def utterance(self, node: Node) -> Utterance:
        """Return one utterance with its quotes in the order of the text."""
        graph = self.graph
        statement = graph.first(node, "dcterms:isPartOf")
        speaker = graph.first(node, "prov:wasAttributedTo")
        stance = graph.first(node, "sg:stance")
        iso = graph.text(statement, "dcterms:issued") if statement else ""
        language = graph.text(statement, "dcterms:language") if statement else ""
        sources = graph.all(node, "prov:wasDerivedFrom")
        read = (self.quote(q, language) for q in sources if is_node(q))
        quotes = sorted((q for q in read if q), key=lambda q: (q.start, q.end))
        kind = self.kind(node)
        return Utterance(
            ref=self.ref(node),
            anchor=_anchor(node),
            kind=kind,
            kind_label=self.kind_label(node),
            speaker=self.ref(speaker) if speaker else Ref("somebody not named in the data"),
            offices=self.offices(statement, speaker),
            statement=self.ref(statement) if statement else Ref("a statement"),
            day=date_in_words(iso),
            iso=iso,
            verb=_verb(kind, stance),
            stance=self.ref(stance) if stance else None,
            holders=self.refs(node, "sg:reportedHolder"),
            quotes=tuple(quotes),
            figure=self.figure(node),
        )

    def figure(self, node: Node) -> str:
        """Return the number that a claim gives, with its hedge and its unit; "" for none."""
        number = self.graph.text(node, "sg:value")
        hedge, cohort = self.graph.first(node, "sg:qualifier"), self.graph.first(node, "sg:cohort")
        unit = self.graph.first(cohort, "sg:unit") if cohort else None
        if not number:
            return ""
        hedge_name = self.ref(hedge).text if hedge else ""
        return labels.figure_text(number, hedge_name, self.graph.given_label(unit) if unit else "")


def _verb(kind: str, stance: Term | None) -> str:
    name = local_name(stance.value) if isinstance(stance, NamedNode) else ""
    return labels.verb(name, call=kind == "sg:Call")


def _anchor(node: Node) -> str:
    """Return the id of an utterance on a page: the last two parts of its path."""
    path = node.value.rsplit("/", 2)[-2:] if isinstance(node, NamedNode) else [node.value]
    return "-".join(path)


def clip(text: str, longest: int = _LONGEST) -> str:
    """Return a text, cut after `longest` characters with a note of its whole length."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]} […] (cut: {len(text):,} characters in all)"
