"""Every sentence of a text carries an utterance, or a note says why it carries none."""

from collections.abc import Iterator

import pyoxigraph as ox

from statementgraph import queries
from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Corpus, Statement, Text
from statementgraph.quotes import ACCOUNTS, Span, split_quote_iri, uncovered
from statementgraph.rdf import PREFIXES
from statementgraph.validation.rows import rows

_WIDEST = 60
_LANGUAGE = ox.NamedNode(PREFIXES["dcterms"] + "language")


def check_coverage(store: ox.Store, corpus: Corpus) -> Iterator[Finding]:
    """Report each sentence that no quote of an utterance, a record or a note touches."""
    covered = covered_spans(store)
    for statement in corpus.statements:
        for text in statement.texts.values():
            language = _language(store, text.iri, statement.iri)
            for sentence in uncovered(text.content, covered.get(text.iri, []), language):
                yield _finding(corpus, statement, text, sentence)


def covered_spans(store: ox.Store) -> dict[str, list[Span]]:
    """Return, by text, the spans of the quotes that cover it."""
    query = queries.named("passages-read").text
    spans: dict[str, list[Span]] = {}
    for row in rows(store, query):
        place = split_quote_iri(row["passage"])
        if place is not None and row["how"] in ACCOUNTS:
            spans.setdefault(place[0], []).append(place[1])
    return spans


def _language(store: ox.Store, *iris: str) -> str:
    """Return the language of the first of some things that has one, as stored; else English."""
    stated = (
        quad.object
        for iri in iris
        for quad in store.quads_for_pattern(ox.NamedNode(iri), _LANGUAGE, None)
    )
    return next((o.value for o in stated if isinstance(o, ox.NamedNode | ox.Literal)), "en")


def _finding(corpus: Corpus, statement: Statement, text: Text, sentence: Span) -> Finding:
    words = " ".join(sentence.of(text.content).split())
    shown = words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1]}…"
    line = text.content.count("\n", 0, sentence.start) + 1
    path = text.path.relative_to(corpus.root) if text.path.is_absolute() else text.path
    return Finding(
        str(path),
        line,
        statement.iri.removeprefix(corpus.base),
        f"No utterance is read from the sentence “{shown}”.",
        "Add a claim or call that quotes it, or in reading.ttl a quote of it with"
        ' skos:note "why there is none"@en.',
        "coverage",
    )
