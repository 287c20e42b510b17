"""What SHACL cannot see, because it knows no named graphs: rule S20, and neutrality.

An utterance and its speaker share one graph; the four graphs of a statement link
as the nanopublication rules ask; stored checksums are those of the texts; the
neutral graphs carry no figure and no word that judges.
"""

import hashlib
import re
from collections.abc import Callable, Iterator

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Corpus, Statement
from statementgraph.quotes import split_quote_iri
from statementgraph.rdf import NS, PREFIXES, PROLOGUE
from statementgraph.reading.lexical import decimal
from statementgraph.reading.numbers import figures
from statementgraph.validation.rows import rows

_PARTS = {
    "hasAssertion": "content",
    "hasProvenance": "provenance",
    "hasPublicationInfo": "pubinfo",
}
LOADED = re.compile(
    r"genocid|massacr|\bcrimes?\b|criminal|terror|liberat|aggress|atrocit|slaughter|murder|martyr"
    r"|traged|heinous|brutal|barbar|ethnic.cleans|\boccupation|\boccupied|\binvasion|\binvaded",
    re.IGNORECASE,
)
_GRAPH = re.compile(r"/graph/[^/]+$")
_DATE = re.compile(
    r"\b\d{1,2}(?:\s*[-–]\s*\d{1,2})?\s+(?:January|February|March|April|May|June|July|August"  # noqa: RUF001
    r"|September|October|November|December)(?:\s+\d{4})?\b|\b\d{4}-\d{2}-\d{2}\b"
)

_SPLIT = f"""{PROLOGUE}
SELECT DISTINCT ?utterance WHERE {{
  GRAPH ?schema {{ ?class rdfs:subClassOf* sg:Utterance }}
  GRAPH ?graph {{ ?utterance a ?class }}
  FILTER NOT EXISTS {{ GRAPH ?graph {{ ?utterance prov:wasAttributedTo ?speaker }} }}
}}"""
_LABELS = f"""{PROLOGUE}
SELECT DISTINCT ?thing ?label WHERE {{
  GRAPH ?graph {{ ?thing rdfs:label ?label }}
  FILTER (STRENDS(STR(?graph), "/graph/entities"))
  FILTER NOT EXISTS {{ GRAPH ?law {{ ?thing a eli:LegalResource }} }}
  FILTER NOT EXISTS {{ GRAPH ?concepts {{ ?thing a skos:Concept }} }}
  FILTER NOT EXISTS {{ GRAPH ?names {{ ?thing sg:officialName ?label }} }}
}}"""
_ANSWERED = f"""{PROLOGUE}
SELECT DISTINCT ?cohort ?label ?figure WHERE {{
  ?cohort a sg:Cohort ; rdfs:label ?label .
  ?claim sg:cohort ?cohort ; sg:value ?figure .
}}"""
_STRAY = f"""{PROLOGUE}
SELECT DISTINCT ?thing ?graph WHERE {{
  GRAPH ?graph {{ ?thing ?property ?value }}
  FILTER (?property IN (sg:value, sg:lowerBound, sg:upperBound, sg:qualifier,
                        sg:actor, sg:act, sg:norm, sg:characterisation, sg:namedAs))
  FILTER (!REGEX(STR(?graph), "/graph/content$"))
}}"""
_TEXTS = f"""{PROLOGUE}
SELECT DISTINCT ?text ?content ?checksum WHERE {{
  ?text rdf:value ?content ; spdx:checksum/spdx:checksumValue ?checksum .
}}"""
_LINKS = f"""{PROLOGUE}
SELECT DISTINCT ?thing ?other ?graph WHERE {{
  GRAPH ?graph {{ ?thing ?property ?other }}
  FILTER (isIRI(?other))
}}"""


def check_graphs(store: ox.Store, corpus: Corpus) -> Iterator[Finding]:
    """Run rule S20 and the rules of neutrality over the quads."""
    checks: tuple[Callable[[ox.Store, Corpus], Iterator[Finding]], ...] = (
        _speakers,
        _strays,
        _neutral_labels,
        _answered_cohorts,
        _dangling,
    )
    for check in checks:
        yield from check(store, corpus)
    for statement in corpus.statements:
        yield from _nanopublication(store, corpus, statement)


def check_hashes(store: ox.Store, corpus: Corpus) -> Iterator[Finding]:
    """Compare the stored content and SHA-256 of each text with its file."""
    texts = {t.iri: t for s in corpus.statements for t in s.texts.values()}
    for row in rows(store, _TEXTS):
        text = texts.get(row["text"])
        if text is None:
            continue
        expected = hashlib.sha256(text.content.encode()).hexdigest()
        if row["content"] != text.content:
            wrong, mend = "content is not that of the text file.", "Run `statementgraph anchor`."
            yield s20(corpus, text.iri, f"The stored {wrong}", mend, "hash")
        if row["checksum"] != expected:
            wrong = f"The stored SHA-256 is not that of the text, {expected}."
            mend = f"Restore the text; a corrected one is a new file, text-{text.number + 1}.txt."
            yield s20(corpus, text.iri, wrong, mend, "hash")


