"""Client libraries in Python ask a real server: SPARQLWrapper, PyLD, rdflib.

SPARQLWrapper is no part of this project: `pip install SPARQLWrapper`.
"""

import warnings
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import pytest
from pyld import jsonld
from rdflib import RDFS, Graph, URIRef, Variable
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.supervisor.server import UNLIMITED, Reply, Server

PIERS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
<http://example.org/d/a%2Fb> rdfs:label "Pier" ; rdfs:seeAlso <http://example.org/d/quay> .
<http://example.org/d/quay> rdfs:label "Quay" .
"""
FORMS = {
    "SELECT": "SELECT ?x { VALUES ?x { 1 } }",
    "ASK": "ASK {}",
    "CONSTRUCT": "CONSTRUCT { <urn:x:a> <urn:x:b> 1 } {}",
    "DESCRIBE": "DESCRIBE <http://example.org/d/quay>",
}


@pytest.fixture(scope="module")
def server(
    shared_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory
) -> Server:
    path = tmp_path_factory.mktemp("piers") / "piers.ttl"
    path.write_text(PIERS)
    return shared_server("--rdf", str(path), "--base", "http://example.org/", **UNLIMITED)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name", ["", "XML", "JSON", "CSV", "TSV", "RDFXML", "RDF", "TURTLE", "N3", "JSONLD"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_takes_every_form_in_every_format(
    server: Server, form: str, name: str, method: str
) -> None:
    library: Any = pytest.importorskip("SPARQLWrapper")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a format that does not fit the form
        asked = library.SPARQLWrapper(f"{server.url}sparql")
        if name:
            asked.setReturnFormat(getattr(library, name))
        asked.setMethod(method)
        asked.setQuery(FORMS[form])
        answer = asked.query()
        assert answer.response.status == 200
        assert answer.convert()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize("format_", ["turtle", "xml", "nt", "json-ld", "n3", "trig", None])
def test_rdflib_reads_a_thing(server: Server, format_: str | None) -> None:
    graph = Graph().parse(f"{server.url}d/a%2Fb", format=format_)
    assert str(graph.value(URIRef("http://example.org/d/a%2Fb"), RDFS.label)) == "Pier"


def test_rdflib_asks_queries(server: Server) -> None:
    store = SPARQLStore(f"{server.url}sparql")
    rows = Graph(store).query("SELECT ?l { <http://example.org/d/quay> ?p ?l }")
    assert [str(row[Variable("l")]) for row in rows.bindings] == ["Quay"]


def test_pyld_reads_a_thing(server: Server) -> None:
    pytest.importorskip("requests")
    loader = jsonld.requests_document_loader()
    jsonld.set_document_loader(loader)
    expanded = jsonld.expand(f"{server.url}d/quay")
    assert "Quay" in str(expanded)


def test_json_ld_has_its_alternates_in_a_set_of_links(server: Server) -> None:
    answer = server.get("/d/quay.jsonld")
    assert 'rel="alternate"' not in answer.headers["Link"]
    assert '</d/quay/linkset>; rel="linkset"' in answer.headers["Link"]
    links = server.get("/d/quay/linkset")
    assert links.headers["Content-Type"] == "application/linkset+json"
    (context,) = links.json["linkset"]
    assert context["anchor"] == "http://example.org/d/quay"
    targets = {link["type"]: link["href"] for link in context["alternate"]}
    assert targets["text/turtle"].endswith("/d/quay.ttl")


def conditional(server: Server, header: str, value: str) -> Reply:
    request = f"GET /d/quay.ttl HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}: {value}"
    answer = server.raw(f"{request}\r\n\r\n".encode())
    head, _, body = answer.partition(b"\r\n\r\n")
    return Reply(int(head.split()[1]), head.decode(), body)


def test_a_document_is_dated_and_held_to_the_conditions_of_the_request(server: Server) -> None:
    first = server.get("/d/quay.ttl")
    date, tag = first.headers["Last-Modified"], first.headers["ETag"]
    assert conditional(server, "If-Modified-Since", date).status == 304
    assert conditional(server, "If-Modified-Since", date).body == b""
    assert conditional(server, "If-Modified-Since", formatdate(0, usegmt=True)).status == 200
    assert conditional(server, "If-Modified-Since", "yesterday").status == 200
    assert conditional(server, "If-Unmodified-Since", formatdate(0, usegmt=True)).status == 412
    assert conditional(server, "If-Match", tag).status == 200
    assert conditional(server, "If-Match", "*").status == 200
    assert conditional(server, "If-Match", f"W/{tag}").status == 412
    assert conditional(server, "If-Match", '"other"').status == 412
    assert conditional(server, "If-None-Match", '"other"').status == 200
