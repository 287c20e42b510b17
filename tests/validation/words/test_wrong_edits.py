# ruff: noqa: E501 - a wrong edit is read best on one line
"""One wrong edit of the isles for each rule, and the finding that it must give."""

from functools import cache
from pathlib import Path

import pytest
from mutation.sources import Mutant, Sources

from statementgraph.corpus import source
from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Corpus
from statementgraph.validation.words import CHECKS, View
from tests.paths import ISLES

FLOOD = "data/statements/2003-05-14-neverby/content.ttl"
REPLY = "data/statements/2003-05-20-thrimble/content.ttl"
QUORN = "data/statements/2003-06-02-quorn/content.ttl"
EVENTS = "data/entities/events.ttl"
QUORN_READ = "data/statements/2003-06-02-quorn/reading.ttl"
CONCEPTS = "data/entities/concepts.ttl"
COHORTS = "data/entities/cohorts.ttl"


@cache
def isles() -> Sources:
    return Sources(ISLES)


def edited(folder: Path, file: str, before: str, after: str) -> Corpus:
    """Replace words of one file, once, and anchor it again."""
    old = isles().files[file]
    assert before in old.content, before
    path = folder / "edited.ttl"
    path.write_text(old.content.replace(before, after, 1), encoding="utf-8")
    new = source.parse(path, file, isles().base, old.graph.value)
    return isles().edited(Mutant("", "", file, old.triples, new.triples))


def findings(corpus: Corpus) -> list[Finding]:
    view = View(corpus)
    words = [finding for check in CHECKS.values() for finding in check(view)]
    return [*(f for f in corpus.problems if f.code != "register"), *words]


def test_the_isles_hold() -> None:
    assert findings(isles().edited(None)) == []


