"""docs/python.md: its examples run, and it names all there is."""

import doctest
import inspect
from pathlib import Path

import pytest

import statementgraph
from statementgraph import api, errors
from tests.paths import CHECKOUT

PAGE = CHECKOUT / "docs/python.md"


def test_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STATEMENTGRAPH_CACHE", str(tmp_path / "cache"))
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0


def test_every_name_and_method_is_documented() -> None:
    text = PAGE.read_text(encoding="utf-8")
    methods = [name for name, _ in inspect.getmembers(api.Root, inspect.isfunction)]
    names = {*statementgraph.__all__, *(f"root.{m}(" for m in methods)} - {"__version__"}
    assert [name for name in names if name not in text and "._" not in name] == []


def test_every_format_is_documented() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in api.QUERY_FORMATS if f"`{name}`" not in text] == []


def test_every_error_in_the_table_exists() -> None:
    rows = [r for r in PAGE.read_text(encoding="utf-8").splitlines() if r.startswith("| `")]
    names = [row.split("`")[1] for row in rows]
    assert names
    assert all(issubclass(getattr(errors, n), errors.StatementGraphError) for n in names)
