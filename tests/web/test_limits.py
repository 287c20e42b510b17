"""What one client may ask, and who a client is."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pytest
from flask.testing import FlaskClient

from statementgraph.app import create_app
from statementgraph.errors import TooManyRequestsError
from statementgraph.sandbox.client import Validator
from statementgraph.sandbox.protocol import Verdict
from statementgraph.settings import Settings
from statementgraph.sparql import LocalEngine
from statementgraph.web.clients import Clients
from statementgraph.web.concurrency import ConcurrencyLimiter
from statementgraph.web.token_bucket import TokenBucket
from tests.conftest import FakeRelease, site_over
from tests.supervisor.server import until

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


def test_every_spelling_of_the_address_counts(strict: FlaskClient) -> None:
    paths = [FRESH, FRESH.replace("/sparql", "/sparql/"), FRESH]
    assert [ask(strict, "192.0.2.1", path) for path in paths] == [200, 200, 429]


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


@pytest.mark.parametrize("path", ["/sparql/", "/search", "/search/suggest", "/validate"])
def test_whatever_costs_more_than_a_page_counts(strict: FlaskClient, path: str) -> None:
    found = [ask(strict, "192.0.2.1", f"{path}?q={number}") for number in range(3)]
    assert [status == 429 for status in found] == [False, False, True]


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


def test_the_defaults_let_a_busy_honest_client_through(
    eastwick: LocalEngine, tmp_path: Path
) -> None:
    client = site_over(eastwick, tmp_path)
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
    monkeypatch.setattr("statementgraph.web.token_bucket.time.monotonic", lambda: now)
    rate = TokenBucket(per_minute=60, burst=3)
    assert [rate.take("a") for _ in range(3)] == [0, 0, 0]
    assert rate.take("a") == pytest.approx(1)
    now += 2
    assert [bool(rate.take("a")) for _ in range(3)] == [False, False, True]
    now += 1000
    assert [bool(rate.take("a")) for _ in range(4)] == [False, False, False, True]


def test_so_many_clients_are_remembered_and_no_more() -> None:
    rate = TokenBucket(per_minute=1, burst=1, rows=1)
    assert rate.take("first") == 0
    for number in range(7):
        assert rate.take(f"other {number}") == 0
    assert rate.take("first") > 0
    for number in range(8):
        assert rate.take(f"another {number}") == 0
    assert rate.take("first") == 0


def test_processes_count_one_clients_rate_together(tmp_path: Path) -> None:
    one, other = (TokenBucket(1, 3, tmp_path / "rates", b"secret") for _ in range(2))
    assert [one.take("a"), other.take("a"), one.take("a")] == [0, 0, 0]
    assert other.take("a") > 0
    assert other.take("b") == 0
    assert b"192.0.2.1" not in (tmp_path / "rates").read_bytes()


def turns(
    share: int, queue: int = 0, seconds: float = 0.1, path: Path | None = None
) -> ConcurrencyLimiter:
    return ConcurrencyLimiter(
        share, queue, seconds, refusal=lambda: TooManyRequestsError("Enough."), path=path
    )


def test_a_client_holds_its_share_and_one_short_turn() -> None:
    two = turns(2)
    first, second = two.begin("a"), two.begin("a")
    assert not first.short
    assert not second.short
    third = two.begin("a")
    assert third.short
    with pytest.raises(TooManyRequestsError):
        two.begin("a")
    assert not two.begin("b").short
    first.end()
    first.end()
    assert not two.begin("a").short
    with pytest.raises(TooManyRequestsError):
        two.begin("a")


@pytest.mark.parametrize("shared", [False, True])
def test_who_waits_gets_the_next_turn_or_is_told(tmp_path: Path, shared: bool) -> None:
    path = tmp_path / "turns" if shared else None
    one = turns(1, queue=1, seconds=60, path=path)
    first, short = one.begin("a"), one.begin("a")
    found: list[bool] = []
    waiting = threading.Thread(target=lambda: found.append(one.begin("a").short))
    waiting.start()
    until(lambda: one._waiting)
    with pytest.raises(TooManyRequestsError):
        one.begin("a")
    first.end()
    waiting.join()
    assert found == [False]
    short.end()
    impatient = turns(1, queue=1)
    held = impatient.begin("a"), impatient.begin("a")
    with pytest.raises(TooManyRequestsError):
        impatient.begin("a")
    for turn in held:
        turn.end()
    assert not impatient._waiting
    assert not impatient._permits._held


HOLDER = """
import sys
from pathlib import Path
from statementgraph.web.concurrency import Permits
permits = Permits(Path(sys.argv[1]))
print(permits.take("a", 0), permits.take("a", 0), flush=True)
sys.stdin.read()
"""


def test_what_a_process_holds_no_other_gets_until_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "turns"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with other:
        assert other.stdout
        assert other.stdout.readline() == b"True False\n"
        here = turns(1, queue=1, path=path)
        # The other process has the only turn, so this one gets the short one and then none.
        short = here.begin("a")
        assert short.short
        assert not here.begin("b").short
        with pytest.raises(TooManyRequestsError):
            here.begin("a")
        other.kill()
    assert not here.begin("a").short
    short.end()


class Slow:
    """A validator that takes as long as it is told to."""

    def __init__(self) -> None:
        self.started = threading.Semaphore(0)
        self.end = threading.Event()

    def run(self, *_: object) -> tuple[Verdict, bytes]:
        self.started.release()
        assert self.end.wait(60)
        return Verdict(True, 0, "0123456789ab", 0.5), b""


def test_validations_of_one_client_leave_room_for_others(
    eastwick: LocalEngine, tmp_path: Path
) -> None:
    settings = Settings(validations=2, queue_length=1, queue_seconds=0.1)
    slow = Slow()
    app = create_app(settings, eastwick, FakeRelease(tmp_path), None, cast("Validator", slow))

    def post(address: str) -> int:
        return (
            app.test_client()
            .post(
                "/validate",
                data=b"<urn:a> <urn:b> 1 .",
                content_type="text/turtle",
                environ_overrides={"REMOTE_ADDR": address},
            )
            .status_code
        )

    with ThreadPoolExecutor() as pool:
        first = pool.submit(post, "192.0.2.1")
        slow.started.acquire()
        # The second of two processes is for others; its own second one waits, then is told.
        assert post("192.0.2.1") == 429
        other = pool.submit(post, "192.0.2.2")
        slow.started.acquire()
        slow.end.set()
        assert (first.result(), other.result()) == (200, 200)
    assert post("192.0.2.1") == 200
    metrics = app.test_client().get("/metrics").text
    name = "statementgraph_validation_seconds_count"
    assert f'{name}{{outcome="conforms"}} 3.0' in metrics
    assert f'{name}{{outcome="rate"}} 1.0' in metrics
