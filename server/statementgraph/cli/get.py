"""`statementgraph get PATH`: what the server would answer, without a server."""

import json
import sys
from pathlib import Path
from urllib.parse import urldefrag

import click
from flask import Flask
from werkzeug.test import TestResponse

from statementgraph.api import Root, open_root
from statementgraph.app import create_app
from statementgraph.errors import CannotReadError

_REDIRECTS = {301, 302, 303, 307, 308}
_MOST = 5


@click.command(short_help="Print what the server would answer for an address.")
@click.argument("path")
@click.option("--accept", default="*/*", show_default=True, help="The Accept header to send.")
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    help="The folder that holds ontology/, shapes/ and data/.",
)
@click.option("--base", help="The IRI that the data is minted under.")
def command(path: str, accept: str, root: Path | None, base: str | None) -> None:
    """Print the body of the answer to GET PATH, byte for byte.

    PATH is an address on the server, such as /statement/2024-02-22-aliyeva.ttl,
    or a whole IRI under the base. Redirects are followed. The data is not
    checked first: `check` does that.
    """
    data = open_root(root, base=base)
    answer = fetch(offline(data), address(path, data.base), accept)
    if answer.status_code >= 400:
        raise CannotReadError(_reason(answer))
    sys.stdout.buffer.write(answer.data)


def address(path: str, base: str) -> str:
    """Turn what the user gave, an IRI or a path, into a path on the server."""
    path = urldefrag(path).url
    return "/" + (path.removeprefix(base)).lstrip("/")


def offline(root: Root) -> Flask:
    """Build the application over the data of a root, in this process."""
    return create_app(root.settings, root.engine, root.built)


def fetch(app: Flask, path: str, accept: str) -> TestResponse:
    """Ask the application as a client would, following redirects on this host."""
    client = app.test_client()
    for _ in range(_MOST):
        answer = client.get(path, headers={"Accept": accept})
        if answer.status_code not in _REDIRECTS:
            return answer
        path = answer.headers["Location"]
    raise CannotReadError("The address redirects without end.")


def _reason(answer: TestResponse) -> str:
    """Say why there is no answer, in one sentence."""
    text = f"The server answers {answer.status}."
    if answer.headers["Content-Type"] == "application/problem+json":
        problem = json.loads(answer.data)
        text += f" {problem['detail']} {problem.get('hint', '')}"
    return text.strip()
