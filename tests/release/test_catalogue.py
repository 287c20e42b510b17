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
    # Who made the data is somebody described in it.
    given = {
        q.object
        for q in published.quads
        if q.predicate == term("dcterms:creator") and isinstance(q.object, ox.NamedNode)
    }
    assert given
    made = {q.object for q in described if q.predicate == term("dcterms:creator")}
    assert made == given
    literals = {q.object.value for q in described if isinstance(q.object, ox.Literal)}
    days = {text for text in literals if re.search(r"\b(19|20)\d\d-\d\d", text)}
    created = {q.object for q in published.quads if q.predicate == term("dcterms:created")}
    assert days <= {day.value for day in created if isinstance(day, ox.Literal)}


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


def _made(*lines: str) -> list[ox.Quad]:
    made = "".join(f"{line}\n" for line in lines)
    found = ox.parse(PROLOGUE + made, format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
    return catalogue(list(found), DEFAULT_BASE, RELEASE)


@pytest.mark.parametrize("name", ["catalogue", "dataset"])
def test_publisher_and_days_are_those_of_the_records(name: str) -> None:
    """DCAT-AP 3.0: a catalogue has a publisher; a dataset has its dates."""
    quads = _made(
        "<one> a np:Nanopublication ; prov:wasAttributedTo <agent/x> ;",
        "  dcterms:created '2001-03-05'^^xsd:date ; dcterms:modified '2002-01-01'^^xsd:date .",
        "<two> a np:Nanopublication ; prov:wasAttributedTo <agent/x> , <agent/y> ;",
        "  dcterms:created '2000-12-31'^^xsd:date , 'in spring' .",
        "<other> prov:wasAttributedTo <agent/z> ; dcterms:created '1999-01-01'^^xsd:date .",
    )
    node = ox.NamedNode(DEFAULT_BASE + name)
    agents = [f"{DEFAULT_BASE}agent/x", f"{DEFAULT_BASE}agent/y"]
    assert _values(quads, node, "dcterms:publisher") == agents
    assert _values(quads, node, "dcterms:issued") == ["2000-12-31"]
    assert _values(quads, node, "dcterms:modified") == ["2002-01-01"]


def test_nobody_and_no_day_is_made_up() -> None:
    quads = _made("<one> a np:Nanopublication .")
    told = {q.predicate for q in quads}
    assert told.isdisjoint({term(f"dcterms:{n}") for n in ("publisher", "issued", "modified")})


def test_the_catalogue_of_the_first_statement_has_a_publisher(described: list[ox.Quad]) -> None:
    editors = [f"{DEFAULT_BASE}agent/statementgraph-editors"]
    node = ox.NamedNode(f"{DEFAULT_BASE}catalogue")
    assert _values(described, node, "dcterms:publisher") == editors
    assert _values(described, node, "dcterms:issued") == ["2026-11-23"]
