"""Where the checkout and the fixtures are."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
FIXTURES = CHECKOUT / "tests" / "fixtures"
EASTWICK = FIXTURES / "eastwick"
PIER = FIXTURES / "pier"
