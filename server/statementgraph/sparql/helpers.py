"""Asks in the terms of a program: rows, triples, yes or no, over any engine."""

from dataclasses import replace

import pyoxigraph as ox

from statementgraph.sparql.request import Engine, QueryRequest

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def _ask(text: str, format_: str, terms: dict[str, Term], base: str) -> QueryRequest:
    return QueryRequest(
        text, format_, substitutions={k: str(v) for k, v in terms.items()}, base=base
    )


def select(
    engine: Engine,
    text: str,
    *,
    base: str = "",
    graphs: tuple[str, ...] | None = None,
    **terms: Term,
) -> list[dict[str, Term]]:
    """Return the rows of a SELECT; a variable without a value is not in its row.

    `terms` binds variables, which the query must project. `graphs` are the named graphs
    that the query sees as its default graph; None means all. Raises what `Engine.run` raises.
    """
    return table(engine, text, base=base, graphs=graphs, **terms)[1]


def table(
    engine: Engine,
    text: str,
    *,
    base: str = "",
    graphs: tuple[str, ...] | None = None,
    **terms: Term,
) -> tuple[list[str], list[dict[str, Term]]]:
    """Return the variables of a SELECT, in its order, and its rows; as `select` otherwise."""
    ask_ = _ask(text, "srj", terms, base)
    answer = engine.run(ask_ if graphs is None else replace(ask_, default_graphs=graphs))
    return parse_table(answer.read())


def parse_table(data: bytes) -> tuple[list[str], list[dict[str, Term]]]:
    """Return the variables and the rows of SPARQL results in JSON, those of a SELECT."""
    results = ox.parse_query_results(data, ox.QueryResultsFormat.JSON)
    assert isinstance(results, ox.QuerySolutions)  # noqa: S101 - the form is the caller's
    names = [variable.value for variable in results.variables]
    rows = [
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in results
    ]
    return names, rows


def graph(engine: Engine, text: str, *, base: str = "", **terms: Term) -> list[ox.Triple]:
    """Return the triples of a CONSTRUCT or DESCRIBE; terms and errors as in `select`."""
    answer = engine.run(_ask(text, "nt", terms, base))
    results = ox.parse(answer.read(), format=ox.RdfFormat.N_TRIPLES)
    return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in results]


def ask(engine: Engine, text: str, *, base: str = "", **terms: Term) -> bool:
    """Return the answer of an ASK; terms and errors as in `select`."""
    answer = engine.run(_ask(text, "csv", terms, base))
    return answer.read() == b"true"
