"""`statementgraph anchor SLUG`: from exact quotes to selectors."""

import os
from dataclasses import replace
from pathlib import Path

import click

from statementgraph.cli.paths import shown
from statementgraph.corpus.anchoring import AnchorResult, anchor, issue
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
    its sha256, and refuses one whose bytes have changed. Where the data holds, new
    IRIs are added to data/issued-iris.txt.
    """
    settings = Settings.from_environ(os.environ, root=root)
    result = anchor(settings.root, slug, settings.base, write=not check)
    for finding in result.findings:
        subject = finding.subject.removeprefix(settings.base)
        click.echo(str(replace(finding, subject=subject)))
    if result.findings:
        count = len(result.findings)
        click.echo(
            f"Nothing was written: {count} problem{'s' if count > 1 else ''} to mend first.",
            err=True,
        )
        ctx.exit(1)
    click.echo(_done(result, check), err=True)
    if check:
        ctx.exit(1 if result.changed or result.issued else 0)
    if result.issued:
        click.echo(_issue(settings, result), err=True)


def _issue(settings: Settings, result: AnchorResult) -> str:
    """Register the new IRIs if the data holds: an address that is registered stays for good."""
    # The validators take their time to load, and are needed only here.
    from statementgraph.api import open_root  # noqa: PLC0415

    findings = open_root(settings.root, base=settings.base).check().findings
    others = [f for f in findings if f.code != "register"]
    if others:
        count = f"{len(others)} finding{'s' if len(others) > 1 else ''}"
        return f"No new IRI is registered yet: `statementgraph check` has {count}."
    issue(settings.root, result.issued)
    return f"{len(result.issued)} new IRIs registered."


def _done(result: AnchorResult, check: bool) -> str:
    would = "would be " if check else ""
    state = f"{would}written" if result.changed else "up to date"
    new = f"; {len(result.issued)} IRIs are not registered" if would and result.issued else ""
    return f"{shown(result.path)}: {result.quotes} quotes, {state}{new}."
