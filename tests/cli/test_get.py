"""`statementgraph get`: the server's answers without a server."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from statementgraph import cli
from statementgraph.cli.get import address
from statementgraph.rdf import DEFAULT_BASE
from tests.paths import EASTWICK

SLUG = "2001-03-04-northmarsh"
STATEMENT = f"/statement/{SLUG}"


@pytest.fixture
def get(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Run the command with a cache folder of its own."""
    monkeypatch.setenv("STATEMENTGRAPH_CACHE", str(tmp_path))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli.main, ["get", *arguments, "--root", str(EASTWICK)])

    return run


def test_the_text_byte_for_byte(get: object) -> None:
    body = (EASTWICK / "data" / "statements" / SLUG / "text-1.txt").read_bytes()
    result = get(f"{STATEMENT}/text/1")  # type: ignore[operator]
    assert (result.exit_code, result.stderr) == (0, "")
    assert hashlib.sha256(result.stdout_bytes).digest() == hashlib.sha256(body).digest()


def test_redirects_are_followed(get: object) -> None:
    result = get(STATEMENT, "--accept", "application/ld+json")  # type: ignore[operator]
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == f"{DEFAULT_BASE}{STATEMENT[1:]}"
    turtle = get(STATEMENT)  # type: ignore[operator]
    assert "PREFIX sg:" in turtle.stdout


def test_a_whole_iri_and_another_base(get: object) -> None:
    base = "https://data.example/"
    result = get(f"{base}{STATEMENT[1:]}/claim/killed#x", "--base", base)  # type: ignore[operator]
    assert result.exit_code == 0
    assert f"PREFIX cohort: <{base}cohort/>" in result.stdout
    assert "cohort:eastwick-2001-03-01.killed" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("/nothing",), "404"),
        (("/nothing", "--accept", "text/html"), "404"),
        ((STATEMENT, "--accept", "image/png"), "406"),
        ((f"{STATEMENT}?_profile=nothing",), "400"),
        ((STATEMENT, "--base", "data.example"), "base IRI"),
    ],
)
def test_what_fails_is_one_sentence(get: object, arguments: tuple[str, ...], words: str) -> None:
    result = get(*arguments)  # type: ignore[operator]
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.main, ["get", "/", "--root", str(tmp_path / "nowhere")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: ")


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("/place/x", "/place/x"),
        ("place/x", "/place/x"),
        ("//place/x", "/place/x"),
        (f"{DEFAULT_BASE}place/x", "/place/x"),
        (f"{DEFAULT_BASE}place/x#y", "/place/x"),
        ("", "/"),
    ],
)
def test_addresses(given: str, path: str) -> None:
    assert address(given, DEFAULT_BASE) == path
