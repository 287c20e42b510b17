"""Questions about the statements, answered by the published queries and held against the texts.

`ANSWERS` was written from the text of the first statement, not from the data. What a row
quotes must stand in the text, word for word. The queries that the pages load by their names
are held by the tests of those pages.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from statementgraph import queries
from statementgraph.corpus.loader import load_corpus
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.sparql import Engine, from_quads, select
from tests.paths import CHECKOUT, FIXTURES

Row = tuple[str, ...]

FIRST, ISLES = CHECKOUT, FIXTURES / "isles"
OF_PAGES = re.compile(
    r"(compare|passages|names-of)-|(clauses|counts|figures|map|neighbourhood|timeline|utterances)$"
)
QUESTIONS = [query for query in queries.load() if not OF_PAGES.match(query.name)]
# Nothing of the kind is said in the first statement; the made-up ones have it.
NOT_IN_THE_FIRST = {"attitudes", "measures", "promises", "replaced-or-withdrawn", "uncertain"}
# The columns that hold words of a text and nothing else; " … " joins words that stand apart.
WORDS = ("words", "when", "wording", "name", "description", "condition", "deadline", "occasion")
SPEAKER = "Sabina Aliyeva"
THE_EVENTS = "Events in Khojaly, 25-26 February 1992"
NIGHT = "the night of February 25 to 26, 1992"
AFTER = "after the Second Karabakh War and local anti-terror operations carried out last year"
KILLED = "Residents of Khojaly said to have been killed"
UNKNOWN = "Persons said to have been taken hostage and to be of unknown fate"
OURS = "“Our compatriots”, as Sabina Aliyeva says (2024)"
NATIONAL = "National legislatures said to have recognised the events"
STATES = "Legislatures of states of the United States said to have recognised the events"
OIC, OTS = "Organization of Islamic Cooperation", "Organization of Turkic States"
PARLIAMENT = "Parliament of the Republic of Azerbaijan"
FOUND = "The discovery of mass places of burial found"
IN_DISTRICTS = f"{FOUND} in Aghdam, Shusha, Khojavend, Fuzuli, and Kalbajar districts"
DURING = "during the building and reconstruction and exploration activities"
IN_WORKS = f"{FOUND} … {DURING} in the liberated territories"
AT_FORTRESS = f"{FOUND} … some time ago near the Askeran fortress"
SIGNS = "signs of torture on the human remains in those mass graves"
BRUTAL = "the brutal killing of our compatriots during the act of genocide in Khojaly"
IMPLEMENTED = "the implementation of the policy of genocide against Azerbaijanis"
POLICY = "Armenia's policy of ethnic hatred and genocide against Azerbaijanis"
EFFORTS = (
    "Armenia has not made any efforts to determine the fate of nearly four thousand missing persons"
)
INFORMATION = "Armenia … nor has it provided information about the mass graves"
EVALUATED = (
    "the Khojaly Genocide was politically and legally evaluated for the first time by the"
    " Parliament of the Republic of Azerbaijan"
)
ASSESSMENT = (
    "International organizations and the global community must undertake a legal assessment of"
    " the Khojaly Genocide"
)
TO_COURT = (
    "It is crucial that those accountable for this grave crime against humanity are brought to"
    " the court of justice for prosecution"
)
BODIES = {
    NATIONAL: "the legislative bodies of 17 countries",
    STATES: "24 states in the United States",
    OIC: "the Organization of Islamic Cooperation",
    OTS: "the Organization of Turkic States",
}
ACTS = {
    "condemning": "condemned this heinous mass killing",
    "recognising": "this heinous mass killing, recognized it as genocide",
    "adopting decisions and resolutions": "adopted relevant decisions and resolutions",
}
CONVENTIONS = "constituted severe violations of international conventions"
CAT = "Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment"
TREATIES = (
    "Geneva Conventions on the Protection of War Victims",
    CAT,
    "Convention on the Elimination of Racial Discrimination",
    "Convention on the Rights of the Child",
    "International Covenant on Civil and Political Rights",
    "International Covenant on Economic, Social, and Cultural Rights",
)
# The set of the four conventions and those of the four that a source gives an item for.
GENEVA = {
    f"http://www.wikidata.org/entity/{item}"
    for item in ("Q133536", "Q583921", "Q3984882", "Q973748")
}
DISTRICTS = {
    "Aghdam district": "POINT(46.981462 40.045379)",
    "Shusha district": "POINT(46.662897 39.699947)",
    "Khojavend district": "POINT(47.004931 39.667674)",
    "Fuzuli district": "POINT(47.341142 39.58507)",
    "Kalbajar district": "POINT(46.192142 40.077454)",
}
GRAVES = "“The mass graves where our compatriots … are buried”, as Sabina Aliyeva says (2024)"
TERRITORIES = "Territories not named, as referred to by Sabina Aliyeva (2024)"


def said(words: str, how: str = "") -> str:
    """Give the label of an utterance of the first statement."""
    return f"Aliyeva 2024{how}: “{words}”"


KILLED_PARTS = [
    ("63", "unhedged", "63 children … were mercilessly killed"),
    ("106", "unhedged", "106 women … were mercilessly killed"),
    ("70", "unhedged", "70 elderly individuals … were mercilessly killed"),
    (
        "56",
        "unhedged",
        "Of those killed, 56 were subjected to particularly cruel methods, including being burned"
        " alive, having their scalps peeled off, and enduring other horrifying forms of torture",
    ),
]
FATE_PARTS = [
    ("150", "the fate of 150 individuals … remains unknown until today"),
    ("68", "the fate of … 68 women … remains unknown until today"),
    ("26", "the fate of … 26 children … remains unknown until today"),
]
RECOGNITIONS = {
    (holder, act, f"{BODIES[holder]} … {ACTS[act]}") for holder in BODIES for act in ACTS
}

# query: (columns, the rows expected in them; "" where a column is empty)
ANSWERS: Mapping[str, tuple[str, set[Row]]] = {
    "children": (
        "value lower upper vague hedge polarity words",
        {
            (value, "", "", "", "unhedged", "affirmed", words)
            for value, words in {
                "63": "63 children … were mercilessly killed",
                "25": "25 children lost both parents",
                "130": "130 children lost at least one parent",
                "76": "Among the wounded, 76 were children",
                "26": "the fate of … 26 children … remains unknown until today",
            }.items()
        },
    ),
    "killed": (
        "value hedge words",
        {
            ("613", "unhedged", "A total of 613 residents of Khojaly … were mercilessly killed"),
            *KILLED_PARTS,
        },
    ),
    "hostages": (
        "value words",
        {("1275", "1275 taken hostages"), *FATE_PARTS},
    ),
    "missing": (
        "value hedge words",
        {("4000", "nearly", "nearly four thousand missing persons")},
    ),
    "parts-of-groups": (
        "whole value",
        {
            *((KILLED, row[0]) for row in KILLED_PARTS),
            ("Persons said to have been taken hostage", "150"),
            (UNKNOWN, "68"),
            (UNKNOWN, "26"),
            ("Persons said to have been wounded", "76"),
            ("Persons said to have been wounded", "487"),
            ("Children said to have lost at least one parent", "25"),
        },
    ),
    "manners": (
        "manner value",
        {
            ("burned alive", "56"),
            ("scalped", "56"),
            ("other torture", "56"),
            ("other method called cruel", "56"),
        },
    ),
    "hedged-figures": (
        "value hedge words",
        {("4000", "nearly", "nearly four thousand missing persons")},
    ),
    "figures-as-of": (
        "value words when latest",
        {(*row, "until today", "2024-02-22") for row in FATE_PARTS},
    ),
    "basis-of-figures": (
        "value basis",
        {
            (str(value), "none stated")
            for value in (
                613,
                63,
                106,
                70,
                8,
                25,
                130,
                76,
                487,
                56,
                1275,
                150,
                68,
                26,
                17,
                24,
                4000,
            )
        },
    ),
    "recognised-how-many": (
        "value unit words",
        {
            ("17", "national legislature", BODIES[NATIONAL]),
            ("24", "legislature of a state of the United States", BODIES[STATES]),
        },
    ),
    "occupied-by": (
        "actor what when earliest latest polarity words",
        {
            (
                "Armenian armed forces",
                "Khojaly",
                NIGHT,
                "1992-02-25",
                "1992-02-26",
                "affirmed",
                "Khojaly city was occupied by Armenian armed forces",
            )
        },
    ),
    "recognised-by": (
        "holder act what category when words",
        {
            *(
                (who, act, THE_EVENTS, "genocide" if act == "recognising" else "", "", words)
                for who, act, words in RECOGNITIONS
            ),
            (
                PARLIAMENT,
                "evaluating politically and legally",
                THE_EVENTS,
                "",
                "Thirty years ago",
                EVALUATED,
            ),
        },
    ),
    "conduct": (
        "actor act patient polarity",
        {
            ("Armenia", "pursuing a policy", "Azerbaijanis", "affirmed"),
            ("Armenian armed forces", "occupying", "Khojaly", "affirmed"),
            (
                "366th Motor Rifle Regiment",
                "taking part",
                said("Khojaly city was occupied by Armenian armed forces"),
                "affirmed",
            ),
            ("Heydar Aliyev", "taking the initiative", said(EVALUATED, ", reporting"), "affirmed"),
            (
                "Heydar Aliyev Foundation",
                "organising a campaign",
                "“Justice for Khojaly” campaign",
                "affirmed",
            ),
            ("“Our side”, as Sabina Aliyeva says (2024)", "appealing", "", "affirmed"),
            (
                "Armenia",
                "making an effort to determine a fate",
                "Persons said to be missing, event not stated",
                "denied",
            ),
            ("Armenia", "giving information", "", "denied"),
        },
    ),
    "initiatives": ("actor what", {("Heydar Aliyev", said(EVALUATED, ", reporting"))}),
    "campaigns": (
        "name description act actor",
        {
            ("Justice for Khojaly", "", "", ""),
            ("", "", "organising a campaign", "Heydar Aliyev Foundation"),
            ("", "", "carrying out activities", ""),
            ("", "", "demonstrating resistance", ""),
            (
                "",
                "aimed at international recognition and legal and political evaluation of this"
                " criminal act",
                "",
                "",
            ),
            (
                "",
                "of great importance in terms of enhancing public awareness of this tragic event"
                " at the international level",
                "",
                "",
            ),
        },
    ),
    "treaties": (
        "treaty wikidata about polarity words",
        {
            (treaty, item, THE_EVENTS, "affirmed", f"{CONVENTIONS} … the {treaty}")
            for treaty in TREATIES
            for item in (GENEVA if treaty.startswith("Geneva") else {""})
        },
    ),
    "treaty-identifiers": (
        "identifier",
        {
            (number,)
            for number in (
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
            )
        },
    ),
    "rights-and-principles": (
        "right words",
        {
            ("right to life", "grossly infringed upon the fundamental right to life"),
            ("fundamental human rights", "fundamental human rights … were severely violated"),
            (
                "norms and principles of international humanitarian law",
                "the norms and principles of international humanitarian law … were severely"
                " violated",
            ),
            ("international conventions", CONVENTIONS),
        },
    ),
    "calls": (
        "act addressee patient venue polarity words",
        {
            *(
                ("undertaking a legal assessment", who, THE_EVENTS, "", "affirmed", ASSESSMENT)
                for who in ("International organizations", "The global community")
            ),
            (
                "bringing to court",
                "",
                "“Those accountable”, as Sabina Aliyeva says (2024)",
                "The court of justice",
                "affirmed",
                TO_COURT,
            ),
        },
    ),
    "calls-to-nobody-named": ("act words", {("bringing to court", TO_COURT)}),
    "burial-places": (
        "place point when words",
        {
            *((place, point, AFTER, IN_DISTRICTS) for place, point in DISTRICTS.items()),
            ("Near the Askeran fortress", "", "some time ago", AT_FORTRESS),
            (TERRITORIES, "", "", IN_WORKS),
            (GRAVES, "", "", "the mass graves where our compatriots … are buried"),
        },
    ),
    "destroyed": (
        "what when words",
        {("Khojaly", NIGHT, "Khojaly city … the city was completely destroyed")},
    ),
    "where": (
        "place act",
        {
            *((place, "finding burial places") for place in DISTRICTS),
            ("Near the Askeran fortress", "finding burial places"),
            (TERRITORIES, "finding burial places"),
            (TERRITORIES, "carrying out works"),
            (GRAVES, "burying"),
            *(("Khojaly", act) for act in ("occupying", "destroying", "taking part")),
            *(("Khojaly", act) for act in ("killing", "subjecting to a treatment")),
            *(
                (place, "finding signs on human remains")
                for place in (
                    "“Mass places of burial found in Aghdam, Shusha, Khojavend, Fuzuli, and"
                    " Kalbajar districts”, as Sabina Aliyeva says (2024)",
                    "Mass places of burial said by Sabina Aliyeva (2024) to have been found"
                    " during building, reconstruction and exploration activities",
                    "Mass places of burial said by Sabina Aliyeva (2024) to have been found near"
                    " the Askeran fortress",
                )
            ),
        },
    ),
    "names-and-descriptions": (
        "event name description category stance",
        {
            (THE_EVENTS, "Khojaly Genocide", "", "genocide", "asserts"),
            (
                "War referred to as “the Second Karabakh War” by Sabina Aliyeva (2024)",
                "Second Karabakh War",
                "",
                "",
                "asserts",
            ),
            (
                "Operations of 2023, place not stated",
                "",
                "local anti-terror operations",
                "anti-terror operation",
                "asserts",
            ),
            *(
                (THE_EVENTS, "", words, category, "asserts")
                for words, category in {
                    "act of genocide": "genocide",
                    "mass killing in Khojaly": "mass killing",
                    "one of the most horrific crimes against humanity in the history of mankind": (
                        "crime against humanity"
                    ),
                    "this criminal act": "crime",
                    "this grave crime against humanity": "crime against humanity",
                    "this heinous mass killing": "mass killing",
                    "this tragic event": "tragic event",
                }.items()
            ),
            (
                THE_EVENTS,
                "",
                "one of the most significant massacres of the 20th century",
                "massacre",
                "reports",
            ),
        },
    ),
    "characterisations": (
        "category holder",
        {
            *(("genocide", holder) for holder in ("", "others, not named", *BODIES)),
            ("massacre", "others, not named"),
            *(
                (category, "")
                for category in (
                    "anti-terror operation",
                    "brutal or merciless killing",
                    "crime",
                    "crime against humanity",
                    "cruel method",
                    "ethnic cleansing",
                    "ethnic discrimination",
                    "ethnic hatred",
                    "liberated territory",
                    "mass killing",
                    "racial discrimination",
                    "religious discrimination",
                    "torture",
                    "tragic event",
                )
            ),
        },
    ),
    "policies": (
        "act actor patient words",
        {
            ("pursuing a policy", "Armenia", "Azerbaijanis", POLICY),
            ("implementing a policy", "", "Azerbaijanis", IMPLEMENTED),
        },
    ),
    "dates": (
        "wording earliest latest edtf day",
        {
            ("Thirty-two years have passed", "1992-01-01", "1992-12-31", "1992~", ""),
            (NIGHT, "1992-02-25", "1992-02-26", "1992-02-25/1992-02-26", ""),
            ("until today", "2024-02-22", "2024-02-22", "2024-02-22", ""),
            ("Thirty years ago", "1994-01-01", "1994-12-31", "1994~", ""),
            ("26 February", "", "", "", "--02-26"),
            (AFTER, "", "", "/2024-02-22", ""),
            ("last year", "2023-01-01", "2023-12-31", "2023", ""),
            ("some time ago", "", "", "../2024-02-22", ""),
        },
    ),
    "when": (
        "act earliest latest when",
        {
            ("occurring", "1992-01-01", "1992-12-31", "Thirty-two years have passed"),
            *(
                (act, "1992-02-25", "1992-02-26", NIGHT)
                for act in ("occupying", "taking part", "destroying", "subjecting to a treatment")
            ),
            *(
                (act, "1994-01-01", "1994-12-31", "Thirty years ago")
                for act in ("taking the initiative", "evaluating politically and legally")
            ),
            ("declaring a day", "", "", "26 February"),
            ("finding burial places", "", "", AFTER),
            ("finding burial places", "", "", "some time ago"),
            ("carrying out operations", "2023-01-01", "2023-12-31", "last year"),
        },
    ),
    "observances": (
        "day name holder stance words",
        {
            (
                "--02-26",
                "",
                "others, not named",
                "reports",
                "26 February was declared the Day of the Khojaly Genocide",
            ),
            (
                "",
                "Day of the Khojaly Genocide",
                "others, not named",
                "reports",
                "the Day of the Khojaly Genocide",
            ),
        },
    ),
    "first-time": (
        "actor when earliest latest words",
        {(PARLIAMENT, "Thirty years ago", "1994-01-01", "1994-12-31", EVALUATED)},
    ),
    "denied": (
        "actor act words",
        {
            ("Armenia", "making an effort to determine a fate", EFFORTS),
            ("Armenia", "giving information", INFORMATION),
        },
    ),
    "reported": (
        "holder words",
        {
            *((who, words) for who, _, words in RECOGNITIONS),
            (PARLIAMENT, EVALUATED),
            *(
                ("others, not named", words)
                for words in (
                    "26 February was declared the Day of the Khojaly Genocide",
                    "the Day of the Khojaly Genocide",
                    "widely acknowledged as one of the most significant massacres of the 20th"
                    " century",
                )
            ),
        },
    ),
    "relations": (
        "relation premise conclusion",
        {
            ("proves", said("Khojaly Genocide"), said(POLICY)),
            *(
                ("reaffirms", said(find), said(what))
                for find in (IN_DISTRICTS, IN_WORKS, AT_FORTRESS, SIGNS)
                for what in (BRUTAL, IMPLEMENTED)
            ),
            *(
                ("despite", said("numerous appeals from our side"), said(what, ": denial"))
                for what in (EFFORTS, INFORMATION)
            ),
            *(
                ("results from", said("the act of genocide"), said(what))
                for what in (
                    "fundamental human rights … were severely violated",
                    "the norms and principles of international humanitarian law … were severely"
                    " violated",
                )
            ),
            (
                "results from",
                said(EVALUATED, ", reporting"),
                said("26 February was declared the Day of the Khojaly Genocide", ", reporting"),
            ),
            *(
                (
                    "results from",
                    said("the activities carried out within the framework of the campaign"),
                    said(words, ", reporting"),
                )
                for _, _, words in RECOGNITIONS
            ),
        },
    ),
    "speaker": (
        "speaker office date occasion",
        {
            (
                SPEAKER,
                "Commissioner for Human Rights (Ombudsman) of the Republic of Azerbaijan",
                "2024-02-22",
                "32nd anniversary of the Khojaly Genocide",
            )
        },
    ),
    "addressees": (
        "kind",
        {
            ("http://www.w3.org/ns/org#Organization",),
            ("http://www.w3.org/ns/org#Post",),
            ("http://purl.org/dc/terms/AgentClass",),
        },
    ),
    "addressees-of-the-un": (
        "addressee",
        {
            ("UN Secretary-General",),
            ("UN Security Council",),
            ("UN Office of High Commissioner for Human Rights",),
            ("UN Office of High Commissioner for Refugees",),
            ("UN Human Rights Council",),
            ("United Nations Children's Fund",),
            ("United Nations Educational, Scientific and Cultural Organization",),
        },
    ),
}


@cache
def engine(folder: Path) -> Engine:
    return from_quads(load_corpus(folder, DEFAULT_BASE).quads, release="test")


@cache
def texts(folder: Path) -> str:
    paths = sorted(folder.glob("data/statements/*/text-*.txt"))
    return "\n\n".join(path.read_text(encoding="utf-8") for path in paths)


def ask(folder: Path, query: queries.NamedQuery) -> list[dict[str, str]]:
    rows = select(engine(folder), query.text, base=DEFAULT_BASE)
    return [{name: getattr(term, "value", "") for name, term in row.items()} for row in rows]


def each(names: set[str] | None = None) -> pytest.MarkDecorator:
    chosen = [query for query in QUESTIONS if names is None or query.name in names]
    return pytest.mark.parametrize("query", chosen, ids=lambda query: query.name)


def test_every_question_has_an_answer_and_every_answer_a_question() -> None:
    assert {query.name for query in QUESTIONS} == set(ANSWERS) | NOT_IN_THE_FIRST


@each(set(ANSWERS))
def test_the_answer(query: queries.NamedQuery) -> None:
    columns, expected = ANSWERS[query.name]
    rows = ask(FIRST, query)
    assert {tuple(row.get(c, "") for c in columns.split()) for row in rows} == expected


@each(NOT_IN_THE_FIRST)
def test_what_the_first_statement_does_not_say_is_answered_from_the_isles(
    query: queries.NamedQuery,
) -> None:
    assert not ask(FIRST, query)
    assert ask(ISLES, query)


@each()
@pytest.mark.parametrize("folder", [FIRST, ISLES], ids=["first", "isles"])
def test_every_row_names_its_speaker_and_its_words_stand_in_the_text(
    folder: Path, query: queries.NamedQuery
) -> None:
    for row in ask(folder, query):
        assert row["speaker"]
        assert any(row.get(column) for column in ("words", "wording", "statement"))
        for column in WORDS:
            for part in row.get(column, "").split(" … "):
                assert part in texts(folder)


@each()
def test_no_row_is_given_twice(query: queries.NamedQuery) -> None:
    rows = [tuple(sorted(row.items())) for row in ask(FIRST, query)]
    assert len(rows) == len(set(rows))


@each()
def test_a_question_names_no_thing_of_a_statement_unless_it_says_so(
    query: queries.NamedQuery,
) -> None:
    """Relative addresses in a query are concepts; another is listed in its header as `names`."""
    source = (queries.FOLDER / f"{query.name}.rq").read_text(encoding="utf-8")
    listed = set(re.findall(r"^#\+ names: (.+)$", source, re.MULTILINE))
    named = set(re.findall(r"<([^:<>\s]+/[^:<>\s]+)>", query.text))
    assert {name for name in named if not name.startswith("concept/")} == listed


@each()
def test_where_a_question_shows_a_value_it_shows_the_bounds_and_the_polarity(
    query: queries.NamedQuery,
) -> None:
    head = query.text.split("WHERE", 1)[0]
    if "?value" in head:
        assert {"?lower", "?upper", "?vague", "?hedge", "?polarity"} <= set(head.split())


@pytest.mark.parametrize("query", queries.load(), ids=lambda query: query.name)
def test_a_title_takes_over_no_word_of_a_speaker(query: queries.NamedQuery) -> None:
    """A word of a status or a characterisation in a title is put as said or reported."""
    found = select(
        engine(FIRST),
        """
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?word {
          VALUES ?scheme { <concept/scheme/statuses> <concept/scheme/characterisations> }
          ?concept skos:inScheme ?scheme ; skos:prefLabel|skos:altLabel|skos:hiddenLabel ?word
          FILTER (LANG(?word) = "en")
        }""",
        base=DEFAULT_BASE,
    )
    words = {getattr(row["word"], "value", "").casefold() for row in found}
    assert "hostage" in words
    judged = [w for w in words if re.search(rf"\b{re.escape(w)}s?\b", query.summary.casefold())]
    assert not judged or re.search(r"\b(said|reported)\b", query.summary), judged


def test_every_number_of_the_text_is_a_figure_a_date_or_a_name() -> None:
    """No figure is forgotten: what is left over is an ordinal, a date or a regiment's name."""
    figures = {row["value"] for row in ask(FIRST, queries.named("basis-of-figures"))}
    in_text = set(re.findall(r"\d+", texts(FIRST)))
    dates_and_names = {"32", "25", "26", "1992", "366", "20", "22", "2024"}
    assert in_text - figures - dates_and_names == set()
    assert {n for n in figures if n not in in_text} == {"8", "4000"}  # "Eight", "four thousand"


def test_the_statement_is_addressed_to_all_it_lists() -> None:
    rows = ask(FIRST, queries.named("addressees"))
    kinds = [re.split("[#/]", row["kind"])[-1] for row in rows]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "Organization": 16,
        "Post": 1,
        "AgentClass": 6,
    }


@pytest.mark.parametrize("folder", [FIRST, ISLES], ids=["first", "isles"])
def test_no_answer_counts_a_triple_twice(folder: Path) -> None:
    """The default graph is the union of all graphs; a triple that stood in two would show twice."""
    quads = load_corpus(folder, DEFAULT_BASE).quads
    triples = [(str(q.subject), str(q.predicate), str(q.object)) for q in quads]
    assert len(triples) == len(set(triples))
