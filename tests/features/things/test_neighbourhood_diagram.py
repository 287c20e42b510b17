"""The drawing of a thing's neighbourhood: what is drawn as whose word, and where."""

from dataclasses import replace
from itertools import pairwise

import pyoxigraph as ox
import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.features.things import neighbours
from statementgraph.features.things.neighbourhood_diagram import LINE, ROW, Diagram, wide_diagram
from statementgraph.features.things.neighbours import Neighbours
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.sparql import LocalEngine, from_quads, select
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from tests.features.things.pages import load_page
from tests.paths import EASTWICK

HOME = "statement/2001-03-04-northmarsh"
SPEAKER = "Ferry Office of Northmarsh"


@pytest.fixture(scope="module")
def engine() -> LocalEngine:
    return from_quads(load_corpus(EASTWICK, DEFAULT_BASE).quads)


@pytest.fixture(scope="module")
def isles() -> LocalEngine:
    return from_quads(load_corpus(EASTWICK.parent / "isles", DEFAULT_BASE).quads)


def drawing(engine: LocalEngine, path: str) -> Diagram:
    return load_page(engine, Addresses(DEFAULT_BASE), ox.NamedNode(DEFAULT_BASE + path)).drawing


def linked(count: int, *, name: str = "by", speaker: str = "", outward: bool = False) -> Neighbours:
    refs = tuple(Ref(f"Thing {n:03}", f"/t/{n}", f"urn:t{n}") for n in range(count))
    return Neighbours(
        name, f"x:{name}", outward, speaker, "said" * bool(speaker), count, count, refs
    )


def test_what_a_speaker_said_of_an_event_is_drawn_as_said(engine: LocalEngine) -> None:
    result = drawing(engine, "event/eastwick-2001-03-01")
    assert result.speakers == (SPEAKER,)
    said = [s for s in result.spokes if s.neighbours.speaker]
    verbs = {s.neighbours.verb for s in said}
    assert verbs == {"said", "said, as a denial", "said, reporting others"}
    for spoke in said:
        assert " ".join(spoke.heading).startswith(f"{SPEAKER} {spoke.neighbours.verb}: ")
    # Every saying that points at the event is somebody's word, never a plain link.
    for spoke in result.spokes:
        claims = [n for n in spoke.nodes if "/claim/" in n.ref.iri or "/call/" in n.ref.iri]
        assert not claims or spoke.neighbours.speaker == SPEAKER


def test_what_a_claim_says_is_its_speakers_and_the_rest_is_the_record(engine: LocalEngine) -> None:
    result = drawing(engine, f"{HOME}/claim/no-repair")
    whose = {s.neighbours.predicate: s.neighbours.speaker for s in result.spokes}
    assert whose["sg:actor"] == whose["sg:act"] == whose["sg:about"] == SPEAKER
    assert whose["dcterms:isPartOf"] == whose["sg:stance"] == whose["prov:wasDerivedFrom"] == ""
    reported = drawing(engine, f"{HOME}/claim/boards")
    verbs = {s.neighbours.verb for s in reported.spokes if s.neighbours.speaker}
    assert verbs == {"said, reporting others"}


@pytest.mark.parametrize(
    ("claim", "side", "heading", "other"),
    [
        (
            "2003-05-20-thrimble/claim/houses",
            1,
            "Lamp Guild of Thrimble said: is said to dispute (1)",
            "Tide Assembly 2003: “Between 120 and 150 houses were flooded”",
        ),
        (
            "2003-05-14-neverby/claim/houses",
            -1,
            "Lamp Guild of Thrimble said: is said to be disputed by (1)",
            "Lamp Guild 2003: “no more than 80 houses were flooded”",
        ),
        (
            "2003-05-20-thrimble/claim/flood",
            -1,
            "Lamp Guild of Thrimble said, as likely: is said to result from (1)",
            "Lamp Guild 2003: “a blocked culvert”",
        ),
    ],
)
def test_what_a_claim_is_said_to_prove_or_dispute_is_drawn_as_said(
    isles: LocalEngine, claim: str, side: int, heading: str, other: str
) -> None:
    result = drawing(isles, f"statement/{claim}")
    (spoke,) = [s for s in result.spokes if " ".join(s.heading) == heading]
    assert (spoke.side, [n.name for n in spoke.nodes]) == (side, [other])
    # Who says so makes the line a dashed one, and the query of the table has it too.
    assert spoke.neighbours.speaker in result.speakers
    assert spoke.neighbours.tied
    rows = select(isles, result.query)
    assert spoke.nodes[0].ref.iri in {
        getattr(row["other"], "value", "") for row in rows if row.get("claim") is not None
    }


def test_nobodys_claim_is_drawn_where_there_is_none(engine: LocalEngine) -> None:
    assert drawing(engine, "concept/scheme/stances").speakers == ()


