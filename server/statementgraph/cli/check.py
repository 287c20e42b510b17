"""`statementgraph check`: all rules over a root folder, one line for each finding."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from statementgraph.api import open_root
from statementgraph.corpus.model import Corpus
from statementgraph.corpus.source import UnreadableError
from statementgraph.settings import Settings
from statementgraph.validation import Report
from statementgraph.validation.report import FORMATS


@click.command(short_help="Check the data; one line for each finding.")
@click.argument("root", required=False, type=click.Path(path_type=Path))
@click.option("--base", help="The IRI that the data's relative IRIs are read against.")
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default="text",
    show_default=True,
    help="How findings are written: lines, JSON, a SHACL report, GitHub annotations.",
)
@click.option(
    "--engine",
    type=click.Choice(["sets", "pyshacl"]),
    default="sets",
    show_default=True,
    help="What runs SPARQL constraints: one query each, or pySHACL node by node (slow).",
)
@click.option("--timings", is_flag=True, help="Say on standard error what the time went on.")
def command(root: Path | None, base: str | None, form: str, engine: str, timings: bool) -> None:
    """Check the data in ROOT; write one line for each finding.

    Parses every file, compares hashes and quotes with the texts, runs the
    shapes, holds figures against their words, looks for sentences that nothing
    was read from, and compares with the register of issued IRIs.

    Exit code 0: everything holds. 1: something is wrong. 2: it cannot be read.
    """
    ctx = click.get_current_context()
    settings = Settings.from_environ(os.environ, root=root, base=base)
    start = time.perf_counter()
    try:
        data = open_root(settings.root, base=settings.base)
    except UnreadableError as error:
        _write(Report(settings.base, error.findings), form)
        count = len(error.findings)
        click.echo(f"{count} file{_s(count)} cannot be read; nothing was checked.", err=True)
        ctx.exit(2)
    loaded = time.perf_counter() - start
    report = data.check(engine, _progress())
    _write(report, form)
    if timings:
        _say_timings({"load": loaded, **report.timings})
    click.echo(_summary(report, data.corpus, time.perf_counter() - start), err=True)
    ctx.exit(0 if report.conforms else 1)


def _write(report: Report, form: str) -> None:
    click.echo(FORMATS[form](report), nl=False)


def _summary(report: Report, corpus: Corpus, seconds: float) -> str:
    statements, count = len(corpus.statements), len(report.findings)
    outcome = f"{count} finding{_s(count)}" if count else "everything holds"
    return (
        f"{statements} statement{_s(statements)}, {len(corpus.quads)} triples checked"
        f" in {seconds:.1f} s: {outcome}."
    )


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _say_timings(timings: dict[str, float]) -> None:
    for name, seconds in timings.items():
        click.echo(f"{seconds:8.3f} s  {name}", err=True)


def _progress() -> Callable[[str], None]:
    """Show the step that runs on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda step: click.echo(f"\r\x1b[K{step}…\r", nl=False, err=True)
