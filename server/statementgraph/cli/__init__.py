"""The command line: `statementgraph COMMAND`.

Exit codes are those of docs/cli.md: 0 it holds, 1 the data breaks a rule, 2 it
cannot be read or the call was wrong, 130 stopped by the user. Results go to
standard output, messages to standard error; an error is one sentence and a way out.
"""

import importlib
import sys
from typing import NoReturn

import click

from statementgraph.errors import StatementGraphError
from statementgraph.version import __version__

# Name -> (module, what it does). A module is imported only when its command is used.
COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("statementgraph.cli.serve", "Check the data and serve it over HTTP."),
    "check": ("statementgraph.cli.check", "Check the data; one line for each finding."),
    "anchor": ("statementgraph.cli.anchor", "Compute where the quotes of a statement stand."),
    "review": ("statementgraph.cli.review", "Compare the two readings of a statement."),
    "query": ("statementgraph.cli.query", "Answer a SPARQL query without a server."),
    "get": ("statementgraph.cli.get", "Print what the server would answer for an address."),
    "fmt": ("statementgraph.cli.fmt", "Write Turtle files in their canonical form."),
}
INTERRUPTED = 130
BROKEN_PIPE = 141


class Commands(click.Group):
    """A group that loads commands on demand and turns every error into one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command: the object `command` of its module."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command = module.command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; end with the exit code that its error stands for."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (click.exceptions.Exit, click.ClickException):
            raise
        except (KeyboardInterrupt, click.Abort):
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            ctx.exit(BROKEN_PIPE)
        except StatementGraphError as error:
            _fail(ctx, str(error), error.exit_code)
        except OSError as error:
            name = f" {error.filename}" if error.filename else ""
            _fail(ctx, f"The system refused{name}: {error.strerror or error}.", 2)
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            _fail(ctx, _defect(error), 2)
        return result


def _fail(ctx: click.Context, message: str, code: int) -> NoReturn:
    click.echo(f"Error: {' '.join(message.split())}", err=True)
    ctx.exit(code)


def _defect(error: Exception) -> str:
    said = f"{type(error).__name__}: {error}".rstrip(": .")
    return (
        f"This is a defect in statementgraph ({said})."
        " Please report it; STATEMENTGRAPH_DEBUG=1 shows where it happened."
    )


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="statementgraph")
@click.option("--debug", is_flag=True, envvar="STATEMENTGRAPH_DEBUG", help="Show tracebacks.")
def main(debug: bool) -> None:
    """Publish public statements as an attributed, verifiable knowledge graph.

    Every command uses the data in the current checkout, or the data that came
    with the package; --root names another folder.
    """
