"""The page of any one thing: its name, a sentence, what is said about it, its properties."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from statementgraph import engine as asking
from statementgraph.engine import Engine
from statementgraph.pages import words
from statementgraph.pages.addresses import Addresses
from statementgraph.pages.claims import Reader, Ref, Said, clip
from statementgraph.pages.graph import Graph, Node, Term, is_node, local_name, term
from statementgraph.pages.profiles import PROLOGUE, Document, Profile, read
from statementgraph.rdf import PREFIXES

# A page names this many things for each kind of link, and shows this many sayings.
_LISTED = 100
_SHOWN = 500
_NESTED = 4

_COUNTS = (
    "SELECT ?thing ?p (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?thing FILTER(isIRI(?s)) } "
    "GROUP BY ?thing ?p"
)
_LINKS = (
    "SELECT ?thing ?p ?s (SAMPLE(?name) AS ?label) WHERE { ?s ?p ?thing FILTER(isIRI(?s)) "
    "OPTIONAL { ?s rdfs:label ?name } } GROUP BY ?thing ?p ?s ORDER BY ?p ?s LIMIT 2000"
)
# Shown in the heading or with the quote, so not again in the table.
_HEADING = ("rdf:type", "rdfs:label", "skos:prefLabel")
_INSIDE_CLAIM = (
    *_HEADING,
    *("prov:wasAttributedTo", "prov:wasDerivedFrom", "dcterms:isPartOf"),
    *("sg:stance", "sg:reportedHolder"),
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property: a link, a literal or a nested thing without a name."""

    ref: Ref | None = None
    text: str = ""
    language: str = ""
    datatype: str = ""
    nested: "tuple[Property, ...]" = ()


@dataclass(frozen=True, slots=True)
class Property:
    """A property in words, and its values."""

    name: str
    ref: Ref
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Incoming:
    """What points here by one property: `count` is how many there are, `refs` the first of them."""

    name: str
    count: int
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ThingPage:
    """Everything the page of a thing shows."""

    title: str
    language: str
    iri: str
    kind: str
    kind_words: str
    sentence: str
    note: str
    replaced_by: tuple[Ref, ...]
    deprecated: bool
    said: Said | None
    claims: tuple[Said, ...]
    more_claims: int
    spoken: tuple[Said, ...]
    more_spoken: int
    claims_title: str
    properties: tuple[Property, ...]
    incoming: tuple[Incoming, ...]
    query: str


def build(engine: Engine, addresses: Addresses, document: Document) -> ThingPage:
    """Build the page out of the thing's document; asks two more queries for what points at it."""
    thing, graph = document.thing, document.graph
    reader = Reader(graph, addresses)
    own = reader.said(thing) if document.kind == "utterance" else None
    everything = () if own else sayings(reader, thing)
    spoken = tuple(s for s in everything if s.speaker.iri == thing.value)
    claims = tuple(s for s in everything if s.speaker.iri != thing.value)
    concept = reader.kind(thing) in {"skos:Concept", "skos:ConceptScheme"}
    return ThingPage(
        title=clip(graph.label(thing), 300),
        language=_language(graph, thing),
        iri=thing.value,
        kind=document.kind,
        kind_words=reader.kind_words(thing),
        sentence=_sentence(reader, thing, own),
        note=graph.text(thing, "skos:scopeNote"),
        replaced_by=reader.refs(thing, "dcterms:isReplacedBy"),
        deprecated=graph.text(thing, "owl:deprecated") in {"true", "1"},
        said=own,
        claims=claims[:_SHOWN],
        more_claims=max(0, len(claims) - _SHOWN),
        spoken=spoken[:_SHOWN],
        more_spoken=max(0, len(spoken) - _SHOWN),
        claims_title="Where it is used" if concept else "What was said about it",
        properties=properties(reader, thing, _INSIDE_CLAIM if own else _HEADING),
        incoming=(*_content(document, reader), *_incoming(engine, reader, thing)),
        query=shown_query(thing),
    )


def load(engine: Engine, addresses: Addresses, thing: NamedNode) -> ThingPage:
    """Read the thing's document and build its page."""
    return build(engine, addresses, read(engine, thing, Profile.CLAIMS))


def shown_query(thing: NamedNode) -> str:
    """Write the query behind the page, for a reader to change; the IRI is a checked term."""
    return (
        f"PREFIX oa: <{PREFIXES['oa']}>\nPREFIX prov: <{PREFIXES['prov']}>\n\n"
        "SELECT ?said ?property ?speaker ?quote WHERE {\n"
        f"  ?said ?property {thing} ;\n"
        "    prov:wasAttributedTo ?speaker .\n"
        "  OPTIONAL { ?said prov:wasDerivedFrom/oa:hasSelector/oa:exact ?quote }\n}"
    )


