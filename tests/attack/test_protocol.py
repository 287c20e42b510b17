"""SPARQL 1.1 Protocol, section 2.1, rule by rule, over real sockets."""

import csv
import io
import json
from urllib.parse import quote
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.query import Result

from tests.attack.raw_http import HttpResponse, send
from tests.supervisor.server import Server

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}
FORM_UTF8 = {"Content-Type": "application/x-www-form-urlencoded;charset=UTF-8"}
QUERY_UTF8 = {"Content-Type": 'Application/SPARQL-Query; charset="utf-8"'}
QUERY_UTF16 = {"Content-Type": "application/sparql-query; charset=utf-16"}
ASK = "query=ASK%20%7B%7D"
TRUE, FALSE = b"true", b"false"
# The graphs of hostile.py: <http://one.example/> holds 1, <http://two.example/> 2, the default 0.
ONE, TWO, NO = (quote(f"http://{n}.example/", safe="") for n in ("one", "two", "no"))


def ask(server: Server, query: str, rest: str = "", accept: str = "text/csv") -> HttpResponse:
    target = f"/sparql?query={quote(query, safe='')}{rest}"
    return send(server.address, "GET", target, {"Accept": accept})


@pytest.mark.parametrize(
    ("method", "target", "headers", "body", "status"),
    [
        ("GET", f"/sparql?{ASK}", {}, b"", 200),
        ("HEAD", f"/sparql?{ASK}", {}, b"", 200),
        ("POST", "/sparql", FORM, ASK.encode(), 200),
        ("POST", "/sparql", FORM_UTF8, ASK.encode(), 200),
        ("POST", "/sparql", QUERY, b"ASK {}", 200),
        ("POST", "/sparql", QUERY_UTF8, b"ASK {}", 200),
        ("QUERY", "/sparql", QUERY, b"ASK {}", 200),
        ("QUERY", "/sparql", FORM, ASK.encode(), 200),
        # the W3C's query_post_form: the dataset in the address, the query in the form
        ("POST", f"/sparql?default-graph-uri={NO}", FORM, ASK.encode(), 200),
        ("GET", "/sparql?quer%79=ASK%7B%7D", {}, b"", 200),
        # no query, two queries, a query in two places
        ("POST", "/sparql", FORM, b"", 400),
        ("POST", "/sparql", FORM, b"&&&", 400),
        ("POST", "/sparql", FORM, b"=ASK%7B%7D", 400),
        ("POST", f"/sparql?{ASK}", FORM, b"", 400),
        ("POST", f"/sparql?{ASK}", FORM, ASK.encode(), 400),
        ("POST", f"/sparql?{ASK}", QUERY, b"ASK {}", 400),
        ("POST", "/sparql", FORM, f"{ASK}&{ASK}".encode(), 400),
        ("GET", f"/sparql?{ASK}&{ASK}", {}, b"", 400),
        ("GET", "/sparql?query=", {}, b"", 400),
        ("GET", "/sparql?query", {}, b"", 400),
        ("GET", "/sparql?query=++%0A", {}, b"", 400),
        ("GET", f"/sparql?default-graph-uri={ONE}", {}, b"", 400),
        ("POST", "/sparql", QUERY, b"", 400),
        ("QUERY", "/sparql", QUERY, b"# nothing", 400),
        # graphs that are no absolute IRIs
        ("GET", f"/sparql?{ASK}&default-graph-uri=", {}, b"", 400),
        ("GET", f"/sparql?{ASK}&named-graph-uri=relative", {}, b"", 400),
        ("GET", f"/sparql?{ASK}&named-graph-uri=urn:a%20b", {}, b"", 400),
        # bytes that are no text
        ("GET", "/sparql?query=ASK%7B%7D%FF", {}, b"", 400),
        ("GET", "/sparql?query=ASK%7B%7D%C0%AF", {}, b"", 400),
        ("GET", "/sparql?query=ASK%7B%7D%ED%A0%80", {}, b"", 400),
        ("GET", "/sparql?query=ASK%7B%7D%00", {}, b"", 400),
        ("GET", "/sparql?query=%EF%BB%BFASK%7B%7D", {}, b"", 200),
        ("GET", b"/sparql?query=ASK%7B'\xe9'%7D", {}, b"", 400),
        ("GET", f"/sparql?{ASK}&%FF=1", {}, b"", 400),
        ("POST", "/sparql", FORM, b"query=ASK%7B%7D%ff", 400),
        ("POST", "/sparql", QUERY, b"ASK {} # \xff", 400),
        ("POST", "/sparql", QUERY, "ASK {}".encode("utf-16"), 400),
        # a body we are told is something else
        ("POST", "/sparql", QUERY_UTF16, b"ASK {}", 415),
        ("POST", "/sparql", {**QUERY, "Content-Encoding": "gzip"}, b"ASK {}", 415),
        ("POST", "/sparql", {}, ASK.encode(), 415),
        ("POST", "/sparql", {}, b"ASK {}", 415),
        ("POST", f"/sparql?{ASK}", {}, b"", 415),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}", 415),
        ("POST", "/sparql", {"Content-Type": "multipart/form-data; boundary=x"}, b"--x--", 415),
        # updates by every door
        ("GET", "/sparql?update=CLEAR+ALL", {}, b"", 403),
        ("POST", "/sparql", FORM, b"update=CLEAR+ALL", 403),
        ("POST", "/sparql?update=CLEAR+ALL", FORM, ASK.encode(), 403),
        ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403),
        ("POST", "/sparql", FORM, b"query=CLEAR+ALL", 403),
        ("POST", "/sparql", QUERY, b"INSERT DATA { <urn:a> <urn:b> <urn:c> }", 403),
        ("GET", f"/sparql?{ASK}&using-graph-uri=urn:x", {}, b"", 403),
        ("PUT", "/sparql", QUERY, b"ASK {}", 405),
        ("DELETE", "/sparql", {}, b"", 405),
        ("PATCH", "/sparql", QUERY, b"ASK {}", 405),
        ("TRACE", "/sparql", {}, b"", 405),
    ],
)  # fmt: skip
def test_the_rules(  # noqa: PLR0917 - the columns of the table
    plain: Server,
    method: str,
    target: str | bytes,
    headers: dict[str, str],
    body: bytes,
    status: int,
) -> None:
    answer = send(plain.address, method, target, headers, body)
    assert answer.status == status, answer.body
    assert answer.complete
    if status == 200 and method != "HEAD":
        assert json.loads(answer.body)["boolean"] is True
    elif status != 200:
        assert answer.type == "application/problem+json"
        assert json.loads(answer.body)["status"] == status
    if status == 405:
        assert {"GET", "HEAD", "POST", "QUERY", "OPTIONS"} <= set(
            answer.headers["allow"].split(", ")
        )


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ("a%2520b", "a%20b"),
        ("%252B", "%2B"),
        ("a%2Bb+c", "a+b c"),
        ("%zz%", "%zz%"),
        ("%c3%a9", "é"),
        ("%F0%9F%9A%A2", "\U0001f6a2"),
    ],
)
def test_percent_decoding_happens_once(plain: Server, sent: str, value: str) -> None:
    target = f"/sparql?query=SELECT+('{sent}'+AS+%3Fx)+%7B%7D"
    found = send(plain.address, "GET", target, {"Accept": "text/csv"})
    assert found.body.decode() == f"x\r\n{value}\r\n"
    body = target.partition("?")[2].encode()
    assert send(plain.address, "POST", "/sparql", {**FORM, "Accept": "text/csv"}, body).body == (
        found.body
    )


