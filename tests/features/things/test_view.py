"""The content of pages, without HTML."""

from dataclasses import replace

import pyoxigraph as ox
import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.features.home.view import build_home
from statementgraph.features.things import profiles
from statementgraph.features.things.profiles import Profile
from statementgraph.features.things.utterance_groups import group_by_quotes
from statementgraph.features.things.view import ThingPage, build_thing
from statementgraph.rdf import DEFAULT_BASE, PREFIXES
from statementgraph.sparql import Gone, LocalEngine, QueryRequest, QueryResult, from_quads
from statementgraph.view.addresses import Addresses
from statementgraph.view.graph import Graph, local_name
from tests.features.things.pages import load_page
from tests.paths import EASTWICK

HOME = f"{DEFAULT_BASE}statement/2001-03-04-northmarsh"
HERE = Addresses(DEFAULT_BASE)
RDFS = PREFIXES["rdfs"]


@pytest.fixture(scope="module")
def engine() -> LocalEngine:
    return from_quads(load_corpus(EASTWICK, DEFAULT_BASE).quads)


def page(engine: LocalEngine, path: str) -> ThingPage:
    return load_page(engine, HERE, ox.NamedNode(DEFAULT_BASE + path))


def test_a_claim_is_the_speakers(engine: LocalEngine) -> None:
    result = page(engine, "statement/2001-03-04-northmarsh/claim/killed")
    assert result.utterance is not None
    assert result.utterance.speaker.text == "Ferry Office of Northmarsh"
    assert result.utterance.verb == "said"
    assert result.utterance.day == "4 March 2001"
    assert result.kind_label == "claim with a figure"
    quote = result.utterance.quotes[0]
    assert quote.exact == "A total of 12 passengers, including 3 children, were killed."
    assert quote.href == f"/statement/2001-03-04-northmarsh.html#char={quote.start},{quote.end}"
    names = {p.name: p for p in result.properties}
    assert names["figure"].values[0].text == "12"
    assert "said by" not in names


def test_a_report_is_not_the_holders_own_word(engine: LocalEngine) -> None:
    claims = page(engine, "statement/2001-03-04-northmarsh/claim/boards").utterance
    assert claims is not None
    assert claims.verb == "said, reporting others"
    assert [h.text for h in claims.holders] == ["Lighthouse Keepers"]


def test_a_call_is_called_for(engine: LocalEngine) -> None:
    claims = page(engine, "statement/2001-03-04-northmarsh/call/repair").utterance
    assert claims is not None
    assert claims.verb == "called for"


def test_an_event_lists_what_was_said_about_it(engine: LocalEngine) -> None:
    result = page(engine, "event/eastwick-2001-03-01")
    assert result.utterance is None
    labels = {c.ref.text for c in result.claims}
    assert (
        "Northmarsh 2001: “the pier at Eastwick fell "
        "while the ferry \U0001d4a2annet \U0001f6f3 was landing”" in labels
    )
    # Figures reach the event through their cohort.
    assert "Northmarsh 2001: “A total of 12 passengers … were killed”" in labels
    assert all(c.speaker.text and c.quotes and c.day for c in result.claims)
    counts = {i.name: i.count for i in result.incoming}
    assert counts["groups that figures are given for (they may be empty)"] == 4


def test_a_speaker_page_tells_what_they_said_from_what_was_said_of_them(
    engine: LocalEngine,
) -> None:
    speaker = page(engine, "agent/ferry-office-of-northmarsh")
    assert (len(speaker.own_utterances), speaker.claims) == (12, ())
    named = page(engine, "agent/harbour-guild-of-morrow")
    assert named.own_utterances == ()
    assert {c.ref.text for c in named.claims} == {
        "Northmarsh 2001: denial: “The Harbour Guild of M\u030corrow left the pier without repair”",
        "Northmarsh 2001: “The Harbour Guild must repair the pier before the next tide”",
    }
    assert page(engine, "concept/asserts").claims_title == "Where it is used"


def test_what_is_not_ours_and_has_no_name_is_called_by_its_iri(engine: LocalEngine) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    result = page(engine, "statement/2001-03-04-northmarsh/nanopub")
    refs = [v.ref for p in result.properties for v in p.values if v.ref]
    assert [(r.text, r.external) for r in refs if r.iri == licence] == [(licence, True)]


