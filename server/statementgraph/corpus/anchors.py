"""From the exact words an editor wrote to positions in the text.

An editor writes a quote as a blank node with oa:exact, and oa:prefix or oa:suffix
where the words occur more than once. Here each becomes the IRI of its place in
the text (Web Annotation Data Model, section 4.2; RFC 5147). Nothing is guessed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from statementgraph.corpus.clauses import Clause, place_clauses
from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Statement, Text
from statementgraph.corpus.source import SourceFile, line_of
from statementgraph.quotes import QuoteError, Span, find, quote_iri, split_quote_iri
from statementgraph.rdf import PREFIXES

OA = PREFIXES["oa"]
_EXACT, _PREFIX, _SUFFIX, _SOURCE, _START, _END = (
    ox.NamedNode(OA + name) for name in ("exact", "prefix", "suffix", "hasSource", "start", "end")
)
_TYPE = ox.NamedNode(f"{PREFIXES['rdf']}type")
_OURS = frozenset({_EXACT, _PREFIX, _SUFFIX, _SOURCE, _TYPE})
_HAND = 'Write the exact words instead: [ oa:exact "…" ].'


@dataclass(frozen=True, order=True, slots=True)
class Quote:
    """A placed quote: the text it is from, and where."""

    text: str
    span: Span

    @property
    def iri(self) -> str:
        """The IRI of the quote: that of its text and the span as a fragment."""
        return quote_iri(self.text, self.span)


@dataclass(frozen=True, slots=True)
class Anchored:
    """A source file after its quotes and clauses were placed; `lines` says where each is written.

    `problems` come with the IRI of the text that they are about ("" if unknown).
    """

    triples: tuple[ox.Triple, ...]
    quotes: frozenset[Quote]
    clauses: frozenset[Clause]
    lines: Mapping[str, int]
    problems: tuple[tuple[str, Finding], ...]


def anchor_file(
    source: SourceFile, texts: Mapping[str, Text], statement: Statement | None
) -> Anchored:
    """Place the quotes of one file; `statement` is the one whose folder it is in.

    A quote that cannot be placed stays a blank node, and is a problem.
    """
    written = _written(source.triples)
    cited = _cited(source.triples)
    places: dict[ox.BlankNode, ox.NamedNode] = {}
    quotes: set[Quote] = set()
    lines: dict[str, int] = {}
    problems: list[tuple[str, Finding]] = []
    for node, values in written.items():
        exact = _only(values, _EXACT)
        line = line_of(source.content, exact)
        text_iri = ""
        try:
            text_iri = _text_of(values, texts, statement)
            quote = Quote(text_iri, _place(values, texts[text_iri].content))
        except QuoteError as error:
            finding = Finding(
                source.name, line, cited.get(node, ""), error.message, error.hint, "anchor"
            )
            problems.append((text_iri, finding))
            continue
        places[node] = ox.NamedNode(quote.iri)
        quotes.add(quote)
        lines.setdefault(quote.iri, line)
    problems += _hand_made(source)
    triples = tuple(_replaced(source.triples, places))
    clauses, unplaced = place_clauses(source, triples, texts)
    return Anchored(triples, frozenset(quotes), clauses, lines, (*problems, *unplaced))


_Values = dict[ox.NamedNode, list[str]]


def _written(triples: Iterable[ox.Triple]) -> dict[ox.BlankNode, _Values]:
    """Collect the blank nodes that are quotes, with what is written on each."""
    nodes: dict[ox.BlankNode, _Values] = {}
    for triple in triples:
        node, value = triple.subject, triple.object
        if triple.predicate in _OURS and isinstance(node, ox.BlankNode):
            words = value.value if isinstance(value, ox.Literal | ox.NamedNode) else ""
            nodes.setdefault(node, {}).setdefault(triple.predicate, []).append(words)
    return {node: values for node, values in nodes.items() if _EXACT in values}


def _cited(triples: Iterable[ox.Triple]) -> dict[object, str]:
    """Say for each blank node which thing cites it first: a claim, most often."""
    cited: dict[object, str] = {}
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.BlankNode):
            cited.setdefault(triple.object, triple.subject.value)
    return cited


def _only(values: _Values, predicate: ox.NamedNode) -> str:
    return values.get(predicate, [""])[0]


def _place(values: _Values, content: str) -> Span:
    for predicate in (_EXACT, _PREFIX, _SUFFIX):
        if len(values.get(predicate, ())) > 1:
            name = predicate.value.removeprefix(OA)
            raise QuoteError(
                f"A quote has {len(values[predicate])} values for oa:{name}.",
                hint="Give each quote a blank node of its own.",
            )
    return find(content, *(_only(values, p) for p in (_EXACT, _PREFIX, _SUFFIX)))


def _text_of(values: _Values, texts: Mapping[str, Text], statement: Statement | None) -> str:
    """Decide which text a quote is from. Raises QuoteError where that is not clear."""
    named = _only(values, _SOURCE)
    shown = _only(values, _EXACT).split("\n")[0][:40]
    if named:
        if named not in texts:
            raise QuoteError(
                f"The quote “{shown}” is from <{named}>, which is no text here.",
                hint="Set oa:hasSource to <statement/SLUG/text/1>.",
            )
        return named
    if statement is None:
        raise QuoteError(
            f"The quote “{shown}” does not say which text it is from.",
            hint="Add oa:hasSource <statement/SLUG/text/1>.",
        )
    if len(statement.texts) != 1:
        raise QuoteError(
            f"The quote “{shown}” does not say which of {len(statement.texts)} texts it is from.",
            hint=f"Add oa:hasSource <statement/{statement.slug}/text/1>, or another number.",
        )
    return next(iter(statement.texts))


def _replaced(
    triples: Iterable[ox.Triple], places: Mapping[ox.BlankNode, ox.NamedNode]
) -> Iterator[ox.Triple]:
    for triple in triples:
        subject, value = triple.subject, triple.object
        if triple.predicate in _OURS and subject in places:
            continue
        if isinstance(subject, ox.BlankNode):
            subject = places.get(subject, subject)
        if isinstance(value, ox.BlankNode):
            value = places.get(value, value)
        yield ox.Triple(subject, triple.predicate, value)


def _hand_made(source: SourceFile) -> Iterator[tuple[str, Finding]]:
    """Report positions that somebody counted: they are computed, always."""
    for triple in source.triples:
        for term in (triple.subject, triple.object):
            target = split_quote_iri(term.value) if isinstance(term, ox.NamedNode) else None
            if not isinstance(term, ox.NamedNode) or target is None:
                continue
            place = f"#char={target[1].start},{target[1].end}"
            message = f"The quote {place} was placed by hand."
            line = line_of(source.content, place)
            yield target[0], Finding(source.name, line, term.value, message, _HAND, "anchor")
        if triple.predicate in (_START, _END):
            name = triple.predicate.value.removeprefix(OA)
            line = line_of(source.content, f"oa:{name}")
            message = f"A selector with oa:{name} was written by hand."
            yield "", Finding(source.name, line, "", message, _HAND, "anchor")
