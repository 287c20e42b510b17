"""What one client may ask, and who a client is."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from statementgraph.engine import LocalEngine
from statementgraph.errors import TooManyRequestsError
from statementgraph.settings import Settings
from statementgraph.web.clients import Clients
from statementgraph.web.limits import Rate, Turns

from .conftest import site_over

ASK = "/sparql?query=ASK%20%7B%7D"
# Never answered from memory, which would not count.
FRESH = "/sparql?query=SELECT%20(RAND()%20AS%20%3Fx)%20%7B%7D"


def ask(client: FlaskClient, address: str, path: str = FRESH, **headers: str) -> int:
    environ = {"REMOTE_ADDR": address}
    return client.get(path, environ_overrides=environ, headers=headers).status_code


@pytest.fixture
def strict(eastwick: LocalEngine, tmp_path: Path) -> Iterator[FlaskClient]:
    with site_over(eastwick, tmp_path, client_rate=1, client_burst=2) as found:
        yield found


def test_a_client_beyond_its_rate_is_told_when_to_come_back(strict: FlaskClient) -> None:
    assert [ask(strict, "192.0.2.1") for _ in range(3)] == [200, 200, 429]
    refused = strict.get(FRESH, environ_overrides={"REMOTE_ADDR": "192.0.2.1"})
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert 50 < int(refused.headers["Retry-After"]) <= 60
    assert "ETag" not in refused.headers
    assert refused.headers["Cache-Control"] == "no-store"
    assert refused.get_json(force=True)["status"] == 429
    metrics = strict.get("/metrics").text
    assert 'statementgraph_refusals_total{reason="rate"} 2.0' in metrics


def test_others_are_not_limited_with_it(strict: FlaskClient) -> None:
    while ask(strict, "192.0.2.1") == 200:
        pass
    assert ask(strict, "192.0.2.2") == 200
    assert ask(strict, "192.0.2.1", "/void") == 303 or ask(strict, "192.0.2.1", "/ns") == 200
    assert ask(strict, "192.0.2.1", "/healthz") == 200
    options = strict.options("/sparql", environ_overrides={"REMOTE_ADDR": "192.0.2.1"})
    assert options.status_code == 204


def test_a_post_counts_as_a_get_does(strict: FlaskClient) -> None:
    for status in (200, 200, 429):
        answer = strict.post("/sparql", data={"query": "ASK {}"})
        assert answer.status_code == status


def test_a_subscribers_ipv6_network_is_one_client(strict: FlaskClient) -> None:
    assert ask(strict, "2001:db8:0:1::1") == 200
    assert ask(strict, "2001:db8:0:1::2") == 200
    assert ask(strict, "2001:db8:0:1:ffff::3") == 429
    assert ask(strict, "2001:db8:0:2::1") == 200


def test_what_a_client_says_of_itself_is_not_believed(strict: FlaskClient) -> None:
    found = [
        ask(strict, "192.0.2.1", **{"X-Forwarded-For": f"198.51.100.{n}", "Forwarded": "for=::1"})
        for n in range(3)
    ]
    assert found == [200, 200, 429]


def test_an_answer_from_memory_is_not_counted(strict: FlaskClient) -> None:
    assert {ask(strict, "192.0.2.1", ASK) for _ in range(20)} == {200}
    assert [ask(strict, "192.0.2.1") for _ in range(2)] == [200, 429]


def test_zero_turns_the_limit_off(eastwick: LocalEngine, tmp_path: Path) -> None:
    with site_over(eastwick, tmp_path, client_rate=0, client_burst=1) as client:
        assert {ask(client, "192.0.2.1") for _ in range(50)} == {200}


def test_the_defaults_let_a_busy_honest_client_through(client: FlaskClient) -> None:
    assert {ask(client, "127.0.0.1") for _ in range(1000)} == {200}


TRUSTED = ("10.0.0.0/8", "fd00::/8", "127.0.0.1")


@pytest.mark.parametrize(
    ("peer", "header", "key"),
    [
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "192.0.2.9", "192.0.2.9"),
        ("10.0.0.1", "198.51.100.1, 192.0.2.9", "192.0.2.9"),
        ("10.0.0.1", "198.51.100.1, 192.0.2.9, 10.1.1.1", "192.0.2.9"),
        ("10.0.0.1", "10.1.1.1,10.1.1.2", "10.1.1.1"),
        ("10.0.0.1", "192.0.2.9:4711", "192.0.2.9"),
        ("10.0.0.1", "[2001:db8::1]:4711", "2001:db8::/64"),
        ("10.0.0.1", "2001:db8::1", "2001:db8::/64"),
        ("10.0.0.1", "::ffff:192.0.2.9", "192.0.2.9"),
        ("::ffff:10.0.0.1", "192.0.2.9", "192.0.2.9"),
        ("fd00::1", "192.0.2.9", "192.0.2.9"),
        ("10.0.0.1", "unknown", "10.0.0.1"),
        ("10.0.0.1", "192.0.2.9, <script>", "10.0.0.1"),
        ("10.0.0.1", ",,,", "10.0.0.1"),
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("", "198.51.100.7", ""),
    ],
)
def test_the_last_address_that_no_proxy_has(peer: str, header: str, key: str) -> None:
    clients = Clients(Settings(trusted_proxies=TRUSTED))
    environ = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": header}
    assert clients.of(environ).key == key


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("for=192.0.2.9", "192.0.2.9"),
        ("for=198.51.100.1, For=192.0.2.9;proto=https;by=10.0.0.2", "192.0.2.9"),
        ('proto=http;for="[2001:db8::1]:80"', "2001:db8::/64"),
        ("for=_hidden", "10.0.0.1"),
        ("proto=https", "10.0.0.1"),
    ],
)
def test_forwarded_is_read_where_proxies_write_it(header: str, key: str) -> None:
    environ = {
        "REMOTE_ADDR": "10.0.0.1",
        "HTTP_FORWARDED": header,
        "HTTP_X_FORWARDED_FOR": "198.51.100.200",
    }
    assert Clients(Settings(trusted_proxies=TRUSTED, forwarded=True)).of(environ).key == key
    # A header that the proxy does not write may come from the client itself.
    assert Clients(Settings(trusted_proxies=TRUSTED)).of(environ).key == "198.51.100.200"


def test_what_is_shown_of_an_address() -> None:
    clients = Clients(Settings())
    assert clients.of({"REMOTE_ADDR": "192.0.2.77"}).shown == "192.0.2.0/24"
    assert clients.of({"REMOTE_ADDR": "2001:db8:1:2::3"}).shown == "2001:db8:1::/48"


def test_the_rate_comes_back_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("statementgraph.web.limits.time.monotonic", lambda: now)
    rate = Rate(per_minute=60, burst=3)
    assert [rate.take("a") for _ in range(3)] == [0, 0, 0]
    assert rate.take("a") == pytest.approx(1)
    now += 2
    assert [bool(rate.take("a")) for _ in range(3)] == [False, False, True]
    now += 1000
    assert [bool(rate.take("a")) for _ in range(4)] == [False, False, False, True]


def test_so_many_clients_are_remembered_and_no_more() -> None:
    rate = Rate(per_minute=1, burst=1, most=10)
    assert rate.take("first") == 0
    for number in range(9):
        rate.take(f"other {number}")
    assert rate.take("first") > 0
    for number in range(11):
        rate.take(f"another {number}")
    assert rate.take("first") == 0
    assert len(rate._full_at) == 10


def test_a_client_holds_its_share_and_one_short_turn() -> None:
    turns = Turns(share=2, queue=0, seconds=0.1)
    first, second = turns.begin("a"), turns.begin("a")
    assert not first.short
    assert not second.short
    third = turns.begin("a")
    assert third.short
    with pytest.raises(TooManyRequestsError):
        turns.begin("a")
    assert not turns.begin("b").short
    first.end()
    first.end()
    assert not turns.begin("a").short
    with pytest.raises(TooManyRequestsError):
        turns.begin("a")


def test_who_waits_gets_the_next_turn_or_is_told() -> None:
    turns = Turns(share=1, queue=1, seconds=5)
    first, short = turns.begin("a"), turns.begin("a")
    found: list[bool] = []
    waiting = threading.Thread(target=lambda: found.append(turns.begin("a").short))
    waiting.start()
    time.sleep(0.1)
    with pytest.raises(TooManyRequestsError):
        turns.begin("a")
    first.end()
    waiting.join(2)
    assert found == [False]
    short.end()
    impatient = Turns(share=1, queue=1, seconds=0.1)
    held = impatient.begin("a"), impatient.begin("a")
    with pytest.raises(TooManyRequestsError):
        impatient.begin("a")
    for turn in held:
        turn.end()
    assert impatient._held == {}
