"""A small site over the fictional statement, for tests of the web."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from statementgraph.app import create_app
from statementgraph.corpus.loader import load_corpus
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.release import search_index
from statementgraph.settings import Settings
from statementgraph.sparql import LocalEngine, from_quads
from tests.paths import EASTWICK

SLUG = "2001-03-04-northmarsh"


@dataclass
class FakeRelease:
    """A release that has only what a test gives it."""

    path: Path
    id: str = "0123456789ab"
    meta: dict[str, object] = field(default_factory=dict)
    dumps: dict[str, Path] = field(default_factory=dict)


def site_over(engine: LocalEngine, path: Path, **settings: object) -> FlaskClient:
    """Build the application over an engine and return a client of it."""
    app = create_app(Settings(**settings), engine, FakeRelease(path))  # type: ignore[arg-type]
    return app.test_client()


@pytest.fixture(scope="session")
def eastwick() -> LocalEngine:
    return from_quads(load_corpus(EASTWICK, DEFAULT_BASE).quads, release="0123456789ab")


@pytest.fixture(scope="session")
def index() -> bytes:
    return search_index.index(load_corpus(EASTWICK, DEFAULT_BASE).quads, DEFAULT_BASE)


@pytest.fixture
def client(eastwick: LocalEngine, index: bytes, tmp_path: Path) -> Iterator[FlaskClient]:
    (tmp_path / search_index.INDEX).write_bytes(index)
    with site_over(eastwick, tmp_path) as found:
        yield found
