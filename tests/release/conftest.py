import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.corpus.model import Corpus
from statementgraph.rdf import DEFAULT_BASE
from tests.corpus.eastwick import FIXTURE
from tests.paths import CHECKOUT

ROOT = CHECKOUT


@pytest.fixture(scope="session")
def eastwick() -> Corpus:
    return load_corpus(FIXTURE, DEFAULT_BASE)


@pytest.fixture(scope="session")
def published() -> Corpus:
    return load_corpus(ROOT, DEFAULT_BASE)