@pytest.mark.parametrize(
    ("query", "rest", "values"),
    [
        ("{ <urn:s> <urn:p> ?v }", "", "0"),
        ("{ GRAPH ?g { <urn:s> <urn:p> ?v } }", "", "12"),
        ("{ <urn:s> <urn:p> ?v }", f"&default-graph-uri={ONE}", "1"),
        ("{ <urn:s> <urn:p> ?v }", f"&default-graph-uri={ONE}&default-graph-uri={TWO}", "12"),
        ("{ <urn:s> <urn:p> ?v }", f"&default-graph-uri={NO}", ""),
        ("{ <urn:s> <urn:p> ?v }", f"&default-graph-uri={NO}&default-graph-uri={TWO}", "2"),
        ("{ <urn:s> <urn:p> ?v }", f"&named-graph-uri={ONE}", ""),
        ("{ GRAPH ?g { <urn:s> <urn:p> ?v } }", f"&named-graph-uri={ONE}", "1"),
        ("{ GRAPH ?g { <urn:s> <urn:p> ?v } }", f"&named-graph-uri={NO}", ""),
        ("{ GRAPH ?g { <urn:s> <urn:p> ?v } }", f"&default-graph-uri={ONE}", ""),
        (
            "{ { <urn:s> <urn:p> ?v } UNION { GRAPH ?g { <urn:s> <urn:p> ?v } } }",
            f"&default-graph-uri={ONE}&named-graph-uri={TWO}",
            "12",
        ),
        # what the protocol says wins over the query
        ("FROM <http://two.example/> { <urn:s> <urn:p> ?v }", f"&default-graph-uri={ONE}", "1"),
        ("FROM <http://two.example/> { <urn:s> <urn:p> ?v }", f"&named-graph-uri={ONE}", ""),
        (
            "FROM NAMED <http://two.example/> { GRAPH ?g { <urn:s> <urn:p> ?v } }",
            f"&default-graph-uri={ONE}",
            "",
        ),
        # and without it, the query's own
        ("FROM <http://two.example/> { <urn:s> <urn:p> ?v }", "", "2"),
        ("FROM <http://no.example/> { <urn:s> <urn:p> ?v }", "", ""),
        ("FROM NAMED <http://two.example/> { <urn:s> <urn:p> ?v }", "", ""),
        ("FROM NAMED <http://two.example/> { GRAPH ?g { <urn:s> <urn:p> ?v } }", "", "2"),
    ],
)
def test_the_dataset(plain: Server, query: str, rest: str, values: str) -> None:
    asked = f"SELECT ?v {query} ORDER BY ?v"
    answer = ask(plain, asked, rest)
    assert answer.status == 200, answer.body
    assert "".join(answer.body.decode().split()[1:]) == values
    # the same in the body of a form, and split between form and address
    body = f"query={quote(asked)}{rest}".encode()
    head = {**FORM, "Accept": "text/csv"}
    assert send(plain.address, "POST", "/sparql", head, body).body == answer.body
    target, body = f"/sparql?{rest[1:]}", f"query={quote(asked)}".encode()
    assert send(plain.address, "POST", target, head, body).body == answer.body
    head = {**QUERY, "Accept": "text/csv"}
    assert send(plain.address, "POST", target, head, asked.encode()).body == answer.body


