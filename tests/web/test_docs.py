"""docs/http.md and the application say the same."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from statementgraph import errors
from statementgraph.errors import RequestError, StatementGraphError, UnavailableError
from statementgraph.features.things import alternate_formats
from statementgraph.features.things.profiles import FORMAT_KEYS, SUMMARIES, Profile
from statementgraph.rdf import FORMATS
from statementgraph.sandbox import protocol
from statementgraph.web.metrics import Metrics
from tests.paths import CHECKOUT

DOCS = (CHECKOUT / "docs" / "http.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """Read the first table below a heading, without its head."""
    section = DOCS.partition(f"\n{heading}\n")[2]
    lines = section.partition("\n|")[2].splitlines()
    table = []
    for line in lines[2:]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return table


def test_every_route_is_documented_and_every_documented_route_exists(client: FlaskClient) -> None:
    documented = {cells[0].strip("`"): set(cells[1].split()) for cells in rows("## All addresses")}
    routes: dict[str, set[str]] = {}
    for rule in client.application.url_map.iter_rules():
        routes.setdefault(rule.rule, set()).update(set(rule.methods or ()) - {"HEAD", "OPTIONS"})
    assert documented == routes


def test_the_table_of_suffixes(client: FlaskClient) -> None:
    table = {
        cells[0].strip("`."): cells[1].strip("`") for cells in rows("## Things and their addresses")
    }
    assert set(table) == {"html", *FORMAT_KEYS[Profile.CLAIMS], *alternate_formats.KEYS}
    for key, media_type in table.items():
        assert FORMATS[key].media_type == media_type
        answer = client.get(f"/place/eastwick.{key}")
        assert answer.headers["Content-Type"].startswith(media_type)


def test_the_table_of_profiles() -> None:
    table = {
        cells[0].strip("`"): cells[2] for cells in rows("### How much a document holds: profiles")
    }
    assert list(table) == list(SUMMARIES)
    labels = {"ttl": "Turtle", "nt": "N-Triples", "nq": "N-Quads", "trig": "TriG"}
    for name in ("nanopub", "rdf12"):
        keys = FORMAT_KEYS[Profile(name)]
        assert set(table[name].split(", ")) == {labels[k] for k in keys}


def test_the_table_of_errors() -> None:
    documented = {int(s) for cells in rows("## Errors") for s in re.findall(r"\d{3}", cells[0])}
    raised: set[int] = set()
    waiting: list[type[StatementGraphError]] = [RequestError, UnavailableError]
    while waiting:
        error = waiting.pop()
        raised.add(error.status)
        waiting += error.__subclasses__()
    # Conditions are answered around the application, where nothing is raised.
    assert documented == raised | {412}


@pytest.mark.parametrize("word", ["TODO", "FIXME", "the fact that"])
def test_the_page_is_finished(word: str) -> None:
    assert word not in DOCS


def test_the_table_of_metrics(client: FlaskClient) -> None:
    metrics = Metrics()
    metrics.request("/", "GET", 200)
    metrics.refused("rate")
    metrics.cut("time")
    text = metrics.text("x").decode()
    found = set(re.findall(r"^# HELP (\S+)", text, re.MULTILINE))
    documented = {cells[0].strip("`") for cells in rows("## For those who run it")}
    assert documented == {name for name in found if not name.endswith("_created")}


def test_every_reason_of_a_refusal_is_documented() -> None:
    section = DOCS.partition("\nReasons are")[2].partition("\n\n")[0]
    documented = set(re.findall(r"`(\w+)`", section))
    sources = Path(errors.__file__).parents[1].rglob("*.py")
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    used = set(re.findall(r'\breason\b[^=\n]*= ?"(\w+)"', text))
    used |= {protocol.TIME, protocol.MEMORY, protocol.KILLED}
    assert used <= documented
    assert {"rate", "busy", "syntax", "depth", "defect"} <= used