def _speakers(store: ox.Store, corpus: Corpus) -> Iterator[Finding]:
    for row in rows(store, _SPLIT, union=False):
        yield s20(
            corpus,
            row["utterance"],
            "The utterance and its speaker stand in different graphs.",
            "Write prov:wasAttributedTo beside the utterance, in content.ttl.",
        )


def _strays(store: ox.Store, corpus: Corpus) -> Iterator[Finding]:
    for row in rows(store, _STRAY, union=False):
        yield s20(
            corpus,
            row["thing"],
            f"A figure, an actor, a norm or a name stands in {_short(row['graph'], corpus)}.",
            "Move it to an utterance in the content.ttl of its statement.",
        )


def _neutral_labels(store: ox.Store, corpus: Corpus) -> Iterator[Finding]:
    for row in rows(store, _LABELS, union=False):
        match = LOADED.search(row["label"])
        if match:
            yield s20(
                corpus,
                row["thing"],
                f"The label “{row['label']}” holds the word “{match[0]}”, which judges.",
                "Name the thing neutrally; keep the word in a claim of whoever uses it.",
                "S13",
            )


def _answered_cohorts(store: ox.Store, corpus: Corpus) -> Iterator[Finding]:
    for row in rows(store, _ANSWERED):
        label = _DATE.sub("", row["label"])
        number = decimal(row["figure"])
        if number is not None and any(f.value == number for f in figures(label, "en")):
            yield s20(
                corpus,
                row["cohort"],
                f"The label “{row['label']}” holds the figure {row['figure']} of a claim.",
                "Say what is counted, not how many: the figure stands on the claim.",
                "S8",
            )


def _dangling(store: ox.Store, corpus: Corpus) -> Iterator[Finding]:
    """Report IRIs under our base that are pointed at and described nowhere: slips of the pen."""
    described = {q.subject.value for q in corpus.quads if isinstance(q.subject, ox.NamedNode)}
    described |= {iri for statement in corpus.statements for iri in statement.texts}
    seen: set[tuple[str, str]] = set()
    for row in rows(store, _LINKS, union=False):
        pair = (row["thing"], row["other"])
        quote = split_quote_iri(pair[1]) is not None  # a quote without its selectors breaks S3
        ours = pair[1].startswith(corpus.base) and not _outside(pair[1], corpus.base) and not quote
        if not ours or pair[1] in described or pair in seen:
            continue
        seen.add(pair)
        yield s20(
            corpus,
            pair[0],
            f"It points at {_short(pair[1], corpus)}, which is described nowhere.",
            "Correct the IRI, or describe the thing.",
        )


def _outside(iri: str, base: str) -> bool:
    """Tell what is served under the base without being described in the data files."""
    return (
        iri == base
        or iri.startswith((NS, base + "ns", base + "shapes"))
        or _GRAPH.search(iri) is not None
    )


def _nanopublication(store: ox.Store, corpus: Corpus, statement: Statement) -> Iterator[Finding]:
    """Hold a statement's graphs to the rules for well-formed nanopublications."""
    nanopub, head = ox.NamedNode(f"{statement.iri}/nanopub"), ox.NamedNode(statement.graph("head"))
    if ox.Quad(nanopub, _node("rdf", "type"), _node("np", "Nanopublication"), head) not in store:
        yield s20(
            corpus,
            statement.iri,
            "Its head graph names no nanopublication.",
            "Run `statementgraph check` on the whole folder; the head is computed.",
        )
    for link, part in _PARTS.items():
        graph = ox.NamedNode(statement.graph(part))
        if ox.Quad(nanopub, _node("np", link), graph, head) not in store:
            yield s20(
                corpus,
                statement.iri,
                f"Its head does not link the graph {part}.",
                f"Add np:{link} to the head.",
            )
        if next(store.quads_for_pattern(None, None, None, graph), None) is None:
            yield s20(
                corpus,
                statement.iri,
                f"Its graph {part} is empty.",
                f"Write {part}.ttl; `statementgraph anchor` writes provenance.ttl.",
            )
    for part, mentioned in (("provenance", statement.graph("content")), ("pubinfo", nanopub.value)):
        graph, node = ox.NamedNode(statement.graph(part)), ox.NamedNode(mentioned)
        quads = store.quads_for_pattern(node, None, None, graph)
        if next(quads, None) is None:
            yield s20(
                corpus,
                statement.iri,
                f"Its graph {part} says nothing about {_short(mentioned, corpus)}.",
                f"Make it the subject of at least one triple in {part}.ttl"
                + (" or reading.ttl." if part == "provenance" else "."),
            )


def _node(prefix: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES[prefix] + name)


def _short(iri: str, corpus: Corpus) -> str:
    return iri.removeprefix(corpus.base)


def s20(corpus: Corpus, iri: str, wrong: str, mend: str, code: str = "S20") -> Finding:
    """Make a finding about a thing, with the file and line where it is described."""
    return Finding(*corpus.locate(iri), _short(iri, corpus), wrong, mend, code)
