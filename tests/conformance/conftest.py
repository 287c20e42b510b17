"""One run of the servers for all tests of the suites; without the suites, nothing to run."""

from collections.abc import Iterator

import pytest

from tests.conformance import manifests
from tests.conformance.endpoints import Served
from tests.conformance.manifests import Case

ROOT = manifests.folder()
REASON = f"needs a copy of the W3C's suites (w3c/rdf-tests): set {manifests.VARIABLE}"
CASES: list[Case] = manifests.cases(ROOT) if ROOT else []


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    found = Served(CASES)
    yield found
    found.stop()
