"""The checks that are not SHACL, one at a time, on quads."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pyoxigraph as ox
import pytest

from statementgraph.corpus.findings import Finding
from statementgraph.corpus.loader import load_corpus
from statementgraph.corpus.model import Corpus
from statementgraph.rdf import NS, PREFIXES
from statementgraph.validation.checking import store_of
from statementgraph.validation.coverage_check import check_coverage
from statementgraph.validation.graph_check import LOADED, check_graphs, check_hashes
from tests.corpus.eastwick import BASE, FIXTURE, SLUG, Root

STATEMENT = f"{BASE}statement/{SLUG}"
Rule = Callable[[ox.Store, Corpus], Iterator[Finding]]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(FIXTURE, BASE)


def without(corpus: Corpus, drop: Callable[[ox.Quad], bool]) -> Corpus:
    kept = tuple(q for q in corpus.quads if not drop(q))
    assert len(kept) < len(corpus.quads), "nothing was dropped"
    return replace(corpus, quads=kept)


def found(rule: Rule, corpus: Corpus) -> list[str]:
    return [f.message for f in rule(store_of(corpus), corpus)]


def name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


@pytest.mark.parametrize("rule", [check_graphs, check_hashes, check_coverage])
def test_the_made_up_statement_keeps_every_rule(rule: Rule, corpus: Corpus) -> None:
    assert found(rule, corpus) == []


def test_an_utterance_and_its_speaker_share_one_graph(corpus: Corpus) -> None:
    elsewhere = ox.NamedNode(f"{BASE}graph/entities")
    moved = tuple(
        replace_graph(q, elsewhere)
        if q.subject.value.endswith("/claim/fall") and name(q.predicate).endswith("AttributedTo")
        else q
        for q in corpus.quads
        if isinstance(q.subject, ox.NamedNode | ox.BlankNode)
    )
    messages = found(check_graphs, replace(corpus, quads=moved))
    assert messages == ["The utterance and its speaker stand in different graphs."]


def replace_graph(quad: ox.Quad, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


@pytest.mark.parametrize("part", ["content", "provenance", "pubinfo"])
def test_the_head_links_each_graph_and_none_is_empty(corpus: Corpus, part: str) -> None:
    graph = f"{STATEMENT}/graph/{part}"
    unlinked = without(corpus, lambda q: name(q.object) == graph)
    assert f"Its head does not link the graph {part}." in found(check_graphs, unlinked)
    empty = without(corpus, lambda q: name(q.graph_name) == graph)
    assert f"Its graph {part} is empty." in found(check_graphs, empty)


def test_the_head_names_a_nanopublication(corpus: Corpus) -> None:
    bare = without(corpus, lambda q: name(q.object) == PREFIXES["np"] + "Nanopublication")
    assert found(check_graphs, bare) == ["Its head graph names no nanopublication."]


def test_provenance_is_about_the_content_and_pubinfo_about_the_nanopublication(
    corpus: Corpus,
) -> None:
    silent = without(corpus, lambda q: name(q.subject) == f"{STATEMENT}/graph/content")
    said = f"Its graph provenance says nothing about statement/{SLUG}/graph/content."
    assert found(check_graphs, silent) == [said]
    graph = f"{STATEMENT}/graph/pubinfo"
    elsewhere = tuple(
        ox.Quad(ox.NamedNode(f"{BASE}place/eastwick"), q.predicate, q.object, q.graph_name)
        if name(q.graph_name) == graph
        else q
        for q in corpus.quads
    )
    said = f"Its graph pubinfo says nothing about statement/{SLUG}/nanopub."
    assert found(check_graphs, replace(corpus, quads=elsewhere)) == [said]


@pytest.mark.parametrize("term", ["value", "actor", "norm", "namedAs", "characterisation"])
def test_figures_blame_and_names_stand_in_content_graphs_only(corpus: Corpus, term: str) -> None:
    for graph in ("entities", "links"):
        stray = ox.Quad(
            ox.NamedNode(f"{BASE}place/eastwick"),
            ox.NamedNode(NS + term),
            ox.Literal(1),
            ox.NamedNode(f"{BASE}graph/{graph}"),
        )
        messages = found(check_graphs, replace(corpus, quads=(*corpus.quads, stray)))
        assert messages == [f"A figure, an actor, a norm or a name stands in graph/{graph}."]


def test_a_treaty_keeps_its_title_and_nothing_else_may_judge(corpus: Corpus) -> None:
    def labelled(thing: str, kind: str) -> Corpus:
        graph, node = ox.NamedNode(f"{BASE}graph/entities"), ox.NamedNode(BASE + thing)
        label = ox.Literal("Rule against Crimes at Sea", language="en")
        more = (
            ox.Quad(node, ox.NamedNode(PREFIXES["rdfs"] + "label"), label, graph),
            ox.Quad(node, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(kind), graph),
        )
        return replace(corpus, quads=(*corpus.quads, *more))

    treaty = labelled("instrument/crimes-at-sea", PREFIXES["eli"] + "LegalResource")
    body = labelled("agent/crimes-at-sea", PREFIXES["org"] + "Organization")
    assert found(check_graphs, treaty) == []
    assert found(check_graphs, body) == [
        "The label “Rule against Crimes at Sea” holds the word “Crimes”, which judges."
    ]


@pytest.mark.parametrize("words", ["Crimestone", "the Occupy Street ferry", "Terra", "Liberty"])
def test_words_that_only_look_judging_are_let_through(words: str) -> None:
    assert LOADED.search(words) is None


def test_an_iri_that_nothing_describes_is_found(corpus: Corpus) -> None:
    gone = without(corpus, lambda q: name(q.subject) == f"{BASE}place/eastwick")
    messages = found(check_graphs, gone)
    assert "It points at place/eastwick, which is described nowhere." in messages


def test_the_stored_hash_and_content_are_those_of_the_text(corpus: Corpus) -> None:
    statement = corpus.statements[0]
    texts = {
        iri: replace(text, content=text.content.replace("12", "21"))
        for iri, text in statement.texts.items()
    }
    changed = replace(corpus, statements=(replace(statement, texts=texts),))
    messages = found(check_hashes, changed)
    assert len(messages) == 2
    assert "content is not that of the text file" in messages[0]
    assert "SHA-256 is not that of the text" in messages[1]


def test_a_sentence_without_utterance_or_reason_is_found(root: Root) -> None:
    root.edit(root.content, '[ oa:exact "4 March 2001" ] ,', "")
    uncovered = list(check(root))
    assert [f.message for f in uncovered] == [
        "No utterance is read from the sentence “4 March 2001”."
    ]
    assert uncovered[0].file == f"data/statements/{SLUG}/text-1.txt"
    assert uncovered[0].line == root.line_of(root.text, "4 March 2001\n")


def test_a_note_of_the_reader_covers_a_sentence(root: Root) -> None:
    root.edit(root.content, '[ oa:exact "4 March 2001" ] ,', "")
    note = (
        '\n[ <http://www.w3.org/ns/oa#exact> "4 March 2001" ]'
        ' <http://www.w3.org/2004/02/skos/core#note> "The date line."@en .\n'
    )
    root.reading.write_text(root.reading.read_text() + note)
    assert list(check(root)) == []


def test_a_bare_quote_in_the_reading_covers_nothing(root: Root) -> None:
    root.edit(root.content, '[ oa:exact "4 March 2001" ] ,', "")
    quote = (
        "\n<activity/x> <http://purl.org/dc/terms/source>"
        ' [ <http://www.w3.org/ns/oa#exact> "4 March 2001" ] .\n'
    )
    root.reading.write_text(root.reading.read_text() + quote)
    assert len(list(check(root))) == 1


def test_sentences_are_cut_as_the_language_does(root: Root) -> None:
    """In Armenian a Latin full stop ends no sentence: what no quote touches is one long unit."""
    root.content.write_text(
        root.content.read_text().split("# How the dates were read.")[0], encoding="utf-8"
    )
    english = len(list(check(root)))
    root.edit(root.reading, "iso639-1/en", "iso639-1/hy")
    assert 0 < len(list(check(root))) < english


def check(root: Root) -> Iterator[Finding]:
    corpus = load_corpus(root.path, BASE)
    return check_coverage(store_of(corpus), corpus)
