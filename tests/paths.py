"""Where the checkout, the fixtures and what one run of the tests keeps are."""

from pathlib import Path

TESTS = Path(__file__).resolve().parent
CHECKOUT = TESTS.parent
FIXTURES = TESTS / "fixtures"
EASTWICK = FIXTURES / "eastwick"
PIER = FIXTURES / "pier"
ISLES = FIXTURES / "isles"
# Names the folder where the servers of one run keep their releases: one builds for the next.
RELEASES = "STATEMENTGRAPH_TEST_RELEASES"
