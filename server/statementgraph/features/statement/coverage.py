"""The page /coverage: the utterances read from each sentence, or why none was."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from statementgraph import sparql
from statementgraph.features.statement.annotations import (
    Annotations,
    load_annotations,
    load_clauses,
)
from statementgraph.features.statement.text_segments import passage_anchor
from statementgraph.quotes import ACCOUNTS, Span, sentences
from statementgraph.rdf import PROLOGUE
from statementgraph.sparql import Engine, Term
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref, names_in_line
from statementgraph.view.dates import date_in_words, date_order
from statementgraph.view.graph import literal_text
from statementgraph.view.languages import language_tag
from statementgraph.view.notices import Notice

_WIDEST = 90
RECORD = "Read for the record of the statement: its title, date, speaker or addressees."
_TEXTS = (
    "SELECT ?statement ?label ?issued ?name ?text ?value ?language ?withdrawn ?withdrawal "
    "?corrected ?on WHERE { "
    "?text dcterms:isFormatOf ?statement ; rdf:value ?value . "
    "?statement a sg:Statement ; rdfs:label ?label . "
    "OPTIONAL { ?statement dcterms:issued ?issued } "
    "OPTIONAL { ?text dcterms:language ?language } "
    "OPTIONAL { ?statement prov:invalidatedAtTime ?withdrawn } "
    "OPTIONAL { ?statement prov:wasInvalidatedBy/sg:asWorded ?withdrawal } "
    "OPTIONAL { ?statement dcterms:isReplacedBy ?later . ?later rdfs:label ?corrected "
    "OPTIONAL { ?later dcterms:issued ?on } } "
    "OPTIONAL { ?statement prov:wasAttributedTo/rdfs:label ?name } } "
    "ORDER BY ?text ?name LIMIT 2000"
)


@dataclass(frozen=True, slots=True)
class SentenceCoverage:
    """One sentence with the number of utterances read from it, or the reasons why none was.

    `covered` is false where the data has neither an utterance nor a reason. `named` is the
    number of dates and other things that were read from it.
    """

    number: int
    anchor: str
    span: Span
    words: str
    utterances: int
    named: int
    reasons: tuple[str, ...]
    covered: bool


@dataclass(frozen=True, slots=True)
class StatementCoverage:
    """A text of a statement, sentence by sentence.

    `carrying` of its `characters` stand in words that carry something said. `notice` says that
    the statement was withdrawn or corrected, "" for neither.
    """

    statement: Ref
    speaker: str
    day: str
    iso: str
    sentences: tuple[SentenceCoverage, ...]
    characters: int = 0
    carrying: int = 0
    notice: str = ""

    @property
    def with_utterances(self) -> int:
        """The number of sentences with utterances."""
        return count_with_utterances(self.sentences)

    @property
    def unaccounted(self) -> int:
        """The number of sentences with neither an utterance nor a reason."""
        return sum(1 for s in self.sentences if not s.covered)


def count_with_utterances(sentences: Iterable[SentenceCoverage]) -> int:
    """Return the number of sentences with utterances."""
    return sum(1 for s in sentences if s.utterances)


def characters_in(spans: Iterable[Span]) -> int:
    """Return the number of characters in any of the spans; each is counted once."""
    counted = reached = 0
    for span in sorted(spans):
        counted += max(0, span.end - max(span.start, reached))
        reached = max(reached, span.end)
    return counted


def sentence_coverage(
    text: str, annotations: Annotations, prefix: str = "", language: str = ""
) -> tuple[SentenceCoverage, ...]:
    """Return the coverage of each sentence of a text; `prefix` as in `passage_anchor`."""
    covered = []
    for number, span in enumerate(sentences(text, language), start=1):
        overlapping = {at: reading for at, reading in annotations.items() if at.overlaps(span)}
        covered.append(
            _sentence(number, span, span.of(text), overlapping, passage_anchor(span, prefix))
        )
    return tuple(covered)


def _sentence(
    number: int, span: Span, exact: str, overlapping: Annotations, place: str
) -> SentenceCoverage:
    things = {thing: how for r in overlapping.values() for thing, (how, _) in r.things.items()}
    utterances = sum(1 for how in things.values() if how == "saying")
    record = sum(1 for how in things.values() if how == "record")
    covered = any(r.hows & ACCOUNTS for r in overlapping.values())
    reasons = tuple(dict.fromkeys(why for r in overlapping.values() for why in r.reasons))
    if covered and not utterances and not reasons:
        reasons = (RECORD,)
    line = " ".join(exact.split())
    excerpt = line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"
    named = len(things) - utterances - record
    return SentenceCoverage(number, place, span, excerpt, utterances, named, reasons, covered)


def build_coverage(engine: Engine, addresses: Addresses) -> tuple[StatementCoverage, ...]:
    """Return the coverage of every text, the newest statement first; runs three queries."""
    read, clauses = load_annotations(engine), load_clauses(engine)
    by_text: dict[Term, list[dict[str, Term]]] = {}
    for row in sparql.select(engine, PROLOGUE + _TEXTS):
        if isinstance(row["statement"], NamedNode) and isinstance(row["value"], Literal):
            by_text.setdefault(row["text"], []).append(row)
    covered = [_text(addresses, rows, read, clauses) for rows in by_text.values()]
    covered.sort(key=lambda c: c.statement.iri)
    # Those without a date come last.
    dated = sorted((c for c in covered if c.day), key=lambda c: date_order(c.iso), reverse=True)
    return (*dated, *(c for c in covered if not c.day))


def _text(
    addresses: Addresses,
    rows: list[dict[str, Term]],
    read: dict[str, Annotations],
    clauses: dict[str, list[Span]],
) -> StatementCoverage:
    texts = {name: getattr(term, "value", "") for name, term in rows[0].items()}
    path = addresses.below(texts["statement"])
    href = addresses.local(path, ".html") if path else addresses.href(texts["statement"])
    iso, language = texts.get("issued", ""), language_tag(texts.get("language", ""))
    became = (texts.get(name, "") for name in ("withdrawn", "withdrawal", "corrected", "on"))
    return StatementCoverage(
        Ref(texts["label"], href, texts["statement"]),
        names_in_line(sorted({literal_text(row.get("name")) for row in rows} - {""})),
        date_in_words(iso),
        iso,
        sentence_coverage(texts["value"], read.get(texts["text"], {}), language=language),
        len(texts["value"]),
        characters_in(clauses.get(texts["text"], ())),
        Notice(*became).text,
    )
