"""The CSV file of a thing: one row for each utterance, with its speaker and statement."""

from collections.abc import Iterable

from pyoxigraph import NamedNode

from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader, Ref, Utterance
from statementgraph.view.csv import to_csv

# Between several quotes, or several links to quotes, of one utterance.
_BETWEEN_QUOTES, _BETWEEN_LINKS = " […] ", " "

COLUMNS = (
    *("claim", "label", "kind", "speaker", "office", "stance", "view_reported_of"),
    *("statement", "statement_label", "date"),
    *("figure", "at_least", "at_most", "hedge", "unit", "counted", "as_worded"),
    *("quote", "quote_link"),
)


def claims_csv(reader: Reader, utterances: Iterable[Utterance]) -> bytes:
    """Return the table as CSV.

    `claim` and `statement` are IRIs; `quote_link` is the address of the passage below the base.
    `hedge`, `unit` and `counted` qualify the figure; `at_least` and `at_most` are filled only
    where the speaker gave bounds.
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
    """Return the address of a passage below the base, which is valid outside this host too."""
    path = addresses.below(iri) or ""
    body, _, place = path.partition("#")
    statement = body.partition("/text/")[0]
    page = Addresses(addresses.base, addresses.base.rstrip("/"))
    return page.local(f"{statement}.html#{place}") if path else iri
