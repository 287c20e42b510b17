from pathlib import Path

import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.corpus.model import Corpus
from statementgraph.rdf import DEFAULT_BASE
from tests.corpus.eastwick import FIXTURE

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def eastwick() -> Corpus:
    return load_corpus(FIXTURE, DEFAULT_BASE)


@pytest.fixture(scope="session")
def published() -> Corpus:
    return load_corpus(ROOT, DEFAULT_BASE)
