"""`statementgraph review SLUG`: two readings of a statement, side by side."""

import os
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import click

from statementgraph.api import open_root
from statementgraph.corpus import second_readings
from statementgraph.corpus.model import Corpus, Statement
from statementgraph.errors import CannotReadError
from statementgraph.review.comparison import FILES, Comparison, described
from statementgraph.review.measures import Measure
from statementgraph.review.record import summary
from statementgraph.settings import Settings


@click.command(short_help="Compare the two readings of a statement.")
@click.argument("slug")
@click.option("--root", type=click.Path(path_type=Path), help="The folder that holds data/.")
@click.option("--sentences", is_flag=True, help="List the sentences with their numbers instead.")
@click.pass_context
def command(ctx: click.Context, slug: str, root: Path | None, sentences: bool) -> None:
    """Compare the first reading of the statement SLUG with that in its review.csv.

    Prints how far the two agreed before discussion, and each difference with its
    decision. A second reader needs --sentences: the text, with its sentences numbered.

    Exit code 0: every difference is decided, or there is no second reading. 1: something
    is to be decided or mended. 2: it cannot be read.
    """
    settings = Settings.from_environ(os.environ, root=root)
    corpus = open_root(settings.root, base=settings.base).corpus
    statement = _statement(corpus, slug)
    data = described(corpus.quads)
    source = second_readings.source_of(statement, data)
    if sentences and source:
        for number, span in enumerate(source.sentences, start=1):
            click.echo(f"{number}\t{' '.join(span.of(source.text).split())}")
        return
    compared = second_readings.compare(statement, data)
    if compared is None:
        click.echo(f"{slug}: read by one. A second reading goes into {FILES[0]}.")
        return
    for line in report(compared):
        click.echo(line)
    ctx.exit(0 if compared.holds else 1)


def _statement(corpus: Corpus, slug: str) -> Statement:
    statement = corpus.statement(slug)
    if statement is None:
        known = ", ".join(s.slug for s in corpus.statements) or "none yet"
        raise CannotReadError(f"There is no statement “{slug}”.", hint=f"There is: {known}.")
    return statement


def report(compared: Comparison) -> Iterator[str]:
    """Write a comparison as lines of text: what is wrong, the figures, the differences."""
    if compared.faults:
        for name, fault in compared.faults:
            place = f"{name}:{fault.line}" if fault.line else name
            yield f"{place}: {fault.message} How to mend: {fault.mend}"
        return
    yield f"{summary(compared)} Second reader: {', '.join(compared.second.readers)}."
    yield ""
    yield from _table(_HEAD, [_row(measure) for measure in compared.measures])
    if compared.differences:
        yield ""
        yield from _table(
            ("utterance", "field", "first", "second", "decision"),
            [
                (d.name, d.field, d.first, d.second, d.decision.decision if d.decision else "?")
                for d in compared.differences
            ],
        )
    yield ""
    yield f"{len(compared.differences)} differences, {len(compared.undecided)} not decided."


_HEAD = ("agreement before discussion", "measure", "value", "95 % interval", "of")


def _row(measure: Measure) -> tuple[str, ...]:
    value = "not defined" if measure.value is None else f"{measure.value:.3f}"
    ends = measure.interval
    shown = f"{ends[0]:.3f} to {ends[1]:.3f}" if ends else ""
    return measure.name, measure.method, value, shown, str(measure.count)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write rows in columns as wide as their longest cell."""
    every = [head, *rows]
    widths = [max(map(len, column)) for column in zip_longest(*every, fillvalue="")]
    for row in every:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
