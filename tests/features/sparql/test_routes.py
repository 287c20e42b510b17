"""The SPARQL 1.1 Protocol, query side, over the application."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from rdflib import Graph
from werkzeug.test import TestResponse

from statementgraph.errors import BrokenResultError, UnavailableError
from statementgraph.rdf import DEFAULT_BASE, FORMATS
from statementgraph.sparql import Gone, LocalEngine, QueryRequest, QueryResult, from_quads
from tests.conftest import site_over

SELECT = (
    "SELECT ?s ?o WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o } ORDER BY ?s LIMIT 2"
)
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def get(client: FlaskClient, query: str, accept: str = "", rest: str = "") -> TestResponse:
    return client.get(f"/sparql?query={quote(query, safe='')}{rest}", headers={"Accept": accept})


def test_the_ways_to_send_a_query(client: FlaskClient) -> None:
    first = get(client, ASK)
    answers = [
        client.post("/sparql", data=f"query={quote(ASK)}", content_type=FORM),
        client.post("/sparql", data=ASK, content_type=QUERY),
        client.post("/sparql", data=ASK, content_type=f"{QUERY}; charset=utf-8"),
        client.open("/sparql", method="QUERY", data=ASK, content_type=QUERY),
    ]
    for answer in [first, *answers]:
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/sparql-results+json"
        assert answer.get_json(force=True)["boolean"] is True
        assert answer.headers["X-Release"] == "0123456789ab"
        assert answer.headers["Server-Timing"].startswith("query;dur=")


@pytest.mark.parametrize(
    ("query", "accept", "content_type"),
    [
        (SELECT, "", "application/sparql-results+json"),
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "application/json", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, "", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/trig", "application/trig"),
        (CONSTRUCT, "application/n-quads", "application/n-quads"),
        (
            CONSTRUCT,
            "application/sparql-results+json, text/turtle;q=0.5",
            "text/turtle; charset=utf-8",
        ),
    ],
)
def test_results_are_negotiated_by_form(
    client: FlaskClient, query: str, accept: str, content_type: str
) -> None:
    answer = get(client, query, accept)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == content_type
    assert "Accept" in answer.headers["Vary"]


def test_a_format_may_be_named(client: FlaskClient) -> None:
    for parameter in ("format", "output", "_mediatype"):
        for name, key in [("csv", "csv"), ("json", "srj"), ("XML", "srx"), ("text/csv", "csv")]:
            answer = get(client, SELECT, "text/tab-separated-values", f"&{parameter}={name}")
            assert answer.headers["Content-Type"] == FORMATS[key].content_type
    form = {"query": SELECT, "format": "tsv"}
    assert client.post("/sparql", data=form).content_type == FORMATS["tsv"].content_type


@pytest.mark.parametrize(
    ("name", "key"),
    [
        *[("json", "jsonld"), ("jsonld", "jsonld"), ("json-ld", "jsonld")],
        *[("application/ld+json", "jsonld"), ("application/json", "jsonld")],
        *[
            ("xml", "rdf"),
            ("rdf", "rdf"),
            ("rdfxml", "rdf"),
            ("rdf%2Bxml", "rdf"),
            ("rdf+xml", "rdf"),
        ],
        *[("turtle", "ttl"), ("ttl", "ttl"), ("nt", "nt"), ("ntriples", "nt"), ("n3", "n3")],
        *[("trig", "trig"), ("nq", "nq"), ("nquads", "nq"), ("html", "html")],
        # What names nothing on offer counts for nothing.
        *[("csv", "trig"), ("srj", "trig"), ("nonsense", "trig"), ("", "trig")],
    ],
)
def test_every_name_of_a_graph_format_is_taken(client: FlaskClient, name: str, key: str) -> None:
    answer = get(client, CONSTRUCT, "application/trig", f"&format={name}")
    assert (answer.status_code, answer.content_type) == (200, FORMATS[key].content_type)


def test_several_names_of_formats_are_read_until_one_fits(client: FlaskClient) -> None:
    answer = get(client, CONSTRUCT, "text/turtle", "&format=csv&output=nt&results=csv")
    assert answer.content_type == FORMATS["nt"].content_type


@pytest.mark.parametrize(
    ("accept", "key"),
    [
        ("text/plain", "nt"),
        ("text/plain, */*;q=0.1", "nt"),
        ("text/plain, text/turtle;q=0.9", "ttl"),
        ("text/n3", "n3"),
        ("text/n3, */*;q=0.1", "n3"),
    ],
)
def test_older_clients_get_a_graph_as_they_mean_it(
    client: FlaskClient, accept: str, key: str
) -> None:
    answer = get(client, CONSTRUCT, accept)
    assert (answer.status_code, answer.content_type) == (200, FORMATS[key].content_type)


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own parser
def test_notation3_is_written_with_signs_that_its_parsers_know(client: FlaskClient) -> None:
    query = "CONSTRUCT { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o } WHERE { ?s ?p ?o }"
    for text in (get(client, query, "text/n3").text, client.get("/place/eastwick.n3").text):
        assert "@prefix rdfs: " in text
        assert "PREFIX" not in text
        Graph().parse(data=text, format="n3")


@pytest.mark.parametrize(
    ("rest", "accept", "content_type"),
    [
        ("&format=json", "text/html", "application/problem+json"),
        ("&format=application/xml", "text/html", "application/problem+json"),
        ("&format=csv", "text/html", "application/problem+json"),
        ("&output=nothing", "text/plain", "text/plain; charset=utf-8"),
        ("&format=html", "application/json", "text/html; charset=utf-8"),
        ("&format=nonsense", "text/html", "text/html; charset=utf-8"),
        ("", "text/html", "text/html; charset=utf-8"),
    ],
)
@pytest.mark.parametrize("query", ["BAD", "SELECT * {", "SELECT * { SERVICE <x:y> {} }"])
def test_an_error_answers_in_the_format_that_was_named(
    client: FlaskClient, query: str, rest: str, accept: str, content_type: str
) -> None:
    answer = get(client, query, accept, rest)
    assert answer.status_code in {400, 403}
    assert answer.content_type == content_type


@pytest.mark.parametrize(
    ("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (ASK, "image/png")]
)
def test_no_format_fits(client: FlaskClient, query: str, accept: str) -> None:
    answer = get(client, query, accept)
    assert answer.status_code == 406
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("query", "status", "content_type"),
    [("SELECT * {", 400, "text/plain"), (SELECT, 406, "text/plain")],
)
def test_what_is_wrong_with_the_query_comes_before_its_format(
    client: FlaskClient, query: str, status: int, content_type: str
) -> None:
    answer = get(client, query, "text/plain")
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith(content_type)
    assert ("not valid SPARQL" in answer.text) == (status == 400)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize(
    "headers",
    [{}, {"Accept-Encoding": "gzip, identity;q=0"}, {"If-None-Match": "*"}],
)
def test_a_slash_at_the_end_makes_no_difference(
    client: FlaskClient, method: str, headers: dict[str, str]
) -> None:
    first, second = (
        client.open(
            path,
            method=method,
            headers=headers,
            query_string=None if method == "POST" else {"query": SELECT},
            data={"query": SELECT} if method == "POST" else None,
        )
        for path in ("/sparql", "/sparql/")
    )
    assert first.status == second.status
    assert first.data == second.data
    # The time is that of each.
    fields = [{(n, v) for n, v in a.headers if n != "Server-Timing"} for a in (first, second)]
    assert fields[0] == fields[1]


def test_percent_decoding_happens_once(client: FlaskClient) -> None:
    query = 'SELECT ("a+b %2B c&d=é" AS ?x) WHERE {}'
    for answer in (
        get(client, query),
        client.post("/sparql", data="query=" + quote(query, safe=""), content_type=FORM),
        client.post("/sparql", data=query.encode(), content_type=QUERY),
        client.post(
            "/sparql", data="query=" + quote(query, safe="").replace("%20", "+"), content_type=FORM
        ),
    ):
        rows = answer.get_json(force=True)["results"]["bindings"]
        assert rows[0]["x"]["value"] == "a+b %2B c&d=é"


def test_relative_iris_are_under_the_base(client: FlaskClient) -> None:
    answer = get(client, "ASK { <place/eastwick> ?p ?o }")
    assert answer.get_json(force=True)["boolean"] is True


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda c: c.get("/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D"), 400),
        (lambda c: c.get("/sparql?query="), 400),
        (lambda c: c.get("/sparql?query=%FF%FE"), 400),
        (lambda c: c.get("/sparql?query=ASK%20%7B%7D%00"), 400),
        (lambda c: c.get("/sparql?default-graph-uri=urn:a"), 400),
        (lambda c: c.get("/sparql?query=ASK%20%7B%7D&default-graph-uri=relative"), 400),
        (lambda c: c.get("/sparql?update=CLEAR%20ALL"), 403),
        (lambda c: c.post("/sparql", data="update=CLEAR%20ALL", content_type=FORM), 403),
        (
            lambda c: c.post("/sparql", data="CLEAR ALL", content_type="application/sparql-update"),
            403,
        ),
        (lambda c: c.get("/sparql?query=CLEAR%20ALL"), 403),
        (lambda c: c.post("/sparql", data="", content_type=FORM), 400),
        (lambda c: c.post("/sparql", data=b"\xff", content_type=QUERY), 400),
        (lambda c: c.post("/sparql", data=b"query=%ff", content_type=FORM), 400),
        (lambda c: c.post("/sparql", data="ASK {}", content_type="text/plain"), 415),
        (lambda c: c.post("/sparql", data="ASK {}"), 415),
        (lambda c: c.post("/sparql?query=ASK%20%7B%7D", data="ASK {}", content_type=QUERY), 400),
        (lambda c: c.post("/sparql", data="ASK {" + " " * 9_000_000, content_type=QUERY), 413),
        (lambda c: c.put("/sparql", data="ASK {}", content_type=QUERY), 405),
        (lambda c: c.delete("/sparql"), 405),
        (lambda c: c.patch("/sparql"), 405),
    ],
)
def test_what_is_refused(client: FlaskClient, send: object, status: int) -> None:
    answer: TestResponse = send(client)  # type: ignore[operator]
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.get_json(force=True)
    assert problem["status"] == status
    assert problem["detail"].endswith(".")
    if status == 405:
        assert {"GET", "HEAD", "POST", "QUERY", "OPTIONS"} <= set(
            answer.headers["Allow"].split(", ")
        )


def test_a_syntax_error_says_where(client: FlaskClient) -> None:
    query = "SELECT *\nWHERE { ?s ?p }"
    problem = get(client, query).get_json(force=True)
    assert (problem["status"], problem["line"]) == (400, 2)
    assert problem["column"] > 1
    assert get(client, query, "text/plain").headers["Content-Type"] == "text/plain; charset=utf-8"
    page = get(client, query, "text/html")
    assert page.status_code == 400
    assert page.text.count("line 2, column") == 1
    assert "?s ?p }" in page.text


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("SELECT ?s WHERE ?s ?p ?o", 'Expected "{".'),
        ("SELECT ?s {\n ?s ?p (1 }", "The ( at line 2, column 8 is not closed."),
        ("ASK { ?s ?p 'x }", "The ' at line 1, column 13 is not closed."),
        ("FIND ?s", "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE."),
    ],
)
def test_a_syntax_error_says_what_is_missing(client: FlaskClient, query: str, hint: str) -> None:
    assert get(client, query).get_json(force=True)["hint"] == hint
    page = get(client, query, "text/html")
    assert page.status_code == 400
    assert f"<p>{escape(hint)}</p>" in page.text


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?thing ?property ?a }", ["thing", "property", "a"]),
        ("SELECT DISTINCT * { ?z a ?a . ?z ?b [] }", ["z", "a", "b"]),
        ("SELECT ?z ?a { ?a ?b ?z }", ["z", "a"]),
    ],
)
def test_the_columns_of_a_page_come_as_the_query_has_them(
    client: FlaskClient, query: str, columns: list[str]
) -> None:
    page = get(client, query + " LIMIT 1", "text/html")
    assert re.findall(r'<th scope="col">(\w+)</th>', page.text) == columns


def test_the_dataset_of_the_protocol(client: FlaskClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"

    def number(rest: str) -> int:
        rows = get(client, count, "", rest).get_json(force=True)["results"]["bindings"]
        return int(rows[0]["n"]["value"])

    entities, links = (f"{DEFAULT_BASE}graph/{n}" for n in ("entities", "concepts"))
    one = number(f"&default-graph-uri={entities}")
    assert 0 < one < number("")
    assert number(f"&default-graph-uri={entities}&default-graph-uri={links}") > one
    assert number(f"&named-graph-uri={entities}") == 0


def test_no_query_at_all(client: FlaskClient) -> None:
    answer = client.get("/sparql")
    assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"
    found = {str(q.predicate) for q in ox.parse(answer.data, format=ox.RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    for name in ("endpoint", "resultFormat", "supportedLanguage", "feature", "defaultDataset"):
        assert f"<{sd}{name}>" in found
    assert b"UnionDefaultGraph" in answer.data
    page = client.get("/sparql", headers={"Accept": "text/html"})
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<textarea" in page.text


def test_the_endpoint_is_where_the_client_found_it(client: FlaskClient) -> None:
    fine = client.get("/sparql", headers={"Host": "data.example:8000"})
    assert b"http://data.example:8000/sparql" in fine.data
    for host in ("<script>", 'a"b', "a b", "a/b", "a>b"):
        answer = client.get("/sparql", headers={"Host": host})
        assert host.encode() not in answer.data
        assert answer.status_code in {200, 400}


def test_a_known_answer_is_not_run_again(eastwick: LocalEngine, tmp_path: Path) -> None:
    counting = Counting(eastwick)
    with site_over(counting, tmp_path) as client:  # type: ignore[arg-type]
        tag = get(client, SELECT).headers["ETag"]
        before = counting.runs
        path = f"/sparql?query={quote(SELECT)}"
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        assert counting.runs == before
        other = client.get(path, headers={"If-None-Match": tag, "Accept": "text/csv"})
        assert other.status_code == 200
        assert other.headers["ETag"] != tag
        packed = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert packed.headers["ETag"] != tag
        assert json.loads(gzip.decompress(packed.data))["head"]["vars"] == ["s", "o"]
        assert client.get(path, headers={"If-None-Match": "*"}).status_code == 304
        wrong = "/sparql?query=" + quote("SELECT * {")
        assert client.get(wrong, headers={"If-None-Match": "*"}).status_code == 400
        assert "ETag" not in get(client, "SELECT (RAND() AS ?x) {}").headers
        assert "ETag" not in client.post("/sparql", data=ASK, content_type=QUERY).headers


class Counting:
    """An engine that counts what it is asked."""

    def __init__(self, engine: LocalEngine) -> None:
        self.engine = engine
        self.release = engine.release
        self.runs = 0

    def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:
        self.runs += 1
        return self.engine.run(ask, gone)


class Breaking(Counting):
    """An engine whose results end too early, after `good` chunks."""

    good = 1

    def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:
        if "SELECT" not in ask.text:
            return super().run(ask, gone)
        return QueryResult("select", FORMATS["srj"], self.chunks(), self.release, 0.001)

    def chunks(self) -> Iterator[bytes]:
        yield from [b'{"head":{"vars":[]}'] * self.good
        raise BrokenResultError("The time limit was met.")


@pytest.mark.parametrize("accept_encoding", ["identity", "gzip"])
def test_a_cut_result_breaks_the_transfer(
    eastwick: LocalEngine, tmp_path: Path, accept_encoding: str
) -> None:
    with site_over(Breaking(eastwick), tmp_path) as client:  # type: ignore[arg-type]
        answer = client.get(
            f"/sparql?query={quote(SELECT)}",
            headers={"Accept-Encoding": accept_encoding},
            buffered=False,
        )
        assert answer.status_code == 200
        assert "Content-Length" not in answer.headers
        with pytest.raises(BrokenResultError):
            list(answer.response)


def test_a_limit_before_the_first_byte_is_a_503(eastwick: LocalEngine, tmp_path: Path) -> None:
    engine = Breaking(eastwick)
    engine.good = 0
    with site_over(engine, tmp_path) as client:  # type: ignore[arg-type]
        for accept in ("", "text/html"):
            answer = get(client, SELECT, accept)
            assert answer.status_code == 503
            assert int(answer.headers["Retry-After"]) > 0


def test_a_refusing_engine_is_not_ready(eastwick: LocalEngine, tmp_path: Path) -> None:
    class Refusing(Counting):
        def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:  # noqa: ARG002
            raise UnavailableError("All query processes are busy.", retry_after=7)

    with site_over(Refusing(eastwick), tmp_path) as client:  # type: ignore[arg-type]
        assert client.get("/readyz").status_code == 503
        answer = get(client, ASK)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")
        assert client.get("/healthz").status_code == 200


def test_the_page_shows_results_escaped(client: FlaskClient) -> None:
    query = 'SELECT ("<script>alert(1)</script>" AS ?x) (<javascript:alert(1)> AS ?y) {}'
    page = get(client, query, "text/html")
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text
    assert 'href="javascript:' not in page.text
    assert "1 row" in page.text
    assert "Yes" in get(client, ASK, "text/html").text
    assert "&lt;http" in get(client, CONSTRUCT, "text/html").text
    none = get(client, "SELECT ?x WHERE { ?x <urn:no> ?y }", "text/html")
    assert "no result" in none.text


def test_the_page_shows_part_of_a_long_result(client: FlaskClient) -> None:
    where = "WHERE { ?s ?p ?o . ?x ?y ?z } LIMIT 1500"
    page = get(client, f"SELECT ?s {where}", "text/html")
    assert "1000 rows shown; there are more" in page.text
    # More bytes than a page reads, so that the JSON is cut in the middle.
    long = get(client, f'SELECT ("{"y" * 1500}" AS ?n) {where}', "text/html")
    assert "there are more" in long.text


def test_plain_rdf_has_the_semantics_of_sparql(tmp_path: Path) -> None:
    quads = [
        ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("default")),
        ox.Quad(
            ox.NamedNode(f"{DEFAULT_BASE}x/y"),
            ox.NamedNode("urn:p"),
            ox.Literal("named"),
            ox.NamedNode("urn:g"),
        ),
    ]
    query = "SELECT ?o WHERE { ?s <urn:p> ?o }"
    with site_over(from_quads(quads), tmp_path, rdf=("x.ttl",)) as client:
        rows = get(client, query).get_json(force=True)["results"]["bindings"]
        assert [r["o"]["value"] for r in rows] == ["default"]
        assert client.get("/x/y").status_code == 303
        assert "named" in client.get("/x/y.ttl").text
        assert "named" in client.get("/x/y.html").text
        assert "urn:g" in client.get("/").text
        assert client.get("/ns").status_code == 404
        assert "license" not in client.get("/x/y.ttl").headers["Link"]
        assert b"UnionDefaultGraph" not in client.get("/sparql").data
    with site_over(from_quads(quads), tmp_path, rdf=("x.ttl",), union_default_graph=True) as client:
        rows = get(client, query).get_json(force=True)["results"]["bindings"]
        assert sorted(r["o"]["value"] for r in rows) == ["default", "named"]


def test_a_byte_order_mark_before_a_query_is_skipped(client: FlaskClient) -> None:
    marked = "\N{ZERO WIDTH NO-BREAK SPACE}" + ASK
    answers = [
        get(client, marked),
        client.post("/sparql", data=marked.encode(), content_type=QUERY),
        client.post("/sparql", data={"query": marked}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 3
