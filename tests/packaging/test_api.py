"""The Python API over the fictional statement: what it gives, and what it refuses."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

import statementgraph
from statementgraph.corpus.source import UnreadableError
from statementgraph.errors import (
    CannotReadError,
    ForbiddenError,
    InvalidDataError,
    NotAcceptableError,
    QuerySyntaxError,
    RequestError,
)
from tests.corpus.eastwick import FIXTURE, Root

VALUES = "SELECT ?c ?n { ?c <https://w3id.org/statementgraph/ns#value> ?n }"


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.getbasetemp() / "api-cache"
    monkeypatch.setenv("STATEMENTGRAPH_CACHE", str(folder))
    return folder


@pytest.fixture(scope="module")
def opened() -> statementgraph.Root:
    return statementgraph.open_root(FIXTURE)


def test_root_has_the_folder_and_base_it_was_opened_with() -> None:
    root = statementgraph.open_root(str(FIXTURE), base="https://data.example/")
    assert (root.path, root.base) == (FIXTURE, "https://data.example/")
    assert all(s.iri.startswith("https://data.example/statement/") for s in root.corpus.statements)


def test_base_comes_from_the_environment_where_none_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STATEMENTGRAPH_BASE", "https://other.example/")
    assert statementgraph.open_root(FIXTURE).base == "https://other.example/"


def test_folder_without_data_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match="data"):
        statementgraph.open_root(tmp_path)


def test_files_that_cannot_be_parsed_are_listed_with_their_lines(root: Root) -> None:
    root.edit(root.content, "sg:value 12 .", "sg:value 12 12 ;; [")
    with pytest.raises(UnreadableError) as caught:
        statementgraph.open_root(root.path)
    assert [f.file.rpartition("/")[2] for f in caught.value.findings] == ["content.ttl"]
    assert caught.value.findings[0].line > 0


def test_check_finds_nothing_in_data_that_holds(opened: statementgraph.Root) -> None:
    steps: list[str] = []
    assert opened.check(progress=steps.append).findings == ()
    assert "coverage" in steps


def test_release_refuses_data_that_break_a_rule(root: Root, tmp_path: Path) -> None:
    root.edit(root.content, "sg:value 12 .", "sg:value 21 .")
    changed = statementgraph.open_root(root.path)
    assert [f.code for f in changed.check().findings] == ["number"]
    with pytest.raises(InvalidDataError, match="1 finding"):
        changed.release(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_release_is_the_same_folder_when_made_again(
    opened: statementgraph.Root, tmp_path: Path
) -> None:
    release = opened.release(tmp_path / "out")
    assert release.path == tmp_path / "out" / release.id
    assert release.dumps["all.ttl"].stat().st_size > 1000
    assert release.intact()
    before = release.path.stat().st_mtime_ns
    assert statementgraph.open_root(FIXTURE).release(tmp_path / "out").id == release.id
    assert release.path.stat().st_mtime_ns == before


def test_select_gives_terms_by_variable(opened: statementgraph.Root) -> None:
    rows = opened.select(f"{VALUES} ORDER BY ?n")
    assert all(isinstance(row["n"], Literal) for row in rows)
    claim = rows[0]["c"]
    assert isinstance(claim, NamedNode)
    assert opened.select(VALUES, {"c": claim}) == [row for row in rows if row["c"] == claim]


def test_variable_may_have_any_name(opened: statementgraph.Root) -> None:
    thing = NamedNode("urn:thing")
    for name in ("base", "text", "graphs", "self"):
        rows = opened.select(f"SELECT ?{name} {{ BIND(1 AS ?x) }}", {name: thing})
        assert rows == [{name: thing}]


def test_query_sees_the_description_of_the_dataset(opened: statementgraph.Root) -> None:
    query = "ASK { ?dataset a <http://www.w3.org/ns/dcat#Dataset> }"
    assert opened.query(query).read() == b"true"


@pytest.mark.parametrize(
    ("query", "form", "type_"),
    [
        (VALUES, None, "text/csv"),
        (VALUES, "json", "application/sparql-results+json"),
        ("DESCRIBE <urn:x>", None, "text/turtle"),
        ("DESCRIBE <urn:x>", "jsonld", "application/ld+json"),
    ],
)
def test_query_is_written_as_asked(
    opened: statementgraph.Root, query: str, form: str | None, type_: str
) -> None:
    assert opened.query(query, form).format.media_type == type_


@pytest.mark.parametrize(
    ("query", "form", "error"),
    [
        ("SELECT * {", None, QuerySyntaxError),
        ("", None, QuerySyntaxError),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", None, ForbiddenError),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { } }", None, ForbiddenError),
        ("ASK {}", "turtle", NotAcceptableError),
        ("ASK {}", "nonsense", NotAcceptableError),
    ],
)
def test_query_is_refused_with_its_reason(
    opened: statementgraph.Root, query: str, form: str | None, error: type[RequestError]
) -> None:
    with pytest.raises(error):
        opened.query(query, form)


@pytest.mark.parametrize("query", ["ASK {}", "DESCRIBE <urn:x>"])
def test_select_takes_no_other_form(opened: statementgraph.Root, query: str) -> None:
    with pytest.raises(RequestError, match="no SELECT"):
        opened.select(query)
