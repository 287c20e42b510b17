"""Queries answered in this process: datasets, formats, errors."""

import csv
import io
import json

import pyoxigraph as ox
import pytest

from statementgraph.errors import ForbiddenError, NotAcceptableError, QuerySyntaxError, RequestError
from statementgraph.sparql import LocalEngine, QueryRequest, ask, from_quads, graph, select

PIER = ox.NamedNode("https://example.org/place/eastwick-pier")
NAME = ox.NamedNode("https://example.org/name")
ONE = ox.NamedNode("https://example.org/graph/one")
TWO = ox.NamedNode("https://example.org/graph/two")


@pytest.fixture
def engine() -> LocalEngine:
    return from_quads(
        [
            ox.Quad(PIER, NAME, ox.Literal("pier")),
            ox.Quad(PIER, NAME, ox.Literal("the pier at Eastwick", language="en"), ONE),
            ox.Quad(PIER, NAME, ox.Literal("Eastwick pier\n\U0001f6a2", language="en"), TWO),
        ]
    )


def names(engine: LocalEngine, query: str, **options: object) -> set[str]:
    answer = engine.run(QueryRequest(query, "srj", **options))  # type: ignore[arg-type]
    rows = json.loads(answer.read())["results"]["bindings"]
    return {row["n"]["value"] for row in rows}


ALL = "SELECT ?n WHERE { ?s ?p ?n }"
FROM_ONE = "SELECT ?n FROM <https://example.org/graph/one> WHERE { ?s ?p ?n }"
IN_GRAPH = "SELECT ?n WHERE { GRAPH ?g { ?s ?p ?n } }"


def test_the_default_graph_is_the_union_unless_told_otherwise(engine: LocalEngine) -> None:
    assert len(names(engine, ALL)) == 3
    assert names(engine, ALL, union=False) == {"pier"}


def test_an_engine_without_union_keeps_plain_semantics() -> None:
    engine = from_quads([ox.Quad(PIER, NAME, ox.Literal("a"), ONE)], union=False)
    assert names(engine, ALL) == set()


def test_from_wins_over_the_union(engine: LocalEngine) -> None:
    query = FROM_ONE
    assert names(engine, query) == {"the pier at Eastwick"}
    assert names(engine, FROM_ONE.replace("FROM", "FROM NAMED")) == set()


def test_the_dataset_of_the_protocol_wins_over_from(engine: LocalEngine) -> None:
    query = FROM_ONE
    assert names(engine, query, default_graphs=(TWO.value,)) == {"Eastwick pier\n\U0001f6a2"}


def test_named_graphs_alone_leave_the_default_graph_empty(engine: LocalEngine) -> None:
    assert names(engine, ALL, named_graphs=(ONE.value,)) == set()
    assert names(engine, IN_GRAPH, named_graphs=(ONE.value,)) == {"the pier at Eastwick"}


def test_default_graphs_alone_leave_no_named_graph(engine: LocalEngine) -> None:
    assert names(engine, IN_GRAPH, default_graphs=(ONE.value,)) == set()
    assert len(names(engine, ALL, default_graphs=(ONE.value, TWO.value))) == 2


@pytest.mark.parametrize("iri", ["", "relative", "http://a b/", "<x:y>", "x:\ud800"])
def test_a_bad_graph_iri_is_the_askers_fault(engine: LocalEngine, iri: str) -> None:
    with pytest.raises(RequestError):
        engine.run(QueryRequest(ALL, default_graphs=(iri,)))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p",
        "",
        "SELECT (COUNT(*) AS ?n) ?s { ?s ?p ?o }",
        "SELECT * { <relative> ?p ?o }",
        "\ud800",
        "SELECT * { ?s ?p '\ud800' }",
        "ASK {" + "(" * 20_000,
    ],
)
def test_text_that_is_no_query_is_refused(engine: LocalEngine, query: str) -> None:
    with pytest.raises(QuerySyntaxError):
        engine.run(QueryRequest(query))


def test_a_syntax_error_tells_line_and_column_and_repeats_nothing(engine: LocalEngine) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        engine.run(QueryRequest("SELECT * {\n ?s ?p <script>alert() }"))
    assert (caught.value.line, caught.value.column) == (2, 16)
    assert "script" not in str(caught.value)


def test_an_undeclared_prefix_is_named_where_it_is_ours(engine: LocalEngine) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        engine.run(QueryRequest("SELECT * { ?s prov:value ?o }"))
    assert "PREFIX prov: <http://www.w3.org/ns/prov#>" in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "LOAD <http://127.0.0.1:9/>",
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "\\u004COAD <http://127.0.0.1:9/>",
    ],
)
def test_writing_and_leaving_are_forbidden(engine: LocalEngine, query: str) -> None:
    with pytest.raises(ForbiddenError):
        engine.run(QueryRequest(query))


def test_an_unknown_function_is_the_askers_fault(engine: LocalEngine) -> None:
    with pytest.raises(RequestError, match="function"):
        engine.run(QueryRequest("SELECT (<https://example.org/f>(1) AS ?x) {}"))


def test_a_format_must_fit_the_form(engine: LocalEngine) -> None:
    for query, key in ((ALL, "ttl"), ("CONSTRUCT WHERE { ?s ?p ?o }", "csv"), (ALL, "png")):
        with pytest.raises(NotAcceptableError):
            engine.run(QueryRequest(query, key))


