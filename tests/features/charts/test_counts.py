"""Figures as claimed: nested, never added, each its speaker's own."""

import re

import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.features.charts.bar_chart import WholeFrame
from statementgraph.features.charts.counts import (
    NO_EVENT,
    Cohort,
    CountsPage,
    FigureClaim,
    Panel,
    build_counts,
    walk,
)
from statementgraph.features.charts.counts_svg import counts_sheet
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.sparql import from_quads
from tests.harbour import HERE, both, engine
from tests.paths import CHECKOUT

ROOT = CHECKOUT


@pytest.fixture(scope="module")
def real() -> CountsPage:
    return build_counts(from_quads(load_corpus(ROOT, DEFAULT_BASE).quads), HERE)


@pytest.fixture(scope="module")
def two() -> CountsPage:
    return build_counts(both(), HERE)


def panel(page: CountsPage, unit: str, event: str = "Events") -> Panel:
    return next(p for p in page.panels if p.unit == unit and p.event.text.startswith(event))


def group(page: CountsPage, label: str) -> Cohort:
    groups = (g for p in page.panels for t in p.trees for g in walk(t.root))
    return next(g for g in groups if g.ref.text == label)


def figure(page: CountsPage, claim: str) -> FigureClaim:
    return next(f for _, f in page.table if f.ref.iri.endswith(claim))


def test_every_figure_is_drawn_once(real: CountsPage) -> None:
    values = sorted(f.value for _, f in real.table)
    assert values == sorted(
        [613, 63, 106, 70, 56, 8, 130, 25, 76, 487, 1275, 150, 68, 26, 17, 24, 4000]
    )


def test_a_part_is_inside_its_whole(real: CountsPage) -> None:
    hostages = group(real, "Persons taken hostage")
    assert [g.ref.text for g in walk(hostages)] == [
        "Persons taken hostage",
        "Persons taken hostage whose fate is unknown",
        "Women among persons taken hostage whose fate is unknown",
        "Children among persons taken hostage whose fate is unknown",
    ]
    women = figure(real, "hostages-fate-unknown-women").bar
    assert [f.end for f in women.frames] == [
        figure(real, "hostages").bar.end,
        figure(real, "hostages-fate-unknown").bar.end,
    ]
    assert women.end < women.frames[1].end < women.frames[0].end


def test_a_whole_without_a_figure_has_no_end(real: CountsPage) -> None:
    wounded = group(real, "Persons wounded")
    assert wounded.figures == ()
    assert [f.value for g in wounded.parts for f in g.figures] == [487, 76]
    assert figure(real, "wounded-children").bar.frames == (WholeFrame(),)


def test_units_and_events_have_scales_of_their_own(real: CountsPage) -> None:
    assert [(p.event.text, p.unit) for p in real.panels] == [
        ("Events in Khojaly, 25-26 February 1992", "persons"),
        ("Events in Khojaly, 25-26 February 1992", "families"),
        ("Events in Khojaly, 25-26 February 1992", "legislatures of a state of the United States"),
        ("Events in Khojaly, 25-26 February 1992", "national legislatures"),
        (NO_EVENT, "persons"),
    ]
    for visible in real.panels:
        bars = [f.bar.end for t in visible.trees for g in walk(t.root) for f in g.figures]
        assert max(bars) == pytest.approx(0.9)


def test_no_number_is_made(real: CountsPage) -> None:
    """Outside quotes, the drawing says only figures, dates and how many parts there are."""
    visible = " ".join(line.text for line in counts_sheet(real).lines).replace(",", "")
    numbers = {int(n) for n in re.findall(r"\d+", re.sub("“[^”]*”", "", visible))}
    stated = {f.value for _, f in real.table}
    dates, parts = {22, 25, 26, 1992, 2024}, {2, 4}
    assert stated <= numbers
    assert numbers - stated - dates - parts == set()


