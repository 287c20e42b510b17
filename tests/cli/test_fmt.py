from pathlib import Path

from click.testing import CliRunner, Result

from statementgraph import cli
from tests.corpus.eastwick import Root

UNTIDY = "PREFIX e: <http://e.example/>\ne:s e:q 1; e:p 2.\n"
TIDY = "PREFIX e: <http://e.example/>\n\ne:s e:p 2 ;\n    e:q 1 .\n"


def fmt(*args: object) -> Result:
    return CliRunner().invoke(cli.main, ["fmt", *map(str, args)])


def test_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    paths = [tmp_path / "a.ttl", tmp_path / "deep" / "b.ttl"]
    for path in paths:
        path.write_text(UNTIDY)
    (tmp_path / "c.txt").write_text(UNTIDY)
    result = fmt(tmp_path)
    assert result.exit_code == 0
    assert result.stdout == f"{paths[0]}\n{paths[1]}\n"
    assert result.stderr == "2 files, 2 changed.\n"
    assert [p.read_text() for p in paths] == [TIDY, TIDY]
    assert (tmp_path / "c.txt").read_text() == UNTIDY
    result = fmt(*paths)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "2 files, 0 changed.\n")


def test_check_lists_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(UNTIDY)
    result = fmt(path, "--check")
    assert (result.exit_code, result.stdout) == (1, f"{path}\n")
    assert path.read_text() == UNTIDY
    path.write_text(TIDY)
    assert fmt(path, "--check").exit_code == 0


def test_a_misplaced_comment_is_one_line_and_the_others_are_done(tmp_path: Path) -> None:
    bad, good = tmp_path / "a.ttl", tmp_path / "b.ttl"
    bad.write_text(UNTIDY.replace("e:p", "# here\n  e:p"))
    good.write_text(UNTIDY)
    before = bad.read_bytes()
    result = fmt(tmp_path)
    assert result.exit_code == 1
    assert result.stderr.startswith(
        f"Error: {bad}: the comment on line 2 stands inside a statement"
    )
    assert result.stderr.count("\n") == 2
    assert bad.read_bytes() == before
    assert good.read_text() == TIDY


def test_what_is_not_turtle_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<s> <p")
    result = fmt(path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{path}:1: the RDF cannot be read" in result.stderr
    assert fmt(tmp_path / "none.ttl").exit_code == 2


def test_without_paths_the_folders_of_the_root(root: Root) -> None:
    (root.path / "shapes").mkdir()
    shapes = root.path / "shapes" / "s.ttl"
    shapes.write_text(UNTIDY)
    (root.path / "other.ttl").write_text(UNTIDY)
    result = fmt("--root", root.path)
    assert (result.exit_code, result.stdout) == (0, f"{shapes}\n")
