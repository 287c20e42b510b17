"""Which tests run when: whoever starts a server is in a folder that says so, and the docs tell."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import NEEDS
from tests.paths import CHECKOUT, TESTS

MAKEFILE = (CHECKOUT / "Makefile").read_text()
GUIDE = (CHECKOUT / "CONTRIBUTING.md").read_text()
TARGETS = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[0].split()


def starts_servers(path: Path) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "tests.supervisor.server"
        and any(alias.name in {"start", "Server"} for alias in node.names)
        for node in ast.walk(ast.parse(path.read_text()))
    )


def test_whoever_starts_a_server_is_in_a_folder_that_needs_one() -> None:
    folders = {p.relative_to(TESTS).parts[0] for p in TESTS.glob("*/**/*.py") if starts_servers(p)}
    assert folders == {folder for folder, needs in NEEDS.items() if "server" in needs}


@pytest.mark.parametrize("target", TARGETS)
def test_the_guide_names_each_command(target: str) -> None:
    assert re.search(rf"`make [a-z ]*\b{target}\b", GUIDE), target


def test_the_guide_tells_how_to_run_one_file() -> None:
    named = re.findall(r"`make test FILE=(\S+)`", GUIDE)
    assert named
    assert all((CHECKOUT / path).is_file() for path in named)
