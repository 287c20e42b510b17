"""The page of a statement: its text with every quote marked, and the notes on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from statementgraph import sparql
from statementgraph.features.statement import kinds
from statementgraph.features.statement.annotations import (
    Annotations,
    load_annotations,
    load_clauses,
)
from statementgraph.features.statement.coverage import (
    SentenceCoverage,
    characters_in,
    count_with_utterances,
    sentence_coverage,
)
from statementgraph.features.statement.kinds import AnnotationKind
from statementgraph.features.statement.note_groups import NoteGroup, group_notes
from statementgraph.features.statement.notes import AnnotatedText, Note, NoteEntry, build_notes
from statementgraph.features.statement.origin import Origin, load_origin
from statementgraph.features.statement.text_segments import TextSegment, segment_text
from statementgraph.features.things.profiles import Document
from statementgraph.features.things.view import ThingPage, build_thing
from statementgraph.quotes import Span
from statementgraph.rdf import PROLOGUE
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader, Ref, names_in_line
from statementgraph.view.dates import date_in_words
from statementgraph.view.languages import direction
from statementgraph.view.readings import ReadingSummary, reading_summary

_TEXTS = (
    "SELECT ?thing ?text ?value ?sum WHERE { ?text dcterms:isFormatOf ?thing ; rdf:value ?value "
    "OPTIONAL { ?text spdx:checksum/spdx:checksumValue ?sum } } ORDER BY ?text"
)


@dataclass(frozen=True, slots=True)
class TextView:
    """One stored text of the statement as segments, with its notes and its sentences.

    `groups` are the notes by paragraph. `sha256` is the checksum in the data. `carrying` of the
    `characters` stand in words that carry something said.
    """

    ref: Ref
    runs: tuple[TextSegment, ...]
    notes: tuple[Note, ...]
    sentences: tuple[SentenceCoverage, ...]
    characters: int
    sha256: str
    carrying: int = 0
    language: str = ""
    groups: tuple[NoteGroup, ...] = ()

    @property
    def direction(self) -> str:
        """The direction of the script: the value of `dir`."""
        return direction(self.language)

    @property
    def with_utterances(self) -> int:
        """The number of sentences with utterances."""
        return count_with_utterances(self.sentences)


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A kind to filter by, its number of things, and whether it is chosen."""

    kind: AnnotationKind
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class StatementPage:
    """What the page of a statement shows; `own_title` is the title that its speaker gave it.

    `speakers` are each with the offices in which they issued it, `occasion` are their words for
    the occasion.

    `count` is the number of utterances, `entry_count` that of all things read from the text,
    of which `shown_count` are shown.
    """

    thing: ThingPage
    own_title: str
    language: str
    speakers: tuple[tuple[Ref, tuple[Ref, ...]], ...]
    occasion: str
    day: str
    iso: str
    addressees: tuple[Ref, ...]
    reading: ReadingSummary
    origin: Origin
    texts: tuple[TextView, ...]
    choices: tuple[KindChoice, ...]
    count: int
    entry_count: int
    shown_count: int

    @property
    def speaker_names(self) -> str:
        """The names of the speakers in one line, "" for none in the data."""
        return names_in_line(ref.text for ref, _ in self.speakers)

    @property
    def filtered(self) -> bool:
        """Whether the reader chose some kinds only."""
        return any(choice.chosen for choice in self.choices)


def build_statement(
    engine: Engine, addresses: Addresses, document: Document, requested: Iterable[str] = ()
) -> StatementPage:
    """Build the page from the statement's document; shows the `requested` kinds, or all."""
    reader, thing = Reader(document.graph, addresses), document.thing
    chosen = kinds.chosen(requested)
    iso = document.graph.text(thing, "dcterms:issued")
    texts = _texts(engine, reader, thing, chosen)
    entries = {e.key: e for text in texts for note in text.notes for e in note.entries}
    return StatementPage(
        thing=build_thing(engine, addresses, document),
        own_title=document.graph.text(thing, "dcterms:title"),
        language=reader.language(thing),
        speakers=reader.speakers(thing),
        occasion=document.graph.text(thing, "sg:occasion"),
        day=date_in_words(iso),
        iso=iso,
        addressees=reader.refs(thing, "sg:addressedTo"),
        reading=reading_summary(engine, addresses, thing),
        origin=load_origin(engine, addresses, thing),
        texts=texts,
        choices=_choices(entries.values(), chosen),
        count=sum(1 for e in entries.values() if e.utterance),
        entry_count=len(entries),
        shown_count=sum(1 for e in entries.values() if not e.hidden),
    )


def _choices(entries: Iterable[NoteEntry], chosen: frozenset[str]) -> tuple[KindChoice, ...]:
    held = [key for entry in entries for key in entry.kinds]
    return tuple(
        KindChoice(kind, held.count(kind.key), kind.key in chosen)
        for kind in kinds.KINDS
        if kind.key in held
    )


def _texts(
    engine: Engine, reader: Reader, thing: NamedNode, chosen: frozenset[str]
) -> tuple[TextView, ...]:
    read, clauses = load_annotations(engine, thing), load_clauses(engine, thing)
    views: list[TextView] = []
    for row in sparql.select(engine, PROLOGUE + _TEXTS, thing=thing):
        text, value, checksum = row["text"], row["value"], row.get("sum")
        if not isinstance(text, NamedNode) or not isinstance(value, Literal):
            continue
        first = 1 + sum(len(view.notes) for view in views)
        # Passages of the first text have the address of the page and need no prefix.
        prefix = f"text-{len(views) + 1}." if views else ""
        language = reader.language(thing, text)
        annotated = AnnotatedText(text.value, value.value, first, prefix, language, chosen)
        ref = Ref(reader.graph.label(text), reader.addresses.href(text.value), text.value)
        sha256 = checksum.value if isinstance(checksum, Literal) else ""
        carrying = clauses.get(text.value, [])
        views.append(_view(reader, annotated, read.get(text.value, {}), carrying, (ref, sha256)))
    return tuple(views)


def _view(
    reader: Reader,
    page: AnnotatedText,
    read: Annotations,
    clauses: list[Span],
    known: tuple[Ref, str],
) -> TextView:
    text_notes = build_notes(reader, page, read)
    sentences = sentence_coverage(page.content, read, page.prefix, page.language)
    numbers = {note.span: note.number for note in text_notes}
    spans = (s.span for s in sentences)
    return TextView(
        known[0],
        segment_text(page.content, numbers, spans, page.prefix, clauses),
        text_notes,
        sentences,
        len(page.content),
        known[1],
        characters_in(clauses),
        page.language,
        group_notes(page.content, text_notes, filtered=bool(page.chosen)),
    )
