"""Two ways to have a query of the suites answered: by our server, and by a bare pyoxigraph."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import pyoxigraph as ox

from tests.attack.raw_http import HttpResponse, send
from tests.conformance import results
from tests.conformance.manifests import CSV, Case, path_of
from tests.conformance.results import Result
from tests.supervisor.server import Server, start

# No file: an empty default graph.
_NOTHING = "urn:x-none"
_GRAPHS = frozenset({".ttl", ".rdf", ".nt"})
_ACCEPT = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".nt": "application/n-triples",
}
_SUFFIX = {media_type: suffix for suffix, media_type in _ACCEPT.items()}


@dataclass(frozen=True, slots=True)
class Refused:
    """A query that got no result; `syntax` says that it is no SPARQL."""

    syntax: bool
    detail: str


def readable(cases: Iterable[Case]) -> list[str]:
    """Return the IRIs of all files that queries ask and that are RDF."""
    found: set[str] = set()
    for case in cases:
        found |= {*case.default, *case.named} if not case.whole else set()
        if case.names_dataset:
            found |= {p.as_uri() for p in case.query.parent.iterdir() if p.suffix in _GRAPHS}
    return sorted(iri for iri in found if _parses(iri))


def _parses(iri: str) -> bool:
    try:
        for _ in ox.parse(path=path_of(iri), base_iri=iri):
            pass
    except (SyntaxError, ValueError):
        return False
    return True


class Served:
    """Our server: one for all graphs, each named by its IRI, and one for each whole dataset."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._servers = {"": _serve(f"{path_of(iri)}={iri}" for iri in readable(cases))}

    def ask(self, case: Case) -> Result | Refused:
        """Ask over HTTP; the test's files are the dataset of the protocol."""
        answer = _sent(self._server(case), case)
        if answer.status != 200:
            assert 400 <= answer.status < 500, answer
            problem = json.loads(answer.body)
            return Refused("SPARQL" in problem["title"], f"{answer.status}: {problem['detail']}")
        assert answer.complete
        return results.read(answer.body, _SUFFIX[answer.type], "")

    def _server(self, case: Case) -> Server:
        if not case.whole:
            return self._servers[""]
        (iri,) = case.default
        if iri not in self._servers:
            self._servers[iri] = _serve([str(path_of(iri))])
        return self._servers[iri]

    def stop(self) -> None:
        """Stop the servers."""
        for server in self._servers.values():
            server.stop()


def _serve(files: Iterable[str]) -> Server:
    return start(
        *(part for file in files for part in ("--rdf", file)),
        STATEMENTGRAPH_CLIENT_RATE="0",
        STATEMENTGRAPH_LOG_REQUESTS="false",
        STATEMENTGRAPH_WATCH_SECONDS="0",
    )


def _sent(server: Server, case: Case) -> HttpResponse:
    dataset = [("default-graph-uri", iri) for iri in case.default]
    dataset += [("named-graph-uri", iri) for iri in case.named]
    if case.names_dataset or case.whole:
        dataset = []  # the protocol's would win over the query's own
    elif not dataset:
        dataset = [("default-graph-uri", _NOTHING)]
    # The protocol has no parameter for the base; a prologue may begin with one.
    body = f"BASE <{case.base}>\n{case.text}".encode()
    wanted = _ACCEPT.get(case.result.suffix if case.result else "", _ACCEPT[".srj"])
    accept = f"{wanted}, {_ACCEPT['.srj']};q=0.9, {_ACCEPT['.nt']};q=0.8"
    headers = {"Content-Type": "application/sparql-query", "Accept": accept}
    return send(server.address, "POST", f"/sparql?{urlencode(dataset)}", headers, body)


def ask_bare(case: Case) -> Result | Refused:
    """Ask a pyoxigraph store of this process that holds only the test's files."""
    store = ox.Store()
    named = list(case.named)
    if case.names_dataset and not (case.default or named):
        named = [p.as_uri() for p in case.query.parent.iterdir() if p.suffix in _GRAPHS]
    try:
        for iri in case.default:
            store.load(path=path_of(iri), base_iri=iri)
        for iri in named:
            if _parses(iri):
                store.load(path=path_of(iri), base_iri=iri, to_graph=ox.NamedNode(iri))
        answer = store.query(case.text, base_iri=case.base)
        if case.kind == CSV and isinstance(answer, ox.QuerySolutions):
            body = answer.serialize(format=ox.QueryResultsFormat.CSV)
            return results.read(body or b"", ".csv", "")
        return results.of_solutions(answer)
    except SyntaxError as error:
        return Refused(True, str(error))
    except (ValueError, RuntimeError, OSError) as error:
        return Refused(False, str(error))
