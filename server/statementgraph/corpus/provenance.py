"""provenance.ttl: the texts, their checksums, and both selectors of every quote and clause.

It is computed from the frozen texts, the editor's quotes and words, in one layout, so
that a check can say whether a file is what would be written now.
"""

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from statementgraph.corpus.anchors import Quote
from statementgraph.corpus.clauses import Clause
from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Statement, Text
from statementgraph.corpus.source import line_of
from statementgraph.corpus.turtle.writer import Document, write
from statementgraph.quotes import context, split_quote_iri
from statementgraph.rdf import PREFIXES

FILE = "provenance.ttl"
_USED = ("dcterms", "dctype", "oa", "prov", "rdf", "rdfs", "sg", "spdx")


def _term(name: str) -> ox.NamedNode:
    prefix, local = name.split(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


_TYPE, _LABEL, _VALUE = _term("rdf:type"), _term("rdfs:label"), _term("rdf:value")
_CHECKSUM, _SUM_VALUE = _term("spdx:checksum"), _term("spdx:checksumValue")
_CLAUSE = _term("sg:clause")
_SHA256 = _term("spdx:checksumAlgorithm_sha256")


def expected(
    statement: Statement, title: str, quotes: Iterable[Quote], clauses: Iterable[Clause]
) -> list[ox.Triple]:
    """Compute the triples of provenance.ttl: texts in order, then quotes by position.

    The clauses stand among the quotes, and which utterance each one carries comes
    last. `title` is the English label of the statement. What is quoted from other
    statements is left out.
    """
    triples: list[ox.Triple] = []
    quoted = {(q.text, q.span) for q in quotes if q.text in statement.texts}
    worded = sorted(c for c in clauses if c.text in statement.texts)
    carrying = {(c.text, c.span) for c in worded}
    for text in sorted(statement.texts.values(), key=lambda t: t.number):
        triples += _about_text(text, statement, title)
        for place in sorted(quoted | carrying):
            if place[0] == text.iri:
                roles = (place in quoted, place in carrying)
                triples += _about_passage(Quote(*place), text, *roles)
    triples += [ox.Triple(ox.NamedNode(c.utterance), _CLAUSE, ox.NamedNode(c.iri)) for c in worded]
    return triples


def _about_text(text: Text, statement: Statement, title: str) -> Iterator[ox.Triple]:
    node = ox.NamedNode(text.iri)
    which = "Text" if len(statement.texts) == 1 else f"Text {text.number}"
    checksum = ox.BlankNode()
    yield ox.Triple(node, _TYPE, _term("dctype:Text"))
    yield ox.Triple(node, _LABEL, ox.Literal(f"{which} of {title}", language="en"))
    yield ox.Triple(node, _term("dcterms:isFormatOf"), ox.NamedNode(statement.iri))
    yield ox.Triple(node, _VALUE, ox.Literal(text.content))
    yield ox.Triple(node, _CHECKSUM, checksum)
    yield ox.Triple(checksum, _TYPE, _term("spdx:Checksum"))
    yield ox.Triple(checksum, _term("spdx:algorithm"), _SHA256)
    yield ox.Triple(checksum, _SUM_VALUE, ox.Literal(text.sha256))


def _about_passage(
    quote: Quote, text: Text, is_quote: bool, is_clause: bool
) -> Iterator[ox.Triple]:
    """Describe a place in the text: a quote, a clause, or one that is both."""
    node, source = ox.NamedNode(quote.iri), ox.NamedNode(text.iri)
    span, beside = quote.span, context(text.content, quote.span)
    position, words = ox.BlankNode(), ox.BlankNode()
    label = f"{'Quote' if is_quote else 'Clause'}, characters {span.start}-{span.end}"
    selector = _term("oa:hasSelector")
    yield ox.Triple(node, _TYPE, _term("oa:SpecificResource"))
    if is_clause:
        yield ox.Triple(node, _TYPE, _term("sg:Clause"))
    yield ox.Triple(node, _LABEL, ox.Literal(label, language="en"))
    yield ox.Triple(node, _term("oa:hasSource"), source)
    yield ox.Triple(node, _term("prov:wasQuotedFrom"), source)
    yield ox.Triple(node, selector, position)
    yield ox.Triple(position, _TYPE, _term("oa:TextPositionSelector"))
    yield ox.Triple(position, _term("oa:start"), ox.Literal(span.start))
    yield ox.Triple(position, _term("oa:end"), ox.Literal(span.end))
    yield ox.Triple(node, selector, words)
    yield ox.Triple(words, _TYPE, _term("oa:TextQuoteSelector"))
    yield ox.Triple(words, _term("oa:exact"), ox.Literal(span.of(text.content)))
    yield ox.Triple(words, _term("oa:prefix"), ox.Literal(beside.prefix))
    yield ox.Triple(words, _term("oa:suffix"), ox.Literal(beside.suffix))


def turtle(statement: Statement, triples: Sequence[ox.Triple], base: str) -> str:
    """Lay out provenance.ttl with IRIs relative to `base`."""
    document = Document(
        {name: PREFIXES[name] for name in _USED},
        base,
        lead=(
            f"# Computed by `statementgraph anchor {statement.slug}` from the frozen text and",
            "# from the exact quotes in the other files. Do not edit: edit the quotes.",
        ),
        order=list(
            dict.fromkeys(t.subject for t in triples if isinstance(t.subject, ox.NamedNode))
        ),
    )
    return write(triples, document)


def stored_checksums(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """Read the sha256 of each text, hexadecimal, as provenance.ttl froze it."""
    nodes: dict[object, str] = {}
    sums: dict[str, str] = {}
    listed = list(triples)
    for triple in listed:
        if triple.predicate == _CHECKSUM and isinstance(triple.subject, ox.NamedNode):
            nodes[triple.object] = triple.subject.value
    for triple in listed:
        value = triple.object
        if triple.predicate == _SUM_VALUE and isinstance(value, ox.Literal):
            sums[nodes.get(triple.subject, "")] = value.value
    return sums


_Description = frozenset[tuple[ox.NamedNode, object]]


def _descriptions(triples: Iterable[ox.Triple]) -> dict[ox.NamedNode, _Description]:
    """Describe each IRI by its triples, with blank nodes by what is said of them."""
    about: dict[object, list[ox.Triple]] = {}
    for triple in triples:
        about.setdefault(triple.subject, []).append(triple)

    def describe(subject: object, depth: int) -> _Description:
        return frozenset(
            (
                t.predicate,
                describe(t.object, depth - 1) if _is_nested(t.object, depth) else t.object,
            )
            for t in about.get(subject, ())
        )

    return {s: describe(s, 3) for s in about if isinstance(s, ox.NamedNode)}


def _is_nested(value: object, depth: int) -> bool:
    return depth > 0 and isinstance(value, ox.BlankNode)


def findings(
    statement: Statement,
    name: str,
    content: str | None,
    actual: Iterable[ox.Triple],
    wanted: Iterable[ox.Triple],
) -> Iterator[Finding]:
    """Say how the file `name` differs from what `anchor` would write; nothing if it does not.

    `content` is None where there is no such file.
    """
    mend = f"Run `statementgraph anchor {statement.slug}`."
    if content is None:
        yield Finding(
            name, 0, statement.iri, "The quotes have not been anchored yet.", mend, "anchor"
        )
        return
    there, due = _descriptions(actual), _descriptions(wanted)
    for subject in sorted(there.keys() | due.keys(), key=lambda s: s.value):
        if there.get(subject) == due.get(subject):
            continue
        iri = subject.value
        place = split_quote_iri(iri)
        shown = f"#char={place[1].start},{place[1].end}" if place else iri
        message = _difference(subject in there, subject in due, place is not None, shown)
        yield Finding(name, line_of(content, shown), iri, message, mend, "anchor")


def _difference(is_there: bool, is_due: bool, is_quote: bool, shown: str) -> str:
    thing = f"The passage {shown}" if is_quote else f"The description of <{shown}>"
    if not is_there:
        return f"{thing} is missing here."
    if not is_due:
        return (
            f"{thing} is not used in any other file." if is_quote else f"{thing} was added by hand."
        )
    return f"{thing} differs from what the text and the other files give."


def title_of(statement: Statement, triples: Iterable[ox.Triple]) -> str:
    """Return the English label of the statement, or its slug where it has none yet."""
    node = ox.NamedNode(statement.iri)
    for triple in triples:
        if triple.subject == node and triple.predicate == _LABEL:
            label = triple.object
            if isinstance(label, ox.Literal) and label.language == "en":
                return label.value
    return statement.slug
