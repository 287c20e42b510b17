"""`check` on a whole root folder: what holds, and what each slip of the pen is called."""

from collections.abc import Callable
from pathlib import Path

import pytest

from statementgraph.corpus.findings import Finding, Severity
from statementgraph.corpus.loader import load_corpus
from statementgraph.validation import Report, check
from tests.corpus.eastwick import BASE, FIXTURE, Root
from tests.shapes.twins import CHECKOUT

CLAIM = "statement/2001-03-04-northmarsh/claim"
Checked = Callable[[], Report]


@pytest.fixture
def checked(root: Root) -> Checked:
    return lambda: check(load_corpus(root.path, BASE))


def test_the_made_up_statement_holds() -> None:
    report = check(load_corpus(FIXTURE, BASE))
    assert report.findings == ()
    assert report.conforms


@pytest.mark.parametrize("base", ["https://data.example/", "http://127.0.0.1:8000/a/"])
def test_it_holds_under_any_base(base: str) -> None:
    assert check(load_corpus(FIXTURE, base)).findings == ()


def test_a_finding_has_file_line_subject_number_and_a_way_to_mend_it(
    root: Root, checked: Checked
) -> None:
    root.edit(root.content, "    sg:value 12 .", "    sg:value 12 , 13 .")
    place = f"data/statements/{root.home.name}/content.ttl"
    at = root.line_of(root.content, "claim:killed a")
    said = [str(f) for f in checked().findings if f.code == "S24"]
    assert said == [
        f"{place}:{at}: {CLAIM}/killed: S24: A quantity has at most one value. How to mend: Keep"
        " the sg:value that the words give; write one claim for each figure."
    ]


@pytest.mark.parametrize(
    ("file", "before", "after", "code", "subject"),
    [
        ("content", "sg:value 12 .", "sg:value 21 .", "number", f"{CLAIM}/killed"),
        ("content", "sg:value 3 .", "sg:value 30 .", "S10", f"{CLAIM}/killed-children"),
        ("content", "concept:nearly", "concept:about", "number", f"{CLAIM}/wounded"),
        (
            "content",
            "sg:cohort cohort:wounded",
            "sg:cohort cohort:missing",
            "cue",
            f"{CLAIM}/wounded",
        ),
        ("content", "sg:act concept:repair", "sg:act concept:repiar", "S20", ""),
        ("content", "agent:harbour-guild-of-morrow ;", "agent:harbor-guild ;", "S19", ""),
        (
            "content",
            "agent:ferry-office-of-northmarsh ;\n    prov:wasDerivedFrom _:killed",
            "agent:council-of-northmarsh ;\n    prov:wasDerivedFrom _:killed",
            "S2",
            f"{CLAIM}/killed",
        ),
        (
            "entities",
            '"Events at Eastwick, 1 March 2001"',
            '"Crime of Eastwick, 1 March 2001"',
            "S13",
            "event/eastwick-2001-03-01",
        ),
        ("entities", '"Eastwick"@en', '"Eastwick"', "S16", "place/eastwick"),
        (
            "entities",
            '"Council of Northmarsh"',
            '"Council of Aggressors"',
            "S13",
            "agent/council-of-northmarsh",
        ),
        (
            "entities",
            '"Passengers said to have been killed at Eastwick"',
            '"12 passengers said to have been killed at Eastwick, 1 March 2001"',
            "S8",
            "cohort/eastwick-2001-03-01.killed",
        ),
    ],
)
def test_a_slip_of_the_pen_is_found(
    root: Root, checked: Checked, *, file: str, before: str, after: str, code: str, subject: str
) -> None:
    root.edit(getattr(root, file), before, after)
    found = [f for f in checked().findings if f.code == code]
    assert found, f"nothing was found under {code}"
    assert all(f.message and f.mend for f in found)
    assert not subject or subject in {f.subject for f in found}


def test_quotes_that_are_not_anchored_yet_are_one_finding(root: Root, checked: Checked) -> None:
    root.provenance.unlink()
    assert {f.code for f in checked().findings} == {"anchor"}


def test_a_changed_text_is_one_finding(root: Root, checked: Checked) -> None:
    root.edit(root.text, "12 passengers", "21 passengers")
    found = [f for f in checked().findings if f.code == "hash"]
    assert [f.file for f in found] == [f"data/statements/{root.home.name}/text-1.txt"]


def test_a_hidden_figure_is_found_whatever_carries_it(root: Root, checked: Checked) -> None:
    root.edit(
        root.entities,
        "cohort:killed a sg:Cohort ;",
        "cohort:killed a sg:Cohort ; sg:value 12 ;",
    )
    codes = {f.code for f in checked().findings if f.subject.endswith(".killed")}
    assert {"S7", "S20"} <= codes


def test_an_addressee_in_words_is_found_at_its_statement(root: Root, checked: Checked) -> None:
    root.edit(
        root.content, "sg:addressedTo agent:council-of-northmarsh", 'sg:addressedTo "the Council"'
    )
    found = [f for f in checked().findings if f.code == "S15"]
    assert {f.subject for f in found} == {"statement/2001-03-04-northmarsh"}
    assert all(f.line == root.line_of(root.content, "statement:2001-03-04") for f in found)


def test_a_thing_that_is_classed_is_blamed_not_the_concept(root: Root, checked: Checked) -> None:
    root.edit(
        root.entities,
        "event:eastwick-2001-03-01 a sem:Event ;",
        "event:eastwick-2001-03-01 a sem:Event , concept:wreck ;",
    )
    wreck = (
        'concept:wreck a skos:Concept ; rdfs:label "wreck"@en ;'
        " skos:inScheme scheme:characterisations .\n"
    )
    root.entities.write_text(root.entities.read_text() + wreck)
    found = [f for f in checked().findings if f.code == "S14"]
    assert [f.subject for f in found] == ["event/eastwick-2001-03-01"]
    assert "rdf:type" in found[0].message


def test_ill_typed_literals_are_findings_and_no_noise(
    root: Root, checked: Checked, capfd: pytest.CaptureFixture[str]
) -> None:
    root.edit(root.content, "sg:value 12 .", 'sg:value "twelve"^^xsd:integer .')
    assert "S24" in {f.code for f in checked().findings}
    assert capfd.readouterr() == ("", "")


def test_a_warning_does_not_stand_in_the_way() -> None:
    warning = Finding("a.ttl", 1, "x", "Odd.", "", "S1", Severity.WARNING)
    assert Report(BASE, (warning,)).conforms
    assert not Report(BASE, (Finding("a.ttl", 1, "x", "Wrong."),)).conforms


@pytest.mark.slow
def test_both_engines_agree_on_the_made_up_statement_and_on_a_broken_one(root: Root) -> None:
    root.edit(root.content, "sg:value 3 .", "sg:value 30 .")
    corpus = load_corpus(root.path, BASE)
    found = check(corpus).findings
    assert check(corpus, "pyshacl").findings == found
    assert {"S10", "number"} <= {f.code for f in found}


@pytest.mark.slow
def test_both_engines_agree_on_the_data_of_the_checkout() -> None:
    corpus = load_corpus(Path(CHECKOUT), BASE)
    assert check(corpus).findings == check(corpus, "pyshacl").findings


def test_the_data_of_the_checkout_holds() -> None:
    report = check(load_corpus(Path(CHECKOUT), BASE))
    assert [str(f) for f in report.findings] == []


def test_the_steps_are_told_and_timed(root: Root) -> None:
    steps: list[str] = []
    report = check(load_corpus(root.path, BASE), progress=steps.append)
    assert steps == list(report.timings)
    assert "SHACL Core, pySHACL" in steps
