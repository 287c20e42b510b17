"""Nothing a client sends comes back, whatever it sends; statuses are those that are documented."""

import re
from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.attack.raw_http import HttpResponse, send
from tests.supervisor.server import Server

CANARY = "zqcanary"
THING = "/statement/2024-02-22-aliyeva/claim/killed"
STATUSES = {200, 204, 302, 303, 304, 400, 403, 404, 405, 406, 412, 413, 414, 415, 431}
TEXTAREA = re.compile(r"(<textarea[^>]*>)[^<]*(?=</textarea>)")


def check(answer: HttpResponse) -> HttpResponse:
    """Hold an answer against what all answers keep to."""
    assert answer.status in STATUSES, answer
    assert answer.complete
    body = TEXTAREA.sub(r"\1", answer.body.decode("utf-8", "replace"))
    assert CANARY not in body.lower()
    assert CANARY not in repr(answer.headers).lower()
    assert "x-injected" not in answer.headers
    assert "Traceback" not in body
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    if "location" in answer.headers:
        assert re.match(r"/(?![/\\])", answer.headers["location"])
    return answer


PATHS = [
    *("/", THING, f"{THING}.html", f"{THING}.ttl", f"{THING}.ttl.txt", "/sparql"),
    *("/sparql?query=ASK%7B%7D", "/sparql?query=SELECT", "/nothing", "/ns", "/void", "/shapes"),
    *("/dumps/latest/", "/dumps/latest/all.ttl", "/healthz", "/metrics", "/static/style.css"),
    *("/statement/2024-02-22-aliyeva/text/1", "/profiles", "/context.jsonld", "/sitemap.xml"),
]
HEADERS = [
    *("Accept", "Accept-Language", "Accept-Encoding", "Accept-Profile", "Accept-Charset"),
    *("User-Agent", "Referer", "Origin", "Cookie", "Authorization", "From", "Via", "Upgrade"),
    *("X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Prefix"),
    *("Forwarded", "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "X-Request-Id"),
    *("Range", "If-Range", "If-Match", "If-Modified-Since", "If-Unmodified-Since", "Expect"),
    *("If-None-Match", "Content-Type", "Content-Encoding", "Prefer", "Traceparent", "Script-Name"),
    *("Access-Control-Request-Headers", "Access-Control-Request-Method", "X-Canary"),
]


@pytest.mark.parametrize("path", PATHS)
def test_no_header_comes_back(server: Server, path: str) -> None:
    for name in HEADERS:
        for value in (CANARY, f"text/html;{CANARY}={CANARY}, <{CANARY}>"):
            check(send(server.address, "GET", path, {name: value}))
        check(send(server.address, "OPTIONS", path, {name: CANARY}))


STEMS = ["/", "/statement/", THING, f"{THING}.", "/dumps/", "/dumps/latest/", "/static/", "/ns."]
SEGMENTS = [
    *("%0d%0aX-Injected:%20yes", "%00", "/..%2f..%2f..%2fetc%2fpasswd", "/../../etc/passwd"),
    *("%2e%2e/%2e%2e/", "..;/", "\\..\\..", "%5c..", "%ff", "%c0%ae%c0%ae/", "%ed%a0%80"),
    *("%e2%80%ae", "<script>", "%3Cscript%3E", "\"'", "%22%27", "{}|^`", "?a=b", ";a=b", "%", "%z"),
    *("%252e%252e", ".ttl", ".html", ".html.html", ".ttl.txt", ".txt.txt", ".TTL", "/", "//", "#"),
]


@pytest.mark.parametrize("stem", STEMS)
def test_no_path_comes_back_or_leads_out(server: Server, stem: str) -> None:
    for segment in SEGMENTS:
        for path in (f"{stem}{CANARY}{segment}", f"{stem}{segment}{CANARY}"):
            for accept in ("", "text/html", "text/turtle", "text/plain"):
                answer = check(send(server.address, "GET", path, {"Accept": accept}))
                assert b"root:" not in answer.body
    # A host in place of a path, and slashes that a browser takes for one.
    for path in (
        f"http://{CANARY}/x",
        f"//{CANARY}",
        f"/%2f{CANARY}",
        f"/%5c{CANARY}",
        f"/\\{CANARY}",
    ):
        assert check(send(server.address, "GET", path)).status in {400, 404}


PARAMETERS = [
    *("query", "default-graph-uri", "named-graph-uri", "update", "format", "_mediatype"),
    *("_profile", "output", "_evidence", "q", "iri", "page", CANARY, f"_{CANARY}"),
]
VALUES = [
    *(CANARY, f"{CANARY}%0d%0aX-Injected:1", f"text/{CANARY}", f"%00{CANARY}", f"%ff{CANARY}"),
    *(f"http://{CANARY}/", f"{CANARY}%22%3E%3Cscript%3E", f"<{CANARY}>", CANARY * 500),
]


@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/sparql?query=ASK%7B%7D", THING, f"{THING}.html"]
)
def test_no_parameter_comes_back(server: Server, path: str) -> None:
    joint = "&" if "?" in path else "?"
    for name in PARAMETERS:
        for value in VALUES:
            for accept in ("", "text/html"):
                check(
                    send(server.address, "GET", f"{path}{joint}{name}={value}", {"Accept": accept})
                )


