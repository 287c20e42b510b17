"""What a search can find, read out of the quads: things with names, quotes, sentences."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import pyoxigraph as ox

from statementgraph.quotes import context, quote_iri, sentences, split_quote_iri
from statementgraph.rdf import PREFIXES

# The kinds of entries with the classes that belong to each; the first that fits counts.
KINDS: dict[str, tuple[str, ...]] = {
    "place": ("geo:Feature",),
    "event": ("sem:Event", "sg:Observance"),
    "person": ("foaf:Person", "prov:Person"),
    "body": (
        "foaf:Group",
        *("org:FormalOrganization", "org:OrganizationalCollaboration", "org:Organization"),
        *("org:Post", "dcterms:AgentClass", "prov:Agent"),
    ),
    "instrument": ("eli:LegalResource",),
    "cohort": ("sg:Cohort",),
    "date": ("sg:TimeReading", "dcterms:PeriodOfTime"),
    "concept": ("skos:ConceptScheme", "skos:Concept"),
    "statement": ("sg:Statement",),
    "claim": (
        *("sg:CountClaim", "sg:CharacterisationClaim", "sg:OccurrenceClaim", "sg:ConductClaim"),
        *("sg:ViolationClaim", "sg:RecognitionClaim", "sg:MeasureClaim", "sg:RelationClaim"),
        "sg:Claim",
    ),
    "call": ("sg:Call",),
    "commitment": ("sg:Commitment",),
    "expression": ("sg:Expression",),
    "declaration": ("sg:Declaration",),
    "quote": ("oa:SpecificResource",),
    # Sentences of the stored texts: no class, the text is cut here.
    "text": (),
}
_LABELS = ("skos:prefLabel", "rdfs:label")
_OTHER_NAMES = ("skos:altLabel", "skos:hiddenLabel", "sg:officialName", "dcterms:title")
# Words that texts use for a concept: found, but no names of it.
_CUE_WORDS = ("skos:altLabel", "skos:hiddenLabel")
UTTERANCES = frozenset({"claim", "call", "commitment", "expression", "declaration"})
_NOTES = ("skos:definition", "skos:scopeNote", "skos:note", "rdfs:comment")
_READINGS = 5

Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Name(NamedTuple):
    """A name in a language; "" where the data gives none."""

    text: str
    language: str = ""


class Link(NamedTuple):
    """A thing by its IRI, and its name; both "" for none."""

    iri: str = ""
    name: str = ""


class Words(NamedTuple):
    """Exact words of a text, with the words beside them; `iri` names their place."""

    exact: str
    prefix: str
    suffix: str
    iri: str


class Said(NamedTuple):
    """Whose words they are, in which statement, when it was issued and what became of it."""

    speaker: Link = Link()
    statement: Link = Link()
    issued: str = ""
    became: tuple[str, ...] = ()
    language: str = ""


_NAMELESS, _NOTHING = Name(""), Link()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a search can find, with all that a result shows of it.

    `types` are prefixed names; `axes` are the ends of the IRIs of stance, polarity and certainty;
    `issued` is the date of the statement as stored; `became` are the time and the words of its
    withdrawal, and the name and the date of what corrects it; `readings` are the claims read
    from a quote. `holders` are those whose view is reported; `quantity` are its value, lower and
    upper bound, vague words, hedge, unit and whole; `language` is that of the words as stored,
    and `cues` are words that texts use for a concept.
    """

    iri: str
    kind: str
    types: tuple[str, ...] = ()
    label: Name = _NAMELESS
    names: tuple[Name, ...] = ()
    words: tuple[Words, ...] = ()
    notes: tuple[str, ...] = ()
    speaker: Link = _NOTHING
    statement: Link = _NOTHING
    issued: str = ""
    axes: tuple[str, str, str] = ("", "", "")
    readings: tuple[Link, ...] = ()
    holders: tuple[str, ...] = ()
    quantity: tuple[str, ...] = ()
    became: tuple[str, ...] = ()
    language: str = ""
    cues: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Write it for the index: the fields in their order."""
        fields = [getattr(self, name) for name in self.__slots__]
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Entry":
        """Read what `to_json` wrote."""
        raw = dict(zip(cls.__slots__, json.loads(text), strict=True))
        return cls(
            iri=raw["iri"],
            kind=raw["kind"],
            types=tuple(raw["types"]),
            label=Name(*raw["label"]),
            names=tuple(Name(*name) for name in raw["names"]),
            words=tuple(Words(*words) for words in raw["words"]),
            notes=tuple(raw["notes"]),
            speaker=Link(*raw["speaker"]),
            statement=Link(*raw["statement"]),
            issued=raw["issued"],
            axes=tuple(raw["axes"]),
            readings=tuple(Link(*link) for link in raw["readings"]),
            holders=tuple(raw["holders"]),
            quantity=tuple(raw["quantity"]),
            became=tuple(raw["became"]),
            language=raw["language"],
            cues=tuple(raw["cues"]),
        )


def entries(quads: Iterable[ox.Quad], base: str) -> list[Entry]:
    """Give all entries, in the order of `KINDS` and then of their IRIs or places."""
    data = _Data(quads, base)
    entries = [*data.things(), *data.sentences()]
    order = list(KINDS)
    return sorted(entries, key=lambda entry: (order.index(entry.kind), _place(entry.iri)))


def _place(iri: str) -> tuple[str, int, int]:
    place = split_quote_iri(iri)
    return (place[0], place[1].start, place[1].end) if place else (iri, 0, 0)


@cache
def term(name: str) -> ox.NamedNode:
    """Make the IRI of a prefixed name."""
    prefix, _, rest = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + rest)


class _Data:
    """The quads by subject and predicate."""

    def __init__(self, quads: Iterable[ox.Quad], base: str) -> None:
        self._base = base
        self._out: dict[Value, dict[str, list[Value]]] = defaultdict(dict)
        for quad in dict.fromkeys(quad.triple for quad in quads):
            self._out[quad.subject].setdefault(quad.predicate.value, []).append(quad.object)
        self._readings: dict[Value, list[ox.NamedNode]] = defaultdict(list)
        derived = term("prov:wasDerivedFrom").value
        for subject, about in self._out.items():
            if isinstance(subject, ox.NamedNode):
                for quote in about.get(derived, ()):
                    self._readings[quote].append(subject)
        quoting = (derived, term("dcterms:source").value)
        self._quoted = {
            quote
            for about in self._out.values()
            for predicate in quoting
            for quote in about.get(predicate, ())
        }

    def all(self, subject: Value, *names: str) -> list[Value]:
        about = self._out.get(subject, {})
        return [o for name in names for o in about.get(term(name).value, ())]

    def first(self, subject: Value, name: str) -> Value | None:
        return next(iter(sorted(self.all(subject, name), key=str)), None)

    def texts(self, subject: Value, *names: str) -> tuple[Name, ...]:
        """Give literals, those in English first within each property."""
        entries = []
        for name in names:
            every = (o for o in self.all(subject, name) if isinstance(o, ox.Literal))
            named = {Name(o.value, o.language or "") for o in every}
            entries += sorted(named, key=lambda n: (n.language != "en", n.language, n.text))
        return tuple(dict.fromkeys(entries))

    def things(self) -> Iterator[Entry]:
        kinds = {term(c).value: (kind, c) for kind, classes in KINDS.items() for c in classes}
        for subject in self._out:
            if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(self._base):
                continue
            types = {o.value for o in self.all(subject, "rdf:type") if isinstance(o, ox.NamedNode)}
            known = [pair for iri, pair in kinds.items() if iri in types]
            if known and (entry := self._entry(subject, known)):
                yield entry

    def _entry(self, thing: ox.NamedNode, known: Sequence[tuple[str, str]]) -> Entry | None:
        kind, types = known[0][0], tuple(name for _, name in known)
        if kind == "quote":
            return self._quote(thing, types)
        labels = self.texts(thing, *_LABELS)
        if not labels:
            return None
        is_concept = kind == "concept"
        beside = () if is_concept else self.texts(thing, *_OTHER_NAMES)
        others = dict.fromkeys((*labels[1:], *beside))
        cues = self.texts(thing, *_CUE_WORDS) if is_concept else ()
        entries = [self._words(q) for q in self.all(thing, "prov:wasDerivedFrom")]
        words = sorted((w for w in entries if w), key=lambda w: _place(w.iri))
        said = self._source(thing)
        if words and not said.speaker.iri:
            said = self._quote_source(ox.NamedNode(words[0].iri))
        holders = (self._link(node).name for node in self.all(thing, "sg:reportedHolder"))
        return Entry(
            thing.value,
            kind,
            types,
            labels[0],
            tuple(name for name in others if name.text != labels[0].text),
            tuple(words),
            tuple(name.text for name in self.texts(thing, *_NOTES)),
            said.speaker,
            said.statement if kind != "statement" else _NOTHING,
            said.issued,
            (
                self._end(thing, "stance"),
                self._end(thing, "polarity"),
                self._end(thing, "certainty"),
            ),
            holders=tuple(sorted(holders)),
            quantity=self._quantity(thing) if kind == "claim" else (),
            became=said.became,
            language=said.language,
            cues=tuple(name.text for name in cues),
        )

    def _end(self, thing: Value, axis: str) -> str:
        concept = self.first(thing, f"sg:{axis}")
        return concept.value.rpartition("/")[2] if isinstance(concept, ox.NamedNode) else ""

    def _quantity(self, thing: Value) -> tuple[str, ...]:
        counted = self.first(thing, "sg:cohort") or thing
        numbers = (self._text(thing, f"sg:{n}") for n in ("value", "lowerBound", "upperBound"))
        concepts = (
            self.first(thing, "sg:vagueQuantity"),
            self.first(thing, "sg:qualifier"),
            self.first(counted, "sg:unit"),
            self.first(thing, "sg:ofWhole"),
        )
        return (*numbers, *(self._link(node).name if node else "" for node in concepts))

    def _quote(self, thing: ox.NamedNode, types: tuple[str, ...]) -> Entry | None:
        words = self._words(thing)
        only_clause = term("sg:Clause") in self.all(thing, "rdf:type") and thing not in self._quoted
        if words is None or only_clause:
            return None
        said = self._quote_source(thing)
        return Entry(
            thing.value,
            "quote",
            types,
            words=(words,),
            speaker=said.speaker,
            statement=said.statement,
            issued=said.issued,
            became=said.became,
            language=said.language,
            readings=tuple(map(self._link, self._read_from(thing)[:_READINGS])),
        )

    def _words(self, quote: Value) -> Words | None:
        for selector in self.all(quote, "oa:hasSelector"):
            exact, prefix, suffix = (
                "".join(name.text for name in self.texts(selector, f"oa:{part}")[:1])
                for part in ("exact", "prefix", "suffix")
            )
            if exact and isinstance(quote, ox.NamedNode):
                return Words(exact, prefix, suffix, quote.value)
        return None

    def sentences(self) -> Iterator[Entry]:
        """Cut every stored text into sentences."""
        for text in self._out:
            values = self.texts(text, "rdf:value")
            if not values or term("dctype:Text") not in self.all(text, "rdf:type"):
                continue
            said = self._text_source(text)
            for span in sentences(whole := values[0].text):
                beside = context(whole, span)
                iri = quote_iri(text.value, span) if isinstance(text, ox.NamedNode) else ""
                words = Words(span.of(whole), beside.prefix, beside.suffix, iri)
                yield Entry(
                    iri,
                    "text",
                    words=(words,),
                    speaker=said.speaker,
                    statement=said.statement,
                    issued=said.issued,
                    became=said.became,
                    language=said.language,
                )

    def _read_from(self, quote: ox.NamedNode) -> list[ox.NamedNode]:
        return sorted(self._readings.get(quote, ()), key=lambda node: node.value)

    def _quote_source(self, quote: ox.NamedNode) -> Said:
        """Say whose words a quote has: of its text or else of what was read from it."""
        source = self.first(quote, "oa:hasSource")
        entries = [self._text_source(source)] if source else []
        entries += map(self._source, self._read_from(quote))
        return next((said for said in entries if said.speaker.iri), Said())

    def _text_source(self, text: Value) -> Said:
        statement = self.first(text, "dcterms:isFormatOf")
        if not statement:
            return Said()
        own = self._tag(text, "dcterms:language")
        said = self._source(statement)
        return said._replace(language=own or said.language)

    def _source(self, thing: Value) -> Said:
        """Say who said it, in which statement, when that was issued and what became of it."""
        speakers = [self._link(node) for node in self.all(thing, "prov:wasAttributedTo")]
        speakers.sort(key=lambda link: link.name.casefold())
        statement = self.first(thing, "dcterms:isPartOf") or thing
        later = self.first(statement, "dcterms:isReplacedBy")
        activity = self.first(statement, "prov:wasInvalidatedBy")
        became = (
            self._text(statement, "prov:invalidatedAtTime"),
            self._text(activity, "sg:asWorded"),
            self._link(later).name if later else "",
            self._text(later, "dcterms:issued"),
        )
        names = ", ".join(link.name for link in speakers)
        is_said = bool(speakers) or term("sg:Statement") in self.all(thing, "rdf:type")
        return Said(
            Link(speakers[0].iri, names) if speakers else _NOTHING,
            self._link(statement),
            self._text(statement, "dcterms:issued"),
            became if is_said and any(became) else (),
            self._tag(statement, "dcterms:language"),
        )

    def _text(self, thing: Value | None, name: str) -> str:
        return "".join(n.text for n in self.texts(thing, name)[:1]) if thing else ""

    def _tag(self, thing: Value, name: str) -> str:
        """Give the language of a thing as stored: a tag or an IRI."""
        value = self.first(thing, name)
        return value.value if isinstance(value, ox.NamedNode | ox.Literal) else ""

    def _link(self, thing: Value) -> Link:
        names = self.texts(thing, *_LABELS)
        iri = thing.value if isinstance(thing, ox.NamedNode) else ""
        return Link(iri, names[0].text if names else iri)
