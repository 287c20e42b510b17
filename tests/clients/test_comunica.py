"""Comunica, another query engine, asks our endpoint and joins it with data of its own.

It is no part of this project: `npm install @comunica/query-sparql` anywhere, and name that
folder in `STATEMENTGRAPH_COMUNICA`.
"""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.supervisor.server import Server, start

VARIABLE = "STATEMENTGRAPH_COMUNICA"
FOLDER = Path(os.environ.get(VARIABLE, "")) / "node_modules" / ".bin"
COMMAND = shutil.which("comunica-sparql", path=f"{FOLDER}{os.pathsep}{os.environ.get('PATH', '')}")

pytestmark = pytest.mark.skipif(
    COMMAND is None, reason=f"needs Comunica (@comunica/query-sparql): set {VARIABLE}"
)

# Who stands on the pier, and in another file what each is called.
PIERS = """
<urn:x:pier> <urn:x:holds> <urn:x:gull>, <urn:x:heron> .
<urn:x:quay> <urn:x:holds> <urn:x:gull> .
"""
NAMES = '<urn:x:gull> <urn:x:name> "Gull"@en . <urn:x:heron> <urn:x:name> "Heron"@en .'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("piers") / "piers.ttl"
    path.write_text(PIERS)
    found = start("--rdf", str(path))
    yield found
    assert found.stop() == 0


class Names(BaseHTTPRequestHandler):
    """A web server with one document."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/turtle")
        self.end_headers()
        self.wfile.write(NAMES.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def names() -> Iterator[str]:
    """Serve the names as a document; return its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Names) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_port}/names.ttl"
        found.shutdown()


def run(query: str, *sources: str) -> list[dict[str, Any]]:
    """Have Comunica answer a query over sources; return the bindings."""
    assert COMMAND
    command = [COMMAND, *sources, "-q", query, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[dict[str, Any]] = json.loads(done.stdout)["results"]["bindings"]
    return found


def values(rows: list[dict[str, Any]], name: str) -> list[str]:
    return sorted(row[name]["value"] for row in rows)


@pytest.mark.parametrize("prefix", ["sparql@", ""], ids=["told", "by the service description"])
def test_it_knows_the_endpoint_for_one(server: Server, prefix: str) -> None:
    rows = run("SELECT ?b { <urn:x:pier> <urn:x:holds> ?b }", f"{prefix}{server.url}sparql")
    assert values(rows, "b") == ["urn:x:gull", "urn:x:heron"]


def test_it_joins_our_data_with_its_own(server: Server, names: str) -> None:
    query = "SELECT ?name { <urn:x:quay> <urn:x:holds> ?b . ?b <urn:x:name> ?name }"
    assert values(run(query, f"{server.url}sparql", names), "name") == ["Gull"]


def test_its_service_asks_ours(server: Server, names: str) -> None:
    query = f"""SELECT ?p ?name {{
      ?b <urn:x:name> ?name .
      SERVICE <{server.url}sparql> {{ ?p <urn:x:holds> ?b }}
    }}"""
    rows = run(query, names)
    assert values(rows, "name") == ["Gull", "Gull", "Heron"]
    assert values(rows, "p") == ["urn:x:pier", "urn:x:pier", "urn:x:quay"]
