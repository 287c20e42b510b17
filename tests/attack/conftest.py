"""Two real servers: one over the statement, one over hostile RDF."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attack.hostile import write_files
from tests.supervisor.server import Server, start

# Short limits, so that each attack is over soon; a test machine is one client, which asks a lot.
LIMITS = {
    "STATEMENTGRAPH_QUERY_SECONDS": "1.5",
    "STATEMENTGRAPH_RESULT_MIB": "16",
    "STATEMENTGRAPH_CLIENT_RATE": "0",
    "STATEMENTGRAPH_LOG_REQUESTS": "false",
    "STATEMENTGRAPH_WATCH_SECONDS": "0",
}


def leftovers(server: Server) -> list[str]:
    """Return the states of the server's processes that have ended and were not reaped."""
    found = []
    for pid in server.processes():
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state == "Z":
            found.append(f"{pid} {state}")
    return found


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def _ends_well(server: Server) -> None:
    assert server.get("/readyz").status == 200
    assert leftovers(server) == []
    pids = server.processes()
    assert server.stop() == 0
    assert alive(pids) == []
    assert "Traceback" not in server.log, server.log[-3000:]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The statement, as anyone would serve it."""
    found = start(wait=True, **LIMITS)
    yield found
    _ends_well(found)


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """RDF as it is: the graphs of the protocol's tests and data that means harm."""
    folder = tmp_path_factory.mktemp("hostile")
    files = [os.fspath(p) for p in write_files(folder)]
    found = start("--base", "https://data.example/", "--rdf", *files, wait=True, **LIMITS)
    yield found
    _ends_well(found)
