import os
import signal
import subprocess
import sys
import types

import click
import pytest
from click.testing import CliRunner, Result

from statementgraph import __version__, cli
from statementgraph.errors import CannotReadError, InvalidDataError

PROGRAM = [
    sys.executable,
    "-c",
    "from statementgraph.cli import main; main(prog_name='statementgraph')",
]


def run(*args: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    env = {"PATH": os.environ["PATH"], **environ}
    return subprocess.run(
        [*PROGRAM, *args], capture_output=True, text=True, check=False, env=env, timeout=60
    )


@pytest.fixture
def act(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Add a command `act` that does what the list says: raise, or print."""
    steps: list[object] = []
    module = types.ModuleType("tests.cli.made_up")

    @click.command()
    def command() -> None:
        for step in steps:
            if isinstance(step, BaseException):
                raise step
            click.echo(step)

    module.command = command  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(cli.COMMANDS, "act", (module.__name__, "Do as told."))
    return steps


def invoke(*args: str) -> Result:
    return CliRunner().invoke(cli.main, args)


def test_help_names_every_command_without_loading_one() -> None:
    script = (
        "import sys; from click.testing import CliRunner; from statementgraph import cli;"
        "out = CliRunner().invoke(cli.main, ['--help']).stdout;"
        "assert all(name in out and text in out for name, (_, text) in cli.COMMANDS.items()), out;"
        "assert not {'flask', 'pyoxigraph', 'rdflib', 'pyshacl'} & set(sys.modules), 'slow'"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_loads_and_has_help(name: str) -> None:
    result = invoke(name, "--help")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"Usage: main {name}")


def test_the_version() -> None:
    result = invoke("--version")
    assert (result.exit_code, result.stdout) == (0, f"statementgraph, version {__version__}\n")


@pytest.mark.parametrize("args", [["nonsense"], ["--nonsense"], ["fmt", "--nonsense"], ["anchor"]])
def test_a_wrong_call_exits_2_with_usage_on_standard_error(args: list[str]) -> None:
    result = invoke(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage:" in result.stderr


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            CannotReadError("It is not there.", hint="Look again."),
            2,
            "Error: It is not there. Look again.\n",
        ),
        (InvalidDataError("One line.\nAnother."), 1, "Error: One line. Another.\n"),
        (
            PermissionError(13, "Permission denied", "a.ttl"),
            2,
            "Error: The system refused a.ttl: Permission denied.\n",
        ),
    ],
)
def test_errors_are_one_line_on_standard_error(
    error: Exception, code: int, said: str, act: list[object]
) -> None:
    act.extend(["before", error])
    result = invoke("act")
    assert (result.exit_code, result.stdout, result.stderr) == (code, "before\n", said)


def test_a_defect_is_called_one_and_shows_no_traceback(act: list[object]) -> None:
    act.append(ZeroDivisionError("division by zero"))
    result = invoke("act")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "Error: This is a defect in statementgraph (ZeroDivisionError: division"
    )
    assert result.stderr.count("\n") == 1


def test_with_debug_a_defect_shows_its_traceback(act: list[object]) -> None:
    act.append(ZeroDivisionError("division by zero"))
    for result in (
        invoke("--debug", "act"),
        CliRunner().invoke(cli.main, ["act"], env={"STATEMENTGRAPH_DEBUG": "1"}),
    ):
        assert isinstance(result.exception, ZeroDivisionError)


def test_an_interrupt_is_quiet(act: list[object]) -> None:
    act.append(KeyboardInterrupt())
    result = invoke("act")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")


def test_ctrl_c_in_a_real_process_is_quiet() -> None:
    script = (
        "import signal, sys, time, types, click; from statementgraph import cli\n"
        # A run in the background of a shell ignores this signal, and so would its children.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "m = types.ModuleType('waiting')\n"
        "@click.command()\n"
        "def command():\n"
        "    click.echo('ready'); sys.stdout.flush(); time.sleep(60)\n"
        "m.command = command; sys.modules['waiting'] = m\n"
        "cli.COMMANDS['wait'] = ('waiting', ''); cli.main(['wait'])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, "")


def test_a_reader_that_goes_away_is_no_error() -> None:
    script = (
        "import sys, types, click; from statementgraph import cli\n"
        "m = types.ModuleType('talking')\n"
        "@click.command()\n"
        "def command():\n"
        "    for _ in range(100000): click.echo('word ' * 20)\n"
        "m.command = command; sys.modules['talking'] = m\n"
        "cli.COMMANDS['talk'] = ('talking', ''); cli.main(['talk'])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        errors = process.stderr.read()
    assert (process.returncode, errors) == (141, b"")


def test_a_base_without_a_scheme_is_one_clear_sentence() -> None:
    done = run("anchor", "any", STATEMENTGRAPH_BASE="data.example/")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Error: The base IRI is not an absolute http or https IRI.")
    assert done.stderr.count("\n") == 1
