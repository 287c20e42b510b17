"""`statementgraph fmt`: canonical Turtle."""

import os
from pathlib import Path

import click

from statementgraph.cli.paths import shown
from statementgraph.corpus.files import write_atomically
from statementgraph.corpus.turtle import Formatted, format_file, turtle_files
from statementgraph.errors import StatementGraphError
from statementgraph.settings import Settings

_FOLDERS = ("data", "ontology", "shapes")


@click.command(short_help="Write Turtle files in their canonical form.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option("--root", type=click.Path(path_type=Path), help="The folder that holds data/.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], check: bool, root: Path | None) -> None:
    """Write Turtle files in their canonical form.

    PATHS are files, or folders with *.ttl files below them; without any, the
    data, ontology and shapes folders of the root. The graph, relative IRIs and
    the comments above subjects are kept; a file with comments elsewhere is left
    as it is. Names of files that changed go to standard output.
    """
    worst, seen, changed = 0, 0, 0
    for path in turtle_files(paths or _defaults(root)):
        seen += 1
        try:
            result = format_file(path)
            if result.changed:
                changed += 1
                _report(result, check)
        except StatementGraphError as error:
            click.echo(f"Error: {error}", err=True)
            worst = max(worst, error.exit_code)
    state = "would change" if check else "changed"
    click.echo(f"{seen} files, {changed} {state}.", err=True)
    ctx.exit(max(worst, 1 if check and changed else 0))


def _report(result: Formatted, check: bool) -> None:
    if not check:
        write_atomically(result.path, result.after)
    click.echo(str(result.path))


def _defaults(root: Path | None) -> list[Path]:
    settings = Settings.from_environ(os.environ, root=root)
    folders = [settings.root / name for name in _FOLDERS]
    return [shown(folder) for folder in folders if folder.is_dir()]