def sayings(reader: Reader, thing: Node) -> tuple[Said, ...]:
    """Give all utterances in the document but the thing itself, in the order of the text."""
    graph = reader.graph
    nodes = {t.subject for t in graph.triples if t.predicate == term("sg:stance")} - {thing}
    found = [reader.said(n) for n in nodes if is_node(n)]
    return tuple(sorted(found, key=lambda s: (s.iso, s.statement.iri, s.start, s.ref.iri)))


def _language(graph: Graph, thing: Node) -> str:
    for o in graph.all(thing, "rdfs:label"):
        if isinstance(o, Literal) and o.value == graph.label(thing):
            return o.language or ""
    return ""


def _sentence(reader: Reader, thing: NamedNode, said: Said | None) -> str:
    """Say in one sentence what the thing is, without taking a side."""
    graph, kind = reader.graph, reader.kind(thing)
    if said:
        return ""
    given = graph.text(thing, "skos:definition", "dcterms:description", "rdfs:comment")
    if given:
        return clip(given, 600)
    if kind == "sg:Cohort":
        return (
            "A group defined by who, what happened and in which unit, so that the figures "
            "of several speakers can be set side by side. It may be empty; that it is listed "
            "asserts nothing."
        )
    if kind == "sem:Event":
        return (
            "What different speakers speak about, identified only by place and date. "
            "What it was is for the claims below."
        )
    if kind == "sg:TimeReading":
        return (
            "How the editors read a date given in words: it took place at some time within "
            "these whole days."
        )
    return f"{words.article(reader.kind_words(thing)).capitalize()} named in the data."


def properties(
    reader: Reader, subject: Node, hidden: tuple[str, ...], depth: int = 0
) -> tuple[Property, ...]:
    """Give the properties of a thing in words, without the hidden ones."""
    skipped = {term(name) for name in hidden}
    found = []
    for predicate, objects in reader.graph.about(subject).items():
        if predicate in skipped:
            continue
        values = tuple(_value(reader, o, depth) for o in sorted(objects, key=_value_order))
        name = property_name(reader.graph, predicate, 0)
        found.append(Property(name, reader.ref(predicate), values))
    return tuple(sorted(found, key=lambda p: p.name.casefold()))


def _value_order(value: Term) -> tuple[str, str]:
    return type(value).__name__, str(value)


def _value(reader: Reader, value: Term, depth: int) -> Value:
    if isinstance(value, Literal):
        datatype = "" if value.language else value.datatype.value
        plain = datatype in {"", PREFIXES["xsd"] + "string"}
        return Value(
            text=clip(value.value),
            language=value.language or "",
            datatype="" if plain else local_name(datatype),
        )
    if isinstance(value, NamedNode):
        return Value(ref=reader.ref(value))
    if depth < _NESTED and is_node(value) and (nested := properties(reader, value, (), depth + 1)):
        return Value(nested=nested)
    return Value(text=clip(str(value)))


def property_name(graph: Graph, predicate: NamedNode, way: int) -> str:
    """Say a property in words; `way` is 0 forwards and 1 backwards."""
    for prefix, iri in PREFIXES.items():
        if predicate.value.startswith(iri):
            name = f"{prefix}:{predicate.value[len(iri) :]}"
            if name in words.PROPERTIES:
                return words.PROPERTIES[name][way]
    label = graph.label(predicate)
    return f"{label} of" if way else label


def _content(document: Document, reader: Reader) -> tuple[Incoming, ...]:
    """List what a named graph describes."""
    if document.kind != "graph":
        return ()
    held = {t.subject for t in document.graph.triples} - {document.thing}
    named = [reader.ref(s) for s in held if isinstance(s, NamedNode)]
    named.sort(key=lambda r: (r.text.casefold(), r.iri))
    return (Incoming("things described in this graph", len(named), tuple(named[:_LISTED])),)


def _incoming(engine: Engine, reader: Reader, thing: NamedNode) -> tuple[Incoming, ...]:
    """Group what points at the thing by property, with counts."""
    groups: dict[NamedNode, list[Ref]] = {}
    for row in asking.select(engine, PROLOGUE + _LINKS, thing=thing):
        predicate, node, label = row["p"], row["s"], row.get("label")
        if not isinstance(predicate, NamedNode) or not isinstance(node, NamedNode):
            continue
        ref = reader.ref(node)
        text = clip(label.value, 300) if isinstance(label, Literal) else ref.text
        groups.setdefault(predicate, []).append(Ref(text, ref.href, ref.iri, ref.external))
    found = []
    for row in asking.select(engine, PROLOGUE + _COUNTS, thing=thing):
        predicate, count = row["p"], row["n"]
        if isinstance(predicate, NamedNode) and isinstance(count, Literal):
            name = property_name(reader.graph, predicate, 1)
            refs = tuple(groups.get(predicate, ())[:_LISTED])
            found.append(Incoming(name, int(count.value), refs))
    return tuple(sorted(found, key=lambda i: i.name.casefold()))
