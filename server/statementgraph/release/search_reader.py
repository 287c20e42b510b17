"""Reads what a search can find out of the quads: things with names, quotes, sentences."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import pyoxigraph as ox

from statementgraph.quotes import context, quote_iri, sentences, split_quote_iri
from statementgraph.rdf import PREFIXES
from statementgraph.release.search_entries import KINDS, NOTHING, Entry, Link, Name, Said, Words

_LABELS = ("skos:prefLabel", "rdfs:label")
_OTHER_NAMES = ("skos:altLabel", "skos:hiddenLabel", "sg:officialName", "dcterms:title")
# Words that texts use for a concept: found, but no names of it.
_CUE_WORDS = ("skos:altLabel", "skos:hiddenLabel")
_NOTES = ("skos:definition", "skos:scopeNote", "skos:note", "rdfs:comment")
_READINGS = 5


Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


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
            said.statement if kind != "statement" else NOTHING,
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
            for span in sentences(whole := values[0].text, said.language):
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
            Link(speakers[0].iri, names) if speakers else NOTHING,
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
