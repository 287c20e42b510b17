"""The log line: what it says, and what cannot be found out from it."""

import json

import pytest

from statementgraph.web.log import Log


def test_hashes_of_one_run_can_be_compared_and_of_two_cannot() -> None:
    first, second = Log(b"one run", on=True), Log(b"another run", on=True)
    assert first.hash("ASK {}") == first.hash("ASK {}") != first.hash("ASK { }")
    assert first.hash("ASK {}") != second.hash("ASK {}")


def test_a_line_is_one_line_whatever_it_says(capfd: pytest.CaptureFixture[str]) -> None:
    Log(b"", on=True).line(route="/a\nb", status=200, query="", cut="")
    Log(b"", on=False).line(route="/quiet")
    (line,) = capfd.readouterr().err.splitlines()
    found = json.loads(line)
    assert found.pop("time").endswith("+00:00")
    assert found == {"route": "/a\nb", "status": 200}
