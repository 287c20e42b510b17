import re
from collections import Counter
from dataclasses import replace

import pyoxigraph as ox
import pytest

from statementgraph.corpus.model import Corpus
from statementgraph.rdf import DEFAULT_BASE, PREFIXES
from statementgraph.release.catalogue import catalogue, term
from statementgraph.release.dumps import DATASET_KEYS, GRAPH_KEYS
from statementgraph.validation import check
from tests.release.conftest import ROOT

RELEASE = "0123456789ab"
PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
DATASET = ox.NamedNode(f"{DEFAULT_BASE}dataset")


@pytest.fixture(scope="module")
def described(published: Corpus) -> list[ox.Quad]:
    return catalogue(published.quads, published.base, RELEASE)


@pytest.fixture(scope="module")
def store(published: Corpus) -> ox.Store:
    store = ox.Store()
    store.extend(published.quads)
    return store


def _number(store: ox.Store, query: str) -> int:
    rows = store.query(PROLOGUE + query, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    return int(next(iter(rows))[0].value)


def _values(quads: list[ox.Quad], subject: object, name: str) -> list[str]:
    found = [q.object for q in quads if q.subject == subject and q.predicate == term(name)]
    return sorted(v.value for v in found if isinstance(v, ox.NamedNode | ox.Literal))


def test_everything_stands_in_the_catalogue_graph(described: list[ox.Quad]) -> None:
    assert {q.graph_name for q in described} == {ox.NamedNode(f"{DEFAULT_BASE}graph/catalogue")}


def test_every_thing_with_a_type_has_one_english_label(described: list[ox.Quad]) -> None:
    things = {
        q.subject
        for q in described
        if q.predicate == term("rdf:type") and isinstance(q.subject, ox.NamedNode)
    }
    labels = Counter(
        q.subject
        for q in described
        if q.predicate == term("rdfs:label")
        and isinstance(q.object, ox.Literal)
        and q.object.language == "en"
    )
    assert len(things) > 15
    assert labels == Counter(things)


@pytest.mark.slow
def test_the_data_with_the_catalogue_conform_to_the_shapes(
    published: Corpus, described: list[ox.Quad]
) -> None:
    report = check(replace(published, quads=(*published.quads, *described)))
    # The files of a release have addresses below the base, and nothing to say of themselves.
    files = f"It points at dumps/{RELEASE}/"
    assert [f for f in report.findings if not f.message.startswith(files)] == []


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"),
        ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }"),
        ("classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?s a ?c }"),
        ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }"),
        ("distinctObjects", "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }"),
        (
            "entities",
            "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE "
            f'{{ ?s a ?c FILTER(isIRI(?s) && STRSTARTS(STR(?s), "{DEFAULT_BASE}")) }}',
        ),
    ],
)
def test_counts_are_those_of_the_data(
    described: list[ox.Quad], store: ox.Store, name: str, query: str
) -> None:
    assert _values(described, DATASET, f"void:{name}") == [str(_number(store, query))]


def test_partitions_are_those_of_the_data(described: list[ox.Quad], store: ox.Store) -> None:
    for of, counted, query in (
        ("void:class", "void:entities", "SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{}> }}"),
        (
            "void:property",
            "void:triples",
            "SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?o {{ ?s <{}> ?o }} }}",
        ),
    ):
        parts = [q for q in described if q.predicate == term(of)]
        assert len(parts) > 20
        for part in parts:
            assert isinstance(part.object, ox.NamedNode)
            number = _number(store, query.format(part.object.value))
            assert _values(described, part.subject, counted) == [str(number)]


def test_each_named_graph_has_its_own_count(described: list[ox.Quad], published: Corpus) -> None:
    sizes = Counter(str(q.graph_name) for q in published.quads)
    named = {}
    for quad in [q for q in described if q.predicate == term("sd:name")]:
        (graph,) = [
            q.object
            for q in described
            if q.subject == quad.subject and q.predicate == term("sd:graph")
        ]
        named[str(quad.object)] = int(_values(described, graph, "void:triples")[0])
    assert named == sizes


def test_every_dump_has_a_distribution(described: list[ox.Quad]) -> None:
    files = {
        f"all.{key}{end}" for key in (*GRAPH_KEYS, *DATASET_KEYS) for end in ("", ".gz", ".zst")
    }
    assert set(_values(described, DATASET, "void:dataDump")) == {
        f"{DEFAULT_BASE}dumps/{RELEASE}/{name}" for name in files
    }
    distributions = _values(described, DATASET, "dcat:distribution")
    assert len(distributions) == len(files)
    for iri in distributions:
        node = ox.NamedNode(iri)
        (url,) = _values(described, node, "dcat:downloadURL")
        assert len(_values(described, node, "dcat:mediaType")) == 1
        assert len(_values(described, node, "dcat:compressFormat")) == url.endswith((".gz", ".zst"))


def test_the_service_says_what_a_client_must_know(described: list[ox.Quad]) -> None:
    service = ox.NamedNode(f"{DEFAULT_BASE}sparql")
    assert _values(described, service, "sd:endpoint") == [service.value]
    assert _values(described, service, "dcat:servesDataset") == [DATASET.value]
    assert _values(described, service, "sd:feature") == [term("sd:UnionDefaultGraph").value]
    assert len(_values(described, service, "sd:resultFormat")) == 10


def test_links_are_counted_for_each_other_collection(
    described: list[ox.Quad], published: Corpus
) -> None:
    wikidata = ox.NamedNode(f"{DEFAULT_BASE}linkset/www.wikidata.org")
    links = {
        q
        for q in published.quads
        if q.graph_name == ox.NamedNode(f"{DEFAULT_BASE}graph/links")
        and q.predicate in {term("rdfs:seeAlso"), term("owl:sameAs"), term("skos:closeMatch")}
        and str(q.object).startswith("<http://www.wikidata.org/")
    }
    assert links
    assert _values(described, wikidata, "void:triples") == [str(len(links))]


def test_nothing_is_dated_and_nobody_named_but_by_the_data(
    described: list[ox.Quad], published: Corpus
) -> None:
    # The vocabulary names its makers in words; who made the data is somebody described in it.
    given = {
        q.object
        for q in published.quads
        if q.predicate == term("dcterms:creator") and isinstance(q.object, ox.NamedNode)
    }
    assert given
    made = {q.object for q in described if q.predicate == term("dcterms:creator")}
    assert made == given
    literals = {q.object.value for q in described if isinstance(q.object, ox.Literal)}
    assert not [text for text in literals if re.search(r"\b(19|20)\d\d-\d\d", text)]


def test_the_licence_leaves_the_texts_to_their_authors(described: list[ox.Quad]) -> None:
    assert "Attribution 4.0" in (ROOT / "LICENSE").read_text()
    assert _values(described, DATASET, "dcterms:license") == [
        "https://creativecommons.org/licenses/by/4.0/"
    ]
    assert "belong to their authors" in _values(described, DATASET, "dcterms:rights")[0]


def test_another_base_moves_everything(eastwick: Corpus) -> None:
    base = "https://data.example/"
    written = "".join(str(q) for q in catalogue(eastwick.quads, base, RELEASE))
    # The data themselves were loaded under the default base, so their graphs and people are.
    own = re.findall(r"<https://w3id.org/statementgraph/(?!ns#|graph/|statement/|agent/)", written)
    assert own == []
    assert f"<{base}sparql>" in written
