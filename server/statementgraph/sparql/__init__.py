"""Answers SPARQL queries: reads, evaluates and writes them; what an engine is."""

from statementgraph.sparql.embedded import LocalEngine, from_quads
from statementgraph.sparql.helpers import Term, ask, graph, parse_table, select, table
from statementgraph.sparql.request import Engine, Gone, QueryRequest, QueryResult
from statementgraph.sparql.scan import form_of

__all__ = [
    "Engine",
    "Gone",
    "LocalEngine",
    "QueryRequest",
    "QueryResult",
    "Term",
    "ask",
    "form_of",
    "from_quads",
    "graph",
    "parse_table",
    "select",
    "table",
]
