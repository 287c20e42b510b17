"""Documents about the data, the first page, dumps and the addresses for operators."""

import csv
import gzip
import hashlib
import io
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from statementgraph.app import create_app
from statementgraph.rdf import DEFAULT_BASE, NS, PREFIXES
from statementgraph.release import search_index
from statementgraph.release.packing import zstd
from statementgraph.settings import Settings
from statementgraph.sparql import LocalEngine, from_quads
from tests.conftest import SLUG, FakeRelease, with_known_templates
from tests.paths import CHECKOUT

REPOSITORY = CHECKOUT
CATALOGUE = ox.NamedNode(f"{DEFAULT_BASE}graph/catalogue")


@pytest.fixture(scope="module")
def release(index: bytes, tmp_path_factory: pytest.TempPathFactory) -> FakeRelease:
    """A release with shapes, a search index and two dumps."""
    tmp_path = tmp_path_factory.mktemp("release")
    (tmp_path / search_index.INDEX).write_bytes(index)
    (tmp_path / "shapes.ttl").write_bytes((REPOSITORY / "shapes" / "counts.ttl").read_bytes())
    body = b"<urn:a> <urn:b> <urn:c> .\n" * 100
    dumps = {
        "all.ttl": body,
        "all.ttl.gz": gzip.compress(body),
        "all.ttl.zst": zstd.compress(body),
        "all.nq": body,
    }
    sums = "".join(f"{hashlib.sha256(b).hexdigest()}  {n}\n" for n, b in dumps.items())
    for name, data in {**dumps, "SHA256SUMS": sums.encode()}.items():
        (tmp_path / name).write_bytes(data)
    paths = {name: tmp_path / name for name in (*dumps, "SHA256SUMS")}
    return FakeRelease(tmp_path, dumps=paths)


@pytest.fixture(scope="module")
def full(eastwick: LocalEngine, release: FakeRelease) -> FlaskClient:
    app = create_app(Settings(client_rate=0), eastwick, release)
    return with_known_templates(app).test_client()


def test_the_vocabulary_has_an_anchor_for_every_term(full: FlaskClient) -> None:
    page = full.get("/ns", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert page.headers["Content-Location"] == "/ns.html"
    assert "Accept" in page.headers["Vary"]
    graph = full.get("/ns.nt").data
    terms = set(re.findall(rb"<" + re.escape(NS).encode() + rb"(\w+)> <[^>]*#type>", graph))
    assert len(terms) > 40
    for term in terms:
        assert f'id="{term.decode()}"' in page.text


@pytest.mark.parametrize("key", ["ttl", "jsonld", "nt", "rdf", "nq", "trig"])
def test_the_vocabulary_and_the_shapes_as_data(full: FlaskClient, key: str) -> None:
    for path in ("ns", "shapes"):
        answer = full.get(f"/{path}.{key}")
        assert answer.status_code == 200
        found = list(ox.parse(answer.data, format=ox.RdfFormat.from_extension(key) or KEYS[key]))
        assert len(found) > 100
    assert full.get("/ns").headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert full.get("/ns", headers={"Accept": "image/png"}).status_code == 406
    assert full.get("/ns.docx").status_code == 404


KEYS = {"jsonld": ox.RdfFormat.JSON_LD}


def test_the_shapes_say_what_they_want(full: FlaskClient) -> None:
    page = full.get("/shapes.html").text
    assert "S24: a claim of a figure gives no quantity" in page
    assert 'id="CountClaim"' in page


def test_the_context_is_ours_and_covers_the_data(full: FlaskClient) -> None:
    answer = full.get("/context.jsonld")
    assert answer.headers["Content-Type"] == "application/ld+json"
    document = json.loads(answer.data)
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["version"])
    context = document["@context"]
    assert context["@version"] == 1.1

    def expand(value: object) -> str:
        text = value if isinstance(value, str) else value.get("@id", value.get("@reverse"))  # type: ignore[attr-defined]
        prefix, _, rest = str(text).partition(":")
        return PREFIXES.get(prefix, f"{prefix}:") + rest

    known = {expand(v) for k, v in context.items() if k != "@version"}
    used = {
        match.decode()
        for match in re.findall(
            rb"^\S+ <([^>]+)> ", full.get(f"/statement/{SLUG}.nt").data, re.MULTILINE
        )
    }
    assert used - known == {PREFIXES["rdf"] + "type"}


