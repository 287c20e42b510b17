"""The published statements as a list: for the first page and for the downloads."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from statementgraph import sparql
from statementgraph.rdf import PROLOGUE
from statementgraph.sparql import Engine
from statementgraph.view import labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref

_STATEMENTS = (
    "SELECT ?statement ?label ?title ?issued ?speaker ?name (COUNT(?u) AS ?n) WHERE { "
    "?statement a sg:Statement ; rdfs:label ?label . "
    "OPTIONAL { ?statement dcterms:title ?title } "
    "OPTIONAL { ?statement dcterms:issued ?issued } "
    "OPTIONAL { ?statement prov:wasAttributedTo ?speaker OPTIONAL { ?speaker rdfs:label ?name } } "
    "OPTIONAL { ?u dcterms:isPartOf ?statement ; sg:stance ?stance } } "
    "GROUP BY ?statement ?label ?title ?issued ?speaker ?name "
    "ORDER BY DESC(?issued) LIMIT 200"
)


@dataclass(frozen=True, slots=True)
class StatementSummary:
    """One statement in the list; `count` is how many things are said in it.

    `title` is the speaker's own, to be shown in quotation marks.
    """

    ref: Ref
    title: str
    speaker: Ref
    day: str
    iso: str
    count: int


def list_statements(engine: Engine, addresses: Addresses) -> tuple[StatementSummary, ...]:
    """List the statements, at most 200, the newest first."""
    listed = []
    for row in sparql.select(engine, PROLOGUE + _STATEMENTS):
        statement, speaker, iso = row["statement"], row.get("speaker"), _text(row.get("issued"))
        if not isinstance(statement, NamedNode):
            continue
        ref = Ref(_text(row["label"]), addresses.href(statement.value), statement.value)
        said_by = Ref("a speaker not named in the data")
        if isinstance(speaker, NamedNode):
            name = _text(row.get("name")) or speaker.value
            said_by = Ref(name, addresses.href(speaker.value), speaker.value)
        title, count = _text(row.get("title")), _number(row.get("n"))
        listed.append(StatementSummary(ref, title, said_by, labels.day(iso), iso, count))
    return tuple(listed)


def _text(value: object) -> str:
    return value.value if isinstance(value, Literal) else ""


def _number(value: object) -> int:
    return int(value.value) if isinstance(value, Literal) else 0
