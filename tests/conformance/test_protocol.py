"""The W3C's tests of the SPARQL 1.1 Protocol and of the service description, request by request."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS

from tests.attack.raw_http import HttpResponse, send
from tests.conformance.conftest import REASON, ROOT
from tests.conformance.manifests import MF, entries, path_of
from tests.supervisor.server import Server, start

if ROOT is None:
    pytest.skip(REASON, allow_module_level=True)

pytestmark = pytest.mark.w3c

HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
_UPDATE = "application/sparql-update"
_TYPES = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml"},
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request of a test and what the answer must be; `first` digits of its status."""

    id: str
    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    first: frozenset[str]
    format: str
    truth: bool | None

    @property
    def updates(self) -> bool:
        """Whether it is an update that a server for updates would run."""
        update = self.headers.get("content-type") == _UPDATE or b"update=" in self.body
        return update and "2" in self.first


def _manifest(name: str) -> Path:
    assert ROOT
    return ROOT / "sparql11" / name / "manifest.ttl"


def _exchanges() -> Iterator[Exchange]:
    graph, tests = entries(_manifest("protocol"))
    for test in tests:
        requests = graph.value(graph.value(test, MF.action), HT.requests)
        assert requests is not None
        found = [_exchange(graph, test, request) for request in Collection(graph, requests)]
        # What an update has changed cannot be asked for where there are no updates.
        yield from found[:1] if found[0].updates else found


def _exchange(graph: rdflib.Graph, test: rdflib.term.Node, request: rdflib.term.Node) -> Exchange:
    body, answer = graph.value(request, HT.body), graph.value(request, HT.resp)
    heads = [h for head in graph.objects(request, HT.headers) for h in Collection(graph, head)]
    text, coding = graph.value(body, CNT.chars), graph.value(body, CNT.characterEncoding)
    truth = graph.value(answer, MF.expectedBoolean)
    return Exchange(
        str(test).rpartition("#")[2],
        str(graph.value(request, HT.methodName)),
        str(graph.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1),
        {str(graph.value(h, HT.fieldName)): str(graph.value(h, HT.fieldValue)) for h in heads},
        str(text).encode(str(coding)) if text is not None else b"",
        frozenset(str(s)[-3] for s in graph.objects(answer, MF.expectedStatus)),
        str(graph.value(answer, MF.expectedFormat) or ""),
        None if truth is None else str(truth) == "true",
    )


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    graph, _ = entries(_manifest("protocol"))
    files = {
        f"{path_of(graph.value(data, UT.graph))}={graph.value(data, RDFS.label)}"
        for data in graph.objects(None, UT.graphData)
    }
    found = start(*(part for file in sorted(files) for part in ("--rdf", file)))
    yield found
    assert found.stop() == 0


def _sent(server: Server, exchange: Exchange) -> HttpResponse:
    return send(server.address, exchange.method, exchange.target, exchange.headers, exchange.body)


_ALL = list(_exchanges())


@pytest.mark.parametrize("exchange", [e for e in _ALL if not e.updates], ids=lambda e: e.id)
def test_the_protocol(server: Server, exchange: Exchange) -> None:
    answer = _sent(server, exchange)
    assert str(answer.status)[0] in exchange.first, answer
    if exchange.format:
        assert answer.type in _TYPES[exchange.format]
    if exchange.truth is not None:
        found = ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
        assert isinstance(found, ox.QueryBoolean)
        assert bool(found) is exchange.truth


@pytest.mark.parametrize("exchange", [e for e in _ALL if e.updates], ids=lambda e: e.id)
def test_an_update_is_refused(server: Server, exchange: Exchange) -> None:
    assert _sent(server, exchange).status == 403


def _described(server: Server, accept: str = "text/turtle") -> tuple[HttpResponse, rdflib.Graph]:
    answer = send(server.address, "GET", "/sparql", {"Accept": accept})
    formats = {"text/turtle": "turtle", "application/rdf+xml": "xml"}
    return answer, rdflib.Graph().parse(data=answer.body, format=formats[answer.type])


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "*/*"])
def test_the_endpoint_describes_itself_in_rdf(server: Server, accept: str) -> None:
    answer, graph = _described(server, accept)
    assert answer.status == 200
    assert len(graph) > 10


def test_the_description_names_the_endpoint(server: Server) -> None:
    _, graph = _described(server)
    # The port is left out of the Host header that these requests have.
    endpoint = rdflib.URIRef("http://127.0.0.1/sparql")
    assert list(graph.subject_objects(SD.endpoint)) == [(endpoint, endpoint)]
    assert (endpoint, RDF.type, SD.Service) in graph


# What has this property (its domain), and what its values are (its range).
_SCHEMA = {
    SD.endpoint: (SD.Service, None),
    SD.feature: (SD.Service, SD.Feature),
    SD.supportedLanguage: (SD.Service, SD.Language),
    SD.resultFormat: (SD.Service, None),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
    SD.namedGraph: (SD.Dataset, SD.NamedGraph),
    SD.name: (SD.NamedGraph, None),
    SD.graph: (SD.NamedGraph, SD.Graph),
}
# These need no type in the description: the vocabulary says what they are.
_GIVEN = {
    SD.Language: {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update},
    SD.Feature: {
        SD.DereferencesURIs,
        SD.UnionDefaultGraph,
        SD.RequiresDataset,
        SD.EmptyGraphs,
        SD.BasicFederatedQuery,
    },
}


def test_the_description_keeps_to_the_vocabulary(server: Server) -> None:
    _, graph = _described(server)
    used = [(s, p, o) for s, p, o in graph if str(p).startswith(str(SD))]
    assert used
    for subject, predicate, value in used:
        assert predicate in _SCHEMA
        domain, kind = _SCHEMA[rdflib.URIRef(str(predicate))]
        assert (subject, RDF.type, domain) in graph, predicate
        if kind in _GIVEN:
            assert value in _GIVEN[kind]
        elif kind:
            assert (value, RDF.type, kind) in graph, predicate
        else:
            assert isinstance(value, rdflib.URIRef)
