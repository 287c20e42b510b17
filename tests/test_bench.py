"""The benchmark's data and queries fit each other."""

import pyoxigraph as ox
import pytest
from bench import generate
from bench.mix import MIX

from statementgraph.sparql import LocalEngine, QueryRequest, from_quads


@pytest.fixture(scope="module")
def engine() -> LocalEngine:
    return from_quads(generate.statements(10))


def test_the_generated_statements_are_the_same_each_time() -> None:
    def lines() -> list[str]:
        blank = (q for q in generate.statements(2) if not isinstance(q.subject, ox.BlankNode))
        return [str(q) for q in blank if not isinstance(q.object, ox.BlankNode)]

    assert lines() == lines()


@pytest.mark.parametrize("name", MIX)
def test_every_query_of_the_mix_finds_something(engine: LocalEngine, name: str) -> None:
    answer = engine.run(QueryRequest(MIX[name]))
    body = answer.read()
    if answer.form == "select":
        assert b'"type":' in body
    elif answer.form == "ask":
        assert b"true" in body
    else:
        assert body.count(b"\n") == 200
