"""An address is looked up as it was sent (RFC 3986, sections 2.2 and 6.2.2)."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from statementgraph.sparql import from_quads
from tests.conftest import site_over

BASE = "http://example.org/"
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
PATHS = (
    *("d/a%2Fb", "d/a/b", "d/a%2fb", "d/%7Ex", "d/~x", "d/%C3%BC", "d/%c3%a4", "d/q?id=5"),
    *("d/a%3Ab", "d/a%20b", "d/x.ttl", "d/slash/", "d/plain", "d/100%25", "d/é"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    quads = [ox.Quad(ox.NamedNode(BASE + path), LABEL, ox.Literal(path)) for path in PATHS]
    folder: Path = tmp_path_factory.mktemp("as-sent")
    return site_over(from_quads(quads), folder, rdf=("x.ttl",), base=BASE, client_rate=0)


def label(site: FlaskClient, sent: str) -> str:
    """Follow the redirect as a client does and read the label of what is answered."""
    answer = site.get(f"/{sent}", headers={"Accept": "application/n-triples"})
    assert answer.status_code == 303, sent
    document = site.get(answer.headers["Location"])
    assert document.status_code == 200
    return str(next(iter(ox.parse(document.data, format=ox.RdfFormat.N_TRIPLES))).object.value)


@pytest.mark.parametrize("path", [path for path in PATHS if path.isascii()])
def test_each_iri_is_found_at_its_own_address(site: FlaskClient, path: str) -> None:
    if path == "d/x.ttl":
        return  # the suffix names a document where there is a thing without it
    assert label(site, path) == path


def test_an_escape_that_no_iri_has_is_read(site: FlaskClient) -> None:
    assert label(site, "d/%C3%A9") == "d/é"
    assert label(site, "d/%70lain") == "d/plain"
    assert label(site, "d/q%3Fid=5") == "d/q?id=5"


def test_a_slash_that_is_escaped_parts_nothing(site: FlaskClient) -> None:
    assert site.get("/d%2Fplain").status_code == 404


def test_the_links_of_a_page_lead_to_the_things(site: FlaskClient) -> None:
    assert site.get("/d/a%2Fb.html").status_code == 200
    assert "/d/a%2Fb.ttl" in site.get("/d/a%2Fb.html").text


def test_a_slash_too_many_is_redirected(site: FlaskClient) -> None:
    answer = site.get("/d/plain/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/d/plain")
    assert label(site, "d/slash/") == "d/slash/"
    assert site.get("/d/nothing/").status_code == 404


def test_what_is_served_as_it_is_has_no_downloads(site: FlaskClient) -> None:
    for path in ("/dumps", "/dumps/latest/", "/dumps/latest/all.ttl"):
        assert site.get(path).status_code == 404
    assert "dumps/" not in site.get("/").text
