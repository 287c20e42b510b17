"""Data that means harm, served as it is: pages escape it, links go only where links may go."""

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from tests.attack.hostile import BASE, BIDI
from tests.attack.raw_http import HttpResponse, send
from tests.supervisor.server import Server

PAGES = ["/", "/pier.html", "/deeper.html", "/sparql"]
QUERY = "SELECT * { ?s ?p ?o }"


class Page(HTMLParser):
    """Collects what a browser would run or follow."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.scripts: list[dict[str, str | None]] = []
        self.handlers: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        self.handlers += [name for name in found if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action", "formaction"):
            if found.get(name):
                self.links.append(found[name] or "")
        if tag == "script":
            self.scripts.append(found)


def page(server: Server, path: str) -> HttpResponse:
    return send(server.address, "GET", path, {"Accept": "text/html"})


@pytest.mark.parametrize("path", [*PAGES, f"/sparql?query={quote(QUERY)}"])
def test_pages_escape_everything(plain: Server, path: str) -> None:
    answer = page(plain, path)
    assert answer.status == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    text = answer.body.decode()
    found = Page(text)
    assert found.handlers == []
    assert "img" not in found.tags
    assert all(s.get("src", "") or s.get("type") == "application/ld+json" for s in found.scripts)
    for link in found.links:
        assert re.match(r"(https?://|/(?![/\\])|#|\?|[\w.]+$)", link), link
    assert "<script>alert" not in text
    assert "<b onclick" not in text


def test_the_page_of_a_long_text_is_not_long(plain: Server) -> None:
    assert len(page(plain, "/pier.html").body) < 200_000
    assert len(send(plain.address, "GET", "/pier.nt").body) > 1_000_000


def test_text_that_turns_its_direction_is_held_in_place(plain: Server) -> None:
    text = page(plain, "/pier.html").body.decode()
    assert not re.search(rf"<(title|h1)>[^<]*[{BIDI}][^<]*</", text) or "<bdi" in text


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "rdf", "jsonld"])
def test_the_data_comes_out_as_it_went_in(plain: Server, suffix: str) -> None:
    answer = send(plain.address, "GET", f"/pier.{suffix}")
    if answer.status == 406:
        assert suffix == "rdf", "only RDF/XML has predicates that it cannot write"
        return
    assert answer.status == 200
    formats = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "nq": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG,
        "rdf": ox.RdfFormat.RDF_XML,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    found = [q.object for q in ox.parse(answer.body, format=formats[suffix])]
    assert ox.NamedNode("javascript:alert(1)") in found
    assert ox.Literal("x" * 1_000_000) in found


@pytest.mark.parametrize(
    "path",
    [
        "a%250d%250aX-Injected:1",
        "a%0d%0aX-Injected:1",
        "..%252f..%252fetc%252fpasswd",
        "..%2f..%2fetc%2fpasswd",
        "%2Felsewhere.example/x",
        "/elsewhere.example/x",
        "q%3Fx='y'",
        "sparql",
    ],
)
def test_hostile_addresses_stay_in_their_place(plain: Server, path: str) -> None:
    for suffix in ("", ".html", ".ttl"):
        answer = send(plain.address, "GET", f"/{path}{suffix}")
        assert answer.status in {200, 303, 404}
        assert "x-injected" not in answer.headers
        assert b"root:" not in answer.body
        where = answer.headers.get("location", "/")
        assert re.match(r"/(?![/\\])", where)
        if answer.status == 303:
            assert send(plain.address, "GET", where).status == 200


def test_every_link_of_the_first_page_leads_to_its_thing(plain: Server) -> None:
    found = Page(page(plain, "/").body.decode())
    things = [link for link in found.links if link.startswith("/") and "static" not in link]
    assert len(things) > 3
    for link in things:
        if link.startswith("/%2F"):
            continue  # an address that another host could be read into is not served
        answer = page(plain, link.partition("#")[0])
        assert answer.status in {200, 302, 303}, link


def test_blank_nodes_keep_no_label_of_the_source(plain: Server) -> None:
    answer = send(plain.address, "GET", f"/sparql?query={quote(QUERY)}", {"Accept": "text/csv"})
    assert b"zqlabelzq" not in answer.body
    assert BASE.encode() in answer.body
