"""What all tests share: their marks, the size of the fuzz, and a small fictional site."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache

from statementgraph.app import create_app
from statementgraph.corpus.loader import load_corpus
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.release import search_index
from statementgraph.settings import Settings
from statementgraph.sparql import LocalEngine, from_quads
from tests.paths import EASTWICK, RELEASES, TESTS
from tests.supervisor.server import Server, start

SLUG = "2001-03-04-northmarsh"

# What the tests of each folder need; `make test` runs those that need none of it.
NEEDS = {
    "attack": ("server",),
    "browser": ("server", "browser"),
    "clients": ("server",),
    "conformance": ("server", "w3c"),
    "supervisor": ("server",),
}

settings.register_profile(
    "quick", deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", settings.get_profile("quick"), max_examples=200, print_blob=True)
settings.load_profile("quick")


def pytest_configure(config: pytest.Config) -> None:
    # The workers of pytest-xdist find the name that the first process made.
    if not hasattr(config, "workerinput"):
        os.environ[RELEASES] = tempfile.mkdtemp(prefix="statementgraph-test-releases-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(RELEASES), ignore_errors=True)


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for mark in NEEDS.get(item.path.relative_to(TESTS).parts[0], ()):
            item.add_marker(mark)


def need(program: str, missing: str) -> None:
    """Skip a test whose `program` is `missing`, which says why; in CI, where all are, fail it."""
    if missing and os.environ.get("CI"):
        pytest.fail(f"{program} must be there in CI. {missing}")
    if missing:
        pytest.skip(missing)


@pytest.fixture(scope="session")
def shared_server() -> Iterator[Callable[..., Server]]:
    """Start a server at first use and give the same one to all who ask for these settings."""
    started: dict[object, Server] = {}

    def shared(*arguments: str, **environ: str) -> Server:
        key = (arguments, *sorted(environ.items()))
        if key not in started:
            started[key] = start(*arguments, wait=True, **environ)
        return started[key]

    yield shared
    assert {server.stop() for server in started.values()} <= {0}


@dataclass
class FakeRelease:
    """A release that has only what a test gives it."""

    path: Path
    id: str = "0123456789ab"
    meta: dict[str, object] = field(default_factory=dict)
    dumps: dict[str, Path] = field(default_factory=dict)


def with_known_templates(app: Flask) -> Flask:
    """Let all applications of all test processes compile each template once."""
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache()
    return app


def site_over(engine: LocalEngine, path: Path, **values: object) -> FlaskClient:
    """Build the application over an engine and return a client of it."""
    app = create_app(Settings(**values), engine, FakeRelease(path))  # type: ignore[arg-type]
    return with_known_templates(app).test_client()


@pytest.fixture(scope="session")
def eastwick() -> LocalEngine:
    return from_quads(load_corpus(EASTWICK, DEFAULT_BASE).quads, release="0123456789ab")


@pytest.fixture(scope="session")
def index() -> bytes:
    return search_index.index(load_corpus(EASTWICK, DEFAULT_BASE).quads, DEFAULT_BASE)


@pytest.fixture(scope="session")
def client(
    eastwick: LocalEngine, index: bytes, tmp_path_factory: pytest.TempPathFactory
) -> FlaskClient:
    """One site for all tests that only ask; without a rate, as they are one client."""
    path = tmp_path_factory.mktemp("site")
    (path / search_index.INDEX).write_bytes(index)
    return site_over(eastwick, path, client_rate=0)
