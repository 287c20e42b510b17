"""The page /coverage: the utterances read from each sentence, or why none was."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from statementgraph import sparql
from statementgraph.features.statement.annotations import Annotations, load_annotations
from statementgraph.features.statement.text_segments import passage_anchor
from statementgraph.quotes import ACCOUNTS, Span, sentences
from statementgraph.rdf import PROLOGUE
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from statementgraph.view.dates import date_in_words

_WIDEST = 90
RECORD = "Read for the record of the statement: its title, date, speaker or addressees."
_TEXTS = (
    "SELECT ?statement ?label ?issued ?name ?text ?value WHERE { "
    "?text dcterms:isFormatOf ?statement ; rdf:value ?value . "
    "?statement a sg:Statement ; rdfs:label ?label . "
    "OPTIONAL { ?statement dcterms:issued ?issued } "
    "OPTIONAL { ?statement prov:wasAttributedTo/rdfs:label ?name } } "
    "ORDER BY DESC(?issued) ?text LIMIT 500"
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
    """A text of a statement, sentence by sentence."""

    statement: Ref
    speaker: str
    day: str
    iso: str
    sentences: tuple[SentenceCoverage, ...]

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


def sentence_coverage(
    text: str, annotations: Annotations, prefix: str = ""
) -> tuple[SentenceCoverage, ...]:
    """Return the coverage of each sentence of a text; `prefix` as in `passage_anchor`."""
    covered = []
    for number, span in enumerate(sentences(text), start=1):
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
    """Return the coverage of every text, the newest statement first; runs two queries."""
    read = load_annotations(engine)
    statements = []
    for row in sparql.select(engine, PROLOGUE + _TEXTS):
        statement, value = row["statement"], row["value"]
        if isinstance(statement, NamedNode) and isinstance(value, Literal):
            texts = {name: getattr(row.get(name), "value", "") for name in row}
            path = addresses.below(statement.value)
            href = addresses.local(path, ".html") if path else addresses.href(statement.value)
            iso = texts.get("issued", "")
            statements.append(
                StatementCoverage(
                    Ref(texts["label"], href, statement.value),
                    texts.get("name", ""),
                    date_in_words(iso),
                    iso,
                    sentence_coverage(value.value, read.get(texts["text"], {})),
                )
            )
    return tuple(statements)
