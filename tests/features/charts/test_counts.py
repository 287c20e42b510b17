"""Figures as claimed: nested, never added, each its speaker's own."""

import re

import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.features.charts.bar_chart import FigureBar, WholeFrame
from statementgraph.features.charts.cohort_figures import Cohort, FigureClaim, walk
from statementgraph.features.charts.counts import NO_EVENT, CountsPage, Panel, build_counts
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


def bar(claim: FigureClaim) -> FigureBar:
    assert claim.bar is not None, claim.ref.iri
    return claim.bar


def test_every_figure_is_drawn_once(real: CountsPage) -> None:
    values = sorted(int(f.quantity.value) for _, f in real.table)
    assert values == sorted(
        [613, 63, 106, 70, 56, 8, 130, 25, 76, 487, 1275, 150, 68, 26, 17, 24, 4000]
    )


def test_a_part_is_inside_its_whole(real: CountsPage) -> None:
    hostages = group(real, "Persons said to have been taken hostage")
    assert [g.ref.text for g in walk(hostages)] == [
        "Persons said to have been taken hostage",
        "Persons said to have been taken hostage and to be of unknown fate",
        "Women among persons said to have been taken hostage and to be of unknown fate",
        "Children among persons said to have been taken hostage and to be of unknown fate",
    ]
    women = bar(figure(real, "hostages-fate-unknown-women"))
    assert [f.end for f in women.frames] == [
        bar(figure(real, "hostages")).end,
        bar(figure(real, "hostages-fate-unknown")).end,
    ]
    assert women.end < women.frames[1].end < women.frames[0].end


def test_a_whole_without_a_figure_has_no_end(real: CountsPage) -> None:
    wounded = group(real, "Persons said to have been wounded")
    assert wounded.figures == ()
    assert [int(f.quantity.value) for g in wounded.parts for f in g.figures] == [487, 76]
    assert bar(figure(real, "wounded-children")).frames == (WholeFrame(),)


def test_units_and_events_have_scales_of_their_own(real: CountsPage) -> None:
    assert [(p.event.text, p.unit) for p in real.panels] == [
        ("Events in Khojaly, 25-26 February 1992", "persons"),
        ("Events in Khojaly, 25-26 February 1992", "families"),
        ("Events in Khojaly, 25-26 February 1992", "legislatures of a state of the United States"),
        ("Events in Khojaly, 25-26 February 1992", "national legislatures"),
        (NO_EVENT, "persons"),
    ]
    for visible in real.panels:
        bars = [bar(f).end for t in visible.trees for g in walk(t.root) for f in g.figures]
        assert max(bars) == pytest.approx(0.9)


def test_no_number_is_made(real: CountsPage) -> None:
    """Outside quotes, the drawing says only figures, dates and how many parts there are."""
    visible = " ".join(line.text for line in counts_sheet(real).lines).replace(",", "")
    numbers = {int(n) for n in re.findall(r"\d+", re.sub("“[^”]*”", "", visible))}
    stated = {int(f.quantity.value) for _, f in real.table}
    dates, parts = {22, 25, 26, 1992, 2024}, {2, 4}
    assert stated <= numbers
    assert numbers - stated - dates - parts == set()


def test_two_speakers_stand_side_by_side(two: CountsPage) -> None:
    killed = group(two, "Passengers said to have been killed at Eastwick")
    assert [(f.text, f.verb, f.source.speaker_and_date) for f in killed.figures] == [
        ("12 persons, no hedge word", "said", "Ferry Office of Northmarsh, 4 March 2001"),
        (
            "more than 15 persons",
            "said",
            "Harbour Guild of M\u030corrow, 9 March 2001",
        ),
        (
            "said, as a denial: 12 persons, no hedge word",
            "said, as a denial",
            "Harbour Guild of M\u030corrow, 9 March 2001",
        ),
    ]
    assert [s.iso for s in panel(two, "persons").sources] == ["2001-03-04", "2001-03-09"]
    assert [s.iso for s in panel(two, "boats").sources] == ["2001-03-09"]


def test_a_part_is_framed_by_its_own_speakers_whole(two: CountsPage) -> None:
    ours, theirs = group(
        two, "Children among the passengers said to have been killed at Eastwick"
    ).figures
    assert bar(ours).frames == (WholeFrame(bar(figure(two, "claim/killed")).end, open=False),)
    more = next(f for _, f in two.table if f.text == "more than 15 persons")
    assert bar(theirs).frames == (WholeFrame(bar(more).end, open=True),)


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
    assert bar
    assert (bar.below, bar.above, bar.loose) == (below, above, loose)


def test_worded_bounds_are_drawn(two: CountsPage) -> None:
    bar = figure(two, "hurt").bar
    assert bar
    assert (bar.start, bar.end, bar.reach) == pytest.approx((0.45, 0.9, 0.9))
    assert bar.ranged
    assert figure(two, "hurt").text == "20 to 40 persons"
    assert not bar.below
    assert not bar.above


def test_what_is_reported_names_whose_view_it_is(two: CountsPage) -> None:
    assert figure(two, "lost").holders == ("Lighthouse Keepers",)
    assert figure(two, "lost").verb == "said, reporting others"


