"""Answers SPARQL queries: in this process, or in a pool of limited ones."""

from statementgraph.engine.ask import Answer, Ask, Engine, Gone
from statementgraph.engine.client import PoolEngine, PoolPlace
from statementgraph.engine.helpers import Term, ask, graph, select, table
from statementgraph.engine.local import LocalEngine, from_quads
from statementgraph.engine.scan import form_of

__all__ = [
    "Answer",
    "Ask",
    "Engine",
    "Gone",
    "LocalEngine",
    "PoolEngine",
    "PoolPlace",
    "Term",
    "ask",
    "form_of",
    "from_quads",
    "graph",
    "select",
    "table",
]
