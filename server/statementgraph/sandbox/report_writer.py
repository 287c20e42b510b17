"""The report of a validation: `sh:ValidationReport` (SHACL, section 3.6), lines, or JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Corpus
from statementgraph.rdf import PREFIXES
from statementgraph.release import jsonld
from statementgraph.sandbox.checker import Checker, Outcome, ShapeResult
from statementgraph.validation.checking import findings_of
from statementgraph.validation.shacl_results import Term

# A page shows this many findings; the whole report is one request away.
SHOWN = 500
# The place of a finding in the body, where the line is known.
INPUT = "input"

_WRITERS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}
_USED = ("sh", "xsd", "sg", "rdf")
_NAME = re.compile(r"([\w-]+):([\w-]+)\Z")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BOOLEAN = ox.NamedNode(PREFIXES["xsd"] + "boolean")
_CONTEXT: dict[str, Any] = {
    "sh": PREFIXES["sh"],
    "conforms": {"@id": "sh:conforms"},
    "result": {"@id": "sh:result", "@container": "@set"},
    **{
        name: {"@id": f"sh:{name}", "@type": "@id"}
        for name in (
            *("focusNode", "resultPath", "value", "sourceShape"),
            *("sourceConstraintComponent", "resultSeverity"),
        )
    },
    "resultMessage": {"@id": "sh:resultMessage", "@language": "en"},
}


def write(
    outcome: Outcome, checker: Checker, answer: str, base: str, lines: Mapping[str, int]
) -> bytes:
    """Write the outcome as `answer`: ttl, nt, rdf, jsonld, txt, or html for the page's JSON.

    `lines` are the lines of the body at which subjects stand, as far as known.
    """
    if answer == "txt":
        return "".join(f"{finding}\n" for finding in findings(outcome, base, lines)).encode()
    if answer == "html":
        every = findings(outcome, base, lines)
        first = [asdict(finding) for finding in every[:SHOWN]]
        return json.dumps({"count": len(every), "findings": first}).encode()
    triples = list(dict.fromkeys(_report(outcome, checker)))
    if answer == "rdf":
        triples = [ox.Triple(t.subject, t.predicate, _for_xml(t.object)) for t in triples]
    if answer == "jsonld":
        quads = (ox.Quad(t.subject, t.predicate, t.object) for t in triples)
        return jsonld.write(quads, _CONTEXT)
    prefixes = {name: PREFIXES[name] for name in _USED}
    return ox.serialize(triples, format=_WRITERS[answer], prefixes=prefixes) or b""


def _for_xml(term: Term) -> Term:
    """Replace characters that XML 1.0 (section 2.2) cannot hold, not even escaped."""
    if not isinstance(term, ox.Literal) or not _NOT_XML.search(term.value):
        return term
    return ox.Literal(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", term.value))


def findings(outcome: Outcome, base: str, lines: Mapping[str, int]) -> list[Finding]:
    """Give the results as findings, as `check` does: the subject is the thing to be mended."""
    located = {iri: (INPUT, number) for iri, number in lines.items()}
    nothing = Corpus(base, Path(), (), (), located, ())
    results = (each.result for each in outcome.results)
    return sorted(set(findings_of(results, outcome.store, nothing)))


def _report(outcome: Outcome, checker: Checker) -> Iterator[ox.Triple]:
    node = ox.BlankNode("report")
    yield ox.Triple(node, _iri("rdf:type"), _iri("sh:ValidationReport"))
    conforms = "false" if outcome.results else "true"
    yield ox.Triple(node, _iri("sh:conforms"), ox.Literal(conforms, datatype=_BOOLEAN))
    results = [ox.BlankNode(f"result{number}") for number, _ in enumerate(outcome.results, 1)]
    yield from (ox.Triple(node, _iri("sh:result"), result) for result in results)
    for node, each in zip(results, outcome.results, strict=True):
        yield from _result(node, each, checker)


def _result(node: ox.BlankNode, each: ShapeResult, checker: Checker) -> Iterator[ox.Triple]:
    result = each.result
    yield ox.Triple(node, _iri("rdf:type"), _iri("sh:ValidationResult"))
    yield ox.Triple(node, _iri("sh:resultSeverity"), _iri(f"sh:{result.severity}"))
    yield ox.Triple(node, _iri("sh:focusNode"), result.focus)
    component = ox.NamedNode(result.component)
    yield ox.Triple(node, _iri("sh:sourceConstraintComponent"), component)
    message = ox.Literal(result.message, language="en")
    yield ox.Triple(node, _iri("sh:resultMessage"), message)
    if result.value is not None:
        yield ox.Triple(node, _iri("sh:value"), result.value)
    if each.shape:
        yield ox.Triple(node, _iri("sh:sourceShape"), ox.NamedNode(each.shape))
    if result.path in checker.paths:
        path, triples = checker.paths[result.path]
        yield ox.Triple(node, _iri("sh:resultPath"), path)
        yield from triples
    elif result.path:
        yield ox.Triple(node, _iri("sh:resultPath"), _iri(result.path))


def _iri(name: str) -> ox.NamedNode:
    """Read a name with one of our prefixes, or a whole IRI."""
    match = _NAME.match(name)
    if match and match[1] in PREFIXES:
        return ox.NamedNode(PREFIXES[match[1]] + match[2])
    return ox.NamedNode(name)
