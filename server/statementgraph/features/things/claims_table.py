"""The CSV file of a thing: one row for each utterance, with its speaker and statement."""

from collections.abc import Iterable

from pyoxigraph import NamedNode

from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader, Ref, Utterance
from statementgraph.view.csv import to_csv

# Between several quotes, or several links to quotes, of one utterance.
_BETWEEN_QUOTES, _BETWEEN_LINKS = " […] ", " "

COLUMNS = (
    *("claim", "label", "kind", "speaker", "office"),
    *("stance", "polarity", "certainty", "view_reported_of"),
    *("statement", "statement_label", "date", "withdrawn_or_corrected"),
    *("value", "lower", "upper", "vague", "qualifier", "unit", "counted", "as_worded"),
    *("quote", "quote_link"),
)


def claims_csv(reader: Reader, utterances: Iterable[Utterance]) -> bytes:
    """Return the table as CSV.

    `claim` and `statement` are IRIs; `quote_link` is the address of the passage below the base.
    Exactly one of `value`, the bounds `lower` and `upper`, and `vague` is given for a figure;
    `qualifier` is its hedge, `unit` what it is counted or measured in, and `counted` the group, or
    the whole that a share is a share of. `as_worded` are the words that carry the claim.
    """
    return to_csv(COLUMNS, (_row(reader, utterance) for utterance in utterances))


def _row(reader: Reader, utterance: Utterance) -> tuple[str, ...]:
    graph, node = reader.graph, NamedNode(utterance.ref.iri)
    cohort = graph.first(node, "sg:cohort", "sg:ofWhole")
    hedge, quantity = graph.first(node, "sg:qualifier"), utterance.quantity
    axes = (utterance.stance, utterance.polarity, utterance.certainty)
    return (
        utterance.ref.iri,
        utterance.ref.text,
        utterance.kind_label,
        utterance.speaker_names,
        _names(utterance.offices),
        *(ref.text if ref else "" for ref in axes),
        _names(utterance.holders),
        utterance.statement.iri,
        utterance.statement.text,
        utterance.iso,
        utterance.notice.text,
        quantity.value,
        quantity.lower,
        quantity.upper,
        quantity.vague,
        graph.given_label(hedge) if hedge else "",
        quantity.unit,
        graph.given_label(cohort) if cohort else "",
        _BETWEEN_QUOTES.join(utterance.words),
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
