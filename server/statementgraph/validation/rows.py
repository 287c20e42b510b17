"""Plain SPARQL over a store: rows of strings, for checks that need no more."""

from collections.abc import Iterator

import pyoxigraph as ox


def rows(store: ox.Store, query: str, *, union: bool = True) -> Iterator[dict[str, str]]:
    """Yield each solution as a mapping from variable to the text of its term.

    Unbound variables are left out. `union` makes the default graph the union of
    all graphs; without it only `GRAPH` finds what is in named graphs.
    """
    answer = store.query(query, use_default_graph_as_union=union)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError("only SELECT queries have rows")
    names = [variable.value for variable in answer.variables]
    for solution in answer:
        terms = zip(names, solution, strict=True)
        yield {name: _text(term) for name, term in terms if term is not None}


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
