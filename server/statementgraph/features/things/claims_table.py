"""The claims about a thing as a table: one row for each thing said, with whose word it is."""

from collections.abc import Iterable

from pyoxigraph import NamedNode

from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader, Ref, Utterance
from statementgraph.view.csv import to_csv

# Stands between several quotes, or quote links, of one saying.
_BETWEEN_QUOTES, _BETWEEN_LINKS = " […] ", " "

COLUMNS = (
    *("claim", "label", "kind", "speaker", "office", "stance", "view_reported_of"),
    *("statement", "statement_label", "date"),
    *("figure", "at_least", "at_most", "hedge", "unit", "counted", "as_worded"),
    *("quote", "quote_link"),
)


def claims_csv(reader: Reader, utterances: Iterable[Utterance]) -> bytes:
    """Write the table as CSV.

    `claim` and `statement` are IRIs, `quote_link` a passage on the statement's page below the
    base. A figure is the speaker's: `hedge`, `unit` and `counted` say how it was given and of
    what, `at_least` and `at_most` are there only where the speaker gave a range.
    """
    return to_csv(COLUMNS, (_row(reader, utterance) for utterance in utterances))


def _row(reader: Reader, utterance: Utterance) -> tuple[str, ...]:
    graph, node = reader.graph, NamedNode(utterance.ref.iri)
    cohort, hedge = graph.first(node, "sg:cohort"), graph.first(node, "sg:qualifier")
    unit = graph.first(cohort, "sg:unit") if cohort else None
    numbers = (graph.text(node, p) for p in ("sg:value", "sg:lowerBound", "sg:upperBound"))
    return (
        utterance.ref.iri,
        utterance.ref.text,
        utterance.kind_label,
        utterance.speaker.text,
        _names(utterance.offices),
        utterance.stance.text if utterance.stance else "",
        _names(utterance.holders),
        utterance.statement.iri,
        utterance.statement.text,
        utterance.iso,
        *numbers,
        graph.given_label(hedge) if hedge else "",
        graph.given_label(unit) if unit else "",
        graph.given_label(cohort) if cohort else "",
        graph.text(node, "sg:asWorded"),
        _BETWEEN_QUOTES.join(dict.fromkeys(q.exact for q in utterance.quotes)),
        _BETWEEN_LINKS.join(_link(reader.addresses, q.iri) for q in utterance.quotes if q.iri),
    )


def _names(refs: tuple[Ref, ...]) -> str:
    return "; ".join(ref.text for ref in refs)


def _link(addresses: Addresses, iri: str) -> str:
    """Link to the passage on the statement's page, below the base: a file leaves this host."""
    path = addresses.below(iri) or ""
    body, _, place = path.partition("#")
    statement = body.partition("/text/")[0]
    page = Addresses(addresses.base, addresses.base.rstrip("/"))
    return page.local(f"{statement}.html#{place}") if path else iri
