"""The list of published statements: for the home page and the downloads page."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph import sparql
from statementgraph.rdf import PROLOGUE
from statementgraph.sparql import Engine, Term
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from statementgraph.view.dates import date_in_words, date_order
from statementgraph.view.graph import literal_integer, literal_text
from statementgraph.view.languages import language_tag
from statementgraph.view.notices import Notice

_STATEMENTS = (
    "SELECT ?statement ?label ?title ?language ?issued ?speaker ?name ?withdrawn ?withdrawal "
    "?corrected ?on (COUNT(DISTINCT ?u) AS ?n) WHERE { "
    "?statement a sg:Statement ; rdfs:label ?label . "
    "OPTIONAL { ?statement dcterms:title ?title } "
    "OPTIONAL { ?statement dcterms:language ?language } "
    "OPTIONAL { ?statement dcterms:issued ?issued } "
    "OPTIONAL { ?statement prov:invalidatedAtTime ?withdrawn } "
    "OPTIONAL { ?statement prov:wasInvalidatedBy/sg:asWorded ?withdrawal } "
    "OPTIONAL { ?statement dcterms:isReplacedBy ?later . ?later rdfs:label ?corrected "
    "OPTIONAL { ?later dcterms:issued ?on } } "
    "OPTIONAL { ?statement prov:wasAttributedTo ?speaker OPTIONAL { ?speaker rdfs:label ?name } } "
    "OPTIONAL { ?u dcterms:isPartOf ?statement ; sg:stance ?stance } } "
    "GROUP BY ?statement ?label ?title ?language ?issued ?speaker ?name ?withdrawn ?withdrawal "
    "?corrected ?on ORDER BY ?statement ?name"
)
_MOST = 200


@dataclass(frozen=True, slots=True)
class StatementSummary:
    """One statement in the list; `count` is the number of utterances in it.

    `title` is the speaker's own title, so a page puts it in quotation marks. `notice` says that
    the statement was withdrawn or corrected, "" for neither.
    """

    ref: Ref
    title: str
    speakers: tuple[Ref, ...]
    day: str
    iso: str
    count: int
    language: str = ""
    notice: str = ""


def list_statements(engine: Engine, addresses: Addresses) -> tuple[StatementSummary, ...]:
    """Return the statements, at most 200, the newest first and those without a date last."""
    by_statement: dict[NamedNode, list[dict[str, Term]]] = {}
    for row in sparql.select(engine, PROLOGUE + _STATEMENTS):
        if isinstance(statement := row["statement"], NamedNode):
            by_statement.setdefault(statement, []).append(row)
    listed = [_summary(addresses, node, rows) for node, rows in by_statement.items()]
    dated = [s for s in listed if date_order(s.iso)[1]]
    dated.sort(key=lambda s: date_order(s.iso), reverse=True)
    return (*dated, *(s for s in listed if not date_order(s.iso)[1]))[:_MOST]


def _summary(
    addresses: Addresses, statement: NamedNode, rows: list[dict[str, Term]]
) -> StatementSummary:
    texts = {name: getattr(term, "value", "") for name, term in rows[0].items()}
    speakers = dict.fromkeys(
        Ref(literal_text(row.get("name")) or node.value, addresses.href(node.value), node.value)
        for row in rows
        if isinstance(node := row.get("speaker"), NamedNode)
    )
    iso = texts.get("issued", "")
    became = (texts.get(name, "") for name in ("withdrawn", "withdrawal", "corrected", "on"))
    return StatementSummary(
        Ref(texts["label"], addresses.href(statement.value), statement.value),
        texts.get("title", ""),
        tuple(speakers) or (Ref("a speaker not named in the data"),),
        date_in_words(iso),
        iso,
        literal_integer(rows[0].get("n")),
        language_tag(texts.get("language", "")),
        Notice(*became).text,
    )