def test_a_long_spoke_ends_in_how_many_more_there_are() -> None:
    (spoke,) = wide_diagram("X", "urn:x", (linked(50),), "").spokes
    assert len(spoke.nodes) + spoke.more == 50
    assert 1 < len(spoke.nodes) < 10
    assert spoke.heading == ("by (50)",)
    # "1 more" would take the room of the one.
    (whole,) = wide_diagram("X", "urn:x", (linked(len(spoke.nodes) + 1),), "").spokes
    assert (whole.more, len(whole.nodes)) == (0, len(spoke.nodes) + 1)


def test_a_long_name_is_cut_before_how_it_was_said() -> None:
    reports = replace(linked(1, speaker="Office of " * 30), verb="said, reporting others")
    (spoke,) = wide_diagram("X", "urn:x", (reports,), "").spokes
    assert " ".join(spoke.heading).endswith("… said, reporting others: by (1)")
    assert spoke.nodes[0].y > spoke.y + 18 * (len(spoke.heading) - 1)


def test_too_many_spokes_are_counted() -> None:
    many = tuple(linked(1, name=f"p{n}") for n in range(30))
    result = wide_diagram("X", "urn:x", many, "")
    assert len(result.spokes) + result.left_out == 30
    assert result.left_out > 0


def test_the_class_of_a_thing_is_not_drawn() -> None:
    result = wide_diagram(
        "X", "urn:x", (Neighbours("is a", "rdf:type", True, "", "", 1, 1, ()),), ""
    )
    assert (result.spokes, result.left_out) == ((), 0)


@pytest.mark.parametrize("path", ["event/eastwick-2001-03-01", HOME, f"{HOME}/claim/killed"])
def test_no_two_names_stand_on_each_other(engine: LocalEngine, path: str) -> None:
    result = drawing(engine, path)
    for side in (1, -1):
        tops = []
        for spoke in (s for s in result.spokes if s.side == side):
            tops += [(spoke.y, len(spoke.heading)), *((n.y, len(n.lines)) for n in spoke.nodes)]
        assert len(tops) == len(set(tops))
        # Each begins a whole row below the last line of the one above.
        assert all(
            y + LINE * (lines - 1) + ROW <= below for (y, lines), (below, _) in pairwise(tops)
        )
        assert all(0 < y < result.height for y, _ in tops)
    for spoke in result.spokes:
        for node in spoke.nodes:
            room = result.left + result.width - node.x if spoke.side > 0 else node.x - result.left
            # In the widest usual font a letter is half as wide as high, and a half more.
            assert room >= 8 * max(map(len, node.lines))


def test_an_empty_side_takes_no_room() -> None:
    both = wide_diagram("X", "urn:x", (linked(1), linked(1, outward=True)), "")
    one = wide_diagram("X", "urn:x", (linked(1, outward=True),), "")
    assert one.width < both.width
    assert one.left + one.width == both.left + both.width


@pytest.mark.parametrize("path", ["event/eastwick-2001-03-01", HOME, f"{HOME}/claim/killed"])
def test_a_phone_shows_the_same_below_each_other(engine: LocalEngine, path: str) -> None:
    page = load_page(engine, Addresses(DEFAULT_BASE), ox.NamedNode(DEFAULT_BASE + path))
    wide, narrow = page.drawing, page.narrow
    assert [(s.heading, [n.ref for n in s.nodes]) for s in narrow.spokes] == [
        (s.heading, [n.ref for n in s.nodes]) for s in wide.spokes
    ]
    # As wide as a phone is, without its margins.
    assert narrow.width <= 390 - 32
    tops = [y for s in narrow.spokes for y in (s.y, *(n.y for n in s.nodes))]
    assert all(b - a >= ROW for a, b in pairwise(tops))
    assert narrow.y * 2 < tops[0] <= tops[-1] < narrow.height


def test_the_same_links_give_the_same_drawing(engine: LocalEngine) -> None:
    assert drawing(engine, HOME) == drawing(engine, HOME)


def test_the_shown_query_gives_what_is_drawn(engine: LocalEngine) -> None:
    result = drawing(engine, "event/eastwick-2001-03-01")
    assert f"<{result.iri}>" in result.query
    rows = {str(row["other"]) for row in select(engine, result.query)}
    drawn = {f"<{n.ref.iri}>" for s in result.spokes for n in s.nodes}
    assert drawn
    assert drawn <= rows


def test_more_links_than_are_read_are_still_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    thing = ox.NamedNode("urn:x")
    quads = [
        ox.Quad(ox.NamedNode(f"urn:{p}{n}"), ox.NamedNode(f"urn:{p}"), thing)
        for p in ("a", "b")
        for n in range(30)
    ]
    text = neighbours._published().replace("LIMIT 2000", "LIMIT 20")
    monkeypatch.setattr(neighbours, "_published", lambda: text)
    result = load_page(from_quads(quads), Addresses(DEFAULT_BASE), thing)
    assert [(i.count, len(i.refs)) for i in result.incoming] == [(30, 20), (30, 0)]
    spokes = result.drawing.spokes
    assert [(s.neighbours.count, len(s.nodes) + s.more) for s in spokes] == [(30, 30)] * 2
