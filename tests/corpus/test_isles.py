"""The made-up isles: one corpus that uses every part of the vocabulary, and anchors."""

import pyoxigraph as ox
import pytest

from statementgraph.corpus.anchoring import anchor
from statementgraph.corpus.loader import load_corpus
from statementgraph.corpus.model import Corpus
from statementgraph.rdf import DEFAULT_BASE as BASE
from statementgraph.rdf import NS
from statementgraph.validation.checking import store_of
from statementgraph.validation.graph_check import check_graphs
from tests.paths import ISLES

SLUGS = sorted(folder.name for folder in (ISLES / "data" / "statements").iterdir())
# Classes that only their subclasses are used of.
_ABSTRACT = {"Claim", "Utterance"}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(ISLES, BASE)


def test_it_loads_without_a_problem(corpus: Corpus) -> None:
    assert corpus.problems == ()
    assert len(corpus.statements) == 11


@pytest.mark.parametrize("slug", SLUGS)
def test_each_statement_is_anchored(slug: str) -> None:
    result = anchor(ISLES, slug, BASE, write=False)
    assert (result.changed, result.issued, result.findings) == (False, (), ())


def test_every_term_of_the_vocabulary_is_used(corpus: Corpus) -> None:
    terms = {_local(quad.subject) for quad in _vocabulary()} - {""}
    vocabulary = ox.NamedNode(f"{BASE}graph/vocabulary")
    said = [quad for quad in corpus.quads if quad.graph_name != vocabulary]
    used = {_local(term) for quad in said for term in (quad.predicate, quad.object)}
    assert terms - used == _ABSTRACT


def test_each_statement_holds_between_five_and_fifteen_utterances(corpus: Corpus) -> None:
    asserted = [q.subject for q in corpus.quads if q.predicate.value == f"{NS}polarity"]
    for slug in SLUGS:
        count = sum(f"/{slug}/" in str(subject) for subject in asserted)
        assert 5 <= count <= 15, slug


def test_an_official_name_may_hold_a_word_that_judges(corpus: Corpus) -> None:
    messages = [f.message for f in check_graphs(store_of(corpus), corpus) if f.code == "S13"]
    assert messages == []


def test_without_its_being_official_the_name_is_refused(corpus: Corpus) -> None:
    store = store_of(corpus)
    for quad in list(store.quads_for_pattern(None, ox.NamedNode(f"{NS}officialName"), None)):
        store.remove(quad)
    messages = [f.message for f in check_graphs(store, corpus) if f.code == "S13"]
    assert len(messages) == 1
    assert "“Crime”" in messages[0]


def _vocabulary() -> list[ox.Quad]:
    path = ISLES.parents[2] / "ontology" / "statementgraph.ttl"
    return list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=BASE))


def _local(term: object) -> str:
    """Return the local name of a term of the vocabulary; nothing for any other term."""
    ours = isinstance(term, ox.NamedNode) and term.value.startswith(NS)
    return str(term)[1:-1].removeprefix(NS) if ours else ""
