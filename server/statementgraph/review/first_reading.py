"""The rows of the first reading, taken from the data of a statement."""

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from statementgraph.quotes import Span, split_quote_iri
from statementgraph.rdf import NS, PREFIXES
from statementgraph.review.reading import KINDS, NUMBERS, WORDS, Row, said_in
from statementgraph.review.second_reading import plain

_PROPERTIES = {
    "value": ("value", "vagueQuantity"),
    "lower": ("lowerBound",),
    "upper": ("upperBound",),
    "unit": ("unit",),
    "qualifier": ("qualifier",),
    "stance": ("stance",),
    "polarity": ("polarity",),
    "certainty": ("certainty",),
    "group": ("cohort", "ofWhole"),
    "actor": ("actor", "addressee", "reportedHolder"),
    "patient": ("patient",),
    "act": ("act", "characterisation", "relation"),
    "norm": ("norm",),
    "place": ("place", "venue"),
    "time": ("time", "asOf", "deadline"),
    "about": ("about",),
    "name": ("namedAs",),
    "description": ("describedAs",),
    "premise": ("premise",),
    "conclusion": ("conclusion",),
}
"""The properties that each field is read from."""
_TYPE = PREFIXES["rdf"] + "type"
_PART = PREFIXES["dcterms"] + "isPartOf"
_QUOTE = PREFIXES["prov"] + "wasDerivedFrom"

Described = Mapping[str, Mapping[str, Sequence[str]]]
"""The values of each thing by property: texts of terms."""


def described(triples: Iterable[ox.Triple]) -> Described:
    """Sort triples by subject and property, all as the texts of their terms."""
    found: dict[str, dict[str, list[str]]] = {}
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and not isinstance(triple.object, ox.Triple):
            about = found.setdefault(triple.subject.value, {})
            about.setdefault(triple.predicate.value, []).append(triple.object.value)
    return found


def rows(data: Described, statement: str, text: str, sentences: Sequence[Span]) -> list[Row]:
    """Return a row for each utterance of a statement, in the order of the text.

    `text` is the IRI of the text that was read; what was read from another is left out.
    """
    found: list[tuple[int, Row]] = []
    for iri, about in data.items():
        if statement not in about.get(_PART, ()):
            continue
        kind = next((k for t in about.get(_TYPE, ()) if (k := t.removeprefix(NS)) in KINDS), "")
        start = _start(about, text)
        if not kind or start is None:
            continue
        number = next((n for n, span in enumerate(sentences, 1) if start < span.end), 0)
        name = iri.removeprefix(f"{statement}/")
        found.append((start, Row(name, 0, number, kind, _cells(data, about))))
    return [row for _, row in sorted(found, key=lambda pair: (pair[0], pair[1].name))]


def _start(about: Mapping[str, Sequence[str]], text: str) -> int | None:
    """Return where the words of an utterance begin, or its quote where they are not placed."""
    for name in (f"{NS}clause", _QUOTE):
        places = (split_quote_iri(iri) for iri in about.get(name, ()))
        starts = [place[1].start for place in places if place and place[0] == text]
        if starts:
            return min(starts)
    return None


def _cells(data: Described, about: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    cells = {"words": tuple(about.get(f"{NS}asWorded", ()))}
    for field, names in _PROPERTIES.items():
        values = [value for name in names for value in about.get(NS + name, ())]
        if field == "time":
            cells[field] = tuple(_time(data.get(value, {}), value) for value in values)
        elif field in NUMBERS:
            cells[field] = tuple(plain(slug(value)) for value in values)
        elif field in WORDS:
            cells[field] = tuple(values)
        else:
            cells[field] = tuple(_named(data, value) for value in values)
    return cells


def _named(data: Described, iri: str) -> str:
    """Name a thing by its slug; an utterance, which a blind reader has no slug of, by its words."""
    about = data.get(iri, {})
    if _PART not in about:
        return slug(iri)
    return said_in(about.get(f"{NS}asWorded", ()))


def _time(about: Mapping[str, Sequence[str]], iri: str) -> str:
    """Write a time reading as EDTF, as a day of every year, or else as its words."""
    names = (f"{NS}edtf", f"{NS}recursOn", f"{NS}asWorded")
    return next((value for name in names for value in about.get(name, ())), slug(iri))


def slug(iri: str) -> str:
    """Return the last part of an address."""
    return iri.rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
