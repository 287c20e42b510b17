"""What the editor of the query page completes."""

import json
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from statementgraph.rdf import DEFAULT_BASE, NS, PREFIXES
from statementgraph.sparql import from_quads
from tests.conftest import site_over

TERMS = "/sparql/terms"


def asked(client: FlaskClient) -> Any:  # noqa: ANN401 - JSON is anything
    return json.loads(client.get(TERMS).data)


def test_terms_are_those_of_the_release(client: FlaskClient) -> None:
    assert client.get(TERMS).content_type == "application/json"
    found = asked(client)
    assert found["base"] == DEFAULT_BASE
    assert found["prefixes"] == PREFIXES
    assert found["whole"] is True
    assert [f"{NS}CountClaim", "claim with a figure", ""] in found["classes"]
    assert [f"{NS}value", "figure", ""] in found["properties"]
    assert [f"{DEFAULT_BASE}place/eastwick", "Eastwick", "place"] in found["things"]


def test_a_class_is_no_thing_and_each_stands_once(client: FlaskClient) -> None:
    found = asked(client)
    iris = [row[0] for kind in ("classes", "properties", "things") for row in found[kind]]
    assert len(iris) == len(set(iris)) > 50


def test_terms_change_only_with_the_release(client: FlaskClient) -> None:
    tag = client.get(TERMS).headers["ETag"]
    assert client.get(TERMS, headers={"If-None-Match": tag}).status_code == 304


def test_plain_rdf_has_its_own_terms(tmp_path: Path) -> None:
    engine = from_quads([], release="0123456789ab")
    with site_over(engine, tmp_path, rdf=("x.ttl",)) as client:
        found = asked(client)
    assert (found["classes"], found["things"]) == ([], [])
