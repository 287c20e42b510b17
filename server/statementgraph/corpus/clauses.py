"""From the words that carry an utterance to their places in the text.

An editor writes the words once, as `sg:asWorded`. They are looked for in the
utterance's own quotes only, so that the same words elsewhere are never taken for
them. Positions count code points of the whole text, as those of quotes do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Text
from statementgraph.corpus.source import SourceFile, line_of
from statementgraph.quotes import Span, quote_iri, split_quote_iri
from statementgraph.rdf import NS, PREFIXES

_WORDED = ox.NamedNode(f"{NS}asWorded")
_PART = ox.NamedNode(f"{PREFIXES['dcterms']}isPartOf")
_QUOTED = ox.NamedNode(f"{PREFIXES['prov']}wasDerivedFrom")


@dataclass(frozen=True, order=True, slots=True)
class Clause:
    """Words that carry an utterance: the text they are from, where, and the utterance's IRI."""

    text: str
    span: Span
    utterance: str

    @property
    def iri(self) -> str:
        """The IRI of the place: that of the text and the span as a fragment."""
        return quote_iri(self.text, self.span)


@dataclass(slots=True)
class _Utterance:
    words: list[str]
    quotes: list[tuple[str, Span]]


def place_clauses(
    source: SourceFile, triples: Iterable[ox.Triple], texts: Mapping[str, Text]
) -> tuple[frozenset[Clause], list[tuple[str, Finding]]]:
    """Place the words of each utterance that `triples` describe; quotes are placed already.

    Words that cannot be placed are problems, each with the IRI of the text ("" if unknown).
    """
    clauses: set[Clause] = set()
    problems: list[tuple[str, Finding]] = []
    for iri, utterance in _utterances(triples).items():
        for words in utterance.words:
            spans = [(text, _places(words, span, texts[text])) for text, span in utterance.quotes]
            fault = _fault(words, [places for _, places in spans])
            if fault:
                line = line_of(source.content, words)
                text = utterance.quotes[0][0] if utterance.quotes else ""
                problems.append((text, Finding(source.name, line, iri, *fault, "anchor")))
                continue
            clauses |= {Clause(text, place, iri) for text, places in spans for place in places}
    return frozenset(clauses), problems


def _utterances(triples: Iterable[ox.Triple]) -> Mapping[str, _Utterance]:
    """Collect the words and the placed quotes of what is part of a statement and has words.

    An utterance with a quote that has no place is left out: that quote is to be mended first.
    """
    parts: set[str] = set()
    waiting: set[str] = set()
    found: defaultdict[str, _Utterance] = defaultdict(lambda: _Utterance([], []))
    for triple in triples:
        if not isinstance(triple.subject, ox.NamedNode):
            continue
        iri, value = triple.subject.value, triple.object
        if triple.predicate == _PART:
            parts.add(iri)
        elif triple.predicate == _WORDED and isinstance(value, ox.Literal):
            found[iri].words.append(value.value)
        elif triple.predicate == _QUOTED and isinstance(value, ox.BlankNode):
            waiting.add(iri)
        elif triple.predicate == _QUOTED and isinstance(value, ox.NamedNode):
            quote = split_quote_iri(value.value)
            if quote:
                found[iri].quotes.append(quote)
    return {iri: utterance for iri, utterance in found.items() if iri in parts - waiting}


def _places(words: str, quote: Span, text: Text) -> list[Span]:
    """Find the words in one quote, as whole words."""
    return list(whole_words(text.content, words, quote))


def whole_words(content: str, words: str, within: Span) -> Iterator[Span]:
    """Yield the places of `words` inside `within` where they neither begin nor end in a word."""
    at = content.find(words, within.start, within.end) if words else -1
    while at >= 0:
        span = Span(at, at + len(words))
        if not (_joined(content, span.start) or _joined(content, span.end)):
            yield span
        at = content.find(words, at + 1, within.end)


def _joined(content: str, at: int) -> bool:
    """Say whether a letter or a digit stands on both sides of a position."""
    return 0 < at < len(content) and content[at - 1].isalnum() and content[at].isalnum()


def _fault(words: str, places: list[list[Span]]) -> tuple[str, str] | None:
    """Say why the words have no place or no single one in a quote, and how to mend it."""
    shown = f"“{' '.join(words.split())}”"
    if not any(places):
        return (
            f"The words {shown} do not stand in a quote of this utterance.",
            "Copy sg:asWorded exactly from one of its quotes, as whole words.",
        )
    for spans in places:
        if len(spans) > 1:
            where = ", ".join(f"{span.start}-{span.end}" for span in spans)
            return (
                f"The words {shown} stand {len(spans)} times in one quote (characters {where}).",
                "Make sg:asWorded longer, until it stands there once.",
            )
    return None
