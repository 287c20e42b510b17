"""What the profile rdf12 reifies, over the published statement and over small fictional claims."""

import pyoxigraph as ox
import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.features.things.rdf12 import with_reifiers
from statementgraph.rdf import DEFAULT_BASE, PREFIXES
from statementgraph.view.graph import Graph, Term, named_node
from tests.paths import CHECKOUT

ROOT = CHECKOUT
HEAD = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items()) + "BASE <http://x/>\n"


@pytest.fixture(scope="module")
def published() -> Graph:
    quads = load_corpus(ROOT, DEFAULT_BASE).quads
    return Graph(ox.Triple(q.subject, q.predicate, q.object) for q in quads)


def reified(graph: Graph) -> dict[Term, list[ox.Triple]]:
    result: dict[Term, list[ox.Triple]] = {}
    for t in with_reifiers(graph):
        if t.predicate == named_node("rdf:reifies"):
            assert isinstance(t.object, ox.Triple)
            result.setdefault(t.subject, []).append(t.object)
    return result


def fictional(turtle: str) -> list[str]:
    quads = ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)
    graph = Graph(ox.Triple(q.subject, q.predicate, q.object) for q in quads)
    return [str(t) for claims in reified(graph).values() for t in claims]


def test_every_claim_reifies_something_and_no_call_nor_denial_does(published: Graph) -> None:
    result = reified(published)
    utterances = {t.subject for t in published.triples if t.predicate == named_node("sg:stance")}
    kinds = ("sg:Call", "sg:Commitment", "sg:Expression", "sg:RelationClaim")
    without = {s for kind in kinds for s in published.subjects("rdf:type", named_node(kind))}
    denied = ox.NamedNode(f"{DEFAULT_BASE}concept/denied")
    denials = set(published.subjects("sg:polarity", denied))
    assert len(utterances) > 80
    assert denials
    assert set(result) == utterances - without - denials


def test_only_a_named_actor_is_credited_with_an_act(published: Graph) -> None:
    for claim, claims in reified(published).items():
        for t in claims:
            if t.predicate == named_node("sg:act"):
                assert t.subject in published.all(claim, "sg:actor"), str(claim)


def test_nothing_reified_is_asserted(published: Graph) -> None:
    claims = {t for result in reified(published).values() for t in result}
    assert claims
    assert not claims & set(published.triples)


def test_a_claim_of_recognition_keeps_both_its_act_and_the_word(published: Graph) -> None:
    claim = ox.NamedNode(f"{DEFAULT_BASE}statement/2024-02-22-aliyeva/claim/recognition-oic")
    predicates = {t.predicate for t in reified(published)[claim]}
    assert predicates == {named_node("sg:act"), named_node("sg:characterisation")}


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("sg:about <boats>", []),
        ("sg:actor <guild> ; sg:act <repair> ; sg:about <pier>", ["<guild> sg:act <repair>"]),
        (
            "sg:act <sink> ; sg:about <boats> ; sg:place <bay> ; sg:time <dawn>",
            ["<sink> sg:place <bay>", "<sink> sg:about <boats>"],
        ),
        ("sg:act <sink> ; sg:time <dawn>", ["<sink> sg:time <dawn>"]),
        ("sg:about <boats> ; sg:place <bay>", ["<boats> sg:place <bay>"]),
        ("a sg:Call ; sg:act <repair> ; sg:actor <guild> ; sg:about <pier>", []),
    ],
)
def test_the_readings(claim: str, expected: list[str]) -> None:
    result = fictional(f"<c> sg:stance <asserts> ; {claim} .")
    wanted = ox.parse(HEAD + " ".join(f"{e} ." for e in expected), format=ox.RdfFormat.TURTLE)
    assert result == [str(ox.Triple(q.subject, q.predicate, q.object)) for q in wanted]


def test_a_bare_act_says_that_there_is_something_of_its_kind() -> None:
    turtle = "<c> sg:stance <asserts> ; sg:act <traces> ."
    (claims,) = fictional(turtle)
    assert claims.startswith("_:some")
    assert claims.endswith("<http://purl.org/dc/terms/type> <http://x/traces>")
    assert fictional(turtle) == [claims]