@pytest.mark.parametrize("key", ["srj", "srx", "csv", "tsv"])
def test_every_result_format_is_written(engine: LocalEngine, key: str) -> None:
    for query, form in ((ALL, "select"), ("ASK { ?s ?p ?o }", "ask")):
        answer = engine.run(QueryRequest(query, key))
        assert (answer.form, answer.format.key) == (form, key)
        assert b"pier" in answer.read() or form == "ask"


def test_a_column_of_csv_holds_one_term_whatever_is_in_it(engine: LocalEngine) -> None:
    rows = (
        r"""(<x:text/1#char=0,85> "12, \"or so\"\r\n" "🛳"@en)"""
        "(UNDEF 5 UNDEF) (<x:é> true 1.5) (UNDEF UNDEF UNDEF)"
    )
    query = f"SELECT ?a ?b ?c {{ VALUES (?a ?b ?c) {{ {rows} }} }}"
    text = engine.run(QueryRequest(query, "csv")).read().decode()
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["a", "b", "c"],
        ["x:text/1#char=0,85", '12, "or so"\r\n', "🛳"],
        ["", "5", ""],
        ["x:é", "true", "1.5"],
        ["", "", ""],
    ]
    many = "SELECT ?a { " + " ".join(f"VALUES ?{v} {{ 0 1 2 3 4 5 6 7 8 9 }}" for v in "abcd") + "}"
    assert engine.run(QueryRequest(many, "csv")).read().count(b"\r\n") == 10_001


@pytest.mark.parametrize("key", ["ttl", "nt", "rdf", "jsonld", "trig", "nq"])
def test_every_graph_format_holds_the_same_graph(engine: LocalEngine, key: str) -> None:
    wanted = ox.Dataset(
        ox.Quad(PIER, NAME, o) for o in (row["o"] for row in select(engine, "SELECT ?o {?s ?p ?o}"))
    )
    data = engine.run(QueryRequest("CONSTRUCT WHERE { ?s ?p ?o }", key)).read()
    suffix = {"srj": "json"}.get(key, key)
    format_ = ox.RdfFormat.from_extension(suffix)
    assert ox.Dataset(ox.parse(data, format=format_)) == wanted


def test_turtle_declares_only_the_prefixes_it_uses(engine: LocalEngine) -> None:
    query = "CONSTRUCT { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o } WHERE { ?s ?p ?o }"
    turtle = engine.run(QueryRequest(query, "ttl")).read().decode()
    assert turtle.count("@prefix") == 1
    assert " rdfs:label " in turtle


def test_xml_that_cannot_be_written_is_refused(engine: LocalEngine) -> None:
    for query, key in (
        ('SELECT ("\\u0001" AS ?x) {}', "srx"),
        ('CONSTRUCT { <x:s> <x:p> "\\uFFFF" } WHERE {}', "rdf"),
        ("CONSTRUCT { <x:s> <https://example.org/1> <x:o> } WHERE {}", "rdf"),
    ):
        with pytest.raises(NotAcceptableError):
            engine.run(QueryRequest(query, key))


def test_deep_nesting_is_answered(engine: LocalEngine) -> None:
    query = "ASK " + "{" * 5_000 + "?s ?p ?o" + "}" * 5_000
    assert engine.run(QueryRequest(query, "csv")).read() == b"true"


def test_a_long_query_leaves_nothing_behind_in_its_thread(engine: LocalEngine) -> None:
    # What is not let go where it was made is reported, which fails the test.
    long = f"SELECT ?o {{ ?s ?p ?o }} # {'long ' * 1000}"
    assert len(select(engine, long)) == 3


def test_terms_are_bound_not_pasted(engine: LocalEngine) -> None:
    hostile = ox.Literal('" } ; DROP ALL # ')
    assert select(engine, "SELECT ?s ?o { ?s ?p ?o }", o=hostile) == []
    rows = select(engine, "SELECT ?s ?o { ?s ?p ?o }", o=ox.Literal("pier"))
    assert rows == [{"s": PIER, "o": ox.Literal("pier")}]
    assert ask(engine, "ASK { ?s ?p ?o }", s=PIER)
    assert not ask(engine, "ASK { ?s ?p ?o }", s=ONE)
    triples = graph(engine, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", o=ox.Literal("pier"))
    assert triples == [ox.Triple(PIER, NAME, ox.Literal("pier"))]


def test_rows_leave_out_what_is_unbound(engine: LocalEngine) -> None:
    rows = select(engine, "SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) } }")
    assert [set(row) for row in rows] == [{"a"}]


@pytest.mark.parametrize("text", ["", "<a> <b>", '"unclosed', "?x", "<x:a> . <x:a> <x:b> <x:c>"])
def test_a_substitution_must_be_one_term(engine: LocalEngine, text: str) -> None:
    with pytest.raises(RequestError):
        engine.run(QueryRequest("SELECT ?o { ?s ?p ?o }", substitutions={"o": text}))


def test_an_ask_survives_the_way_to_another_process() -> None:
    there = QueryRequest("ASK {}", "csv", False, ("x:a",), (), {"o": '"é\U0001f6a2"'}, "x:b")
    assert QueryRequest.from_json(there.to_json()) == there


def test_the_rows_of_a_long_query_stay_in_their_thread(engine: LocalEngine) -> None:
    # An engine's rows that are let go in another thread would warn, which fails the test.
    padding = "# no more than a remark\n" * 200
    assert names(engine, padding + ALL) == names(engine, ALL)
