"""What a SHACL run says, the same for either way of running it, and how it becomes findings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding, Severity
from statementgraph.rdf import PREFIXES

SH = PREFIXES["sh"]
MEND = " How to mend: "
"""Parts what is wrong from how to mend it, in every `sh:message` of ours."""

_NUMBERED = re.compile(r"(S[0-9]+|literal): (.*)", re.DOTALL)
_SHOWN = 80

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result (SHACL, section 3.6.2).

    `path` is a SPARQL property path with our prefixes, "" where there is none;
    `component` and `shape` are IRIs, `shape` that of the node shape.
    """

    focus: Term
    path: str
    value: Term | None
    message: str
    component: str
    severity: Severity = Severity.VIOLATION

    @property
    def code(self) -> str:
        """The code of the rule, such as S7 or literal; "shape" where the message has none."""
        return split_message(self.message)[0]

    def row(self) -> str:
        """One line of plain text that says it all: what approved reports hold."""
        value = "" if self.value in (None, self.focus) else str(self.value)
        parts = (short_term(self.focus), self.path or "-", self.message, str(self.severity))
        return " | ".join((*parts, self.component.removeprefix(SH), value)).rstrip(" |")


def split_message(message: str) -> tuple[str, str, str]:
    """Take "S7: what is wrong. How to mend: what to do." apart into its three parts."""
    match = _NUMBERED.fullmatch(message)
    code, said = (match[1], match[2]) if match else ("shape", message)
    wrong, _, mend = said.partition(MEND)
    return code, wrong, mend


def short(iri: str, base: str = "") -> str:
    """Write an IRI relative to `base`, or with one of our prefixes, or in full."""
    if base and iri.startswith(base):
        return iri.removeprefix(base)
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and re.fullmatch(r"[\w-]+", local):
            return f"{prefix}:{local}"
    return iri


def short_term(term: Term, base: str = "") -> str:
    """Write a term for a reader: IRIs shortened, literals as their text, blank nodes as "[]"."""
    if isinstance(term, ox.NamedNode):
        return short(term.value, base)
    if isinstance(term, ox.BlankNode):
        return "[]"
    text = term.value if isinstance(term, ox.Literal) else str(term)
    text = " ".join(text.split())
    return f'"{text}"' if len(text) <= _SHOWN else f'"{text[: _SHOWN - 1]}…"'


def finding(result: Result, place: tuple[str, int], subject: Term, base: str) -> Finding:
    """Turn a result into a finding about `subject`, which is described at `place`."""
    message = result.message
    if isinstance(result.value, ox.BlankNode):
        message = message.replace(result.value.value, "a node without an IRI")
    code, wrong, mend = split_message(shorten_iris(message, base))
    literal = isinstance(result.value, ox.Literal)
    foreign = isinstance(result.value, ox.NamedNode) and result.value not in (result.focus, subject)
    if result.value is not None and (literal or foreign):
        shown = short_term(result.value, base)
        if shown.strip('"') not in " ".join(wrong.split()):
            wrong = f"{wrong.rstrip('.')} (found: {shown})."
    name = subject.value.removeprefix(base) if isinstance(subject, ox.NamedNode) else "[]"
    return Finding(*place, name, _capital(wrong), _capital(mend), code, result.severity)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def shorten_iris(message: str, base: str) -> str:
    """Shorten the IRIs that a query put into its message; a stop behind one is no part of it."""

    def shortened(match: re.Match[str]) -> str:
        iri = match[0].rstrip(".,;:)")
        return short(iri, base) + match[0][len(iri) :]

    return re.sub(r"https?://[^\s<>\"]+", shortened, message)


def distinct(results: Iterable[Result]) -> list[Result]:
    """Sort the results and drop repeats, so that both ways of running compare equal."""
    return sorted(dict.fromkeys(results), key=lambda r: (str(r.focus), r.row()))
