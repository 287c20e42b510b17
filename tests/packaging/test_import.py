"""`import statementgraph` loads nothing; `python -m statementgraph` is the command."""

import subprocess
import sys

import pytest

import statementgraph
from tests.paths import CHECKOUT


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, timeout=60
    )


def test_import_loads_only_the_version() -> None:
    script = (
        "import sys, statementgraph;"
        "print(*(m for m in sys.modules if m.startswith('statementgraph')))"
    )
    assert set(run("-c", script).stdout.split()) == {"statementgraph", "statementgraph.version"}


def test_dir_and_star_import_name_the_api() -> None:
    assert set(statementgraph.__all__) <= set(dir(statementgraph))
    done = run("-c", "from statementgraph import *; print(open_root.__module__, Root.__name__)")
    assert done.stdout == "statementgraph.api Root\n"


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = statementgraph.no_such_name  # type: ignore[attr-defined]


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--nonsense"]])
def test_module_answers_like_the_command(arguments: list[str]) -> None:
    program = "from statementgraph.cli import main; main(prog_name='python -m statementgraph')"
    module, command = run("-m", "statementgraph", *arguments), run("-c", program, *arguments)
    assert (module.returncode, module.stdout, module.stderr) == (
        command.returncode,
        command.stdout,
        command.stderr,
    )


def test_package_says_it_has_types() -> None:
    assert (CHECKOUT / "server/statementgraph/py.typed").is_file()
