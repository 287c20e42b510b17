"""Whole requests made up from hostile parts: whatever comes, the answer keeps its form."""

import json
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from types import FrameType
from urllib.parse import quote_from_bytes, unquote_to_bytes

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Response

from tests.conftest import SLUG

CLAIM = f"statement/{SLUG}/claim/killed"
# In a page it may stand escaped, in a form that shows what was typed; in no header at all.
MARK = "zq<'\">&"
STATUSES = {200, 204, 302, 303, 304, 308, 400, 403, 404, 405, 406, 413, 414, 415, 429, 503}
SECONDS = 60


def words(text: str) -> list[str]:
    """Take a line apart, as a list of so many words would fill a page."""
    return text.split()


PIECES = st.sampled_from(
    [
        *(MARK, CLAIM, SLUG, "", "%0d%0aX-Zq: 1", "\r\nX-Zq: 1", "\0", "\x7f", "\ufeff"),
        *("\u202e", "\u2066", "é", "e\u0301", "\U0001f6a2", "a" * 3000),
        *words(". .. / // \\ % %2f ? # ; = & + ' \" < {"),
        *words(".ttl .html .jsonld.txt .nt .rdf .trig .nq text/turtle text/html ttl html csv"),
        *words("plain alt nanopub claims x 0 -1 1e999 99999999999999999999 NaN true null"),
        *words("javascript:alert(1) data:text/html, //zq.example https://zq.example/ urn:x:y"),
    ]
)
TEXT = st.lists(PIECES | st.text(max_size=8), max_size=5).map("".join)
BYTES = TEXT.map(lambda t: t.encode("utf-8", "surrogatepass")) | st.binary(max_size=30)
# Bytes as they would stand in a request line: escaped or raw.
RAW = BYTES.map(quote_from_bytes) | BYTES.map(lambda b: b.decode("latin-1"))
QUERIES = TEXT | st.sampled_from(
    [
        *("ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2"),
        *("DESCRIBE <urn:x>", "SELECT (1/0 AS ?x) {}", "SELECT (RAND() AS ?x) {}", "CLEAR ALL"),
        *("ASK { SERVICE <http://zq.example/> {} }", "BASE <zq> ASK { <a> ?p 1 }", "ASK {"),
        *(f"SELECT ('{MARK}' AS ?x) {{}}", "SELECT (<urn:zq>(1) AS ?x) {}", "\\u0041SK {}"),
        *("ASK { FILTER(REGEX('aaaa', '(a+)+$')) }", "SELECT ?zq {} GROUP BY ?x", "{" * 99),
        "VERSION '1.2' ASK {}",
    ]
)
NAMES = [
    *words("query update default-graph-uri named-graph-uri using-graph-uri format _mediatype"),
    *words("_profile output data q page iri from to a b"),
    "",
]
VALUES = RAW | QUERIES.map(lambda q: quote_from_bytes(q.encode("utf-8", "surrogatepass")))
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES) | RAW, VALUES), max_size=4).map(
    lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
)
TYPES = [
    *words("application/sparql-query application/x-www-form-urlencoded text/turtle"),
    *words("application/sparql-update application/ld+json application/rdf+xml zq ;"),
    *("multipart/form-data; boundary=zq", "text/turtle; charset=zq", 'a/b;c="', ""),
    "application/sparql-query; charset=utf-16",
]
RANGES = st.lists(
    st.sampled_from(
        [
            *words("text/turtle text/html */* text/* application/ld+json zq/zq * / text/csv"),
            *words("application/sparql-results+xml application/n-quads gzip br zstd identity"),
            *words(';q=0 ;q=1 ;q=0.5 ;q=zq ;profile="zq" , ; = " \\ < > W/ "zq" bytes=0-1'),
            *(", ", "é", "\x01", "a" * 9000),
        ]
    ),
    max_size=7,
).map("".join)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            *words("Accept Accept-Encoding Accept-Profile Accept-Language If-None-Match If-Match"),
            *words("If-Modified-Since Range Host Origin Referer Cookie Content-Encoding Expect"),
            *words("X-Forwarded-For X-Forwarded-Host Forwarded X-Forwarded-Prefix Prefer"),
            *words("X-Http-Method-Override X-Request-Id Upgrade Transfer-Encoding"),
            *words("Access-Control-Request-Headers Access-Control-Request-Method"),
        ]
    ),
    RANGES | BYTES.map(lambda b: b.decode("latin-1")),
    max_size=4,
)
METHODS = st.sampled_from(
    ["GET"] * 6 + ["POST"] * 3 + ["HEAD", "QUERY", "OPTIONS", "PUT", "ZQ", ""]
)


@contextmanager
def no_hang() -> Iterator[None]:
    """Fail where a request goes on for a minute."""

    def give_up(_: int, __: FrameType | None) -> None:
        raise AssertionError("It hangs.")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


