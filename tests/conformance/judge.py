"""Decides whether an answer passes a test of the suites."""

from tests.conformance import results
from tests.conformance.endpoints import Refused
from tests.conformance.manifests import NEGATIVE, POSITIVE, Case
from tests.conformance.results import Result


def fault(case: Case, found: Result | Refused) -> str:
    """Say why `found` fails `case`; "" where it passes."""
    if case.kind in POSITIVE | NEGATIVE:
        # A query may be SPARQL and yet not be answered: it calls a function that is not there.
        refused = isinstance(found, Refused) and found.syntax
        return "" if refused is (case.kind in NEGATIVE) else f"taken the wrong way: {found}"
    if isinstance(found, Refused):
        return f"refused: {found.detail}"
    assert case.result
    return results.differs(results.expected(case.result), found, lax=case.lax)
