"""The page of a thing: its name, a sentence, the utterances about it, its properties, its links."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from statementgraph.features.things import neighbours
from statementgraph.features.things.neighbourhood_diagram import (
    Diagram,
    narrow_diagram,
    wide_diagram,
)
from statementgraph.features.things.neighbours import Neighbours
from statementgraph.features.things.profiles import Document
from statementgraph.features.things.properties import Property, properties
from statementgraph.features.things.relations import RelationLine, relation_lines
from statementgraph.features.things.summary import summary_sentence
from statementgraph.features.things.utterance_groups import UtteranceGroup, group_by_quotes
from statementgraph.rdf import PREFIXES
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader, Ref, Utterance, clip
from statementgraph.view.dates import date_order
from statementgraph.view.graph import Graph, Node, is_node, named_node
from statementgraph.view.notices import Notice, read_notice
from statementgraph.view.quotes import Quote
from statementgraph.view.readings import claim_line

# The most things listed for one kind of link, and the most utterances shown.
_LISTED = 100
_SHOWN = 500

# Properties that the page shows outside the table, or links to: a whole text.
_HEADING = ("rdf:type", "rdfs:label", "skos:prefLabel")
_INSIDE_TEXT = (*_HEADING, "rdf:value")
_INSIDE_QUOTE = (*_HEADING, "oa:hasSelector", "prov:wasQuotedFrom")
_INSIDE_CLAIM = (
    *_HEADING,
    *("prov:wasAttributedTo", "prov:wasDerivedFrom", "dcterms:isPartOf"),
    *("sg:stance", "sg:polarity", "sg:certainty", "sg:reportedHolder", "sg:clause"),
)
_INSIDE = {"text": _INSIDE_TEXT}


@dataclass(frozen=True, slots=True)
class IncomingLinks:
    """The links to the thing by one property: their number, and the first of them as `refs`."""

    name: str
    count: int
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ThingPage:
    """What the page of a thing shows.

    `utterance` is set where the thing is one; `claims` are the utterances about the thing,
    `own_utterances` those that it made as a speaker. `signed` are the offices in which a
    speaker signed, each with its statement; `reading` says by how many an utterance was
    read; `whole` are the links to a whole text of `characters` characters.
    """

    title: str
    language: str
    iri: str
    kind: str
    kind_label: str
    sentence: str
    note: str
    replaced_by: tuple[Ref, ...]
    deprecated: bool
    utterance: Utterance | None
    reading: str
    notice: Notice
    relations: tuple[RelationLine, ...]
    quote: Quote | None
    sources: tuple[Ref, ...]
    claims: tuple[Utterance, ...]
    more_claims: int
    own_utterances: tuple[Utterance, ...]
    more_own_utterances: int
    claims_title: str
    signed: tuple[tuple[tuple[Ref, ...], Ref], ...]
    whole: tuple[Ref, ...]
    characters: int
    properties: tuple[Property, ...]
    incoming: tuple[IncomingLinks, ...]
    drawing: Diagram
    narrow: Diagram
    query: str

    @property
    def claim_groups(self) -> tuple[UtteranceGroup, ...]:
        """The claims, grouped by quotes."""
        return group_by_quotes(self.claims)

    @property
    def own_utterance_groups(self) -> tuple[UtteranceGroup, ...]:
        """The utterances of the thing itself, grouped by quotes."""
        return group_by_quotes(self.own_utterances)


def build_thing(engine: Engine, addresses: Addresses, document: Document) -> ThingPage:
    """Build the page from the thing's document; two more queries read its links."""
    thing, graph = document.thing, document.graph
    reader = Reader(graph, addresses)
    utterance = reader.utterance(thing) if document.kind == "utterance" else None
    title, links_query = clip(graph.label(thing), 300), neighbours.neighbourhood_query(thing)
    linked = neighbours.load_neighbours(engine, reader, thing, utterance)
    everything = () if utterance else utterances(reader, thing)
    own_utterances = tuple(s for s in everything if _is_by(s, thing))
    claims = tuple(s for s in everything if not _is_by(s, thing))
    said_of = "" if utterance else summary_sentence(reader, thing, everything)
    note, quote = graph.text(thing, "skos:scopeNote"), reader.quote(thing)
    texts_elsewhere = frozenset({said_of, note})
    return ThingPage(
        title=title,
        language=_language(graph, thing),
        iri=thing.value,
        kind=document.kind,
        kind_label=reader.kind_label(thing),
        sentence=clip(said_of),
        note=note,
        replaced_by=()
        if document.kind == "statement"
        else reader.refs(thing, "dcterms:isReplacedBy"),
        deprecated=graph.text(thing, "owl:deprecated") in {"true", "1"},
        utterance=utterance,
        reading=claim_line(graph, thing) if utterance else "",
        notice=_notice(document, everything),
        relations=relation_lines(reader, thing) if utterance else (),
        quote=quote,
        sources=reader.refs(thing, "oa:hasSource"),
        claims=claims[:_SHOWN],
        more_claims=max(0, len(claims) - _SHOWN),
        own_utterances=own_utterances[:_SHOWN],
        more_own_utterances=max(0, len(own_utterances) - _SHOWN),
        claims_title=_claims_title(document.kind, reader.kind(thing)),
        signed=_signed(reader, thing),
        whole=_whole(reader, thing) if document.kind == "text" else (),
        characters=len(graph.text(thing, "rdf:value")),
        properties=properties(
            reader, thing, _hidden(document.kind, utterance, quote), texts_elsewhere=texts_elsewhere
        ),
        incoming=(*_content(document, reader), *_incoming(linked)),
        drawing=wide_diagram(title, thing.value, linked, links_query),
        narrow=narrow_diagram(title, thing.value, linked, links_query),
        query=thing_query(thing, whole_graph=document.kind == "graph"),
    )


