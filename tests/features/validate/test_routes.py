"""`/validate` in process, without a validator."""

import pytest
from flask.testing import FlaskClient


def test_without_a_validator_it_is_not_available(client: FlaskClient) -> None:
    answer = client.post("/validate", data=b"<urn:a> <urn:b> 1 .", content_type="text/turtle")
    assert answer.status_code == 503
    assert answer.content_type == "application/problem+json"
    assert "not available here" in answer.get_json(force=True)["detail"]
    assert answer.headers["Retry-After"]


def test_the_form_is_there_for_browsers_only(client: FlaskClient) -> None:
    page = client.get("/validate", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert 'action="/validate?_mediatype=text/html"' in page.text
    assert client.get("/validate", headers={"Accept": "text/turtle"}).status_code == 406


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/json", "text/turtle; charset=utf-16", "multipart/form-data"],
)
def test_another_type_of_body_is_refused(client: FlaskClient, content_type: str) -> None:
    answer = client.post("/validate", data=b"x", content_type=content_type)
    assert answer.status_code == 415
    assert "application/ld+json" in answer.headers["Accept-Post"]


def test_a_packed_body_is_refused(client: FlaskClient) -> None:
    headers = {"Content-Type": "text/turtle", "Content-Encoding": "gzip"}
    assert client.post("/validate", data=b"x", headers=headers).status_code == 415


@pytest.mark.parametrize("body", [b"", b"data=x&format=pdf", b"format=ttl", b"data=%ff"])
def test_a_form_that_lacks_something(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/validate", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


def test_what_is_allowed(client: FlaskClient) -> None:
    assert client.options("/validate").headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert client.put("/validate").status_code == 405
