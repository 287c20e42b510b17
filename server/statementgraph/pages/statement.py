"""The page of a statement: its text with every quote marked, beside all that is said in it."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from statementgraph import engine as asking
from statementgraph.engine import Engine
from statementgraph.pages import words
from statementgraph.pages.addresses import Addresses
from statementgraph.pages.claims import Quote, Reader, Ref, Said
from statementgraph.pages.profiles import Document
from statementgraph.pages.thing import ThingPage, build, sayings
from statementgraph.rdf import PROLOGUE

_TEXTS = (
    "SELECT ?thing ?text ?value ?sum WHERE { ?text dcterms:isFormatOf ?thing ; rdf:value ?value "
    "OPTIONAL { ?text spdx:checksum/spdx:checksumValue ?sum } } ORDER BY ?text"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of the text: plain words, or a quote with what it holds and the sayings it backs."""

    text: str = ""
    anchor: str = ""
    inside: "tuple[Passage, ...]" = ()
    notes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TextView:
    """One stored text of the statement, marked; `sha256` is as stored in the data."""

    ref: Ref
    passages: tuple[Passage, ...]
    characters: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Group:
    """Sayings of one kind, each with the number that marks it in the text."""

    title: str
    items: tuple[tuple[int, Said], ...]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """Everything the page of a statement shows; `own_title` is the one its speaker gave it."""

    thing: ThingPage
    own_title: str
    speaker: Ref | None
    offices: tuple[Ref, ...]
    day: str
    iso: str
    addressees: tuple[Ref, ...]
    texts: tuple[TextView, ...]
    groups: tuple[Group, ...]
    count: int


def build_statement(engine: Engine, addresses: Addresses, document: Document) -> StatementPage:
    """Build the page out of the statement's document."""
    reader, thing = Reader(document.graph, addresses), document.thing
    numbered = tuple(enumerate(sayings(reader, thing), start=1))
    speaker = document.graph.first(thing, "prov:wasAttributedTo")
    iso = document.graph.text(thing, "dcterms:issued")
    return StatementPage(
        thing=build(engine, addresses, document),
        own_title=document.graph.text(thing, "dcterms:title"),
        speaker=reader.ref(speaker) if speaker else None,
        offices=reader.offices(thing, speaker),
        day=words.day(iso),
        iso=iso,
        addressees=reader.refs(thing, "sg:addressedTo"),
        texts=_texts(engine, reader, thing, numbered),
        groups=_groups(numbered),
        count=len(numbered),
    )


def _groups(numbered: tuple[tuple[int, Said], ...]) -> tuple[Group, ...]:
    kinds = dict.fromkeys((*words.UTTERANCES, *(s.kind for _, s in numbered)))
    found = []
    for kind in kinds:
        items = tuple(pair for pair in numbered if pair[1].kind == kind)
        if items:
            found.append(Group(words.CLASSES.get(kind, ("", "Other sayings"))[1], items))
    return tuple(found)


def _texts(
    engine: Engine, reader: Reader, thing: NamedNode, numbered: tuple[tuple[int, Said], ...]
) -> tuple[TextView, ...]:
    found = []
    for row in asking.select(engine, PROLOGUE + _TEXTS, thing=thing):
        text, value, checksum = row["text"], row["value"], row.get("sum")
        if not isinstance(text, NamedNode) or not isinstance(value, Literal):
            continue
        quotes: dict[Quote, list[tuple[int, str]]] = {}
        for number, said in numbered:
            for quote in said.quotes:
                if quote.iri.startswith(f"{text.value}#"):
                    quotes.setdefault(quote, []).append((number, said.anchor))
        ref = Ref(reader.graph.label(text), addresses_of(reader, text), text.value)
        sha256 = checksum.value if isinstance(checksum, Literal) else ""
        found.append(TextView(ref, mark(value.value, quotes), len(value.value), sha256))
    return tuple(found)


def addresses_of(reader: Reader, text: NamedNode) -> str:
    """Address a text on this host."""
    return reader.addresses.href(text.value)


def mark(text: str, quotes: dict[Quote, list[tuple[int, str]]]) -> tuple[Passage, ...]:
    """Nest the quotes in the text; where two cross, the later one goes on in a second run.

    Offsets are code points, as Python's own (Web Annotation Data Model, section 4.2.5).
    """
    spans = [
        (q.start, q.end, f"char={q.start},{q.end}", tuple(notes))
        for q, notes in quotes.items()
        if 0 <= q.start < q.end <= len(text)
    ]
    return _nest(text, 0, len(text), sorted(spans, key=lambda s: (s[0], -s[1])))


_Span = tuple[int, int, str, tuple[tuple[int, str], ...]]


def _nest(text: str, start: int, end: int, spans: list[_Span]) -> tuple[Passage, ...]:
    found: list[Passage] = []
    at = start
    while spans:
        first, last, anchor, notes = spans.pop(0)
        if at < first:
            found.append(Passage(text=text[at:first]))
        inner = [s for s in spans if s[0] < last]
        crossing = [(last, s[1], "", s[3]) for s in inner if s[1] > last]
        within = [(s[0], min(s[1], last), s[2], () if s[1] > last else s[3]) for s in inner]
        spans = sorted(
            [*crossing, *(s for s in spans if s[0] >= last)], key=lambda s: (s[0], -s[1])
        )
        found.append(Passage(anchor=anchor, inside=_nest(text, first, last, within), notes=notes))
        at = last
    if at < end:
        found.append(Passage(text=text[at:end]))
    return tuple(found)