WRONG = [
    # file, before, after, code, claim, a part of the message
    (FLOOD, "“We call this day", "“We all call this day", "label", "wet-saturday", "We all call"),
    (FLOOD, '"Tide Assembly 2003: “No', '"Lamp Guild 2003: “No', "label", "killed", "not its speaker"),
    (FLOOD, '"Tide Assembly 2003: “No', '"Tide Assembly 2004: “No', "label", "killed", "is of 2003"),
    (FLOOD, "2003, reporting: “According", "2003: “According", "label", "boats", "report"),
    (FLOOD, "sg:lowerBound 120", "sg:lowerBound 130", "number", "houses", "from 120 to 150"),
    (FLOOD, "sg:value 7 ", "sg:value 8 ", "number", "wounded-children", "say 7"),
    (FLOOD, "concept:at-least", "concept:about", "number", "wounded-children", "at-least"),
    (FLOOD, "concept:dozens", "concept:hundreds", "number", "wounded", "dozens"),
    (FLOOD, "sg:unit concept:percent", "sg:unit concept:third", "number", "roofs", "third"),
    (FLOOD, "sg:value 3500000", "sg:value 3500", "number", "cost", "3500000"),
    (FLOOD, "agent:puffin-wardens", "agent:archive-of-oddholm", "source", "boats", "No quote"),
    (FLOOD, "sg:about place:kelp-meadows", "sg:about place:culvert", "source", "kelp", "culvert"),
    (FLOOD, "sg:act concept:flood", "sg:act concept:welcome", "cue", "flood", "sg:act welcome"),
    (FLOOD, "05-03.killed>", "05-03.missing>", "cue", "killed", "missing"),
    (FLOOD, "05-03.wounded-children>", "05-03.wounded>", "cue", "wounded-children", "children"),
    (CONCEPTS, 'rdfs:label "flooding"', 'rdfs:label "flood"', "thing", "concept/flood", "differ"),
    (QUORN_READ, ' ;\n    skos:note "Part of a promise: the number is in its words."@en', "", "skipped", "", "no reason"),
    (FLOOD, "sg:time time:3-may", "sg:place place:neverby", "time", "flood", "opens its sentence"),
    (FLOOD, '"2003-05-03"^^edtf', '"2003-05-04"^^edtf', "time", "3-may", "edtf is 2003-05-04"),
    (FLOOD, "agent:lamp-guild-of-thrimble , ", "", "record", "neverby", "neither as speaker"),
    (FLOOD, "dcterms:issued \"2003-05-14\"", "dcterms:issued \"2003-05-15\"", "record", "neverby", "2003-05-15"),
    (FLOOD, "sg:premise claim:sluice", "sg:premise <statement/2003-05-20-thrimble/claim/whale>", "relation", "cause", "not in its paragraph"),
    (FLOOD, 'namedAs "Wet Saturday"', 'namedAs "Wet Sunday"', "name", "wet-saturday", "Wet Sunday"),
    (REPLY, "concept:possible", "concept:unqualified", "cue", "whale", "sg:certainty"),
    (REPLY, "concept:likely", "concept:unqualified", "cue", "cause", "sg:certainty"),
    (REPLY, "concept:denied", "concept:affirmed", "label", "", "denial"),
    (REPLY, "sg:premise claim:houses", "sg:premise <statement/2003-05-14-neverby/claim/houses>",
     "relation", "dispute", "not of this statement"),
    (REPLY, 'oa:exact "We question whether', 'oa:exact "We wonder whether', "anchor", "beacon", "occur"),
    (REPLY, 'sg:asWorded "The alleged theft of 12 lamps"', 'sg:asWorded "The alleged theft"',
     "number", "theft", "no figure"),
    (REPLY, "sg:patient place:beacon-of-neverby ;\n    sg:place place:beacon-of-neverby",
     "sg:patient place:beacon-of-neverby", "role", "beacon", "no sg:place"),
    (QUORN, "    sg:act concept:deliver ;\n", "", "role", "", "no sg:act"),
    (EVENTS, 'rdfs:label "Events at Neverby, 3 May 2003"', 'rdfs:label "Events at Neverby, 4 May 2003"',
     "thing", "neverby-2003-05-03", "Its time"),
    (EVENTS, 'rdfs:label "Events at Neverby', 'rdfs:label "Massacre at Neverby', "neutral", "neverby-2003-05-03",
     "massacre"),
    (COHORTS, "Children among", "Boats among", "cohort", "wounded-children", "children"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "before", "after", "code", "subject", "message"),
    WRONG,
    ids=[f"{code}-{before[:30]}" for _, before, _, code, _, _ in WRONG],
)
def test_a_wrong_edit_is_found(
    *, tmp_path: Path, file: str, before: str, after: str, code: str, subject: str, message: str
) -> None:
    said = findings(edited(tmp_path, file, before, after))
    fitting = [f for f in said if f.code == code and message in f.message and subject in f.subject]
    assert fitting, "\n".join(map(str, said)) or "nothing was found"
    assert all(f.mend and f.file for f in fitting)


def test_a_sentence_passed_over_is_found(tmp_path: Path) -> None:
    start = isles().files[FLOOD].content.index("claim:kelp a ")
    end = isles().files[FLOOD].content.index("claim:wet-saturday a ")
    claim = isles().files[FLOOD].content[start:end]
    said = findings(edited(tmp_path, FLOOD, claim, ""))
    assert {f.code for f in said} == {"skipped"}
    assert any("Some 40 hectares" in f.message for f in said)
    assert all(f.line and f.file.endswith("text-1.txt") for f in said)


def test_the_same_claim_twice_is_found(tmp_path: Path) -> None:
    start = isles().files[FLOOD].content.index("claim:kelp a ")
    end = isles().files[FLOOD].content.index("claim:wet-saturday a ")
    claim = isles().files[FLOOD].content[start:end]
    twice = claim + claim.replace("claim:kelp a ", "claim:kelp-2 a ", 1)
    assert "pair" in {f.code for f in findings(edited(tmp_path, FLOOD, claim, twice))}


RIGHT = [
    # A legitimate change of another kind: nothing may be found.
    (FLOOD, "agent:lamp-guild-of-thrimble , class:islanders", "class:islanders , agent:lamp-guild-of-thrimble"),
    (FLOOD, "sg:value 3500000", "sg:value 3500000.0"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "before", "after"), RIGHT)
def test_a_right_edit_is_let_through(*, tmp_path: Path, file: str, before: str, after: str) -> None:
    assert findings(edited(tmp_path, file, before, after)) == []