ODD = """SELECT ?iri ?text ?tagged ?number ?blank ?none ?lines WHERE { VALUES (?iri ?text ?tagged
 ?number ?lines) { (<urn:é?a=b&c> "a \\"b\\", <c> & 'd'" "chat"@fr-BE 1.5 "one\\r\\ntwo\\tthree") }
 BIND(BNODE() AS ?blank) }"""


def test_results_are_read_by_other_parsers(plain: Server) -> None:
    rows = json.loads(ask(plain, ODD, accept="application/sparql-results+json").body)
    (row,) = rows["results"]["bindings"]
    assert rows["head"]["vars"] == ["iri", "text", "tagged", "number", "blank", "none", "lines"]
    assert row["tagged"]["xml:lang"].lower() == "fr-be"
    assert "none" not in row
    assert row["blank"]["type"] == "bnode"
    assert row["number"]["value"] == "1.5"

    xml = ask(plain, ODD, accept="application/sparql-results+xml").body
    space = "{http://www.w3.org/2005/sparql-results#}"
    found = ElementTree.fromstring(xml).findall(f".//{space}binding")  # noqa: S314 - our own
    assert {b.get("name") for b in found} == set(row)

    for body, kind in ((xml, "xml"), (json.dumps(rows).encode(), "json")):
        table = Result.parse(io.BytesIO(body), format=kind)
        (one,) = table.bindings
        assert one[rdflib.Variable("text")] == rdflib.Literal("a \"b\", <c> & 'd'")
        assert one[rdflib.Variable("lines")] == rdflib.Literal("one\r\ntwo\tthree")

    text = ask(plain, ODD).body.decode()
    header, cells = list(csv.reader(io.StringIO(text, newline="")))
    assert header == rows["head"]["vars"]
    assert cells[:4] == ["urn:é?a=b&c", "a \"b\", <c> & 'd'", "chat", "1.5"]
    assert (cells[5], cells[6]) == ("", "one\r\ntwo\tthree")

    tsv = ask(plain, ODD, accept="text/tab-separated-values").body
    solutions = ox.parse_query_results(tsv, format=ox.QueryResultsFormat.TSV)
    assert isinstance(solutions, ox.QuerySolutions)
    (solution,) = solutions
    assert solution["lines"] == ox.Literal("one\r\ntwo\tthree")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
        ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
        ("text/csv", None),
    ],
)
def test_yes_no_and_nothing_in_every_format(
    plain: Server, accept: str, kind: ox.QueryResultsFormat | None
) -> None:
    yes = ask(plain, "ASK {}", accept=accept)
    no = ask(plain, "ASK { <urn:never> ?p ?o }", accept=accept)
    none = ask(plain, "SELECT ?a ?b { <urn:never> ?a ?b }", accept=accept)
    assert (yes.type, no.type, none.type) == (accept,) * 3
    if kind is None:
        assert (yes.body.strip(), no.body.strip()) == (TRUE, FALSE)
        assert none.body == b"a,b\r\n"
        return
    for answer, expected in ((yes, True), (no, False)):
        found = ox.parse_query_results(answer.body, format=kind)
        assert isinstance(found, ox.QueryBoolean)
        assert bool(found) is expected
    empty = ox.parse_query_results(none.body, format=kind)
    assert isinstance(empty, ox.QuerySolutions)
    assert [v.value for v in empty.variables] == ["a", "b"]
    assert list(empty) == []


