"""The home page: the list of statements and one claim to begin with."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph import sparql
from statementgraph.rdf import PROLOGUE
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from statementgraph.view.graph import literal_integer, literal_text
from statementgraph.view.statements import StatementSummary, list_statements

_STATEMENTS = "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a sg:Statement }"
# The first figure of the newest statement: a rule that weighs no words.
_SAMPLE = """SELECT ?claim ?words ?speaker ?statement WHERE {
  {
    SELECT ?claim ?s (MIN(?at) AS ?first) (GROUP_CONCAT(?part; SEPARATOR=" … ") AS ?words) WHERE {
      {
        SELECT ?claim ?s ?part (MIN(?start) AS ?at) WHERE {
          ?claim a sg:CountClaim ; sg:value ?value ; dcterms:isPartOf ?s ; sg:clause ?clause .
          ?clause oa:hasSelector/oa:exact ?part ; oa:hasSelector/oa:start ?start .
        } GROUP BY ?claim ?s ?part ORDER BY ?claim ?at
      }
    } GROUP BY ?claim ?s
  }
  ?claim prov:wasAttributedTo/rdfs:label ?speaker . ?s rdfs:label ?statement .
  OPTIONAL { ?s dcterms:issued ?issued }
} ORDER BY DESC(?issued) ?s ?first ?claim LIMIT 1"""
_GRAPHS = (
    "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g LIMIT 1000"
)
_SUBJECTS = "SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) } LIMIT 50"


@dataclass(frozen=True, slots=True)
class Sample:
    """One claim as an example: its exact words, who said them, and where."""

    claim: Ref
    words: str
    speaker: str
    statement: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the home page shows."""

    statements: tuple[StatementSummary, ...]
    sample: Sample | None


@dataclass(frozen=True, slots=True)
class PlainHomePage:
    """The home page of plain RDF: the named graphs with their sizes, and some things."""

    graphs: tuple[tuple[Ref, int], ...]
    triples: int
    things: tuple[Ref, ...]


def build_home(engine: Engine, addresses: Addresses) -> HomePage:
    """Query the statements and one claim to begin with."""
    return HomePage(list_statements(engine, addresses), _sample(engine, addresses))


def _sample(engine: Engine, addresses: Addresses) -> Sample | None:
    for row in sparql.select(engine, PROLOGUE + _SAMPLE):
        claim = row["claim"]
        if isinstance(claim, NamedNode):
            texts = (literal_text(row[name]) for name in ("words", "speaker", "statement"))
            return Sample(_ref(claim, addresses), *texts)
    return None


def count_statements(engine: Engine) -> int:
    """Return the number of published statements."""
    rows = sparql.select(engine, PROLOGUE + _STATEMENTS)
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