def _notice(document: Document, everything: tuple[Utterance, ...]) -> Notice:
    """Return what became of the statement that the thing is, or that it is a part of."""
    graph, thing = document.graph, document.thing
    if document.kind == "other":
        is_quote = graph.is_a(thing, "oa:SpecificResource")
        return everything[0].notice if is_quote and everything else Notice()
    found = graph.first(thing, "dcterms:isPartOf", "dcterms:isFormatOf")
    return read_notice(graph, found if is_node(found) else thing)


def _hidden(kind: str, own: Utterance | None, quote: Quote | None) -> tuple[str, ...]:
    """Return the properties that the page shows outside its table."""
    if own:
        return _INSIDE_CLAIM
    return _INSIDE_QUOTE if quote else _INSIDE.get(kind, _HEADING)


def thing_query(thing: NamedNode, *, whole_graph: bool = False) -> str:
    """Return the query that the page offers to readers; the IRI is a checked term.

    It selects the thing's own triples, the links to it and, for a named graph, its triples.
    """
    held = f"  UNION\n  {{ GRAPH {thing} {{ ?from ?property ?value }} }}\n" if whole_graph else ""
    return (
        f"PREFIX oa: <{PREFIXES['oa']}>\nPREFIX prov: <{PREFIXES['prov']}>\n\n"
        "SELECT ?from ?property ?value ?speaker ?quote WHERE {\n"
        f"  {{ {thing} ?property ?value . BIND({thing} AS ?from) }}\n"
        "  UNION\n"
        f"  {{ ?from ?property {thing} . BIND({thing} AS ?value) }}\n"
        f"{held}"
        "  OPTIONAL { ?from prov:wasAttributedTo ?speaker }\n"
        "  OPTIONAL { ?from prov:wasDerivedFrom/oa:hasSelector/oa:exact ?quote }\n}"
    )


def _is_by(utterance: Utterance, thing: NamedNode) -> bool:
    return any(speaker.iri == thing.value for speaker in utterance.speakers)


def _claims_title(document: str, kind: str) -> str:
    if document == "text":
        return "What was read from it"
    if kind == "oa:SpecificResource":
        return "What was read from it"
    used = kind in {"skos:Concept", "skos:ConceptScheme"}
    return "Where it is used" if used else "What was said about it"


def _signed(reader: Reader, thing: NamedNode) -> tuple[tuple[tuple[Ref, ...], Ref], ...]:
    """Return the offices in which the thing issued statements, each with its statement."""
    graph = reader.graph
    signed = [
        (offices, reader.ref(statement))
        for attribution in graph.subjects("prov:agent", thing)
        if is_node(attribution) and (offices := reader.refs(attribution, "prov:hadRole"))
        for statement in graph.subjects("prov:qualifiedAttribution", attribution)
    ]
    return tuple(sorted(signed, key=lambda pair: (pair[1].text, pair[1].iri)))


def _whole(reader: Reader, thing: NamedNode) -> tuple[Ref, ...]:
    """Return the links to a whole text: its statement's page, and the stored text itself."""
    statements = [
        Ref("The statement, with every quote marked", f"{ref.href}.html", ref.iri)
        for ref in reader.refs(thing, "dcterms:isFormatOf")
        if ref.href
    ]
    path = reader.addresses.below(thing.value)
    if path is None:
        return tuple(statements)
    stored = Ref("The text by itself, as stored", reader.addresses.local(path, ".txt"), thing.value)
    return (*statements, stored)


def utterances(reader: Reader, thing: Node) -> tuple[Utterance, ...]:
    """Return all utterances in the document but the thing itself, in the order of the text."""
    graph = reader.graph
    nodes = {t.subject for t in graph.triples if t.predicate == named_node("sg:stance")} - {thing}
    read = [reader.utterance(n) for n in nodes if is_node(n)]
    return tuple(
        sorted(read, key=lambda s: (*date_order(s.iso), s.statement.iri, s.start, s.ref.iri))
    )


def _language(graph: Graph, thing: Node) -> str:
    for o in graph.all(thing, "rdfs:label"):
        if isinstance(o, Literal) and o.value == graph.label(thing):
            return o.language or ""
    return ""


def _content(document: Document, reader: Reader) -> tuple[IncomingLinks, ...]:
    """Return the things that a named graph describes."""
    if document.kind != "graph":
        return ()
    subjects = {t.subject for t in document.graph.triples} - {document.thing}
    refs = [reader.ref(s) for s in subjects if isinstance(s, NamedNode)]
    refs.sort(key=lambda r: (r.text.casefold(), r.iri))
    return (IncomingLinks("things described in this graph", len(refs), tuple(refs[:_LISTED])),)


def _incoming(linked: tuple[Neighbours, ...]) -> tuple[IncomingLinks, ...]:
    """Return the links to the thing by property, of all speakers and the record."""
    groups: dict[str, list[Neighbours]] = {}
    for n in linked:
        if not n.outward and not n.tied:
            groups.setdefault(n.predicate, []).append(n)
    return tuple(
        IncomingLinks(same[0].name, same[0].total, _listed([r for n in same for r in n.refs]))
        for same in groups.values()
    )


def _listed(refs: list[Ref]) -> tuple[Ref, ...]:
    return tuple(sorted(refs, key=lambda r: r.iri)[:_LISTED])