def test_what_rdf_1_2_adds_comes_through(plain: Server) -> None:
    query = 'SELECT ("a"@ar--rtl AS ?d) (TRIPLE(<urn:a>, <urn:b>, "c") AS ?t) {}'
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))
    for accept, kind in (
        ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
        ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
    ):
        found = ox.parse_query_results(ask(plain, query, accept=accept).body, format=kind)
        assert isinstance(found, ox.QuerySolutions)
        (row,) = found
        assert row["t"] == triple
        direction = row["d"]
        assert isinstance(direction, ox.Literal)
        assert str(direction.direction).endswith("rtl")


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        # without named graphs these two are the first two
        ("application/trig", "turtle"),
        ("application/n-quads", "nt"),
    ],
)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_graphs_are_read_by_another_parser(plain: Server, accept: str, name: str) -> None:
    query = """CONSTRUCT { ?s <urn:p> ?v ; <urn:x> [ <urn:y> "ligne \\"1\\"\\n<2>&"@fr ] }
      WHERE { GRAPH ?g { ?s <urn:p> ?v } }"""
    answer = ask(plain, query, accept=accept)
    assert answer.type == accept
    graph = rdflib.Graph().parse(data=answer.body.decode(), format=name)
    assert len(graph) == 2 + 2 * 2
    assert set(graph.objects(None, rdflib.URIRef("urn:y"))) == {
        rdflib.Literal('ligne "1"\n<2>&', lang="fr")
    }
    empty = ask(plain, "CONSTRUCT { ?s ?p ?o } WHERE { ?s <urn:never> ?o . ?s ?p ?o }", "", accept)
    assert empty.status == 200
    assert len(rdflib.Graph().parse(data=empty.body.decode(), format=name)) == 0