def test_the_words_of_each_figure_are_marked_in_the_quote(real: CountsPage) -> None:
    tree = next(
        t
        for t in real.panels[0].trees
        if t.root.ref.text == "Residents of Khojaly said to have been killed"
    )
    ((source, quotes),) = tree.quotes
    assert source.speaker_and_date == "Sabina Aliyeva, 22 February 2024"
    assert [text for q in quotes for text, hit in q.runs if hit] == [
        "A total of 613 residents of Khojaly",
        "63 children",
        "106 women",
        "70 elderly individuals",
        "were mercilessly killed",
        "Of those killed, 56 were subjected to particularly cruel methods, including being burned"
        " alive, having their scalps peeled off, and enduring other horrifying forms of torture",
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
    assert {w.text for w in children[0].wholes} == {
        "Young",
        "Passengers said to have been killed at Eastwick",
    }


def test_a_whole_beyond_the_next_one_is_not_named_twice() -> None:
    more = """
    <cohort/eastwick-2001-03-01.all> a sg:Cohort ; rdfs:label "All"@en ;
      sg:event <event/eastwick-2001-03-01> ; sg:unit <concept/person> .
    <cohort/eastwick-2001-03-01.killed> sg:subsetOf <cohort/eastwick-2001-03-01.all> .
    <cohort/eastwick-2001-03-01.killed-children> sg:subsetOf <cohort/eastwick-2001-03-01.all> .
    """
    page = build_counts(engine(more), HERE)
    children = group(page, "Children among the passengers said to have been killed at Eastwick")
    assert [w.text for w in children.wholes] == ["Passengers said to have been killed at Eastwick"]
    whole = group(page, "All")
    assert [g.ref.text for g in walk(whole)] == [
        "All",
        "Passengers said to have been killed at Eastwick",
        "Children among the passengers said to have been killed at Eastwick",
    ]


MORE = """
<concept/percent> rdfs:label "percent"@en .
<concept/dozens> rdfs:label "dozens"@en .
<statement/x> a sg:Statement ; rdfs:label "A joint word of two guilds"@en ;
  dcterms:issued "2001-04"^^xsd:gYearMonth ;
  prov:invalidatedAtTime "2001-05-02T00:00:00Z"^^xsd:dateTime ;
  prov:wasInvalidatedBy <activity/x> ;
  prov:wasAttributedTo <agent/harbour-guild-of-morrow>, <agent/lighthouse-keepers> .
<activity/x> a prov:Activity ; sg:asWorded "We take it back" .
<statement/x/claim/share> a sg:MeasureClaim ; sg:value 82 ; sg:unit <concept/percent> ;
  sg:ofWhole <cohort/eastwick-2001-03-01.killed> ; AXES .
<statement/x/claim/many> a sg:CountClaim ; sg:vagueQuantity <concept/dozens> ;
  sg:cohort <cohort/eastwick-2001-03-01.killed> ; AXES .
<statement/x/claim/most> a sg:CountClaim ; sg:upperBound 1000 ;
  sg:cohort <cohort/eastwick-2001-03-01.killed> ; AXES .
<statement/x/text/1#char=0,9> oa:hasSource <statement/x/text/1> ;
  oa:hasSelector [ oa:exact "They say." ] .
<statement/x/text/1> dcterms:language <http://id.loc.gov/vocabulary/iso639-1/ar> .
""".replace(
    "AXES",
    """sg:qualifier <concept/unhedged> ; sg:asWorded "They" ; sg:stance <concept/asserts> ;
  sg:polarity <concept/affirmed> ; sg:certainty <concept/unqualified> ;
  dcterms:isPartOf <statement/x> ; prov:wasDerivedFrom <statement/x/text/1#char=0,9> ;
  prov:wasAttributedTo <agent/harbour-guild-of-morrow>, <agent/lighthouse-keepers>""",
)


@pytest.fixture(scope="module")
def joint() -> CountsPage:
    return build_counts(engine(MORE), HERE)


def test_a_share_stands_apart_from_counts_and_names_its_whole(joint: CountsPage) -> None:
    share = figure(joint, "claim/share")
    assert share.text == (
        "82 percent of “Passengers said to have been killed at Eastwick”, no hedge word"
    )
    in_persons = [
        f.ref.iri for t in panel(joint, "persons").trees for g in walk(t.root) for f in g.figures
    ]
    assert share.ref.iri not in in_persons
    assert [p.unit for p in joint.panels if p.unit == "percent"] == ["percent"]


def test_vague_words_have_no_bar_and_a_range_keeps_its_end(joint: CountsPage) -> None:
    many, most = figure(joint, "claim/many"), figure(joint, "claim/most")
    assert (many.text, many.bar) == ("dozens (persons)", None)
    assert most.text == "up to 1,000 persons"
    assert most.bar
    assert (most.bar.start, most.bar.reach) == pytest.approx((0, 0.9))


def test_a_withdrawn_joint_word_says_so_and_names_all_speakers(joint: CountsPage) -> None:
    source = figure(joint, "claim/many").source
    assert (
        source.speaker_and_date
        == "Harbour Guild of M\u030corrow and Lighthouse Keepers, April 2001"
    )
    assert source.notice == "Withdrawn by its speaker on 2 May 2001: “We take it back”."
    drawn = " ".join(line.text for line in counts_sheet(joint).lines)
    assert source.notice in drawn


def test_quotes_carry_the_language_and_the_direction_of_their_text(joint: CountsPage) -> None:
    (quote,) = figure(joint, "claim/many").quotes
    assert (quote.language, quote.direction) == ("ar", "rtl")
