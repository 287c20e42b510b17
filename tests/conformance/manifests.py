"""Reads the manifests of the W3C's test suites for SPARQL queries from a local copy.

The suites are kept at https://github.com/w3c/rdf-tests and are not part of this
repository: `STATEMENTGRAPH_RDF_TESTS` names a folder that holds them.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF

VARIABLE = "STATEMENTGRAPH_RDF_TESTS"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")

EVALUATION, CSV = "QueryEvaluationTest", "CSVResultFormatTest"
POSITIVE = frozenset({"PositiveSyntaxTest", "PositiveSyntaxTest11"})
NEGATIVE = frozenset({"NegativeSyntaxTest", "NegativeSyntaxTest11"})
# Left out: updates and graph stores, as this server is read-only, and entailment regimes.
KINDS = frozenset({EVALUATION, CSV}) | POSITIVE | NEGATIVE

_TOPS = {
    "SPARQL 1.0 evaluation": ("sparql10/manifest-evaluation.ttl",),
    "SPARQL 1.0 syntax": ("sparql10/manifest-syntax.ttl",),
    "SPARQL 1.1 queries": ("sparql11/manifest-sparql11-query.ttl",),
    "SPARQL 1.1 result formats": ("sparql11/manifest-sparql11-results.ttl",),
    "SPARQL 1.1 federation": ("sparql11/manifest-sparql11-fed.ttl",),
    "SPARQL 1.2 queries": ("sparql12/manifest.ttl",),
}
_SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)
_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Case:
    """One test: a query, the files it asks (by IRI) and the file with the expected result."""

    id: str
    suite: str
    kind: str
    query: Path
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    result: Path | None = None
    lax: bool = False

    @property
    def text(self) -> str:
        # As it is: a universal newline would change what an escape test is about.
        return self.query.read_bytes().decode()

    @property
    def base(self) -> str:
        return self.query.as_uri()

    @property
    def names_dataset(self) -> bool:
        return bool(_FROM.search(self.text))

    @property
    def whole(self) -> bool:
        """Whether the data is a dataset of its own, not graphs to make one from."""
        return any(iri.endswith(".trig") for iri in self.default)

    @property
    def federated(self) -> bool:
        return bool(_SERVICE.search(self.text))


def folder() -> Path | None:
    """Return the folder that holds `sparql10`, `sparql11` and `sparql12`, if one is named."""
    named = os.environ.get(VARIABLE, "")
    if not named:
        return None
    found = Path(named).resolve()
    return found if (found / "sparql11").is_dir() else found / "sparql"


def cases(root: Path) -> list[Case]:
    """Read every test of a query."""
    return [c for suite, tops in _TOPS.items() for top in tops for c in _read(root, top, suite)]


def entries(path: Path) -> tuple[rdflib.Graph, Sequence[rdflib.term.Node]]:
    """Read one manifest: its graph, and its tests in their order."""
    graph = rdflib.Graph().parse(path, format="turtle", publicID=path.as_uri())
    lists = graph.objects(None, MF.entries)
    return graph, [test for head in lists for test in Collection(graph, head)]


def path_of(iri: object) -> Path:
    """Return the file that a `file:` IRI names."""
    return Path(unquote(urlsplit(str(iri)).path))


def _read(root: Path, name: str, suite: str) -> Iterator[Case]:
    path = root / name
    graph, tests = entries(path)
    for test in tests:
        kind = str(graph.value(test, RDF.type)).rpartition("#")[2]
        if kind in KINDS:
            yield _case(root, graph, test, kind, suite)
    for head in graph.objects(None, MF.include):
        for included in Collection(graph, head):
            yield from _read(root, str(path_of(included).relative_to(root)), suite)


def _case(root: Path, graph: rdflib.Graph, test: rdflib.term.Node, kind: str, suite: str) -> Case:
    action = graph.value(test, MF.action)
    query = graph.value(action, QT.query) or action
    result = graph.value(test, MF.result)
    path = path_of(query)
    return Case(
        f"{path.parent.relative_to(root)}/{str(test).rpartition('#')[2]}",
        suite,
        kind,
        path,
        tuple(sorted(str(iri) for iri in graph.objects(action, QT.data))),
        tuple(sorted(str(iri) for iri in graph.objects(action, QT.graphData))),
        path_of(result) if result is not None else None,
        graph.value(test, MF.resultCardinality) == MF.LaxCardinality,
    )
