"""The outcome of a check, and its forms for people, programs and build servers."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding, Severity
from statementgraph.rdf import PREFIXES

RULES = "https://w3id.org/statementgraph/shapes#"
"""With the code of a rule, the IRI that stands for the rule in a validation report."""

_XSD_BOOLEAN = ox.NamedNode(PREFIXES["xsd"] + "boolean")


@dataclass(frozen=True)
class Report:
    """All findings, sorted by file and line; `timings` are seconds by step.

    `base` makes the subjects of findings, which are relative to it, whole again.
    """

    base: str
    findings: tuple[Finding, ...]
    timings: Mapping[str, float] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """Whether the data may be published: warnings do not stand in the way."""
        return not any(f.severity is Severity.VIOLATION for f in self.findings)

    @property
    def report_graph(self) -> tuple[ox.Triple, ...]:
        """The findings as a `sh:ValidationReport` (SHACL, section 3.6)."""
        return tuple(_triples(self))


def as_text(report: Report) -> str:
    """Write one line for each finding; nothing where there is none."""
    return "".join(f"{f}\n" for f in report.findings)


def as_json(report: Report) -> str:
    """Write a JSON object with `conforms` and the list `findings`."""
    content = {
        "conforms": report.conforms,
        "base": report.base,
        "findings": [asdict(f) for f in report.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_turtle(report: Report) -> str:
    """Write the validation report in Turtle."""
    data = ox.serialize(
        report.report_graph,
        format=ox.RdfFormat.TURTLE,
        prefixes={name: PREFIXES[name] for name in ("sh", "xsd")},
    )
    return (data or b"").decode()


def as_github(report: Report) -> str:
    """Write workflow commands that mark the lines of a pull request."""
    return "".join(f"{_command(f)}\n" for f in report.findings)


FORMATS = {"text": as_text, "json": as_json, "turtle": as_turtle, "github": as_github}
"""How `check --format` writes a report."""


def _command(finding: Finding) -> str:
    level = {"Violation": "error", "Warning": "warning", "Info": "notice"}[finding.severity]
    properties = {"file": finding.file, "line": str(finding.line or ""), "title": finding.code}
    shown = ",".join(f"{name}={_property(text)}" for name, text in properties.items() if text)
    message = str(Finding("", 0, finding.subject, finding.message, finding.mend))
    return f"::{level} {shown}::{_data(message)}" if shown else f"::{level}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _triples(report: Report) -> Iterator[ox.Triple]:
    node = ox.BlankNode("report")
    yield ox.Triple(node, _rdf_type(), _sh("ValidationReport"))
    conforms = ox.Literal(str(report.conforms).lower(), datatype=_XSD_BOOLEAN)
    yield ox.Triple(node, _sh("conforms"), conforms)
    for number, finding in enumerate(report.findings, 1):
        result = ox.BlankNode(f"result{number}")
        yield ox.Triple(node, _sh("result"), result)
        yield from _result(result, finding, report.base)


def _result(node: ox.BlankNode, finding: Finding, base: str) -> Iterator[ox.Triple]:
    shown = Finding("", 0, "", finding.message, finding.mend, finding.code)
    yield ox.Triple(node, _rdf_type(), _sh("ValidationResult"))
    yield ox.Triple(node, _sh("resultSeverity"), _sh(finding.severity))
    yield ox.Triple(node, _sh("focusNode"), _focus(finding, base))
    yield ox.Triple(node, _sh("resultMessage"), ox.Literal(str(shown), language="en"))
    yield ox.Triple(node, _sh("sourceConstraintComponent"), ox.NamedNode(RULES + finding.code))


def _focus(finding: Finding, base: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Name the focus node; a finding without a subject is about its file."""
    if finding.subject.startswith("["):
        return ox.BlankNode()
    if not finding.subject:
        return ox.Literal(finding.file)
    return ox.NamedNode(finding.subject if "://" in finding.subject else base + finding.subject)


def _rdf_type() -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["rdf"] + "type")


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["sh"] + name)
