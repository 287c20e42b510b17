"""What stands beside a thing: its table, its citations, its drawing, and the head of its page."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from statementgraph.rdf import DEFAULT_BASE, FORMATS, PREFIXES
from statementgraph.sparql import Gone, LocalEngine, QueryRequest, QueryResult, from_quads
from tests.conftest import SLUG, site_over

HOME = f"/statement/{SLUG}"
CLAIM = f"{HOME}/claim/killed"
KINDS = {
    "claim": CLAIM,
    "call": f"{HOME}/call/repair",
    "statement": HOME,
    "text": f"{HOME}/text/1",
    "time": f"{HOME}/time/until-today",
    "event": "/event/eastwick-2001-03-01",
    "place": "/place/eastwick",
    "body": "/agent/ferry-office-of-northmarsh",
    "class": "/group/ferry-people",
    "cohort": "/cohort/eastwick-2001-03-01.killed",
    "instrument": "/instrument/rule-of-safe-landings",
    "concept": "/concept/asserts",
}
KEYS = ("csv", "bib", "ris", "csl.json", "svg")
TAGS = ("svg", "title", "desc", "rect", "g", "path", "circle", "text", "tspan", "a")
SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own


def quote(client: FlaskClient) -> str:
    """Find the address of the page of the quote behind the claim."""
    found = re.search(
        r'href="([^"]*%23char=[^"]*)\.html">characters', client.get(f"{CLAIM}.html").text
    )
    assert found
    return found[1]


@pytest.mark.parametrize("path", KINDS.values(), ids=list(KINDS))
def test_every_kind_of_thing_has_them_all(client: FlaskClient, path: str) -> None:
    for key in KEYS:
        answer = client.get(f"{path}.{key}")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == FORMATS[key].content_type
        assert answer.headers["X-Release"] == "0123456789ab"
        assert client.get(f"{path}.{key}.txt").data == answer.data


def test_they_are_negotiated_and_linked(client: FlaskClient) -> None:
    for key in KEYS:
        answer = client.get(CLAIM, headers={"Accept": FORMATS[key].media_type})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{CLAIM}.{key}")
        assert (
            f'<{CLAIM}.{key}>; rel="alternate"; type="{FORMATS[key].media_type}"'
            in (answer.headers["Link"])
        )
    # Data comes first where a client has no wish.
    for accept, key in (("*/*", "ttl"), ("text/*", "ttl"), ("application/*", "jsonld")):
        assert client.get(CLAIM, headers={"Accept": accept}).headers["Location"].endswith(f".{key}")


def test_they_are_of_the_whole_thing_only(client: FlaskClient) -> None:
    assert client.get(f"{CLAIM}.bib?_profile=prov").status_code == 406
    assert client.get("/nothing.bib").status_code == 404


def test_the_table_of_a_statement_has_all_that_is_said_in_it(client: FlaskClient) -> None:
    assert client.get(f"{HOME}.csv").text.count(f"{DEFAULT_BASE}{HOME[1:]},") == 12


def test_the_page_of_a_quote_has_an_address(client: FlaskClient) -> None:
    path = quote(client)
    page = client.get(f"{path}.html")
    assert page.status_code == 200
    assert "<q><mark>A total of 12 passengers" in page.text
    assert f'<link rel="alternate" type="text/turtle" href="{path}.ttl">' in page.text
    assert f"<{path}.ttl>" in page.headers["Link"]
    assert b"oa:exact" in client.get(f"{path}.ttl").data
    sent = client.get(path, headers={"Accept": "text/html"})
    assert (sent.status_code, sent.headers["Location"]) == (303, f"{path}.html")


@pytest.mark.parametrize("path", KINDS.values(), ids=list(KINDS))
def test_the_page_offers_what_it_cites(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}.html").text
    shown = [
        unescape(t)
        for t in re.findall(r'<pre class="copy"[^>]*><code>(.*?)</code>', page, re.DOTALL)
    ]
    for key, text in zip(("bib", "ris", "csl.json"), shown, strict=True):
        assert f'href="{path}.{key}"' in page
        assert text.splitlines() == client.get(f"{path}.{key}").text.splitlines()
    assert f"release 0123456789ab. {DEFAULT_BASE}{path[1:]}</bdi>" in page


@pytest.mark.parametrize("path", KINDS.values(), ids=list(KINDS))
def test_the_head_says_what_the_page_is(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}.html").text
    head = page.partition("</head>")[0]
    assert f'<link rel="canonical" href="{DEFAULT_BASE}{path[1:]}.html">' in head
    for name in ("site_name", "type", "title", "url", "description"):
        (content,) = re.findall(rf'<meta property="og:{name}"[^>]* content="([^"]*)">', head)
        assert content
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head)
    assert json.loads(data)["@id"] == f"{DEFAULT_BASE}{path[1:]}.html"


def test_other_pages_have_a_canonical_address_too(client: FlaskClient) -> None:
    page = client.get("/sparql?_mediatype=text/html").text
    assert f'<link rel="canonical" href="{DEFAULT_BASE}sparql">' in page
    missing = client.get("/nothing", headers={"Accept": "text/html"}).text
    assert "canonical" not in missing


def test_the_own_triples_stand_on_the_page(client: FlaskClient) -> None:
    page = unescape(client.get(f"{CLAIM}.html").text)
    triples = page.partition("Its own triples, in Turtle")[2].partition("<code>")[2]
    found = list(ox.parse(triples.partition("</code>")[0], format=ox.RdfFormat.TURTLE))
    assert {q.subject for q in found} == {ox.NamedNode(DEFAULT_BASE + CLAIM[1:])}
    assert len(found) > 8


def test_the_drawing_stands_alone(client: FlaskClient) -> None:
    svg = client.get("/event/eastwick-2001-03-01.svg").text
    tree = parsed(svg)
    assert tree.find(f"{SVG}title") is not None
    assert tree.find(f"{SVG}desc") is not None
    # The policy of the pages blocks styles; a file that leaves this host links to IRIs.
    assert "style=" not in svg
    assert {a.attrib["href"].startswith("http") for a in tree.iter(f"{SVG}a")} == {True}
    inline = client.get("/event/eastwick-2001-03-01.html").text
    found = re.search(r"<svg.*?</svg>", inline, re.DOTALL)
    assert found
    hrefs = {a.attrib["href"] for a in parsed(found[0]).iter(f"{SVG}a")}
    assert hrefs
    assert all(href.startswith("/") for href in hrefs)


HOSTILE = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>}{\\@'


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[FlaskClient]:
    """Serve a claim whose words, speaker and label would break out of anything."""
    text = ox.Literal(HOSTILE)
    turtle = """
        <c> a sg:Claim ; rdfs:label ?x ; sg:stance <concept/asserts> ; sg:about <e> ;
          prov:wasAttributedTo <a> ; dcterms:isPartOf <s> ;
          prov:wasDerivedFrom <t/text/1#char=0,9> .
        <a> a prov:Person ; rdfs:label ?x . <e> rdfs:label ?x .
        <s> a sg:Statement ; rdfs:label ?x ; dcterms:title ?x ; prov:wasAttributedTo <a> .
        <t/text/1#char=0,9> oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact ?x ] ."""
    head = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())
    body = head + turtle.replace("?x", str(text))
    quads = ox.parse(body, format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
    with site_over(from_quads(list(quads), release="0123456789ab"), tmp_path) as found:
        yield found


@pytest.mark.parametrize("path", ["/c", "/a", "/e", "/s"])
def test_words_break_out_of_nothing(hostile: FlaskClient, path: str) -> None:
    page = hostile.get(f"{path}.html").text
    assert "<script>alert" not in page
    assert "<img" not in page
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(data)
    svg = hostile.get(f"{path}.svg").text
    assert {e.tag for e in parsed(svg).iter()} <= {SVG + tag for tag in TAGS}
    bib = hostile.get(f"{path}.bib").text
    assert bib.count("{") == bib.count("}")


class Counting:
    """Counts what an engine is asked."""

    def __init__(self, engine: LocalEngine) -> None:
        self.engine, self.release, self.runs = engine, engine.release, 0

    def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:
        self.runs += 1
        return self.engine.run(ask, gone)


@pytest.mark.parametrize("suffix", [".html", ".csv", ".bib", ".svg"])
def test_a_page_asks_as_often_whatever_the_number_of_links(tmp_path: Path, suffix: str) -> None:
    """Labels are looked up once a page, not once a link."""
    runs = []
    for size in (1, 150):
        claims = "".join(
            f"<c{n}> a sg:Claim ; rdfs:label 'Claim {n}' ; sg:stance <asserts> ; sg:about <e> ; "
            f"prov:wasAttributedTo <a{n}> ; dcterms:isPartOf <s> .\n<a{n}> rdfs:label 'A {n}' .\n"
            f"<e> rdfs:seeAlso <x{n}> . <x{n}> rdfs:label 'X {n}' .\n"
            for n in range(size)
        )
        head = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())
        body = f"{head}<s> a sg:Statement . <e> a sem:Event .\n{claims}"
        quads = list(ox.parse(body, format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE))
        counting = Counting(from_quads(quads, release="0123456789ab"))
        with site_over(counting, tmp_path) as client:  # type: ignore[arg-type]
            page = client.get(f"/e{suffix}")
        assert page.status_code == 200
        assert (f"A {size - 1}" in page.text) == (suffix != ".bib") or suffix == ".svg"
        runs.append(counting.runs)
    assert runs[0] == runs[1] < 25


def test_rdf_as_it_is_has_a_drawing_but_nobody_to_cite(
    eastwick: LocalEngine, tmp_path: Path
) -> None:
    with site_over(eastwick, tmp_path, rdf=("x.ttl",)) as client:
        assert client.get(f"{CLAIM}.svg").status_code == 200
        for key in ("csv", "bib", "ris", "csl.json"):
            assert client.get(f"{CLAIM}.{key}").status_code == 406
        page = client.get(f"{CLAIM}.html").text
        assert "<script" not in page
        assert f'release 0123456789ab. <bdi class="iri">{DEFAULT_BASE}{CLAIM[1:]}' in page
