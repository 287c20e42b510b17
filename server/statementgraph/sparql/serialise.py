"""Writes the results of a query in one of our formats, to a sink, piece by piece.

pyoxigraph streams, but does four things wrongly for us: it writes characters
that XML 1.0 cannot hold, it writes RDF/XML for predicates that have no local
name, it declares prefixes in any order, used or not, and in CSV it lets a comma
in an IRI begin the next column. Those are mended here.
"""

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Protocol

import pyoxigraph as ox

from statementgraph.errors import NotAcceptableError, RequestError
from statementgraph.rdf import PREFIXES, Format

_RESULT_FORMATS = {
    "srj": ox.QueryResultsFormat.JSON,
    "srx": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPH_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "n3": ox.RdfFormat.TURTLE,
}
# Answers in RDF/XML up to this many triples use only the prefixes they need.
_FEW = 5_000
# Answers up to this many bytes declare only the prefixes that they use.
_SHORT = 65_536
_ABBREVIATED = frozenset({"ttl", "trig", "n3"})
_PREFIX_LINES = re.compile(rb"(?:@prefix [^\n]*\n)*")
# Rows of CSV that are sent at once.
_ROWS = 1_000
# Datatypes that Turtle does not write out.
_IMPLIED = frozenset({PREFIXES["xsd"] + "string", PREFIXES["rdf"] + "langString"})
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_NOT_XML_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# An IRI whose end can be an XML name (Namespaces in XML 1.0, section 3).
_LOCAL_NAME = re.compile(r"[^\W\d][\w.\-]*$")


class SinkError(Exception):
    """Raised by a sink that takes no more; the writer lets it pass."""


class Sink(Protocol):
    """Where an answer is written; raises `SinkError` to stop the writer."""

    def write(self, data: bytes, /) -> int:
        """Take `data`; return its length."""
        ...

    def flush(self) -> None:
        """Do nothing; pyoxigraph asks for it."""
        ...


class _XmlSink:
    """Lets only bytes through that XML 1.0 allows (section 2.2).

    A carriage return is escaped: a parser would read a bare one as a line feed (section 2.11).
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def write(self, data: bytes) -> int:
        if _NOT_XML.search(data):
            raise _not_xml()
        self._sink.write(data.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        """Do nothing: the sink behind decides when to send."""


def _not_xml() -> RequestError:
    return NotAcceptableError(
        "The answer holds a character that XML cannot hold.", hint="Ask for another format."
    )


def term(text: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Read one term in N-Triples. Raises `RequestError`."""
    line = f"<x:s> <x:p> {text} ."
    try:
        triples = list(ox.parse(line, format=ox.RdfFormat.N_TRIPLES))
    except (SyntaxError, ValueError):
        triples = []
    if len(triples) != 1:
        raise RequestError("A parameter is not a term in N-Triples.")
    results: ox.NamedNode | ox.BlankNode | ox.Literal = triples[0].object
    return results


def results(
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, format_: Format, sink: Sink
) -> None:
    """Write `found` in `format_`. Raises what `sink` raises, and `NotAcceptableError`."""
    if isinstance(results, ox.QueryTriples):
        _write_triples(results, format_, sink)
        return
    if format_.key == "csv" and isinstance(results, ox.QuerySolutions):
        _write_csv(results, sink)
        return
    out = _XmlSink(sink) if format_.key == "srx" else sink
    results.serialize(out, _RESULT_FORMATS[format_.key])  # type: ignore[arg-type]


def _write_csv(results: ox.QuerySolutions, sink: Sink) -> None:
    """Write SPARQL 1.1 CSV results (section 3): terms by their text, quoted as RFC 4180 asks."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    names = [variable.value for variable in results.variables]
    held.write(",".join(names) + "\r\n")
    places = range(len(names))
    while rows := list(itertools.islice(results, _ROWS)):
        writer.writerows([_plain(row[i]) for i in places] for row in rows)
        sink.write(held.getvalue().encode())
        held.seek(0)
        held.truncate()
    if held.tell():
        sink.write(held.getvalue().encode())


def _plain(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if isinstance(value, ox.NamedNode | ox.Literal):
        return value.value
    return "" if value is None else str(value)


def _write_triples(results: ox.QueryTriples, format_: Format, sink: Sink) -> None:
    kind = _GRAPH_FORMATS[format_.key]
    if format_.key == "rdf":
        _write_xml(results, sink)
    elif format_.key in _ABBREVIATED:
        out = _PrefixSink(sink)
        ox.serialize(results, out, kind, prefixes=PREFIXES)  # type: ignore[arg-type]
        out.end()
    else:
        # Streams without Python in between.
        results.serialize(sink, kind)  # type: ignore[arg-type]


def _write_xml(results: ox.QueryTriples, sink: Sink) -> None:
    first = list(itertools.islice(results, _FEW + 1))
    prefixes = used_prefixes(first) if len(first) <= _FEW else PREFIXES
    triples = xml_safe(itertools.chain(first, results))
    out = _XmlSink(sink)
    ox.serialize(triples, out, ox.RdfFormat.RDF_XML, prefixes=prefixes)  # type: ignore[arg-type]


class _PrefixSink:
    """Puts the prefixes that are declared at the head in order, the same bytes for the same graph.

    An answer that ends within `_SHORT` bytes declares only those that it uses.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._held: bytearray | None = bytearray()

    def write(self, data: bytes, /) -> int:
        if self._held is None:
            return self._sink.write(data)
        self._held += data
        if len(self._held) > _SHORT:
            self._release(short=False)
        return len(data)

    def flush(self) -> None:
        """Do nothing: the sink behind decides when to send."""

    def end(self) -> None:
        """Pass on what is held; the answer is over."""
        if self._held is not None:
            self._release(short=True)

    def _release(self, *, short: bool) -> None:
        lines = _PREFIX_LINES.match(bytes(self._held or b""))
        assert lines  # noqa: S101 - it matches nothing, too
        body = bytes(self._held or b"")[lines.end() :]
        head = sorted(lines[0].splitlines(keepends=True))
        if short:
            head = [line for line in head if line.split(b" ", 2)[1] in body]
        self._held = None
        self._sink.write(b"".join(head) + body)


def xml_safe(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Pass triples on until one comes that RDF/XML cannot hold (RDF 1.1 XML Syntax, 2.1)."""
    known: set[str] = set()
    for triple in triples:
        predicate = triple.predicate.value
        if predicate not in known:
            if not _LOCAL_NAME.search(predicate):
                raise NotAcceptableError(
                    "A property in the answer has an IRI that RDF/XML cannot write.",
                    hint="Ask for Turtle.",
                )
            known.add(predicate)
        if isinstance(triple.object, ox.Literal) and _NOT_XML_TEXT.search(triple.object.value):
            raise _not_xml()
        yield triple


def used_prefixes(triples: Iterable[ox.Triple | ox.Quad]) -> dict[str, str]:
    """Return those of our prefixes that abbreviate an IRI of `triples`."""
    iris: set[str] = set()
    for triple in triples:
        for part in (triple.subject, triple.predicate, triple.object):
            if isinstance(part, ox.NamedNode):
                iris.add(part.value)
            elif isinstance(part, ox.Literal) and part.datatype.value not in _IMPLIED:
                iris.add(part.datatype.value)
    return {
        name: namespace
        for name, namespace in PREFIXES.items()
        if any(iri.startswith(namespace) for iri in iris)
    }