def test_a_retired_thing_says_what_replaced_it() -> None:
    old, new = (ox.NamedNode(f"{DEFAULT_BASE}place/{n}") for n in ("old", "new"))
    owl, dcterms = PREFIXES["owl"], PREFIXES["dcterms"]
    true = ox.Literal("true", datatype=ox.NamedNode(PREFIXES["xsd"] + "boolean"))
    quads = [
        ox.Quad(old, ox.NamedNode(owl + "deprecated"), true),
        ox.Quad(old, ox.NamedNode(dcterms + "isReplacedBy"), new),
        ox.Quad(new, ox.NamedNode(RDFS + "label"), ox.Literal("New pier", language="en")),
    ]
    result = load_page(from_quads(quads), HERE, old)
    assert result.deprecated
    assert [(r.text, r.href) for r in result.replaced_by] == [("New pier", "/place/new")]


def test_the_number_of_queries_does_not_grow_with_the_data() -> None:
    """Labels are looked up once a page, not once a link."""

    class Counting:
        def __init__(self, engine: LocalEngine) -> None:
            self.engine, self.release, self.runs = engine, engine.release, 0

        def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:
            self.runs += 1
            return self.engine.run(ask, gone)

    runs = []
    for size in (1, 200):
        thing = ox.NamedNode("urn:x")
        quads = [
            ox.Quad(*t)
            for i in range(size)
            for t in (
                (thing, ox.NamedNode("urn:p"), ox.NamedNode(f"urn:to{i}")),
                (ox.NamedNode(f"urn:from{i}"), ox.NamedNode("urn:q"), thing),
                (ox.NamedNode(f"urn:to{i}"), ox.NamedNode(RDFS + "label"), ox.Literal(f"To {i}")),
            )
        ]
        counting = Counting(from_quads(quads))
        result = load_page(counting, HERE, thing)
        assert len(result.properties[0].values) == size
        assert result.properties[0].values[0].ref is not None
        assert result.properties[0].values[0].ref.text.startswith("To ")
        runs.append(counting.runs)
    assert runs[0] == runs[1] < 25


def test_many_links_are_counted_and_some_are_listed() -> None:
    thing = ox.NamedNode("urn:x")
    quads = [
        ox.Quad(ox.NamedNode(f"urn:from{i}"), ox.NamedNode("urn:q"), thing) for i in range(150)
    ]
    result = load_page(from_quads(quads), HERE, thing)
    assert (result.incoming[0].count, len(result.incoming[0].refs)) == (150, 100)


@pytest.mark.parametrize(
    "path",
    [
        "statement/2001-03-04-northmarsh",
        "statement/2001-03-04-northmarsh/claim/killed",
        "statement/2001-03-04-northmarsh/call/repair",
        "statement/2001-03-04-northmarsh/text/1",
        "statement/2001-03-04-northmarsh/graph/content",
        "statement/2001-03-04-northmarsh/nanopub",
        "event/eastwick-2001-03-01",
        "place/eastwick",
        "agent/ferry-office-of-northmarsh",
        "concept/asserts",
    ],
)
def test_the_shown_query_finds_what_the_page_shows(engine: LocalEngine, path: str) -> None:
    result = page(engine, path)
    rows = engine.run(QueryRequest(result.query, "csv")).read().decode().splitlines()[1:]
    assert rows
    for visible in result.properties:
        assert any(f",{visible.ref.iri}," in row for row in rows), visible.name
    assert sum(i.count for i in result.incoming) <= len(rows)


def test_a_text_says_where_it_is_whole(engine: LocalEngine) -> None:
    result = page(engine, "statement/2001-03-04-northmarsh/text/1")
    assert result.claims_title == "What was read from it"
    home = "/statement/2001-03-04-northmarsh"
    assert [r.href for r in result.whole] == [f"{home}.html", f"{home}/text/1.txt"]
    assert "whole text" not in {p.name for p in result.properties}
    assert result.characters > 500


