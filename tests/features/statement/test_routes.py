"""The page that says which sentences carry sayings."""

from pathlib import Path

from flask.testing import FlaskClient

from statementgraph.sparql import LocalEngine
from tests.conftest import site_over


def test_coverage_is_for_statements_only(
    client: FlaskClient, eastwick: LocalEngine, tmp_path: Path
) -> None:
    answer = client.get("/coverage")
    assert "10 of 16 sentences, titles and lines" in answer.text
    again = client.get("/coverage", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    with site_over(eastwick, tmp_path, rdf=("x.ttl",)) as plain:
        assert plain.get("/coverage").status_code == 404
