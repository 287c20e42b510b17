"""`statementgraph query`: ask the data without a server."""

import os
import sys
from pathlib import Path

import click

import statementgraph
from statementgraph.api import QUERY_FORMATS, open_root, query_format
from statementgraph.corpus.loader import load_rdf
from statementgraph.errors import CannotReadError
from statementgraph.settings import Settings
from statementgraph.sparql import QueryRequest, QueryResult, from_quads

_NAMED = Path(statementgraph.__file__).parent / "queries"


@click.command(short_help="Ask a SPARQL query without a server.")
@click.argument("query")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(QUERY_FORMATS)),
    help="How to write the answer.  [default: csv for rows, turtle for graphs]",
)
@click.option("--root", type=click.Path(path_type=Path), help="The folder that holds data/.")
@click.option("--base", help="The IRI that relative IRIs are read against.")
@click.option("--rdf", multiple=True, metavar="FILE[=GRAPHIRI]", help="Ask these RDF files.")
@click.option(
    "--union-default-graph",
    is_flag=True,
    default=None,
    help="With --rdf: let the default graph be the union of all graphs.",
)
def command(
    query: str, form: str | None, root: Path | None, rdf: tuple[str, ...], **options: object
) -> None:
    """Ask QUERY and print the answer.

    QUERY is a file, `-` for standard input, or the name of a query that comes
    with the package, such as `figures`. The default graph is the union of all
    graphs, as on the server; with --rdf it is what the files put there.

    Exit code 0: answered. 2: the query or the data cannot be used.
    """
    settings = Settings.from_environ(os.environ, root=root, rdf=rdf or None, **options)
    text = _read(query)
    result = _of_files(settings, text, form) if settings.plain else _of_root(settings, text, form)
    for chunk in result.chunks:
        sys.stdout.buffer.write(chunk)


def _of_root(settings: Settings, text: str, form: str | None) -> QueryResult:
    return open_root(settings.root, base=settings.base).query(text, form)


def _of_files(settings: Settings, text: str, form: str | None) -> QueryResult:
    """Ask what `serve --rdf` with these settings would answer from."""
    engine = from_quads(load_rdf(settings.rdf), "local", union=settings.union)
    key = query_format(text, form)
    return engine.run(QueryRequest(text, key, union=settings.union, base=settings.base))


def _read(query: str) -> str:
    """Read the text of a query. Raises CannotReadError."""
    named = _NAMED / f"{query}.rq"
    path = named if "/" not in query and not Path(query).exists() and named.is_file() else None
    try:
        data = sys.stdin.buffer.read() if query == "-" else (path or Path(query)).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotReadError(f"{query} is not text in UTF-8.", hint="Save it as UTF-8.") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = f"Named queries are in {_NAMED}."
        raise CannotReadError(f"Cannot read {query}: {reason}.", hint=hint) from None
