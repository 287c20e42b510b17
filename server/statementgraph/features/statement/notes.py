"""The numbered notes on a statement's text: what was read from each passage."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph.features.statement import kinds
from statementgraph.features.statement.annotations import Annotation, Annotations
from statementgraph.features.statement.text_segments import note_order, passage_anchor
from statementgraph.quotes import Span
from statementgraph.view import labels, term_labels
from statementgraph.view.claims import Reader, Ref, Utterance
from statementgraph.view.graph import Node, is_node, named_node
from statementgraph.view.quotes import Quote

# The order of entries in a note, by how they were read.
_RANKS = {"saying": 0, "date": 1, "addressee": 2, "name": 2, "record": 3}


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """One thing read from a passage.

    `key` identifies the thing on the page; `anchor` is the same in the note where the thing
    has its place, else "": the first note with its words, or else the first of its notes. `also`
    are the numbers of its other notes. `utterance` is None for other things; `hidden` says that the
    reader chose other kinds.
    """

    ref: Ref
    kind_label: str
    kinds: tuple[str, ...]
    key: str
    anchor: str = ""
    also: tuple[int, ...] = ()
    utterance: Utterance | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A passage with all that was read from it; `reasons` say why no utterance was."""

    number: int
    anchor: str
    quote: Quote
    entries: tuple[NoteEntry, ...]
    reasons: tuple[str, ...]
    hidden: bool

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """The utterances among the entries."""
        return tuple(e.utterance for e in self.entries if e.utterance)

    @property
    def speakers(self) -> tuple[tuple[Utterance, str], ...]:
        """The first utterance of each speaker, with their common verb, "said" where they differ."""
        by_speaker: dict[str, list[Utterance]] = {}
        for utterance in self.utterances:
            names = " ".join(ref.iri for ref in utterance.speakers)
            by_speaker.setdefault(names, []).append(utterance)
        verbs = [{s.verb for s in group} for group in by_speaker.values()]
        return tuple(
            (group[0], verb.pop() if len(verb) == 1 else labels.SAID)
            for group, verb in zip(by_speaker.values(), verbs, strict=True)
        )

    @property
    def clauses(self) -> tuple[Quote, ...]:
        """The words that carry the utterances among the entries."""
        return tuple(clause for utterance in self.utterances for clause in utterance.clauses)

    @property
    def span(self) -> Span:
        """The position of the passage."""
        return Span(self.quote.start, self.quote.end)


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """One text of the page: its IRI and words, and the number of its first note.

    `prefix` stands before its anchors; `chosen` are the kinds to show, none of them for all.
    """

    iri: str
    content: str
    first: int = 1
    prefix: str = ""
    language: str = ""
    chosen: frozenset[str] = frozenset()


def build_notes(reader: Reader, page: AnnotatedText, annotations: Annotations) -> tuple[Note, ...]:
    """Build the notes on a text from its annotations."""
    inside = note_order(s for s in annotations if 0 <= s.start < s.end <= len(page.content))
    numbered = list(enumerate(inside, start=page.first))
    places: dict[NamedNode, dict[int, Span]] = {}
    for number, span in numbered:
        for thing in annotations[span].things:
            places.setdefault(thing, {})[number] = span
    maker = _NoteBuilder(reader, page, places)
    return tuple(maker.note(number, span, annotations[span]) for number, span in numbered)


@dataclass(frozen=True, slots=True)
class _NoteBuilder:
    """Builds the notes on one text; `places` are the notes with a thing: number and span."""

    reader: Reader
    page: AnnotatedText
    places: dict[NamedNode, dict[int, Span]]

    def note(self, number: int, span: Span, annotation: Annotation) -> Note:
        iri = f"{self.page.iri}#char={span.start},{span.end}"
        href, exact = self.reader.addresses.passage(iri), span.of(self.page.content)
        ordered = sorted(annotation.things, key=lambda t: self._place(t, annotation, exact))
        entries = tuple(self._entry(number, thing, annotation) for thing in ordered)
        return Note(
            number=number,
            anchor=passage_anchor(span, self.page.prefix),
            quote=Quote(
                exact, "", "", span.start, span.end, iri, href, language=self.page.language
            ),
            entries=entries,
            reasons=tuple(annotation.reasons),
            hidden=bool(self.page.chosen) and all(e.hidden for e in entries),
        )

    def _place(
        self, thing: NamedNode, annotation: Annotation, exact: str
    ) -> tuple[int, int, str, str]:
        """Order utterances first, by the position of their words, then what is named."""
        how, name = annotation.things[thing]
        words = self.reader.graph.text(thing, "sg:asWorded", "sg:namedAs", "sg:describedAs")
        at = exact.find(words) if words else -1
        return _RANKS[how], at if at >= 0 else len(exact), name.casefold(), thing.value

    def _entry(self, number: int, thing: NamedNode, annotation: Annotation) -> NoteEntry:
        how, name = annotation.things[thing]
        utterance = self.reader.utterance(thing) if how == "saying" else None
        kind = _class(annotation.classes[thing])
        entry_kinds = {kinds.kind_key(kind): None} | (
            _linked_kinds(self.reader, thing) if utterance else {}
        )
        key = utterance.anchor if utterance else "-".join(thing.value.rsplit("/", 2)[-2:])
        where, chosen = list(self.places[thing]), self.page.chosen
        return NoteEntry(
            ref=self.reader.labelled(thing, name),
            kind_label=term_labels.CLASSES.get(kind, ("thing", ""))[0],
            kinds=tuple(entry_kinds),
            key=key,
            anchor=key if self._home(thing, utterance) == number else "",
            also=tuple(n for n in where if n != number),
            utterance=utterance,
            hidden=bool(chosen) and chosen.isdisjoint(entry_kinds),
        )

    def _home(self, thing: NamedNode, utterance: Utterance | None) -> int:
        """Return the number of the first note with words of the utterance, else of the first."""
        where = self.places[thing]
        words = [
            c
            for c in (utterance.clauses if utterance else ())
            if c.iri.partition("#")[0] == self.page.iri
        ]
        held = (
            n
            for n, span in where.items()
            if any(span.start <= c.start and c.end <= span.end for c in words)
        )
        return next(held, next(iter(where)))


def _class(iris: Iterable[str]) -> str:
    """Return the most specific of some classes, as a prefixed name, or ""."""
    known = set(iris)
    return term_labels.first_class(lambda name: named_node(name).value in known)


def _linked_kinds(reader: Reader, thing: Node) -> dict[str, None]:
    """Return the kinds of what an utterance names: a place, a date, an agent, a legal text."""
    linked = (o for o in reader.graph.all(thing, *kinds.NAMING) if is_node(o))
    linked_kinds = (kinds.kind_key(reader.kind(o)) for o in linked)
    return {kind: None for kind in linked_kinds if kind in kinds.NAMED}
