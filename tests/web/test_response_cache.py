"""Answers are sent again without being made again, and never for another release."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from statementgraph.app import create_app
from statementgraph.settings import Settings
from statementgraph.sparql import Gone, LocalEngine, QueryRequest, QueryResult
from statementgraph.web.response_cache import Entry, ResponseCache
from tests.conftest import SLUG, FakeRelease

SELECT = "SELECT * { ?s ?p ?o } LIMIT 20"
OLD, NEW = "0123456789ab", "ba9876543210"


@dataclass
class Pool:
    """An engine that counts queries and may answer from another release."""

    engine: LocalEngine
    release: str = OLD
    runs: int = 0
    after: list[str] = field(default_factory=list)

    def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:
        self.runs += 1
        if self.after:
            self.release = self.after.pop(0)
        found = self.engine.run(ask, gone)
        body = found.read()
        return QueryResult(found.form, found.format, iter((body,)), self.release, 0.001, body)


@dataclass
class Current(FakeRelease):
    """The release served now; `now` stays what it was when it was taken."""

    @property
    def now(self) -> FakeRelease:
        return FakeRelease(self.path, self.id)


@dataclass
class Site:
    pool: Pool
    release: FakeRelease
    client: FlaskClient

    def ask(self, query: str = SELECT, method: str = "GET", **headers: str) -> tuple[int, str, str]:
        path = f"/sparql?query={quote(query)}"
        answer = self.client.open(path, method=method, headers=headers)
        return answer.status_code, answer.headers.get("ETag", ""), answer.headers["X-Release"]


@pytest.fixture
def running(eastwick: LocalEngine, tmp_path: Path) -> Site:
    pool, release = Pool(eastwick), Current(tmp_path)
    return Site(pool, release, create_app(Settings(), pool, release).test_client())


def test_a_repeated_query_is_not_run_again(running: Site) -> None:
    first = running.ask()
    assert (running.ask(), running.ask(method="HEAD")) == (first, first)
    assert running.pool.runs == 1
    assert running.ask(Accept="text/csv")[1] != first[1]
    assert running.ask(**{"Accept-Encoding": "gzip"})[1] != first[1]
    assert running.pool.runs == 3
    assert running.ask(Accept="text/csv")[1] != first[1]
    assert running.pool.runs == 3


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (RAND() AS ?x) {}",
        "SELECT (now () AS ?x) {}",
        "SELECT (uuid # really\n() AS ?x) {}",
        "SELECT (StrUUID() AS ?x) {}",
        "SELECT (BNODE() AS ?x) {}",
        "CONSTRUCT { _:x <urn:p> 1 } WHERE {}",
        "CONSTRUCT { [] <urn:p> 1 } WHERE {}",
        "CONSTRUCT { <urn:x> <urn:p> (1 2) } WHERE {}",
    ],
)
def test_what_changes_each_time_is_run_each_time(running: Site, query: str) -> None:
    assert running.ask(query)[1] == ""
    running.ask(query)
    assert running.pool.runs == 2


def test_names_that_only_look_so_are_kept(running: Site) -> None:
    query = "PREFIX ex: <urn:x> SELECT ?now { ?now ex:rand ?uuid }"
    assert running.ask(query)[1]
    running.ask(query)
    assert running.pool.runs == 1


def test_a_post_is_run_each_time(running: Site) -> None:
    for _ in range(2):
        answer = running.client.post("/sparql", data={"query": SELECT})
        assert "ETag" not in answer.headers
    assert running.pool.runs == 2


def test_errors_are_not_kept(running: Site) -> None:
    for _ in range(2):
        answer = running.client.get("/sparql?query=SELECT")
        assert answer.status_code == 400
    assert running.pool.runs == 2


def test_nothing_is_kept_across_releases(running: Site) -> None:
    first = running.ask()
    running.release.id = running.pool.release = NEW
    second = running.ask()
    assert (second[2], running.pool.runs) == (NEW, 2)
    assert second[1] != first[1]


def test_an_answer_of_the_next_release_has_no_tag_of_this_one(running: Site) -> None:
    # The workers of the new release answer before it is published.
    running.pool.release = NEW
    assert running.ask() == (200, "", NEW)
    running.release.id = NEW
    tagged = running.ask()
    assert (bool(tagged[1]), tagged[2], running.pool.runs) == (True, NEW, 2)


def test_an_answer_of_the_last_release_has_no_tag_of_this_one(running: Site) -> None:
    running.release.id = NEW
    assert running.ask() == (200, "", OLD)
    running.pool.release = NEW
    assert running.ask()[1:] != ("", OLD)
    assert running.pool.runs == 2


@pytest.mark.parametrize("suffix", ["html", "ttl", "jsonld"])
def test_a_page_of_two_releases_is_not_kept(running: Site, suffix: str) -> None:
    path = f"/statement/{SLUG}.{suffix}"
    # The swap comes between two queries of one page.
    running.pool.after = [OLD, NEW]
    mixed = running.client.get(path)
    assert mixed.status_code == 200
    assert "ETag" not in mixed.headers
    assert "X-Release" not in mixed.headers
    assert mixed.headers["Cache-Control"] == "no-store"
    running.pool.release, runs = OLD, running.pool.runs
    assert running.client.get(path).headers["X-Release"] == OLD
    assert running.pool.runs == 2 * runs  # all of it is made anew
    running.release.id = running.pool.release = NEW
    whole = running.client.get(path)
    assert whole.headers["X-Release"] == NEW
    assert whole.headers["ETag"]
    runs = running.pool.runs
    assert running.client.get(path).data == whole.data
    assert running.pool.runs == runs


def test_a_request_keeps_the_release_it_began_with(
    running: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swap(ask: QueryRequest, gone: Gone | None = None) -> QueryResult:
        running.release.id = NEW
        return Pool.run(running.pool, ask, gone)

    monkeypatch.setattr(running.pool, "run", swap)
    before = running.client.get(f"/statement/{SLUG}.ttl")
    assert before.headers["X-Release"] == OLD
    monkeypatch.undo()
    running.pool.release = NEW
    after = running.client.get(f"/statement/{SLUG}.ttl")
    assert after.headers["X-Release"] == NEW
    assert after.headers["ETag"] != before.headers["ETag"]


def entry(body: bytes) -> Entry:
    return Entry([], (body,), "tag")


def environ(path: str, **more: str) -> dict[str, str]:
    return {"REQUEST_METHOD": "GET", "PATH_INFO": path, "wsgi.url_scheme": "http", **more}


def test_the_memory_of_kept_answers_is_bounded() -> None:
    cache = ResponseCache(1_000_000)
    for number in range(1000):
        cache.put(environ(f"/{number}"), "a", ["Accept"], entry(b"x" * 10_000))
    assert cache.get(environ("/0"), "a") is None
    assert cache.get(environ("/999"), "a")
    assert 900_000 < cache.held <= 1_000_000
    cache.put(environ("/large"), "a", [], entry(b"x" * 200_000))
    assert cache.get(environ("/large"), "a") is None
    assert cache.get(environ("/998"), "b") is None


def test_a_client_that_sends_ever_new_headers_fills_no_more_than_the_cache() -> None:
    cache = ResponseCache(100_000)
    for number in range(1000):
        many = environ("/", HTTP_ACCEPT=f"text/{number}")
        cache.put(many, "a", ["Accept"], entry(b"x"))
    assert cache.held <= 100_000
    assert cache.get(environ("/", HTTP_ACCEPT="text/999"), "a")
    assert cache.get(environ("/", HTTP_ACCEPT="text/0"), "a") is None


def test_answers_with_and_without_a_deciding_header_are_told_apart() -> None:
    cache = ResponseCache(100_000)
    cache.put(environ("/"), "a", [], entry(b"one"))
    cache.put(environ("/"), "a", ["Accept"], entry(b"two"))
    assert cache.get(environ("/"), "a") == entry(b"two")
    assert cache.get(environ("/", HTTP_ACCEPT="text/csv"), "a") is None


def test_nothing_is_kept_where_there_is_no_room() -> None:
    cache = ResponseCache(0)
    cache.put(environ("/"), "a", [], entry(b"x"))
    cache.put(environ("/"), "a", [], entry(b""))
    assert cache.get(environ("/"), "a") is None
