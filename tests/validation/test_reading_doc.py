"""The reading guideline says of every code of the checks of words how to mend a finding."""

import re

from tests.paths import CHECKOUT

CHECKS = CHECKOUT / "server/statementgraph/validation/words"
PAGE = (CHECKOUT / "docs/reading.md").read_text(encoding="utf-8")


def test_every_code_of_the_checks_of_words_has_a_row() -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted(CHECKS.glob("*_check.py"))]
    code = re.compile(r"(?:finding|Finding)\([^()]*(?:\([^()]*\)[^()]*)*,\s*\"([a-z]+)\",?\s*\)")
    codes = {found for source in sources for found in code.findall(source)}
    assert {"label", "number", "skipped"} <= codes
    told = set(re.findall(r"^\| ([a-z]+) \| .+ \| .+ \|$", PAGE, re.MULTILINE))
    assert codes - told == set()
