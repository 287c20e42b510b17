"""`statementgraph check` as a user runs it: what it prints, where, and its exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from statementgraph.cli import main
from statementgraph.corpus.findings import Finding, Severity
from statementgraph.rdf import PREFIXES
from statementgraph.validation import Report
from statementgraph.validation.rdflib_terms import graph_of
from statementgraph.validation.report import FORMATS, as_github, as_text
from statementgraph.validation.shacl import core
from tests.corpus.eastwick import BASE, FIXTURE, Root

SH = PREFIXES["sh"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


@pytest.fixture
def broken(root: Root) -> Root:
    root.edit(root.content, "sg:value 12 .", "sg:value 21 .")
    root.edit(root.entities, '"Eastwick"@en', '"Eastwick"')
    return root


def test_data_that_holds_prints_nothing_but_a_summary() -> None:
    result = run(FIXTURE)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.startswith("1 statement, ")
    assert result.stderr.endswith(": everything holds.\n")


def test_each_finding_is_one_line_on_standard_output(broken: Root) -> None:
    result = run(broken.path)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "data/entities/eastwick.ttl",
        f"data/statements/{broken.home.name}/content.ttl",
    ]
    assert "place/eastwick: S16: " in lines[0]
    assert "number: The words “A total of 12 passengers were killed” say 12, not 21." in lines[1]
    assert all(" How to mend: " in line for line in lines)
    assert result.stderr.endswith(": 2 findings.\n")


def test_json_holds_the_same(broken: Root) -> None:
    result = run(broken.path, "--format", "json")
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert report["conforms"] is False
    assert [f["code"] for f in report["findings"]] == ["S16", "number"]
    assert report["findings"][0]["subject"] == "place/eastwick"


@pytest.mark.parametrize("holds", [True, False])
def test_turtle_is_a_validation_report(broken: Root, holds: bool) -> None:
    result = run(FIXTURE if holds else broken.path, "--format", "turtle")
    triples = [q.triple for q in ox.parse(result.stdout.encode(), format=ox.RdfFormat.TURTLE)]
    conforms = [t.object for t in triples if t.predicate.value == SH + "conforms"]
    assert [str(c) for c in conforms] == [str(ox.Literal(holds))]
    focus = {str(t.object) for t in triples if t.predicate.value == SH + "focusNode"}
    claim = f"{BASE}statement/{broken.home.name}/claim/killed"
    assert focus == (set() if holds else {f"<{BASE}place/eastwick>", f"<{claim}>"})
    for name in ("resultMessage", "resultSeverity", "sourceConstraintComponent"):
        assert len([t for t in triples if t.predicate.value == SH + name]) == len(focus)


def test_github_gets_annotations(broken: Root) -> None:
    lines = run(broken.path, "--format", "github").stdout.splitlines()
    at = broken.line_of(broken.entities, "place:eastwick a")
    assert lines[0].startswith(
        f"::error file=data/entities/eastwick.ttl,line={at},title=S16::place/"
    )
    assert len(lines) == 2


def test_github_annotations_are_escaped() -> None:
    odd = Finding("a,b:c%.ttl", 3, "x", "100 %\nnext: line", "", "S1", Severity.WARNING)
    assert as_github(Report(BASE, (odd,))) == (
        "::warning file=a%2Cb%3Ac%25.ttl,line=3,title=S1::x: 100 %25 next: line\n"
    )
    assert as_github(Report(BASE, (Finding("", 0, "", "Odd"),))) == "::error::Odd\n"


def test_a_finding_is_one_line_whatever_it_holds() -> None:
    odd = Finding("a.ttl", 1, "x", "two\nlines\r\n here", "and\tthere")
    assert as_text(Report(BASE, (odd,))) == "a.ttl:1: x: two lines here How to mend: and there\n"


def test_the_base_can_be_given(broken: Root) -> None:
    result = run(broken.path, "--base", "https://data.example/", "--format", "turtle")
    assert "<https://data.example/place/eastwick>" in result.stdout


@pytest.mark.slow
def test_pyshacl_alone_finds_the_same(broken: Root) -> None:
    assert run(broken.path, "--engine", "pyshacl").stdout == run(broken.path).stdout


def test_timings_go_to_standard_error() -> None:
    result = run(FIXTURE, "--timings")
    assert result.stdout == ""
    assert "s  SHACL Core, pySHACL" in result.stderr


def test_the_steps_are_not_shown_in_a_pipe() -> None:
    assert "\r" not in run(FIXTURE).stderr


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_files_that_cannot_be_read_are_findings_too(root: Root, form: str) -> None:
    root.edit(root.content, " a sg:CountClaim ;", " a sg:CountClaim sg:CountClaim ;")
    result = run(root.path, "--format", form)
    assert result.exit_code == 2
    assert "content.ttl" in result.stdout
    assert "cannot be read" in result.stdout
    assert result.stderr == "1 file cannot be read; nothing was checked.\n"


def break_line_ends(root: Root) -> None:
    root.text.write_bytes(root.text.read_bytes().replace(b"\n", b"\r\n"))


def add_bom(root: Root) -> None:
    root.text.write_bytes(b"\xef\xbb\xbf" + root.text.read_bytes())


def remove_text(root: Root) -> None:
    root.text.unlink()


@pytest.mark.parametrize("spoil", [break_line_ends, add_bom, remove_text])
def test_a_spoilt_text_cannot_be_read(root: Root, spoil: object) -> None:
    assert callable(spoil)
    spoil(root)
    result = run(root.path)
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 1
    assert "text-1.txt" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["/nowhere"], "There is no folder /nowhere/data."),
        ([str(FIXTURE), "--base", "data.example/"], "not an absolute http or https IRI"),
    ],
)
def test_bad_input_ends_in_one_sentence(arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert said in result.stderr


def test_broken_shapes_of_ones_own_end_in_one_sentence(root: Root) -> None:
    (root.path / "shapes").mkdir()
    (root.path / "shapes" / "own.ttl").write_text("this is no Turtle")
    result = run(root.path)
    assert result.exit_code == 2
    assert "own.ttl:1:" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_shapes_of_ones_own_are_used(root: Root) -> None:
    (root.path / "shapes").mkdir()
    (root.path / "shapes" / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<urn:x> a sh:NodeShape ; sh:targetClass <https://w3id.org/statementgraph/ns#Call> ;\n"
        '  sh:message "No calls here." ; sh:property [ sh:path'
        " <https://w3id.org/statementgraph/ns#act> ; sh:maxCount 0 ] .\n"
    )
    result = run(root.path)
    assert result.exit_code == 1
    assert "call/repair" in result.stdout


def test_it_runs_as_a_program_from_any_folder(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("statementgraph")
    done = subprocess.run(
        [str(script), "check", str(FIXTURE)],
        cwd=tmp_path,
        env={k: v for k, v in os.environ.items() if not k.startswith("STATEMENTGRAPH_")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_turtle_report_has_the_form_that_shacl_asks_for(broken: Root) -> None:
    """The report itself is checked by shapes after SHACL, section 3.6."""
    shape = f"""
        @prefix sh: <{SH}> .
        <urn:result> a sh:NodeShape ; sh:targetClass sh:ValidationResult ;
            sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ,
                [ sh:path sh:resultSeverity ; sh:in ( sh:Violation sh:Warning sh:Info ) ] ,
                [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ; sh:maxCount 1 ;
                  sh:nodeKind sh:IRI ] .
        <urn:report> a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
            sh:property [ sh:path sh:conforms ; sh:minCount 1 ; sh:maxCount 1 ] ,
                [ sh:path sh:result ; sh:class sh:ValidationResult ; sh:minCount 1 ] ."""
    report = run(broken.path, "--format", "turtle").stdout
    turtle = ox.RdfFormat.TURTLE
    data = graph_of(ox.parse(report.encode(), format=turtle))
    assert core(data, graph_of(ox.parse(shape.encode(), format=turtle))) == []
