"""Time readings, read again from their rule, their words and the date of the statement."""

from collections.abc import Iterator

from statementgraph.corpus.findings import Finding
from statementgraph.reading.dates import read_time
from statementgraph.reading.languages import SUPPORTED
from statementgraph.validation.words.view import Node, View, sg, shown

_MEND = "Correct the date, or the rule, or sg:asWorded; docs/reading.md says how each rule reads."
_COMPARED = (
    ("edtf", "edtf"),
    ("sem:hasEarliestBeginTimeStamp", "earliest"),
    ("sem:hasLatestEndTimeStamp", "latest"),
    ("recursOn", "recurs"),
)


def check_times(view: View) -> Iterator[Finding]:
    """Report readings whose dates are not those that their rule and words give."""
    for reading in view.readings:
        statement = _statement(reading)
        language = view.language(statement)
        issued = view.node(statement).one("dcterms:issued")
        reference = reading.one("reference")
        if reference and issued and reference != issued:
            wrong = f"The reference date is {reference}, but the statement is of {issued}."
            yield view.finding(reading.iri, wrong, "Correct sg:reference.", "time")
        if language in SUPPORTED:
            yield from _compared(view, reading, language)


def _statement(reading: Node) -> str:
    return reading.iri.split("/time/", 1)[0]


def _compared(view: View, reading: Node, language: str) -> Iterator[Finding]:
    words, rule = reading.one("asWorded"), sg(reading.one("rule"))
    reference = reading.one("reference") or None
    read = read_time(rule, words, reference, language) or read_time(rule, words, reference, "en")
    if read is None:
        yield view.finding(
            reading.iri,
            f"The words {shown(words)} give no date by the rule {rule}.",
            "Correct sg:rule, or copy into sg:asWorded the words that give the time.",
            "time",
        )
        return
    for name, attribute in _COMPARED:
        given, due = reading.one(name), getattr(read, attribute) or ""
        if given != due:
            said = f"the words {shown(words)} give {due or 'none'}"
            wrong = f"{name.rpartition(':')[2]} is {given or 'missing'}; {said}."
            yield view.finding(reading.iri, wrong, _MEND, "time")
