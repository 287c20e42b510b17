"""The service finds in a twin what `check` finds, and reports only what the body says."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef

from statementgraph.corpus.loader import load_corpus
from statementgraph.rdf import DEFAULT_BASE, PREFIXES
from statementgraph.release import ReleaseDir
from statementgraph.release.build import build
from statementgraph.sandbox.checker import Checker, Outcome
from statementgraph.sandbox.rdf_reader import PARSERS, read
from statementgraph.sandbox.report_writer import findings, write
from statementgraph.sandbox.validation_handler import checker_of
from statementgraph.validation.shapes import SH
from tests.shapes import twins

CLAIM = f"""
PREFIX sg: <{PREFIXES["sg"]}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>
PREFIX skos: <{PREFIXES["skos"]}>
PREFIX dcat: <{PREFIXES["dcat"]}>
PREFIX dcterms: <{PREFIXES["dcterms"]}>
"""


@cache
def tree() -> tuple[ox.Quad, ...]:
    graph = ox.NamedNode("urn:tree")
    return tuple(ox.Quad(t.subject, t.predicate, t.object, graph) for t in twins.class_tree())


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> ReleaseDir:
    corpus = load_corpus(twins.CHECKOUT, DEFAULT_BASE)
    return build(corpus, tmp_path_factory.mktemp("release"))


def over(release: ReleaseDir, turtle: str) -> tuple[Outcome, Checker]:
    """A checker is for one body."""
    checker = checker_of(release)
    return checker.run(read(turtle.encode(), "ttl", release.base, {})[0]), checker


def messages(outcome: Outcome) -> list[str]:
    return [found.result.message for found in outcome.results]


@pytest.mark.parametrize(
    "twin", [*twins.INVALID, *twins.VALID], ids=lambda t: f"{t.parent.name}/{t.stem}"
)
def test_it_says_of_a_twin_what_check_says(twin: Path) -> None:
    checker = Checker(twins.all_shapes(), tree(), {})
    outcome = checker.run(read(twin.read_bytes(), "ttl", twins.BASE, {})[0])
    code = twins.code_of(twin.parent)
    found = {f.result.message for f in outcome.results if f.result.code == code}
    assert found == {r.message for r in twins.results_of(twin)}


def test_the_published_data_conform_though_the_context_holds_them_too(release: ReleaseDir) -> None:
    assert messages(over(release, release.dumps["all.ttl"].read_text())[0]) == []


def test_a_body_may_point_at_published_concepts_and_entities(release: ReleaseDir) -> None:
    def body(unit: str) -> str:
        return f"{CLAIM} <cohort/north> a sg:Cohort ; sg:unit <concept/{unit}> ."

    published, unknown = "person", "passenger-of-the-ferry"
    assert (release.data).read_text().count(f"/concept/{published}> ")
    complaint = "S8: the value"
    assert not any(m.startswith(complaint) for m in messages(over(release, body(published))[0]))
    assert any(m.startswith(complaint) for m in messages(over(release, body(unknown))[0]))


def test_only_nodes_that_the_body_speaks_of_are_reported(release: ReleaseDir) -> None:
    # This makes every concept break the rules of events.
    body = f"{CLAIM} skos:Concept rdfs:subClassOf <{PREFIXES['sem']}Event> ."
    outcome, _ = over(release, body)
    about = {str(found.result.focus) for found in outcome.results}
    assert not any("/concept/" in focus for focus in about)


@pytest.fixture(scope="module")
def broken(release: ReleaseDir) -> tuple[Outcome, Checker]:
    body = f"""{CLAIM}
<x/time> a sg:TimeReading ; rdfs:label "North"@en ;
  dcat:startDate "2020-02-02"^^<{PREFIXES["xsd"]}date> ;
  dcat:endDate "2020-01-01"^^<{PREFIXES["xsd"]}date> .
<x/quote> a <{PREFIXES["oa"]}SpecificResource> ; rdfs:label "Quote"@en .
<x/claim> a sg:CountClaim ; sg:value "many" , 2 .
<x/text> a <{PREFIXES["dctype"]}Text> ; rdfs:label "Text"@en .
"""
    return over(release, body)


def test_the_report_is_a_shacl_report(broken: tuple[Outcome, Checker]) -> None:
    graph = Graph().parse(data=write(*broken, "ttl", DEFAULT_BASE, {}), format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert str(graph.value(report, SH.conforms)) == "false"
    results = list(graph.objects(report, SH.result))
    assert len(results) == len(broken[0].results) > 5
    for result in results:
        for name in ("focusNode", "resultSeverity", "sourceConstraintComponent", "resultMessage"):
            assert len(list(graph.objects(result, SH[name]))) == 1, name
        shape = graph.value(result, SH.sourceShape)
        assert (shape, RDF.type, SH.NodeShape) in twins.all_shapes().graph
    paths = set(graph.objects(None, SH.resultPath))
    assert URIRef(f"{PREFIXES['sg']}value") in paths
    # A path that is no plain property comes with its description.
    lists = [path for path in paths if not isinstance(path, URIRef)]
    assert lists
    assert all((path, None, None) in graph for path in lists)


def test_all_formats_hold_the_same(broken: tuple[Outcome, Checker]) -> None:
    graphs = []
    for answer in ("ttl", "nt", "jsonld", "rdf"):
        parsed = ox.parse(write(*broken, answer, DEFAULT_BASE, {}), format=PARSERS[answer])
        graph = ox.Dataset(parsed)
        graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        graphs.append(sorted(map(str, graph)))
    assert len(graphs[0]) > 30
    assert all(graph == graphs[0] for graph in graphs)


def test_xml_is_well_formed_whatever_the_values_hold(release: ReleaseDir) -> None:
    outcome = over(release, f'{CLAIM} <x/claim> a sg:CountClaim ; sg:value "many\\u0001" .')
    graph = Graph().parse(data=write(*outcome, "rdf", DEFAULT_BASE, {}), format="xml")
    assert "many\N{REPLACEMENT CHARACTER}" in map(str, graph.objects(None, SH.value))


def test_plain_text_has_one_line_for_each_finding(broken: tuple[Outcome, Checker]) -> None:
    text = write(*broken, "txt", DEFAULT_BASE, {f"{DEFAULT_BASE}x/claim": 7}).decode()
    found = findings(broken[0], DEFAULT_BASE, {})
    assert len(text.splitlines()) == len(found)
    assert any(line.startswith("input:7: x/claim: S7: ") for line in text.splitlines())
    assert all("How to mend: " in line for line in text.splitlines())
