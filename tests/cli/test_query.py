"""`statementgraph query`, as a user would run it."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from statementgraph.cli import main

ROWS = "SELECT ?n WHERE { ?c <https://w3id.org/statementgraph/ns#value> ?n } ORDER BY ?n"


def run(*arguments: str, text: str = "") -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["query", *arguments], input=text)
    return result.exit_code, result.stdout, result.stderr


def test_a_query_that_comes_with_the_package() -> None:
    code, out, _ = run("figures")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert len(rows) == 17
    assert {row["speaker"] for row in rows} == {"Sabina Aliyeva"}


def test_a_query_from_standard_input_in_json() -> None:
    code, out, _ = run("-", "--format", "json", text=ROWS)
    values = [int(row["n"]["value"]) for row in json.loads(out)["results"]["bindings"]]
    assert (code, min(values), max(values)) == (0, 8, 4000)


def test_a_query_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text(ROWS, encoding="utf-8-sig")
    assert run(str(path))[0] == 0


def test_rdf_files_keep_their_graphs_apart_unless_told_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<urn:x> <urn:p> 1 .")
    spec, text = f"{path}=urn:g", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert run("-", "--rdf", spec, text=text)[1].split() == ["n", "0"]
    assert run("-", "--rdf", spec, "--union-default-graph", text=text)[1].split() == ["n", "1"]
    text = "SELECT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert run("-", "--rdf", spec, text=text)[1].split() == ["g", "urn:g"]


@pytest.mark.parametrize(
    ("query", "text", "says"),
    [
        ("-", "SELECT * {", "line 1, column"),
        ("-", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("-", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "read"),
        ("no-such-query", "", "Cannot read no-such-query"),
    ],
)
def test_what_cannot_be_asked_ends_in_one_sentence(query: str, text: str, says: str) -> None:
    code, out, err = run(query, text=text)
    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1
