"""What a hostile client or hostile data must not get through."""

import re
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.rdf import DEFAULT_BASE, PREFIXES
from statementgraph.sparql import LocalEngine, from_quads
from statementgraph.view.graph import Term
from tests.conftest import SLUG, site_over

CLAIM = f"/statement/{SLUG}/claim/killed"


@pytest.mark.parametrize(
    "path",
    [
        *("/", CLAIM, f"{CLAIM}.html", f"{CLAIM}.ttl", "/sparql", "/sparql?query=x", "/nothing"),
        *("/nothing.html", "/healthz", "/static/style.css", "/ns", "/metrics", "/dumps/latest/"),
    ],
)
def test_every_answer_is_guarded(client: FlaskClient, path: str) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "DELETE"):
        headers = client.open(path, method=method).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert not {"Server", "X-Powered-By", "Set-Cookie"} & set(headers.keys())


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "FOO", "POST"])
def test_only_some_methods(client: FlaskClient, method: str) -> None:
    for path in (CLAIM, f"{CLAIM}.ttl", "/", "/ns", "/nothing", "/healthz"):
        answer = client.open(path, method=method)
        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(
    "path",
    [
        "/%0d%0aX-Injected:%20yes",
        f"{CLAIM}%0d%0aX-Injected:%20yes",
        f"{CLAIM}?_mediatype=text/turtle%0d%0aX-Injected:%20yes",
        f"{CLAIM}?_profile=plain%0d%0aX-Injected:%20yes",
        "/dumps/latest/%0d%0aX-Injected:%20yes",
        "/ns.%0d%0aX-Injected:%20yes",
        "/sparql?query=ASK%7B%7D&format=%0d%0aX-Injected:%20yes",
    ],
)
def test_no_header_is_injected(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code < 500
    assert "X-Injected" not in answer.headers
    assert all("\n" not in v and "\r" not in v for v in answer.headers.values())


@pytest.mark.parametrize(
    "path", ["//evil.example", "//evil.example/%2e%2e", "/\\evil.example", "///x"]
)
def test_no_redirect_leaves_this_host(client: FlaskClient, path: str) -> None:
    answer = client.get("/", environ_overrides={"PATH_INFO": path})
    assert answer.status_code == 404
    assert "Location" not in answer.headers


def test_a_thing_whose_path_starts_with_a_slash_stays_here(tmp_path: Path) -> None:
    thing = ox.NamedNode(f"{DEFAULT_BASE}/evil.example/x")
    engine = from_quads([ox.Quad(thing, ox.NamedNode("urn:p"), ox.Literal("x"))])
    with site_over(engine, tmp_path, rdf=("x.ttl",)) as client:
        answer = client.get("/", environ_overrides={"PATH_INFO": "//evil.example/x"})
        assert answer.headers["Location"] == "/%2Fevil.example/x.ttl"
        assert 'href="/%2Fevil.example/x"' in client.get("/").text


MARK = "zq<'\"&>\u202eq"


def test_what_the_client_sends_is_not_repeated(client: FlaskClient) -> None:
    mark = quote(MARK)
    for path in (
        f"/{mark}",
        f"/{mark}.html",
        f"{CLAIM}?_mediatype={mark}",
        f"{CLAIM}?_profile={mark}",
        f"/dumps/{mark}/",
        f"/static/{mark}",
        f"/sparql?query=ASK%7B%7D&format={mark}",
        f"/sparql?query=ASK%7B%7D&default-graph-uri={mark}",
    ):
        for accept in ("", "text/html", "text/plain", "text/turtle"):
            answer = client.get(path, headers={"Accept": accept, "X-Odd": "zqheader"})
            # A format that is not there counts for nothing; what else is odd is refused.
            assert answer.status_code in {200, 303, 400, 404, 406}
            assert "zq" not in answer.text, (path, accept)
            assert "zq" not in str(answer.headers), (path, accept)
    answer = client.get("/nothing", headers={"Accept": "text/html, zq/zq", "User-Agent": "zq"})
    assert "zq" not in answer.text


@pytest.mark.parametrize("query", ["zq", "SELECT ?zq {", "SELECT (<urn:zq>(1) AS ?x) {}", "zq\xff"])
def test_a_refused_query_stands_in_the_form_and_nowhere_else(
    client: FlaskClient, query: str
) -> None:
    answer = client.get(f"/sparql?query={quote(query)}", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    form = re.compile(r"(<textarea[^>]*>)[^<]*(?=</textarea>)")
    assert "zq" not in form.sub(r"\1", answer.text)
    assert not any("zq" in value for value in answer.headers.values())


def test_no_trace_of_a_defect(
    eastwick: LocalEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = site_over(eastwick, tmp_path)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("zq secret")

    monkeypatch.setattr("statementgraph.features.things.routes.profiles.load_document", broken)
    for accept in ("", "text/html"):
        answer = client.get(f"{CLAIM}.html" if accept else f"{CLAIM}.nt")
        assert answer.status_code == 500
        assert "zq" not in answer.text
        assert "Traceback" not in answer.text


HOSTILE = "</title><script>alert(1)</script>\u202e<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Data that tries to break out of a page."""
    thing = ox.NamedNode(f"{DEFAULT_BASE}thing/x")
    label = ox.NamedNode(PREFIXES["rdfs"] + "label")
    script = ox.NamedNode("javascript:alert(1)")
    triples: list[tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, Term]] = [
        (thing, label, ox.Literal(HOSTILE, language="en")),
        (thing, ox.NamedNode("urn:p"), script),
        (
            thing,
            ox.NamedNode("urn:p"),
            ox.NamedNode("data:text/html,<script>".replace("<", "%3C").replace(">", "%3E")),
        ),
        (thing, ox.NamedNode("urn:p"), ox.NamedNode("https://elsewhere.example/?a=1&b='")),
        (thing, ox.NamedNode("javascript:alert(2)"), ox.Literal("x" * 1_000_000)),
        (thing, ox.NamedNode("urn:deep"), ox.BlankNode("b0")),
        *(
            (ox.BlankNode(f"b{i}"), ox.NamedNode("urn:deep"), ox.BlankNode(f"b{i + 1}"))
            for i in range(300)
        ),
        (script, label, ox.Literal(HOSTILE)),
        (script, ox.NamedNode("urn:p"), thing),
        (
            ox.NamedNode(f"{DEFAULT_BASE}thing/é/%C3%A9 b".replace(" ", "%20")),
            label,
            ox.Literal("odd"),
        ),
        (ox.NamedNode(f"{DEFAULT_BASE}thing/y.ttl"), label, ox.Literal("named like a file")),
        (thing, ox.NamedNode(PREFIXES["oa"] + "start"), ox.Literal("٣")),
    ]
    engine = from_quads(ox.Quad(*t) for t in triples)
    return site_over(engine, tmp_path_factory.mktemp("hostile"), rdf=("x.ttl",))


def test_hostile_data_stays_text(hostile: FlaskClient) -> None:
    page = hostile.get("/thing/x.html")
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "<img" not in page.text
    hrefs = re.findall(r'(?:href|src|action|cite)="([^"]*)"', page.text)
    assert all(h.startswith(("/", "#", "http://", "https://")) for h in hrefs)
    assert 'rel="nofollow noopener"' in page.text
    assert "cut: 1,000,000 characters" in page.text
    assert len(page.data) < 60_000
    # Bidirectional controls are held inside an element that isolates them.
    for match in re.finditer("\u202e", page.text.partition("</head>")[2]):
        before = page.text.partition("</head>")[2][: match.start()]
        isolated = before.rfind("<bdi") > before.rfind("</bdi>")
        assert isolated or before.rfind("<input") > before.rfind(">") or "<footer" in before
    for key in ("ttl", "jsonld", "nt", "nq", "trig"):
        assert hostile.get(f"/thing/x.{key}").status_code == 200


def test_odd_paths_are_found(hostile: FlaskClient) -> None:
    found = hostile.get("/thing/%C3%A9/%25C3%25A9%2520b")
    assert found.status_code == 303
    assert hostile.get(found.headers["Location"]).status_code == 200
    assert hostile.get("/thing/y.ttl").headers["Location"] == "/thing/y.ttl.ttl"
    assert hostile.get("/thing/y.ttl.ttl").status_code == 200


@given(
    path=st.text(max_size=60),
    accept=st.text(max_size=40),
    suffix=st.sampled_from(["", ".ttl", ".html", ".txt"]),
)
def test_no_path_breaks_the_server(
    client: FlaskClient, path: str, accept: str, suffix: str
) -> None:
    accept = re.sub(r"[^\x20-\xff]", "", accept)
    encoded = quote(path.encode("utf-8", "surrogatepass"))
    # With a base of its own, the test client does not take "//x" for a host.
    answer = client.get(
        f"/{encoded}{suffix}", headers={"Accept": accept}, base_url="http://localhost/"
    )
    assert answer.status_code in {200, 302, 303, 404, 406}


@given(raw=st.binary(max_size=60))
def test_no_bytes_break_the_server(client: FlaskClient, raw: bytes) -> None:
    escaped = "".join(f"%{b:02X}" for b in raw)
    for path in (f"/{escaped}", f"/place/{escaped}.html", f"/sparql?query={escaped}"):
        assert client.get(path).status_code < 500
    for content_type in ("application/sparql-query", "application/x-www-form-urlencoded"):
        assert client.post("/sparql", data=raw, content_type=content_type).status_code < 500


@given(
    name=st.sampled_from(["_mediatype", "_profile", "format", "default-graph-uri", "x"]),
    value=st.text(max_size=30),
)
def test_no_parameter_breaks_the_server(client: FlaskClient, name: str, value: str) -> None:
    given_ = f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}"
    for path in (CLAIM, f"{CLAIM}.ttl", "/ns", "/void", "/sparql", f"{CLAIM}.html"):
        assert client.get(f"{path}?{given_}").status_code < 500
    assert client.get(f"/sparql?query=ASK%20%7B%7D&{given_}").status_code < 500


@pytest.mark.parametrize(
    "content_type", ["", "/", "text/html; charset=\xff", "multipart/form-data", "a" * 5000]
)
def test_no_content_type_breaks_the_server(client: FlaskClient, content_type: str) -> None:
    answer = client.post("/sparql", data=b"x", headers={"Content-Type": content_type})
    assert answer.status_code == 415


def test_an_engine_failure_is_the_servers_word_only(eastwick: LocalEngine, tmp_path: Path) -> None:
    class Failing:
        release = "x"

        def run(self, *_: object) -> None:
            raise OSError("/secret/path")

    with site_over(Failing(), tmp_path) as client:  # type: ignore[arg-type]
        for path in ("/sparql?query=ASK%20%7B%7D", CLAIM, "/", "/ns.html"):
            answer = client.get(path)
            assert answer.status_code == 500
            assert "secret" not in answer.text
