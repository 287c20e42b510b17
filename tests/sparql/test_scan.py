"""What a query asks for, read from its tokens."""

import time

import pytest

from statementgraph.sparql.scan import (
    calls_service,
    form_of,
    is_update,
    names_dataset,
    starred,
    too_deep,
    unclosed,
    undeclared_prefix,
)

SERVICE = [
    "SELECT * {SERVICE <http://x.example/>{}}",
    "select * {service<http://x.example/>{}}",
    "SELECT * {SERVICE SILENT <x:y> {}}",
    "SELECT * {SERVICESILENT<x:y>{}}",
    "SELECT * {\\u0053ERVICE <x:y> {}}",
    "SELECT * {\\U00000053erv\\u0069ce <x:y> {}}",
    "SELECT * {?s ?p 1SERVICE<x:y>{}}",
    "PREFIX : <x:y> SELECT * {?s ?p trueSERVICE:x{}}",
    "# PREFIX trueSERVICE: <x:>\nPREFIX : <x:y> SELECT * {?s ?p trueSERVICE:x{}}",
    "SELECT * { FILTER(?a<'x>') SERVICE <http://a.example/> {} FILTER('' = '')}",
    "SELECT * { FILTER(?a<?b#>)''' \n ) SERVICE <http://a.example/> {} FILTER(''''''='')}",
    "SELECT * { { SELECT * { #c\nSerViCe#d\n<x:y>{}}}}",
    "SELECT * {?s ?p '''a'b''' SERVICE <x:y> {}}",
    'SELECT * {?s ?p "a\\"b" SERVICE ?x {}}',
    'SELECT * {?s ?p "\\u0022" SERVICE ?x {} FILTER("")}',
    "ASK { OPTIONAL { FILTER EXISTS { SERVICE ?x { ?a ?b ?c } } } }",
]
NO_SERVICE = [
    'SELECT * {?s ?p "SERVICE <x> {}"}',
    "SELECT * {?s ?p '''SERVICE'''}",
    'SELECT * {<http://x.example/service#a> ?service ?p . _:service ?x "a"@service}',
    "PREFIX service: <x:> SELECT * {service:x ?p ex:service}",
    "PREFIX ex: <x:> SELECT * {?s ex:SERVICE ?p} # SERVICE",
    "SELECT * {<#service> ?p ?o}",
    "BASE <http://x.example/> SELECT * {?s ?p <a/service>}",
]


@pytest.mark.parametrize("query", SERVICE)
def test_service_is_found_in_every_spelling(query: str) -> None:
    assert calls_service(query)


@pytest.mark.parametrize("query", NO_SERVICE)
def test_the_word_elsewhere_is_no_service(query: str) -> None:
    assert not calls_service(query)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT*{}", "select"),
        ("#x\nPREFIX a:<x:#y> base <x:#> aSk{}", "ask"),
        ('VERSION "1.2" CONSTRUCT WHERE {}', "construct"),
        ("PREFIX : <x:y>\nDESCRIBE :a", "describe"),
        ("INSERT DATA {}", ""),
        ("", ""),
        ("# only a comment", ""),
        ("PREFIX a <x:y> SELECT * {}", ""),
    ],
)
def test_the_form_is_the_first_word_after_the_prologue(query: str, form: str) -> None:
    assert form_of(query) == form


@pytest.mark.parametrize("word", ["INSERT", "DELETE", "LOAD", "clear", "DROP", "WITH"])
def test_updates_are_known_by_their_first_word(word: str) -> None:
    assert is_update(f"PREFIX a: <x:y>\n{word} DATA {{}}")


def test_from_is_a_dataset_clause_only_as_a_keyword() -> None:
    assert names_dataset("select * from <x:a> {}")
    assert names_dataset("SELECT * FROMNAMED<x:a> {}")
    assert not names_dataset('select ?from {?from <x:from> "from"}')


def test_depth_counts_open_brackets_outside_strings() -> None:
    assert too_deep("ASK " + "{" * 11 + "}" * 11, 10)
    assert not too_deep("ASK " + "{" * 10 + "}" * 10, 10)
    assert not too_deep("ASK " + "{}" * 100, 10)
    assert not too_deep(f'ASK {{ ?s ?p "{"(" * 100}" }}', 10)


def test_an_undeclared_prefix_is_found_with_its_place() -> None:
    assert undeclared_prefix("SELECT * {\n ?s a:b ?o}") == ("a", 2, 5)
    assert undeclared_prefix("PREFIX a: <x:y> SELECT * { ?s a:b 'c:d' }") is None


HOSTILE = [
    "<a'#service>" * 80_000,
    "service" + "#" * 1_000_000,
    "a." * 500_000 + " service:",
    "a--" * 300_000 + " service:",
    '"\\' * 300_000 + " service:",
    "'''\"" * 200_000 + " service:",
    "PREFIX " * 100_000 + " service:",
    " # \n" * 200_000 + "PREFIX service-",
    "\\u0027" * 150_000 + "service",
    "( # service" * 80_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_megabyte_is_read_in_linear_time(text: str) -> None:
    start = time.process_time()
    for query in (text, f"SELECT * {{ {text}"):
        calls_service(query)
        names_dataset(query)
        form_of(query)
        too_deep(query, 10_000)
        undeclared_prefix(query)
    assert time.process_time() - start < 10  # quadratic time would be minutes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT * { ?s ?p ?o }", None),
        ("SELECT * {\n  { ?s ?p ?o }", ("{", 1, 10)),
        ("ASK { FILTER(?o > 3 }", ("(", 1, 13)),
        ("ASK { ?s ?p '}' . # {\n }", None),
        ('ASK { ?s ?p "x\n" }', ('"', 1, 13)),
        ("ASK { } }", None),
    ],
)
def test_what_is_not_closed(text: str, found: object) -> None:
    assert unclosed(text) == found


def test_the_variables_of_a_star_come_as_written() -> None:
    assert starred("PREFIX a: <b:> select*{?z ?y '?q' . ?z $x []}") == ("z", "y", "x")
    assert starred("SELECT ?x { ?z ?y ?x }") == ()
    assert starred("SELECT (COUNT(*) AS ?n) { ?z ?y ?x }") == ()
