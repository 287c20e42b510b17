"""The home page: the list of statements and the number of things in the graph."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph import sparql
from statementgraph.rdf import PROLOGUE
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from statementgraph.view.graph import literal_integer
from statementgraph.view.statements import StatementSummary, list_statements

_COUNTS = (
    ("public statements", "?x a sg:Statement"),
    ("things said, each with its speaker", "?x sg:stance ?y"),
    ("figures", "?x a ?kind FILTER(?kind IN (sg:CountClaim, sg:MeasureClaim))"),
    ("calls", "?x a sg:Call"),
    ("promises", "?x a sg:Commitment"),
    ("attitudes expressed", "?x a sg:Expression"),
    ("declarations", "?x a sg:Declaration"),
    ("exact quotes", "?u prov:wasDerivedFrom ?x . ?x oa:hasSelector ?y"),
    ("addressees", "?y sg:addressedTo ?x"),
)
_GRAPHS = (
    "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g LIMIT 1000"
)
_SUBJECTS = "SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) } LIMIT 50"


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the home page shows."""

    statements: tuple[StatementSummary, ...]
    figures: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PlainHomePage:
    """The home page of plain RDF: the named graphs with their sizes, and some things."""

    graphs: tuple[tuple[Ref, int], ...]
    triples: int
    things: tuple[Ref, ...]


def build_home(engine: Engine, addresses: Addresses) -> HomePage:
    """Query the statements and the counts."""
    figures = tuple((name, _count(engine, pattern)) for name, pattern in _COUNTS)
    return HomePage(list_statements(engine, addresses), figures)


def count_statements(engine: Engine) -> int:
    """Return the number of published statements."""
    return _count(engine, _COUNTS[0][1])


def _count(engine: Engine, pattern: str) -> int:
    query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}"
    rows = sparql.select(engine, PROLOGUE + query)
    return literal_integer(rows[0].get("n")) if rows else 0


def build_plain(engine: Engine, addresses: Addresses) -> PlainHomePage:
    """Query the named graphs and some things of the default graph."""
    graphs = []
    for row in sparql.select(engine, _GRAPHS):
        name = row.get("g")
        if isinstance(name, NamedNode):
            graphs.append((_ref(name, addresses), literal_integer(row["n"])))
    rows = sparql.select(engine, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    subjects = [row["s"] for row in sparql.select(engine, _SUBJECTS)]
    things = tuple(_ref(s, addresses) for s in subjects if isinstance(s, NamedNode))
    return PlainHomePage(tuple(graphs), literal_integer(rows[0]["n"]) if rows else 0, things)


def _ref(node: NamedNode, addresses: Addresses) -> Ref:
    inside = addresses.below(node.value) is not None
    return Ref(node.value, addresses.href(node.value), node.value, external=not inside)
