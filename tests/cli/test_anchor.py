import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from statementgraph import cli
from tests.corpus.eastwick import SLUG, Root


def anchor(root: Path, *args: str) -> Result:
    return CliRunner().invoke(cli.main, ["anchor", *args, "--root", str(root)])


def test_up_to_date(root: Root) -> None:
    result = anchor(root.path, SLUG)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.endswith("provenance.ttl: 17 quotes, up to date.\n")


def test_it_writes_and_then_check_is_content(root: Root) -> None:
    root.edit(root.content, '[ oa:exact "4 March 2001" ]', '[ oa:exact "4 March" ]')
    assert anchor(root.path, SLUG, "--check").exit_code == 1
    result = anchor(root.path, SLUG)
    assert (result.exit_code, "17 quotes, written." in result.stderr) == (0, True)
    assert anchor(root.path, SLUG, "--check").exit_code == 0


def test_check_writes_nothing(root: Root) -> None:
    root.provenance.unlink()
    root.register.write_bytes(b"")
    result = anchor(root.path, SLUG, "--check")
    assert result.exit_code == 1
    assert "would be written" in result.stderr
    assert not root.provenance.exists()
    assert root.register.read_bytes() == b""


def test_findings_go_to_standard_output_one_a_line(root: Root) -> None:
    root.edit(root.content, 'exact "The Harbour Guild must', 'exact "The Harbour Guild should')
    root.edit(root.content, 'exact "It was a breach', 'exact "It was the breach')
    result = anchor(root.path, SLUG)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert len(lines) == 2
    line = root.line_of(root.content, '"It was the breach')
    assert lines[0].startswith(f"data/statements/{SLUG}/content.ttl:{line}: ")
    assert "claim/breach: anchor: “It was the breach" in lines[0]
    assert result.stderr == "Nothing was written: 2 problems to mend first.\n"


def test_changed_bytes(root: Root) -> None:
    root.text.write_bytes(root.text.read_bytes() + b" ")
    result = anchor(root.path, SLUG)
    assert result.exit_code == 1
    assert "The text is no longer the one that was anchored" in result.stdout


def test_no_such_statement_no_such_folder_broken_file(root: Root) -> None:
    result = anchor(root.path, "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: There is no statement “nowhere”")
    result = anchor(root.path / "nowhere", SLUG)
    assert (result.exit_code, "There is no folder" in result.stderr) == (2, True)
    root.reading.write_text("<s> <p")
    result = anchor(root.path, SLUG)
    assert result.exit_code == 2
    assert result.stderr.startswith(
        f"Error: data/statements/{SLUG}/reading.ttl:1: the RDF cannot be read"
    )
    assert result.stderr.count("\n") == 1


def test_as_a_program(root: Root) -> None:
    program = str(Path(sys.executable).with_name("statementgraph"))
    done = subprocess.run(
        [program, "anchor", SLUG, "--root", "."],
        cwd=root.path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"data/statements/{SLUG}/provenance.ttl: 17 quotes, up to date.\n"


def test_a_draft_registers_nothing_until_it_holds(root: Root) -> None:
    before = root.register.read_text()
    plan = '<guideline/ferries-2> a <http://www.w3.org/ns/prov#Plan> ;\n    rdfs:label "Two"@en .\n'
    root.entities.write_text(root.entities.read_text() + "\n" + plan)
    root.edit(root.content, "sg:value 12", "sg:value 21")
    result = anchor(root.path, SLUG)
    assert (result.exit_code, "No new IRI is registered yet" in result.stderr) == (0, True)
    assert root.register.read_text() == before
    root.edit(root.content, "sg:value 21", "sg:value 12")
    assert "1 new IRIs registered" in anchor(root.path, SLUG).stderr
    assert root.register.read_text() == before + "guideline/ferries-2\n"
