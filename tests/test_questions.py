"""Questions about the statement, answered by the published queries and held against its text.

Each query is asked of the loaded data. `ANSWERS` was written from the text, not
from the data; what a row quotes must stand in the text, word for word.
"""

import re
from pathlib import Path

import pytest

from statementgraph.corpus.loader import Corpus, load_corpus
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.sparql import Engine, from_quads, select
from statementgraph.validation.number_check import numbers
from tests.paths import CHECKOUT

ROOT = CHECKOUT
QUERIES = sorted((ROOT / "server/statementgraph/queries").glob("*.rq"))
TEXT = (ROOT / "data/statements/2024-02-22-aliyeva/text-1.txt").read_text(encoding="utf-8")
THE_EVENTS = "Events in Khojaly, 25-26 February 1992"
SPEAKER = "Sabina Aliyeva"
KILLED_BY_MANNER = (
    "Residents of Khojaly killed and subjected to a manner named: burned alive, scalped, "
    "other torture, or another method called cruel"
)

Row = tuple[str, ...]

NAMES_OF_THE_EVENTS: set[Row] = {
    ("Khojaly Genocide", "asserts"),
    ("genocide", "asserts"),
    ("act of genocide", "asserts"),
    (
        "one of the most horrific crimes against humanity in the history of mankind",
        "asserts",
    ),
    ("mass killing in Khojaly", "asserts"),
    ("criminal act", "asserts"),
    ("tragic event", "asserts"),
    ("heinous mass killing", "asserts"),
    (
        "brutal killing of our compatriots during the act of genocide in Khojaly",
        "asserts",
    ),
    ("one of the most significant massacres of the 20th century", "reports"),
    ("grave crime against humanity", "asserts"),
}