@pytest.mark.parametrize(
    "query",
    [
        *(CANARY, f"SELECT ?{CANARY} {{", f"ASK {{ {CANARY}:a ?p ?o }}", f"ASK {{ <{CANARY} }}"),
        *(f"SELECT (<http://{CANARY}/f>(1) AS ?x) {{}}", f"ASK {{ SERVICE <http://{CANARY}/> {{}} }}"),  # noqa: E501
        *(f"LOAD <http://{CANARY}/>", f"VERSION '{CANARY}' ASK {{", f"ASK {{ ?s ?p '''{CANARY} }}"),
        *(f"BASE <{CANARY}> ASK {{ <a> ?p }}", f"SELECT ?a {{}} GROUP BY ?b #{CANARY}"),
    ],
)  # fmt: skip
def test_no_refused_query_comes_back(server: Server, query: str) -> None:
    for accept in ("", "text/html", "text/plain", "text/turtle"):
        head = {"Content-Type": "application/sparql-query", "Accept": accept}
        answer = check(send(server.address, "POST", "/sparql", head, query.encode()))
        assert answer.status in {400, 403, 406}


def test_the_form_shows_the_query_and_nothing_of_it_runs(server: Server) -> None:
    query = "ASK { ?s ?p '</textarea><script>alert(1)</script>' } # \u202e\" onfocus='alert(2)"
    target = f"/sparql?query={quote(query)}"
    page = send(server.address, "GET", target, {"Accept": "text/html"}).body.decode()
    assert page.count("</textarea>") == 1
    assert "<script>alert" not in page
    assert "onfocus='" not in page
    assert '" onfocus' not in page


ACCEPT = st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=60)
TOKENS = st.sampled_from(
    [
        *("text/turtle", "text/html", "*/*", "text/*", "application/json", "/", " "),
        *(";q=0", ";q=1", ";q=0.5", ";q=x", ",", ";", "=", '"', "\\"),
    ]
)
ODD_ACCEPT = st.one_of(ACCEPT, st.lists(TOKENS, max_size=12).map("".join))
NAMES = st.sampled_from(["query", "default-graph-uri", "format", "update", "x"])


@given(path=st.sampled_from([THING, "/sparql", "/ns", "/nothing"]), accept=ODD_ACCEPT)
def test_any_accept_is_answered(server: Server, path: str, accept: str) -> None:
    check(send(server.address, "GET", path, {"Accept": accept.strip()}))


@given(st.binary(max_size=40), st.sampled_from(["", ".html", ".ttl", ".txt"]))
def test_any_path_is_answered(server: Server, raw: bytes, suffix: str) -> None:
    check(send(server.address, "GET", "/" + quote_from_bytes(raw, safe="/%.") + suffix))


@given(st.lists(st.tuples(NAMES, st.binary(max_size=30)), max_size=4))
def test_any_parameters_are_answered(server: Server, pairs: list[tuple[str, bytes]]) -> None:
    asked = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)
    check(send(server.address, "GET", f"/sparql?{asked}"))
    head = {"Content-Type": "application/x-www-form-urlencoded"}
    check(send(server.address, "POST", "/sparql", head, asked.encode()))


@given(st.text(max_size=60).filter(lambda text: CANARY not in text))
def test_any_query_is_answered(server: Server, text: str) -> None:
    head = {"Content-Type": "application/sparql-query"}
    body = text.encode("utf-8", "surrogatepass")
    assert check(send(server.address, "POST", "/sparql", head, body)).status in {200, 400, 403, 415}


@pytest.mark.parametrize(
    "path",
    [f"{THING}.ttl", "/sparql?query=ASK%7B%7D", "/ns", "/dumps/latest/", "/static/style.css"],
)
def test_conditions_are_kept(server: Server, path: str) -> None:
    first = send(server.address, "GET", path)
    if "location" in first.headers:
        path = first.headers["location"]
        first = send(server.address, "GET", path)
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[^"]+"', tag)
    for value in (tag, f"W/{tag}", f'"a", {tag}', f'W/"a",{tag} , "b"', '"a,b", ' + tag):
        same = send(server.address, "GET", path, {"If-None-Match": value})
        assert (same.status, same.headers["etag"]) == (304, tag)
        assert send(server.address, "HEAD", path, {"If-None-Match": value}).status == 304
    for value in ('"a"', "a", "W/a", '"', '""', "W/", ",,,", tag.strip('"'), tag[:-1], '"*"'):
        assert send(server.address, "GET", path, {"If-None-Match": value}).status == 200
    assert send(server.address, "GET", path, {"If-Match": "bytes=0-1"}).status == 412
    for name in ("Range", "If-Modified-Since", "If-Range"):
        whole = send(server.address, "GET", path, {name: "bytes=0-1"})
        assert whole.status == 200
        assert whole.body == first.body


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", CANARY.upper()])
def test_other_methods_are_refused(server: Server, method: str) -> None:
    for path in PATHS:
        answer = check(send(server.address, method, path, {"X-A": CANARY}))
        assert answer.status == 405
        assert {"GET", "HEAD", "OPTIONS"} <= set(answer.headers["allow"].split(", "))