def test_two_speakers_stand_side_by_side(two: CountsPage) -> None:
    killed = group(two, "Passengers killed at Eastwick")
    assert [(f.text, f.verb, f.source.speaker_and_date) for f in killed.figures] == [
        ("12 persons, no hedge word", "said", "Ferry Office of Northmarsh, 4 March 2001"),
        (
            "more than 15 persons",
            "said",
            "Harbour Guild of M\u030corrow, 9 March 2001",
        ),
        (
            "denied: 12 persons, no hedge word",
            "denied",
            "Harbour Guild of M\u030corrow, 9 March 2001",
        ),
    ]
    assert [s.iso for s in panel(two, "persons").sources] == ["2001-03-04", "2001-03-09"]
    assert [s.iso for s in panel(two, "boats").sources] == ["2001-03-09"]


def test_a_part_is_framed_by_its_own_speakers_whole(two: CountsPage) -> None:
    ours, theirs = group(two, "Children among the passengers killed at Eastwick").figures
    assert ours.bar.frames == (WholeFrame(figure(two, "claim/killed").bar.end, open=False),)
    more = next(f for _, f in two.table if f.text == "more than 15 persons")
    assert theirs.bar.frames == (WholeFrame(more.bar.end, open=True),)


@pytest.mark.parametrize(
    ("claim", "below", "above", "loose"),
    [
        ("northmarsh/claim/killed", False, False, False),
        ("northmarsh/claim/wounded", True, False, False),
        ("guild/claim/killed", False, True, False),
        ("guild/claim/children", False, True, False),
        ("lost", True, False, True),
        ("boats", True, False, True),
    ],
)
def test_a_hedge_leaves_an_end_open(
    two: CountsPage, claim: str, below: bool, above: bool, loose: bool
) -> None:
    bar = figure(two, claim).bar
    assert (bar.below, bar.above, bar.loose) == (below, above, loose)


def test_worded_bounds_are_drawn(two: CountsPage) -> None:
    bar = figure(two, "hurt").bar
    assert (bar.start, bar.end, bar.reach) == pytest.approx((0.45, 0.675, 0.9))
    assert not bar.below
    assert not bar.above


def test_what_is_reported_names_whose_view_it_is(two: CountsPage) -> None:
    assert figure(two, "lost").holders == ("Lighthouse Keepers",)
    assert figure(two, "lost").verb == "said, reporting others"


def test_the_words_of_each_figure_are_marked_in_the_quote(real: CountsPage) -> None:
    tree = next(t for t in real.panels[0].trees if t.root.ref.text == "Residents of Khojaly killed")
    ((source, quotes),) = tree.quotes
    assert source.speaker_and_date == "Sabina Aliyeva, 22 February 2024"
    assert [text for q in quotes for text, hit in q.runs if hit] == [
        "A total of 613",
        "63 children",
        "106 women",
        "70 elderly individuals",
        "Of those killed, 56",
    ]


def test_a_group_in_two_wholes_is_drawn_once_and_names_both() -> None:
    more = """
    <cohort/eastwick-2001-03-01.young> a sg:Cohort ; rdfs:label "Young"@en ;
      sg:event <event/eastwick-2001-03-01> ; sg:unit <concept/person> .
    <cohort/eastwick-2001-03-01.killed-children> sg:subsetOf <cohort/eastwick-2001-03-01.young> .
    """
    page = build_counts(engine(more), HERE)
    children = [g for g, _ in page.table if g.ref.text.startswith("Children among")]
    assert len(children) == 1
    assert {w.text for w in children[0].wholes} == {"Young", "Passengers killed at Eastwick"}


def test_a_whole_beyond_the_next_one_is_not_named_twice() -> None:
    more = """
    <cohort/eastwick-2001-03-01.all> a sg:Cohort ; rdfs:label "All"@en ;
      sg:event <event/eastwick-2001-03-01> ; sg:unit <concept/person> .
    <cohort/eastwick-2001-03-01.killed> sg:subsetOf <cohort/eastwick-2001-03-01.all> .
    <cohort/eastwick-2001-03-01.killed-children> sg:subsetOf <cohort/eastwick-2001-03-01.all> .
    """
    page = build_counts(engine(more), HERE)
    children = group(page, "Children among the passengers killed at Eastwick")
    assert [w.text for w in children.wholes] == ["Passengers killed at Eastwick"]
    whole = group(page, "All")
    assert [g.ref.text for g in walk(whole)] == [
        "All",
        "Passengers killed at Eastwick",
        "Children among the passengers killed at Eastwick",
    ]
