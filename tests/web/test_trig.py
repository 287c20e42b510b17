"""TriG of a thing is laid out as its Turtle is, and holds every quad."""

import pyoxigraph as ox
import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.web.rdf_writer import write
from tests.paths import EASTWICK
from tests.release.reading import by_pyoxigraph, by_rdflib, canonical

GRAPH = ox.NamedNode(f"{DEFAULT_BASE}statement/2001-03-04-northmarsh/graph/provenance")


def quads(turtle: str, graph: ox.NamedNode | None = None) -> list[ox.Quad]:
    found = ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
    name = graph or ox.DefaultGraph()
    return [ox.Quad(q.subject, q.predicate, q.object, name) for q in found]


def trig(items: list[ox.Quad]) -> str:
    return write(items, "trig", DEFAULT_BASE).decode()


def survives(items: list[ox.Quad]) -> bool:
    """Read what is written with pyoxigraph and with rdflib, and compare both."""
    body = write(items, "trig", DEFAULT_BASE)
    readings = by_pyoxigraph(body, "trig"), by_rdflib(body, "trig")
    return all(canonical(quads) == canonical(items) for quads in readings)


def test_a_quote_is_written_as_in_turtle() -> None:
    items = quads("<text/1#char=0,3> <p:selector> [ <p:start> 0 ; <p:end> 3 ] .", GRAPH)
    body = trig(items)
    assert "[ <p:end> 3 ; <p:start> 0 ]" in body
    assert "\ngraph-2001-03-04-northmarsh:provenance {\n" in body
    assert "_:" not in body


def test_the_type_stands_first_and_the_label_second() -> None:
    body = trig(quads("<place/x> <p:a> 1 ; a <c:Place> ; <p:b> 2 .", GRAPH))
    assert body.index("place:x a <c:Place>") < body.index("<p:a> 1") < body.index("<p:b> 2")


@pytest.mark.parametrize(
    "turtle",
    [
        "<a> <p:list> ( 1 [ <p:x> () ] 'three'@en ) .",
        "_:a <p:knows> _:b . _:b <p:knows> _:a .",
        "_:a <p:knows> _:a .",
        "<a> <p:x> _:shared . <b> <p:x> _:shared . _:shared <p:y> 1 .",
        "<a> <p:date> '2001-03-04'^^<http://www.w3.org/2001/XMLSchema#date> .",
        "[] <p:x> 1 .",
    ],
)
def test_every_node_survives_in_a_graph_and_outside(turtle: str) -> None:
    assert survives(quads(turtle, GRAPH))
    assert survives(quads(turtle))
    assert survives([*quads(turtle), *quads(turtle, GRAPH)])


def test_triple_terms_are_written_by_the_engine() -> None:
    items = quads("<a> <p:says> <<( <b> <p:c> <d> )>> .", GRAPH)
    assert set(by_pyoxigraph(trig(items).encode(), "trig")) == set(items)


def test_the_graphs_of_a_whole_root_survive() -> None:
    corpus = load_corpus(EASTWICK, DEFAULT_BASE).quads
    items = [q for q in corpus if "/graph/vocabulary" not in str(q.graph_name)]
    items = [q for q in items if "/graph/concepts" not in str(q.graph_name)]
    assert survives(items)
    assert trig(items).count("\n\n}\n") == len({q.graph_name for q in items})