def test_the_catalogue(eastwick: LocalEngine, tmp_path: Path) -> None:
    dataset = ox.NamedNode(f"{DEFAULT_BASE}dataset")
    quads = [
        ox.Quad(
            dataset,
            ox.NamedNode(PREFIXES["rdf"] + "type"),
            ox.NamedNode(PREFIXES["dcat"] + "Dataset"),
            CATALOGUE,
        ),
        ox.Quad(
            dataset,
            ox.NamedNode(PREFIXES["dcterms"] + "title"),
            ox.Literal("All", language="en"),
            CATALOGUE,
        ),
    ]
    client = create_app(Settings(), from_quads(quads), FakeRelease(tmp_path)).test_client()
    assert b"dcat:Dataset" in client.get("/void").data
    assert "All" in client.get("/void.html").text
    well_known = client.get("/.well-known/void")
    assert (well_known.status_code, well_known.headers["Location"]) == (303, "/void")
    empty = create_app(Settings(), eastwick, FakeRelease(tmp_path)).test_client()
    assert empty.get("/void").status_code == 404


def test_the_list_of_downloads(full: FlaskClient) -> None:
    page = full.get("/dumps/0123456789ab/").text
    names = re.findall(r'<li><a href="/dumps/0123456789ab/([^"/]+)">', page)
    assert names == ["all.ttl", "all.ttl.gz", "all.ttl.zst", "all.nq", "SHA256SUMS"]
    assert "(2.6 kB)" in page
    assert 'href="/dumps/latest/all.ttl">Turtle</a>' in full.get("/").text


