"""`statementgraph anchor SLUG`: from exact quotes to selectors."""

import os
from pathlib import Path

import click

from statementgraph.cli.paths import shown
from statementgraph.corpus.anchoring import AnchorResult, anchor
from statementgraph.settings import Settings


@click.command(short_help="Compute where the quotes of a statement stand.")
@click.argument("slug")
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    help="The folder that holds data/.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would change.")
@click.pass_context
def command(ctx: click.Context, slug: str, root: Path | None, check: bool) -> None:
    """Compute where the quotes of the statement SLUG stand in its text.

    Reads the exact words in content.ttl, reading.ttl and the shared files, and
    writes provenance.ttl with both selectors of each quote. Freezes a new text by
    its sha256, and refuses one whose bytes have changed. New IRIs are added to
    data/issued-iris.txt.
    """
    settings = Settings.from_environ(os.environ, root=root)
    result = anchor(settings.root, slug, settings.base, write=not check)
    for finding in result.findings:
        click.echo(str(finding))
    if result.findings:
        count = len(result.findings)
        click.echo(
            f"Nothing was written: {count} problem{'s' if count > 1 else ''} to mend first.",
            err=True,
        )
        ctx.exit(1)
    click.echo(_done(result, check), err=True)
    if check and (result.changed or result.issued):
        ctx.exit(1)


def _done(result: AnchorResult, check: bool) -> str:
    would = "would be " if check else ""
    state = f"{would}written" if result.changed else "up to date"
    issued = f"; {len(result.issued)} IRIs {would}registered" if result.issued else ""
    return f"{shown(result.path)}: {result.quotes} quotes, {state}{issued}."