def test_a_figure_is_said_in_words_and_its_properties_stand_by_meaning(
    engine: LocalEngine,
) -> None:
    result = page(engine, "statement/2001-03-04-northmarsh/claim/killed")
    assert result.utterance is not None
    assert result.utterance.figure == "12 persons, no hedge word"
    names = [p.name for p in result.properties]
    wanted = ["figure", "hedge", "in the words", "figure for", "basis given for the figure"]
    assert [n for n in names if n in wanted] == wanted
    assert names[:3] == wanted[:3]
    visible = [v.ref.text for p in result.properties for v in p.values if v.ref]
    assert "no hedge word" in visible
    assert "unhedged" not in visible


def test_sayings_with_the_same_quote_stand_together(engine: LocalEngine) -> None:
    result = page(engine, "event/eastwick-2001-03-01")
    groups = result.claim_groups
    quotes = [g.first.quotes for g in groups]
    assert len(groups) == len(set(quotes)) < len(result.claims)
    assert sorted(s.ref.iri for g in groups for s in g.items) == sorted(
        s.ref.iri for s in result.claims
    )
    claims = result.claims[0]
    requested = replace(claims, verb="called for")
    (mixed,) = group_by_quotes((claims, requested))
    assert (mixed.verb, mixed.items) == ("said", (claims, requested))


def test_a_speaker_signed_in_an_office_of_a_statement() -> None:
    turtle = """
        <st> a sg:Statement ; rdfs:label "Notice"@en ; prov:wasAttributedTo <ada> ;
          prov:qualifiedAttribution [ prov:agent <ada> ; prov:hadRole <keeper> ] .
        <keeper> rdfs:label "Keeper of the pier"@en .
        <c> sg:stance <asserts> ; prov:wasAttributedTo <ada> ; dcterms:isPartOf <st> ."""
    prefixes = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())
    quads = ox.parse(prefixes + turtle, format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
    result = page(from_quads(list(quads)), "ada")
    assert [(o[0].text, s.text) for o, s in result.signed] == [("Keeper of the pier", "Notice")]


def test_definitions_and_notes_are_given_once() -> None:
    thing = ox.NamedNode(f"{DEFAULT_BASE}concept/x")
    skos = PREFIXES["skos"]
    quads = [
        ox.Quad(thing, ox.NamedNode(skos + name), ox.Literal(text, language=language))
        for name, text, language in (
            ("definition", "A pier.", "en"),
            ("definition", "Ein Pier.", "de"),
            ("scopeNote", "Wood only.", "en"),
        )
    ]
    result = load_page(from_quads(quads), HERE, thing)
    assert (result.sentence, result.note) == ("A pier.", "Wood only.")
    assert [v.text for p in result.properties for v in p.values] == ["Ein Pier."]


def test_english_names_come_first() -> None:
    thing, label = ox.NamedNode("urn:x"), ox.NamedNode(RDFS + "label")
    literals = [
        ox.Literal("Pfahl", language="de"),
        ox.Literal("Pier"),
        ox.Literal("The pier", language="en-GB"),
    ]
    graph = Graph(ox.Triple(thing, label, o) for o in literals)
    assert graph.label(thing) == "The pier"
    assert Graph(()).label(ox.NamedNode("http://x.example/a/b%20c#")) == "b c"


@pytest.mark.parametrize(
    ("iri", "name"),
    [("http://x/a#b", "b"), ("http://x/a/", "a"), ("urn:x:y", "y"), ("http://x", "x"), ("a", "a")],
)
def test_local_names(iri: str, name: str) -> None:
    assert local_name(iri) == name


def test_the_first_page(engine: LocalEngine) -> None:
    result = build_home(engine, HERE)
    assert [s.ref.href for s in result.statements] == ["/statement/2001-03-04-northmarsh"]
    assert result.statements[0].count == 12
    assert result.sample is not None
    assert result.sample.speaker == "Ferry Office of Northmarsh"
    assert result.sample.words == "A total of 12 passengers … were killed"
    assert result.sample.claim.href == "/statement/2001-03-04-northmarsh/claim/killed"


def test_a_page_is_built_from_its_document(engine: LocalEngine) -> None:
    document = profiles.load_document(
        engine, ox.NamedNode(f"{DEFAULT_BASE}place/eastwick"), Profile.CLAIMS
    )
    assert build_thing(engine, HERE, document).title == "Eastwick"
