"""A second reading of a made-up statement, from its file to the check, the data and the pages."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mutation.second_reading import review_csv
from pyoxigraph import NamedNode

from statementgraph.cli import main
from statementgraph.corpus.findings import Finding
from statementgraph.corpus.loader import load_corpus
from statementgraph.corpus.model import Corpus, Statement, Text
from statementgraph.corpus.second_readings import source_of
from statementgraph.features.things.profiles import Profile, load_document
from statementgraph.rdf import PREFIXES
from statementgraph.sparql import LocalEngine, from_quads
from statementgraph.validation.checking import check, store_of
from statementgraph.validation.review_check import check_reviews
from statementgraph.view.addresses import Addresses
from statementgraph.view.readings import claim_line, reading_summary
from tests.conftest import site_over
from tests.corpus.eastwick import BASE, SLUG, Root

ISO_639 = "http://id.loc.gov/vocabulary/iso639-1/"
STATEMENT = NamedNode(f"{BASE}statement/{SLUG}")
KILLED = NamedNode(f"{STATEMENT.value}/claim/killed")


@pytest.fixture
def read_twice(root: Root) -> Root:
    """Add a made-up second reading that agrees."""
    with root.entities.open("a", encoding="utf-8") as file:
        file.write('\nagent:reader-two a prov:Person ;\n    rdfs:label "Reader Two"@en .\n')
    corpus = load_corpus(root.path, BASE)
    made = review_csv(corpus, corpus.statements[0], "reader-two")
    assert ",CountClaim," in made
    (root.home / "review.csv").write_text(made, encoding="utf-8")
    return root


def loaded(root: Root) -> Corpus:
    return load_corpus(root.path, BASE)


def findings(root: Root) -> list[Finding]:
    corpus = loaded(root)
    return list(check_reviews(store_of(corpus), corpus))


def engine(root: Root) -> LocalEngine:
    return from_quads(loaded(root).quads, release="0123456789ab")


def run(root: Root, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["review", SLUG, "--root", str(root.path), *arguments])


def test_a_reading_that_agrees_has_no_finding(read_twice: Root) -> None:
    assert findings(read_twice) == []
    assert not [f for f in loaded(read_twice).problems if f.file.endswith("review.csv")]


def test_a_statement_without_one_has_none(root: Root) -> None:
    assert findings(root) == []


def test_a_figure_changed_afterwards_is_found_with_file_line_and_a_way_out(
    read_twice: Root,
) -> None:
    read_twice.edit(read_twice.content, "sg:value 12 .", "sg:value 21 .")
    (finding,) = findings(read_twice)
    lines = (read_twice.home / "review.csv").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if ",12," in text)
    assert (finding.file, finding.line) == (f"data/statements/{SLUG}/review.csv", line)
    assert finding.code == "review"
    assert finding.subject == f"statement/{SLUG}/claim/killed"
    assert "claim/killed,value,21,12,DECISION,REASON" in finding.mend


def decide(root: Root, line: str) -> None:
    head = "utterance,field,first,second,decision,reason"
    (root.home / "review-decisions.csv").write_text(f"{head}\n{line}\n", encoding="utf-8")


def test_a_decision_ends_the_finding_and_one_against_the_data_is_one(read_twice: Root) -> None:
    read_twice.edit(read_twice.content, "sg:value 12 .", "sg:value 21 .")
    decide(read_twice, "claim/killed,value,21,12,first,made up for a test")
    assert findings(read_twice) == []
    decide(read_twice, "claim/killed,value,21,12,second,made up for a test")
    (finding,) = findings(read_twice)
    assert (finding.file, finding.line) == (f"data/statements/{SLUG}/review-decisions.csv", 2)


def test_the_data_say_who_read_it_and_when_they_agreed(read_twice: Root) -> None:
    read_twice.edit(read_twice.content, "sg:value 12 .", "sg:value 21 .")
    decide(read_twice, "claim/killed,value,21,12,first,made up for a test")
    corpus, graph = loaded(read_twice), NamedNode(f"{STATEMENT.value}/graph/provenance")
    prov, skos = PREFIXES["prov"], PREFIXES["skos"]
    store = store_of(corpus)

    def told(thing: NamedNode, iri: str) -> set[str]:
        return {q.object.value for q in store.quads_for_pattern(thing, NamedNode(iri), None, graph)}  # type: ignore[union-attr]

    second = NamedNode(f"{STATEMENT.value}/reading/2")
    assert told(second, f"{prov}wasAssociatedWith") == {f"{BASE}agent/reader-two"}
    assert second.value in told(KILLED, f"{prov}wasGeneratedBy")
    assert len(told(KILLED, f"{prov}wasGeneratedBy")) == 2
    assert told(KILLED, f"{skos}note") == {"agreed after discussion"}
    wounded = NamedNode(f"{STATEMENT.value}/claim/wounded")
    assert told(wounded, f"{skos}note") == {"agreed before discussion"}


def test_the_second_reading_is_registered_like_any_thing(read_twice: Root) -> None:
    new = [f for f in loaded(read_twice).problems if f.code == "register"]
    iris = read_twice.register.read_text(encoding="utf-8")
    second = f"statement/{SLUG}/reading/2"
    assert "not registered as issued" in new[-1].message
    read_twice.register.write_text(f"{iris}agent/reader-two\n{second}\n", encoding="utf-8")
    assert not [f for f in loaded(read_twice).problems if f.code == "register"]


def test_what_is_recorded_of_it_breaks_no_rule(root: Root, read_twice: Root) -> None:
    (root.home / "review.csv").rename(root.path / "kept.csv")
    without = {(f.code, f.subject) for f in check(loaded(root)).findings}
    (root.path / "kept.csv").rename(root.home / "review.csv")
    more = {(f.code, f.subject) for f in check(loaded(root)).findings} - without
    assert {code for code, _ in more} <= {"register"}


def test_check_asks_for_decisions(read_twice: Root) -> None:
    read_twice.edit(read_twice.content, "sg:value 12 .", "sg:value 21 .")
    assert "review" in {f.code for f in check(loaded(read_twice)).findings}


def test_the_newest_text_is_the_one_that_is_read() -> None:
    home = Path("data/statements/s")
    texts = {
        f"{BASE}statement/s/text/{n}": Text(
            f"{BASE}statement/s/text/{n}", home / f"text-{n}.txt", f"Text {n}.", ""
        )
        for n in (2, 10, 9)
    }
    source = source_of(Statement("s", f"{BASE}statement/s", home, texts), {})
    assert source is not None
    assert source.text == "Text 10."


@pytest.mark.parametrize(
    ("told", "count"),
    [({}, 2), ({"statement/s": "hy"}, 1), ({"statement/s": "en", "statement/s/text/1": "hy"}, 1)],
)
def test_sentences_are_those_of_the_language(told: dict[str, str], count: int) -> None:
    iri = f"{BASE}statement/s/text/1"
    texts = {iri: Text(iri, Path("text-1.txt"), "One fell. Two fell.", "")}
    data = {
        BASE + about: {PREFIXES["dcterms"] + "language": [ISO_639 + tag]}
        for about, tag in told.items()
    }
    source = source_of(Statement("s", f"{BASE}statement/s", Path(), texts), data)
    assert source is not None
    assert len(source.sentences) == count


def test_a_reading_with_a_finding_is_not_recorded(read_twice: Root) -> None:
    before = len(loaded(read_twice).quads)
    read_twice.edit(read_twice.content, "sg:value 12 .", "sg:value 21 .")
    assert len(loaded(read_twice).quads) < before
    assert reading_summary(engine(read_twice), Addresses(BASE), STATEMENT).line == "Read by one."


def test_pages_say_by_how_many_it_was_read(read_twice: Root, tmp_path: Path) -> None:
    them = engine(read_twice)
    summary = reading_summary(them, Addresses(BASE), STATEMENT)
    assert summary.line.startswith("Read by two, ")
    assert [ref.text for ref in summary.first + summary.second] == ["Reader One", "Reader Two"]
    assert {f.label for f in summary.figures} >= {"Numbers: share that match exactly"}
    site = site_over(them, tmp_path, client_rate=0)
    page = site.get(f"/statement/{SLUG}.html").text
    assert "Read by two, " in page
    assert "Numbers: share that match exactly" in page
    assert (
        "Read by two; agreed before discussion"
        in site.get(f"/statement/{SLUG}/claim/killed.html").text
    )
    assert site.get(f"/statement/{SLUG}/reading/2.html").status_code == 200


def test_one_reader_is_one(root: Root, tmp_path: Path) -> None:
    site = site_over(engine(root), tmp_path, client_rate=0)
    page = site.get(f"/statement/{SLUG}.html").text
    assert "Read by one." in page
    assert "Two readings" not in page
    assert (
        "<dt>Reading</dt><dd>Read by one</dd>"
        in site.get(f"/statement/{SLUG}/claim/killed.html").text
    )
    document = load_document(engine(root), KILLED, Profile.CLAIMS)
    assert claim_line(document.graph, KILLED) == "Read by one"


def test_the_command_prints_figures_and_differences(read_twice: Root) -> None:
    result = run(read_twice)
    assert (result.exit_code, result.exception) == (0, None)
    assert "0 differences, 0 not decided." in result.stdout
    read_twice.edit(read_twice.content, "sg:value 12 .", "sg:value 21 .")
    result = run(read_twice)
    assert result.exit_code == 1
    assert "1 differences, 1 not decided." in result.stdout
    assert "Krippendorff's alpha" in result.stdout


def test_the_command_says_what_is_wrong_with_the_file(read_twice: Root) -> None:
    (read_twice.home / "review.csv").write_text("a;b\n", encoding="utf-8")
    result = run(read_twice)
    assert result.exit_code == 1
    assert result.stdout.startswith("review.csv:1: The columns are not separated by commas.")


def test_the_command_lists_sentences_and_says_read_by_one(root: Root) -> None:
    assert run(root, "--sentences").stdout.startswith("1\tStatement of the Ferry Office")
    assert "read by one" in run(root).stdout