def send(  # noqa: PLR0917 - the parts of a request
    client: FlaskClient, method: str, path: str, query: str, headers: dict[str, str], body: bytes
) -> Response:
    """Put a request together as a server would, with nothing checked or escaped."""
    environ = client.application.test_request_context("/").request.environ | {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/" + unquote_to_bytes(path.encode("latin-1")).decode("latin-1"),
        "QUERY_STRING": query,
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": headers.pop("Content-Type", ""),
        "wsgi.input": BytesIO(body),
    }
    for name, value in headers.items():
        environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
    with no_hang():
        parts, status, found = run_wsgi_app(client.application, environ, buffered=True)
    return Response(b"".join(parts), status, found)


def keeps_its_form(answer: Response, method: str) -> None:
    assert answer.status_code in STATUSES, answer.get_data()
    for name, value in answer.headers:
        assert not re.search(r"[\r\n\0]", value)
        assert value.isascii()
        assert "zq" not in value.lower(), name
        assert name.lower() != "x-zq"
    if (where := answer.headers.get("Location")) is not None:
        assert re.match(r"/(?![/\\])", where)
    if tag := answer.headers.get("ETag"):
        assert re.fullmatch(r'"[\x21\x23-\x7e]+"', tag)
    body = answer.get_data()
    if method == "HEAD" or answer.status_code in {204, 304}:
        assert not body
        return
    assert int(answer.headers["Content-Length"]) == len(body)
    assert b"Traceback" not in body
    if answer.mimetype == "application/problem+json":
        problem = json.loads(body)
        assert problem["status"] == answer.status_code
        assert {"type", "title", "detail"} <= problem.keys()
        assert problem.keys() <= {"type", "title", "status", "detail", "hint", "line", "column"}
        assert b"zq" not in body
    elif answer.status_code >= 400 or answer.mimetype == "text/html":
        assert MARK.encode() not in body


@given(METHODS, RAW, PAIRS, HEADERS, st.binary(max_size=20))
def test_any_address(  # noqa: PLR0917 - the parts of a request
    client: FlaskClient, method: str, path: str, query: str, headers: dict[str, str], body: bytes
) -> None:
    keeps_its_form(send(client, method, path, query, headers, body), method)


@given(st.data())
def test_every_route(client: FlaskClient, data: st.DataObject) -> None:
    rules = sorted({rule.rule for rule in client.application.url_map.iter_rules()})
    rule = data.draw(st.sampled_from(rules))
    path = re.sub(r"<[^>]*>", lambda _: data.draw(RAW), rule.removeprefix("/"))
    method, query, headers = data.draw(METHODS), data.draw(PAIRS), data.draw(HEADERS)
    keeps_its_form(send(client, method, path, query, headers, b""), method)


@given(st.sampled_from(TYPES), QUERIES, PAIRS, HEADERS, st.booleans())
def test_any_body(  # noqa: PLR0917 - the parts of a request
    client: FlaskClient, kind: str, text: str, pairs: str, headers: dict[str, str], form: bool
) -> None:
    body = pairs.encode("latin-1") if form else text.encode("utf-8", "surrogatepass")
    for path in ("sparql", "validate"):
        found = send(client, "POST", path, "", {**headers, "Content-Type": kind}, body)
        keeps_its_form(found, "POST")


@given(
    st.sampled_from(
        [CLAIM, f"{CLAIM}.ttl", f"{CLAIM}.html", "", "sparql", "ns", "void", "nothing", "metrics"]
    ),
    HEADERS,
)
def test_head_is_get_without_its_body(
    client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    get, head = (send(client, method, path, "", headers, b"") for method in ("GET", "HEAD"))
    assert get.status_code == head.status_code
    for name in ("Content-Type", "ETag", "Vary", "Cache-Control", "Location", "Content-Encoding"):
        assert get.headers.get(name) == head.headers.get(name)


@pytest.mark.parametrize("accept", ["*/*", "text/html"])
@pytest.mark.parametrize("path", ["", "sparql", "validate", "ns", "void", "nothing.ttl", CLAIM])
def test_an_address_that_is_no_text(client: FlaskClient, path: str, accept: str) -> None:
    answer = send(client, "GET", path, "_mediatype=\xff", {"Accept": accept}, b"")
    keeps_its_form(answer, "GET")
    assert answer.status_code in {200, 400, 404}


def test_a_form_of_very_many_parameters(client: FlaskClient) -> None:
    kind = "application/x-www-form-urlencoded"
    for path, field in (("sparql", b"query=ASK+{}"), ("validate", b"data=%3Ca")):
        for count, status in ((500, {200, 503}), (300_000, {400})):
            body = b"x=1&" * count + field
            answer = send(client, "POST", path, "", {"Content-Type": kind}, body)
            assert answer.status_code in status


@pytest.mark.parametrize("path", ["sparql", "validate"])
def test_a_length_that_is_no_number(client: FlaskClient, path: str) -> None:
    for length in ("", "x", "-1", "1e3", "9" * 30):
        environ = {"CONTENT_LENGTH": length, "CONTENT_TYPE": "text/turtle"}
        answer = client.post(f"/{path}", environ_overrides=environ)
        keeps_its_form(answer, "POST")