# query: (columns, the rows expected in them; "" where a column is empty)
ANSWERS: dict[str, tuple[str, set[Row]]] = {
    "killed": ("value hedge wording", {("613", "unhedged", "A total of 613")}),
    "killed-children": ("value", {("63",)}),
    "killed-women": ("value", {("106",)}),
    "killed-elderly": ("value", {("70",)}),
    "parts-of-killed": ("value", {("63",), ("106",), ("70",), ("56",)}),
    "families": ("value wording", {("8", "Eight families")}),
    "compare-statements": (
        "label date language speaker",
        {("Statement by Sabina Aliyeva, 22 February 2024", "2024-02-22", "en", "Sabina Aliyeva")},
    ),
    "compare-about": (
        "statement",
        {(f"{DEFAULT_BASE}statement/2024-02-22-aliyeva",)},
    ),
    "compare-figures": (
        "value wording unit",
        {
            ("613", "A total of 613", "person"),
            ("63", "63 children", "person"),
            ("106", "106 women", "person"),
            ("70", "70 elderly individuals", "person"),
            ("8", "Eight families", "family"),
            ("25", "25 children", "person"),
            ("130", "130 children", "person"),
            ("76", "76 were children", "person"),
            ("487", "487 individuals", "person"),
            ("56", "Of those killed, 56", "person"),
            ("1275", "1275 taken hostages", "person"),
            ("150", "150 individuals", "person"),
            ("68", "68 women", "person"),
            ("26", "26 children", "person"),
            ("17", "17 countries", "national legislature"),
            ("24", "24 states", "legislature of a state of the United States"),
            ("4000", "nearly four thousand missing persons", "person"),
        },
    ),
    "compare-dates": (
        "wording start end",
        {
            ("32nd anniversary", "1992-01-01", "1992-12-31"),
            ("Thirty-two years have passed", "1992-01-01", "1992-12-31"),
            ("the night of February 25 to 26, 1992", "1992-02-25", "1992-02-26"),
            ("Thirty years ago", "1994-01-01", "1994-12-31"),
            (
                "after the Second Karabakh War and local anti-terror operations carried out"
                " last year",
                "",
                "",
            ),
            ("last year", "2023-01-01", "2023-12-31"),
            ("some time ago", "", ""),
        },
    ),
    "compare-norms": (
        "named",
        {
            ("Geneva Conventions on the Protection of War Victims",),
            (
                "Convention against Torture and Other Cruel, Inhuman or Degrading Treatment"
                " or Punishment",
            ),
            ("Convention on the Elimination of Racial Discrimination",),
            ("Convention on the Rights of the Child",),
            ("International Covenant on Civil and Political Rights",),
            ("International Covenant on Economic, Social, and Cultural Rights",),
            ("right to life",),
            ("fundamental human rights",),
            ("norms and principles of international humanitarian law",),
            ("international conventions",),
        },
    ),
    "compare-names": (
        "wording stance",
        {
            *((name, f"{DEFAULT_BASE}concept/{stance}") for name, stance in NAMES_OF_THE_EVENTS),
            *(
                (name, f"{DEFAULT_BASE}concept/asserts")
                for name in (
                    "policy of genocide against Azerbaijanis",
                    "policy of ethnic hatred and genocide against Azerbaijanis",
                    "subjected to torture",
                    "signs of torture",
                    "other horrifying forms of torture",
                    "particularly cruel methods",
                    "mercilessly killed",
                    "close to Aghdam district, which is close to Khojaly",
                    "National Leader of the Azerbaijani people",
                    "local anti-terror operations",
                    "liberated territories",
                    "Second Karabakh War",
                    "aimed at international recognition and legal and political evaluation of"
                    " this criminal act",
                    "demonstrating significant\n\nresistance against mass killings, ethnic"
                    " cleansing, and cases of racial, religious, and ethnic discrimination",
                    "of great importance in terms of enhancing public awareness of this tragic"
                    " event at the international level",
                )
            ),
            ("Day of the Khojaly Genocide", f"{DEFAULT_BASE}concept/reports"),
        },
    ),
    "lost-both-parents": ("value", {("25",)}),
    "lost-at-least-one-parent": ("value hedge", {("130", "unhedged")}),
    "wounded-children": ("value", {("76",)}),
    "severely-wounded": ("value", {("487",)}),
    "killed-by-manner": (
        "value manner",
        {
            ("56", "burned alive"),
            ("56", "scalped"),
            ("56", "other torture"),
            ("56", "other method called cruel"),
        },
    ),
    "hostages": ("value", {("1275",)}),
    "hostages-fate-unknown": ("value asOf", {("150", "2024-02-22")}),
    "hostages-fate-unknown-parts": ("value", {("68",), ("26",)}),
    "missing-persons": ("value hedge", {("4000", "nearly")}),
    "hedged-figures": ("value hedge", {("4000", "nearly")}),
    "figures": (
        "value",
        {
            (str(n),)
            for n in (613, 63, 106, 70, 8, 25, 130, 76, 487, 56, 1275, 150, 68, 26, 17, 24, 4000)
        },
    ),
    "counts": (
        "value unit wholeLabel",
        {
            ("613", "person", ""),
            ("63", "person", "Residents of Khojaly killed"),
            ("106", "person", "Residents of Khojaly killed"),
            ("70", "person", "Residents of Khojaly killed"),
            ("56", "person", "Residents of Khojaly killed"),
            ("8", "family", ""),
            ("130", "person", ""),
            ("25", "person", "Children who lost at least one parent"),
            ("", "person", ""),  # "the wounded": a whole that the text gives no figure for
            ("76", "person", "Persons wounded"),
            ("487", "person", "Persons wounded"),
            ("1275", "person", ""),
            ("150", "person", "Persons taken hostage"),
            ("68", "person", "Persons taken hostage whose fate is unknown"),
            ("26", "person", "Persons taken hostage whose fate is unknown"),
            ("17", "national legislature", ""),
            ("24", "legislature of a state of the United States", ""),
            ("4000", "person", ""),
        },
    ),
    "basis-of-figures": ("basis", {("none stated",)}),
    "cohorts-without-figure": ("label", {("Persons wounded",)}),
    "neighbourhood": (
        "way label speaker",
        {
            ("to", "Cohort", ""),
            ("to", "killed", ""),
            ("to", "person", ""),
            ("to", "residents of Khojaly", ""),
            ("to", THE_EVENTS, ""),
            ("from", "Aliyeva 2024: 613 residents of Khojaly killed", SPEAKER),
            ("from", "Aliyeva 2024: describes the killing as “mercilessly killed”", SPEAKER),
            ("from", "Children among residents of Khojaly killed", ""),
            ("from", "Elderly persons among residents of Khojaly killed", ""),
            ("from", "Women among residents of Khojaly killed", ""),
            ("from", KILLED_BY_MANNER, ""),
        },
    ),
    "when": (
        "start end wording",
        {
            ("1992-02-25", "1992-02-26", "the night of February 25 to 26, 1992"),
            ("1992-01-01", "1992-12-31", "32nd anniversary"),
            ("1992-01-01", "1992-12-31", "Thirty-two years have passed"),
        },
    ),
    "where": (
        "place",
        {
            ("Khojaly",),
            ("Aghdam district",),
            ("Shusha district",),
            ("Khojavend district",),
            ("Fuzuli district",),
            ("Kalbajar district",),
            ("Near the Askeran fortress",),
            ("Territories not named, as referred to by Sabina Aliyeva (2024)",),
        },
    ),
    "occupied-by": ("actor", {("Armenian armed forces",)}),
    "took-part": ("actor", {("366th Motor Rifle Regiment",)}),
    "destroyed": ("place", {("Khojaly",)}),
    "names-of-the-events": ("name stance", NAMES_OF_THE_EVENTS),
    "who-says-genocide": (
        "name of stance",
        {
            ("Khojaly Genocide", THE_EVENTS, "asserts"),
            ("genocide", THE_EVENTS, "asserts"),
            ("genocide", THE_EVENTS, "reports"),
            ("act of genocide", THE_EVENTS, "asserts"),
            (
                "policy of ethnic hatred and genocide against Azerbaijanis",
                "Aliyeva 2024: “Armenia's policy of ethnic hatred and genocide against"
                " Azerbaijanis”",
                "asserts",
            ),
            (
                "policy of genocide against Azerbaijanis",
                "Aliyeva 2024: the finds and signs “reaffirm … the implementation of the policy"
                " of genocide against Azerbaijanis”",
                "asserts",
            ),
        },
    ),
    "who-says-crime-against-humanity": (
        "name",
        {
            ("one of the most horrific crimes against humanity in the history of mankind",),
            ("grave crime against humanity",),
        },
    ),
    "who-says-massacre": ("stance holder", {("reports", "Others, not named")}),
    "who-says-torture": (
        "name",
        {("other horrifying forms of torture",), ("signs of torture",), ("subjected to torture",)},
    ),
    "treaties": (
        "treaty",
        {
            ("Geneva Conventions on the Protection of War Victims",),
            (
                "Convention against Torture and Other Cruel, Inhuman or Degrading Treatment"
                " or Punishment",
            ),
            ("Convention on the Elimination of Racial Discrimination",),
            ("Convention on the Rights of the Child",),
            ("International Covenant on Civil and Political Rights",),
            ("International Covenant on Economic, Social, and Cultural Rights",),
        },
    ),
    "rights-and-principles": (
        "right",
        {
            ("right to life",),
            ("fundamental human rights",),
            ("norms and principles of international humanitarian law",),
            ("international conventions",),
        },
    ),
    "treaty-identifiers": (
        "identifier",
        {
            (i,)
            for i in [
                "75 UNTS 31",
                "75 UNTS 85",
                "75 UNTS 135",
                "75 UNTS 287",
                "1465 UNTS 85",
                "UNTC IV-9",
                "660 UNTS 195",
                "UNTC IV-2",
                "1577 UNTS 3",
                "UNTC IV-11",
                "999 UNTS 171",
                "UNTC IV-4",
                "993 UNTS 3",
                "UNTC IV-3",
            ]
        },
    ),
    "recognised-by": (
        "body as",
        {
            ("National legislatures said to have recognised the events", "genocide"),
            (
                "Legislatures of states of the United States said to have recognised the events",
                "genocide",
            ),
            ("Organization of Islamic Cooperation", "genocide"),
            ("Organization of Turkic States", "genocide"),
        },
    ),
    "recognised-how-many": (
        "value unit",
        {
            ("17", "national legislature"),
            ("24", "legislature of a state of the United States"),
        },
    ),
    "evaluated-by": (
        "body start end",
        {("Parliament of the Republic of Azerbaijan", "1994-01-01", "1994-12-31")},
    ),
    "initiative": ("actor", {("Heydar Aliyev",)}),
    "commemoration-day": ("day name", {("--02-26", "Day of the Khojaly Genocide")}),
    "campaign": (
        "actor act",
        {
            ("Heydar Aliyev Foundation", "organising a campaign"),
        },
    ),
    "campaign-described": (
        "words",
        {
            (
                "aimed at international recognition and legal and political evaluation of this"
                " criminal act",
            ),
            (
                "of great importance in terms of enhancing public awareness of this tragic event"
                " at the international level",
            ),
            (
                "demonstrating significant\n\nresistance against mass killings, ethnic cleansing,"
                " and cases of racial, religious, and ethnic discrimination",
            ),
        },
    ),
    "map": (
        "placeLabel wkt",
        {
            ("Khojaly", "POINT(46.79213 39.91361)"),
            ("Aghdam district", "POINT(46.981462 40.045379)"),
            ("Shusha district", "POINT(46.662897 39.699947)"),
            ("Khojavend district", "POINT(47.004931 39.667674)"),
            ("Fuzuli district", "POINT(47.341142 39.58507)"),
            ("Kalbajar district", "POINT(46.192142 40.077454)"),
            ("Askeran fortress", ""),
            ("Near the Askeran fortress", ""),
            ("Territories not named, as referred to by Sabina Aliyeva (2024)", ""),
        },
    ),
    "burial-places": (
        "place",
        {
            ("Aghdam district",),
            ("Shusha district",),
            ("Khojavend district",),
            ("Fuzuli district",),
            ("Kalbajar district",),
            ("Near the Askeran fortress",),
            ("Territories not named, as referred to by Sabina Aliyeva (2024)",),
        },
    ),
    "burial-places-when": (
        "wording edtf",
        {
            (
                "after the Second Karabakh War and local anti-terror operations carried out"
                " last year",
                "/2024-02-22",
            ),
            ("some time ago", "../2024-02-22"),
        },
    ),
    "conduct": (
        "actor",
        {
            ("Armenia",),
            ("Armenian armed forces",),
            ("366th Motor Rifle Regiment",),
            ("Heydar Aliyev",),
            ("Heydar Aliyev Foundation",),
            ("“Our side”, as Sabina Aliyeva says (2024)",),
        },
    ),
    "conduct-of-armenia": (
        "act",
        {
            ("pursuing a policy",),
            ("making no effort to determine a fate",),
            ("giving no information",),
        },
    ),
    "calls": (
        "act addressee",
        {
            ("undertaking a legal assessment", "International organizations"),
            ("undertaking a legal assessment", "The global community"),
            ("bringing to court", ""),
        },
    ),
    "calls-to-nobody-named": ("act", {("bringing to court",)}),
    "reported": (
        "holder",
        {
            ("",),
            ("National legislatures said to have recognised the events",),
            ("Legislatures of states of the United States said to have recognised the events",),
            ("Organization of Islamic Cooperation",),
            ("Organization of Turkic States",),
            ("Others, not named",),
        },
    ),
    "dates": (
        "wording start end",
        {
            ("32nd anniversary", "1992-01-01", "1992-12-31"),
            ("Thirty-two years have passed", "1992-01-01", "1992-12-31"),
            ("the night of February 25 to 26, 1992", "1992-02-25", "1992-02-26"),
            ("until today", "2024-02-22", "2024-02-22"),
            ("Thirty years ago", "1994-01-01", "1994-12-31"),
            ("26 February was declared the Day", "", ""),
            (
                "after the Second Karabakh War and local anti-terror operations carried out"
                " last year",
                "",
                "",
            ),
            ("last year", "2023-01-01", "2023-12-31"),
            ("some time ago", "", ""),
            ("the 20th century", "1901-01-01", "2000-12-31"),
        },
    ),
    "timeline": (
        "wording start end recursOn reference",
        {
            ("32nd anniversary", "1992-01-01", "1992-12-31", "", "2024-02-22"),
            ("Thirty-two years have passed", "1992-01-01", "1992-12-31", "", "2024-02-22"),
            ("the night of February 25 to 26, 1992", "1992-02-25", "1992-02-26", "", ""),
            ("until today", "2024-02-22", "2024-02-22", "", "2024-02-22"),
            ("Thirty years ago", "1994-01-01", "1994-12-31", "", "2024-02-22"),
            ("26 February was declared the Day", "", "", "--02-26", ""),
            (
                "after the Second Karabakh War and local anti-terror operations carried out"
                " last year",
                "",
                "",
                "",
                "2024-02-22",
            ),
            ("last year", "2023-01-01", "2023-12-31", "", "2024-02-22"),
            ("some time ago", "", "", "", "2024-02-22"),
            ("the 20th century", "1901-01-01", "2000-12-31", "", ""),
        },
    ),
    "operations-last-year": (
        "name start end",
        {("local anti-terror operations", "2023-01-01", "2023-12-31")},
    ),
    "names-of-places": (
        "place name",
        {
            (
                "Territories not named, as referred to by Sabina Aliyeva (2024)",
                "liberated territories",
            ),
            ("Askeran fortress", "close to Aghdam district, which is close to Khojaly"),
        },
    ),
    "names-of-persons": (
        "person name",
        {("Heydar Aliyev", "National Leader of the Azerbaijani people")},
    ),
    "policy": (
        "name",
        {
            ("policy of ethnic hatred and genocide against Azerbaijanis",),
            ("policy of genocide against Azerbaijanis",),
        },
    ),
    "names-of-events": (
        "event name",
        {
            (
                "War referred to as “the Second Karabakh War” by Sabina Aliyeva (2024)",
                "Second Karabakh War",
            ),
            ("Operations of 2023, place not stated", "local anti-terror operations"),
            *((THE_EVENTS, name) for name, _ in NAMES_OF_THE_EVENTS),
        },
    ),
    "speaker": (
        "speaker office date",
        {
            (
                "Sabina Aliyeva",
                "Commissioner for Human Rights (Ombudsman) of the Republic of Azerbaijan",
                "2024-02-22",
            )
        },
    ),
    "passages-without-utterance": (
        "why",
        {
            ("Signature: recorded as the speaker of the statement and the office she signed in.",),
            ("Date line: recorded as the date of the statement.",),
            (
                "List of addressees: recorded as the addressees of the statement,"
                " each with its kind.",
            ),
        },
    ),
    "passages-read": (
        "how",
        {("saying",), ("date",), ("name",), ("addressee",), ("record",), ("note",)},
    ),
    "utterances": ("stance", {("asserts",), ("reports",)}),
    "addressees": (
        "kind",
        {
            ("http://www.w3.org/ns/org#Organization",),
            ("http://www.w3.org/ns/org#Post",),
            ("http://purl.org/dc/terms/AgentClass",),
        },
    ),
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(ROOT, DEFAULT_BASE)


@pytest.fixture(scope="module")
def engine(corpus: Corpus) -> Engine:
    return from_quads(corpus.quads, release="test")


def ask(engine: Engine, path: Path) -> list[dict[str, str]]:
    rows = select(engine, path.read_text(encoding="utf-8"), base=DEFAULT_BASE)
    return [{name: getattr(term, "value", "") for name, term in row.items()} for row in rows]


def test_every_query_has_an_answer_and_every_answer_a_query() -> None:
    assert {path.stem for path in QUERIES} == set(ANSWERS)
    assert len(QUERIES) >= 40


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_the_answer(engine: Engine, path: Path) -> None:
    columns, expected = ANSWERS[path.stem]
    rows = ask(engine, path)
    assert {tuple(row.get(c, "") for c in columns.split()) for row in rows} == expected


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_every_row_names_the_speaker_and_quotes_the_text(engine: Engine, path: Path) -> None:
    rows = ask(engine, path)
    assert rows
    for row in rows:
        if "claim" in row:
            assert row["speaker"] == "Sabina Aliyeva"
            assert row["quote"] in TEXT
        for column in ("quote", "wording", "words"):
            assert row.get(column, "") in TEXT
        if path.stem != "recognised-by" and "name" in row:
            assert row["name"] in TEXT


def test_every_figure_is_read_from_its_own_words(engine: Engine) -> None:
    rows = ask(engine, ROOT / "server/statementgraph/queries/figures.rq")
    assert len(rows) == 17
    for row in rows:
        assert int(row["value"]) in numbers(row["quote"])


def test_every_number_of_the_text_is_a_figure_a_date_or_a_name(engine: Engine) -> None:
    """No figure is forgotten: what is left over is an ordinal, a date or a regiment's name."""
    rows = ask(engine, ROOT / "server/statementgraph/queries/figures.rq")
    figures = {row["value"] for row in rows}
    in_text = set(re.findall(r"\d+", TEXT))
    dates_and_names = {"32", "25", "26", "1992", "366", "20", "22", "2024"}
    assert in_text - figures - dates_and_names == set()
    assert {n for n in figures if n not in in_text} == {"8", "4000"}  # "Eight", "four thousand"


def test_the_statement_is_addressed_to_all_it_lists(engine: Engine) -> None:
    rows = ask(engine, ROOT / "server/statementgraph/queries/addressees.rq")
    assert len(rows) == 23
    kinds = [row["kind"].rpartition("#")[2].rpartition("/")[2] for row in rows]
    assert (kinds.count("Organization"), kinds.count("Post"), kinds.count("AgentClass")) == (
        16,
        1,
        6,
    )


def test_no_answer_counts_a_triple_twice(corpus: Corpus) -> None:
    """The default graph is the union of all graphs; a triple that stood in two would show twice."""
    triples = [(str(q.subject), str(q.predicate), str(q.object)) for q in corpus.quads]
    assert len(triples) == len(set(triples))