def test_dumps(full: FlaskClient, release: FakeRelease) -> None:
    latest = full.get("/dumps/latest/all.ttl")
    assert latest.status_code == 302
    assert latest.headers["Location"] == "/dumps/0123456789ab/all.ttl"
    for path in ("/dumps", "/dumps/", "/dumps/latest", "/dumps/latest/"):
        assert full.get(path).headers["Location"] == "/dumps/0123456789ab/"
    plain = full.get("/dumps/0123456789ab/all.ttl")
    body = release.dumps["all.ttl"].read_bytes()
    assert plain.data == body
    assert plain.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert plain.headers["Content-Length"] == str(len(body))
    packed = full.get("/dumps/0123456789ab/all.ttl", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert gzip.decompress(packed.data) == body
    packed = full.get("/dumps/0123456789ab/all.ttl", headers={"Accept-Encoding": "zstd"})
    assert packed.headers["Content-Encoding"] == "zstd"
    assert zstd.decompress(packed.data) == body
    assert full.get("/dumps/0123456789ab/all.ttl.zst").headers["Content-Type"] == "application/zstd"
    file = full.get("/dumps/0123456789ab/all.ttl.gz", headers={"Accept-Encoding": "gzip"})
    assert file.headers["Content-Type"] == "application/gzip"
    assert "Content-Encoding" not in file.headers
    assert gzip.decompress(file.data) == body
    sums = full.get("/dumps/0123456789ab/SHA256SUMS")
    assert sums.headers["Content-Type"] == "text/plain; charset=utf-8"
    tag = {"If-None-Match": plain.headers["ETag"]}
    assert full.get("/dumps/0123456789ab/all.ttl", headers=tag).status_code == 304


def test_the_list_of_dumps_has_sizes_and_checksums(full: FlaskClient, release: FakeRelease) -> None:
    page = full.get("/dumps/0123456789ab/").text
    for name in ("all.ttl", "all.ttl.gz", "all.nq"):
        assert f'href="/dumps/0123456789ab/{name}"' in page
        assert hashlib.sha256(release.dumps[name].read_bytes()).hexdigest() in page


@pytest.mark.parametrize(
    "path",
    [
        "/dumps/latest/nothing",
        "/dumps/latest/..%2Fmeta.json",
        "/dumps/0123456789ab/nothing",
        "/dumps/0123456789ab/../shapes.ttl",
        "/dumps/0123456789ab/..%2Fshapes.ttl",
        "/dumps/0123456789ab/shapes.ttl",
        "/dumps/0123456789ab/%2Fetc%2Fpasswd",
        "/dumps/ffffffffffff/all.ttl",
        "/dumps/ffffffffffff/",
        "/static/..%2Fapp.py",
        "/static/%2Fetc%2Fpasswd",
        "/static/nothing.css",
        "/..%2f..%2fetc/passwd",
        "/etc/passwd",
    ],
)
def test_no_path_leaves_its_folder(full: FlaskClient, path: str) -> None:
    assert full.get(path).status_code == 404


def test_the_first_page(full: FlaskClient) -> None:
    page = full.get("/")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    for words in (
        "The graph records that a speaker said something, never that it is so.",
        "Questions to start from",
        f'href="/statement/{SLUG}"',
        "Ferry Office of Northmarsh",
        "/dumps/latest/all.nq",
    ):
        assert words in page.text
    tag = {"If-None-Match": page.headers["ETag"]}
    assert full.get("/", headers=tag).status_code == 304


@pytest.mark.slow
def test_every_link_of_the_pages_leads_somewhere(full: FlaskClient) -> None:
    """A crawl of every link on this host from the first page."""
    # The data formats of each thing are tested with the things.
    data = (".jsonld", ".nt", ".nq", ".trig", ".rdf", ".ttl", ".txt")
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        path = address.partition("#")[0].replace("&amp;", "&")
        skipped = path.startswith(("/void", "/dumps/latest/all.nq.gz")) or path.endswith(data)
        if path in seen or skipped:
            continue
        seen.add(path)
        answer = full.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert answer.status_code == 200, path
        if answer.headers["Content-Type"].startswith("text/html"):
            found = re.findall(r'(?:href|action|src)="([^"]*)"', answer.text)
            waiting += [f for f in found if f.startswith("/")]
            outside = [f for f in found if not f.startswith(("/", "#", "http://", "https://"))]
            assert outside == [], path
    assert len(seen) > 150


def test_places_in_a_page_exist_and_are_unique(full: FlaskClient) -> None:
    for path in (
        "/",
        f"/statement/{SLUG}.html",
        "/ns.html",
        "/shapes.html",
        "/sparql?_mediatype=html",
    ):
        page = full.get(path).text
        ids = re.findall(r'\bid="([^"]*)"', page)
        assert len(ids) == len(set(ids)), path
        for target in re.findall(r'href="#([^"]*)"', page):
            assert target in ids, (path, target)
        for targets in re.findall(r'aria-labelledby="([^"]*)"', page):
            assert set(targets.split()) <= set(ids), (path, targets)


def test_pages_are_whole(full: FlaskClient) -> None:
    for path in ("/", f"/statement/{SLUG}.html", "/place/eastwick.html", "/nothing.html"):
        page = full.get(path).text
        assert page.startswith('<!doctype html>\n<html lang="en">')
        assert page.count("<h1") == 1
        assert page.count("<main") == page.count('<nav aria-label="Main"') == 1
        assert 'class="skip" href="#main"' in page
        # Scripts are files of ours, never a part of the page; the record for machines never runs.
        ours = re.sub(r'<script type="module" src="/static/[\w.]+"></script>', "", page)
        ours = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", ours)
        assert "<script" not in ours
        assert " style=" not in page


def test_static_files(full: FlaskClient) -> None:
    answer = full.get("/static/style.css")
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "http" not in answer.text
    assert full.get("/favicon.ico").headers["Location"] == "/static/icon.svg"


def test_what_crawlers_read(full: FlaskClient) -> None:
    assert "Disallow: /sparql?" in full.get("/robots.txt").text
    sitemap = full.get("/sitemap.xml")
    assert sitemap.headers["Content-Type"] == "application/xml"
    assert f"<loc>{DEFAULT_BASE}statement/{SLUG}.html</loc>" in sitemap.text
    assert f"<loc>{DEFAULT_BASE}statement/{SLUG}/text/1%23char=" in sitemap.text
    assert "/ns%23" not in sitemap.text


def test_what_operators_read(eastwick: LocalEngine, release: FakeRelease) -> None:
    full = create_app(Settings(), eastwick, release).test_client()  # which has counted nothing
    assert full.get("/healthz").text == "ok\n"
    assert full.get("/readyz").status_code == 200
    for path in ("/sparql?query=ASK%20%7B%7D", "/sparql?query=wrong", "/a/secret/address"):
        full.get(path).close()  # as a WSGI server does: then the request is over
    metrics = full.get("/metrics")
    assert metrics.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    for line in (
        'statementgraph_requests_total{method="GET",route="/sparql",status="200"} 1.0',
        'statementgraph_refusals_total{reason="syntax"} 1.0',
        'statementgraph_refusals_total{reason="address"} 1.0',
        'statementgraph_query_seconds_bucket{le="+Inf"} 1.0',
        'statementgraph_release_info{release="0123456789ab"} 1.0',
    ):
        assert line in metrics.text.splitlines()
    assert "secret" not in metrics.text


def test_the_downloads_offer_each_statement_as_a_table(full: FlaskClient) -> None:
    page = full.get("/dumps/0123456789ab/").text
    link = re.search(rf'href="(/statement/{SLUG}\.csv)"[^>]*>.*?\((\d+) rows\)', page)
    assert link
    rows = list(csv.reader(io.StringIO(full.get(link[1]).data.decode("utf-8-sig"), newline="")))
    assert len(rows) - 1 == int(link[2])
