"""By how many people a statement was read, and how far they agreed: for pages."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph import sparql
from statementgraph.rdf import PROLOGUE
from statementgraph.review.record import AFTER, BEFORE, second_iri
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from statementgraph.view.graph import Graph, Node, literal_text

_READERS = (
    "SELECT DISTINCT ?second ?content ?activity ?reader ?name ?note WHERE { "
    "{ ?content prov:wasGeneratedBy ?activity } UNION "
    "{ ?second dqv:hasQualityMeasurement ?any . BIND (?second AS ?activity) } "
    "?activity prov:wasAssociatedWith ?reader . OPTIONAL { ?reader rdfs:label ?name } "
    "OPTIONAL { ?activity skos:note ?note } } ORDER BY ?activity ?reader"
)
_FIGURES = (
    "SELECT ?second ?label ?value ?note WHERE { ?second dqv:hasQualityMeasurement ?figure . "
    "?figure dqv:isMeasurementOf/rdfs:label ?label ; dqv:value ?value ; skos:note ?note } "
    "ORDER BY ?label"
)
ONE, TWO = "Read by one", "Read by two"


@dataclass(frozen=True, slots=True)
class AgreementFigure:
    """One figure of agreement: what it is of, its value, and its interval in words."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class ReadingSummary:
    """By how many a statement was read (`line`), by whom, and how far they agreed."""

    line: str
    first: tuple[Ref, ...]
    second: tuple[Ref, ...]
    figures: tuple[AgreementFigure, ...]


def reading_summary(engine: Engine, addresses: Addresses, statement: NamedNode) -> ReadingSummary:
    """Return who read a statement; two queries."""
    second = NamedNode(second_iri(statement.value))
    content = NamedNode(f"{statement.value}/graph/content")
    readers: dict[bool, dict[str, Ref]] = {True: {}, False: {}}
    line = ""
    for row in sparql.select(engine, PROLOGUE + _READERS, second=second, content=content):
        reader, again = row["reader"], row.get("activity") == second
        if isinstance(reader, NamedNode):
            name = literal_text(row.get("name")) or reader.value
            readers[again][reader.value] = Ref(name, addresses.href(reader.value), reader.value)
        line = literal_text(row.get("note")) if again else line
    figures = tuple(
        AgreementFigure(*(literal_text(row.get(name)) for name in ("label", "value", "note")))
        for row in sparql.select(engine, PROLOGUE + _FIGURES, second=second)
    )
    line = (line or f"{TWO}.") if readers[True] else f"{ONE}."
    return ReadingSummary(line, (*readers[False].values(),), (*readers[True].values(),), figures)


def claim_line(graph: Graph, utterance: Node) -> str:
    """Say by how many one utterance was read, and when they agreed on it."""
    notes = {literal_text(note) for note in graph.all(utterance, "skos:note")}
    when = next((note for note in (BEFORE, AFTER) if note in notes), "")
    return f"{TWO}; {when}" if when else ONE
