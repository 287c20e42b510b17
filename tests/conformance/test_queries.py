"""The W3C's suites for SPARQL queries, over HTTP, beside a bare pyoxigraph."""

import pytest

from tests.conformance.conftest import CASES, REASON, ROOT
from tests.conformance.endpoints import Refused, Served, ask_bare
from tests.conformance.judge import fault
from tests.conformance.known import FAILURES
from tests.conformance.manifests import Case

if ROOT is None:
    pytest.skip(REASON, allow_module_level=True)

pytestmark = pytest.mark.w3c

_ASKED = [case for case in CASES if not case.federated]


@pytest.mark.parametrize("case", [c for c in _ASKED if c.id not in FAILURES], ids=lambda c: c.id)
def test_our_server(served: Served, case: Case) -> None:
    assert fault(case, served.ask(case)) == ""


@pytest.mark.parametrize("case", [c for c in CASES if c.federated], ids=lambda c: c.id)
def test_federation_is_refused_and_not_misread(served: Served, case: Case) -> None:
    found = served.ask(case)
    assert isinstance(found, Refused)
    assert found.detail.startswith("403:")


@pytest.mark.parametrize("case", [c for c in _ASKED if c.id in FAILURES], ids=lambda c: c.id)
def test_what_we_fail_a_bare_pyoxigraph_fails_too(served: Served, case: Case) -> None:
    assert fault(case, ask_bare(case))
    assert fault(case, served.ask(case)), "It passes now: take it off the list in known.py."


def test_the_list_of_failures_names_tests() -> None:
    assert FAILURES.keys() <= {case.id for case in _ASKED}
