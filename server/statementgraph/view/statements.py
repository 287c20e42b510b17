"""The list of published statements: for the home page and the downloads page."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph import sparql
from statementgraph.rdf import PROLOGUE
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from statementgraph.view.dates import date_in_words
from statementgraph.view.graph import literal_integer, literal_text

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
    """One statement in the list; `count` is the number of utterances in it.

    `title` is the speaker's own title, so a page puts it in quotation marks.
    """

    ref: Ref
    title: str
    speaker: Ref
    day: str
    iso: str
    count: int


def list_statements(engine: Engine, addresses: Addresses) -> tuple[StatementSummary, ...]:
    """Return the statements, at most 200, the newest first."""
    summaries = []
    for row in sparql.select(engine, PROLOGUE + _STATEMENTS):
        statement, speaker = row["statement"], row.get("speaker")
        iso, title = literal_text(row.get("issued")), literal_text(row.get("title"))
        if not isinstance(statement, NamedNode):
            continue
        ref = Ref(literal_text(row["label"]), addresses.href(statement.value), statement.value)
        speaker_ref = Ref("a speaker not named in the data")
        if isinstance(speaker, NamedNode):
            name = literal_text(row.get("name")) or speaker.value
            speaker_ref = Ref(name, addresses.href(speaker.value), speaker.value)
        count = literal_integer(row.get("n"))
        day = date_in_words(iso)
        summaries.append(StatementSummary(ref, title, speaker_ref, day, iso, count))
    return tuple(summaries)
