"""`statementgraph serve`: the main job."""

import os
from pathlib import Path

import click

from statementgraph.settings import Settings
from statementgraph.supervisor import AppFactory, Supervisor


@click.command(short_help="Check the data and serve it.")
@click.argument("paths", metavar="[ROOT]", nargs=-1)
@click.option("--root", type=click.Path(path_type=Path), help="The folder that holds data/.")
@click.option("--base", help="The IRI that every minted IRI starts with; ends with a slash.")
@click.option("--host", help="The address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=int, help="The port; 0 takes a free one.  [default: 8000]")
@click.option("--workers", type=int, help="Processes that answer queries.")
@click.option(
    "--rdf",
    multiple=True,
    metavar="FILE[=GRAPHIRI]...",
    help="Serve these RDF files as they are, without the statement checks.",
)
@click.option(
    "--union-default-graph",
    is_flag=True,
    default=None,
    help="With --rdf: let the default graph be the union of all graphs.",
)
def command(
    paths: tuple[str, ...], root: Path | None, rdf: tuple[str, ...], **options: object
) -> None:
    """Check the data in ROOT, build a release and serve it until stopped.

    The data is checked and loaded again when a file changes, or on SIGHUP. Data
    with a finding is not served: what was served before stays.

    Exit code 0: stopped. 1: the data has findings. 2: something cannot be used.
    """
    if rdf:
        rdf += paths
    elif len(paths) > 1 or (paths and root):
        raise click.UsageError("Give one ROOT; for RDF files as they are, use --rdf.")
    elif paths:
        root = Path(paths[0])
    settings = Settings.from_environ(os.environ, root=root, rdf=rdf or None, **options)
    supervisor = Supervisor(settings, lambda text: click.echo(text, err=True), _load_app)

    def ready(url: str, release: str) -> None:
        click.echo(f"Serving release {release} at {url}  (Ctrl-C stops)", err=True)

    click.get_current_context().exit(supervisor.run(ready))


def _load_app() -> AppFactory:
    # Here: its library for counters looks at the environment when it is imported.
    from statementgraph.app import create_app  # noqa: PLC0415

    return create_app
