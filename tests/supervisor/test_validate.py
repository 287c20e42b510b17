"""`POST /validate` of a real server: reports, refusals, and attacks that must stay harmless."""

import http.client
import os
import signal
import socket
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from statementgraph.sandbox.forkserver import VALIDATIONS
from tests.shapes import twins
from tests.supervisor.server import (
    START_SECONDS,
    Reply,
    Server,
    copy_root,
    start,
    until,
    until_at_work,
)

TURTLE = "text/turtle"
GOOD = b"<urn:x:pier> <urn:x:at> <urn:x:eastwick> ."
# Ninety thousand figures without a claim: far more than can be checked in two seconds.
RUNAWAY = b"PREFIX : <https://w3id.org/statementgraph/ns#>\n" + b"".join(
    b"<u:%d> :value 1." % n for n in range(90_000)
)
BROKEN = (
    "PREFIX sg: <https://w3id.org/statementgraph/ns#>\n<x/claim> a sg:CountClaim ; sg:value '1' ."
)


def post(  # noqa: PLR0917 - as a client may choose
    server: Server,
    body: bytes,
    media_type: str = TURTLE,
    accept: str = TURTLE,
    query: str = "",
    address: str = "127.0.0.1",
) -> Reply:
    """Post from a loopback address of choice: to the server, each is another client."""
    connection = http.client.HTTPConnection(
        *server.address, timeout=60, source_address=(address, 0)
    )
    try:
        headers = {"Content-Type": media_type, "Accept": accept}
        connection.request("POST", f"/validate{query}", body, headers)
        answer = connection.getresponse()
        return Reply(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def conforms(reply: Reply) -> bool:
    assert reply.status == 200, reply.body
    return b"conforms true" in reply.body


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    found = start(
        STATEMENTGRAPH_VALIDATION_SECONDS="2",
        STATEMENTGRAPH_VALIDATIONS="1",
        STATEMENTGRAPH_QUEUE_LENGTH="1",
        STATEMENTGRAPH_QUEUE_SECONDS="8",
    )
    # The pages are served before the validators are ready.
    until(lambda: post(found, GOOD).status == 200, START_SECONDS)
    yield found
    assert found.stop() == 0


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data, vocabulary and shapes that a test may edit."""
    return copy_root(tmp_path_factory.mktemp("patient") / "root")


@pytest.fixture(scope="module")
def patient(root: Path) -> Iterator[Server]:
    found = start(
        "--root",
        str(root),
        STATEMENTGRAPH_WATCH_SECONDS="0",
        STATEMENTGRAPH_VALIDATION_SECONDS="60",
        STATEMENTGRAPH_QUEUE_SECONDS="30",
    )
    yield found
    assert found.stop() == 0


def test_data_that_conforms(server: Server) -> None:
    reply = post(server, GOOD)
    assert conforms(reply)
    assert reply.headers["Content-Type"].startswith(TURTLE)
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["X-Release"]


@pytest.mark.parametrize("twin", twins.INVALID[::12], ids=lambda t: f"{t.parent.name}/{t.stem}")
def test_an_invalid_twin_does_not_conform_and_the_answer_is_still_200(
    server: Server, twin: Path
) -> None:
    reply = post(server, twin.read_bytes(), accept="text/plain")
    assert reply.status == 200
    assert f"{twins.code_of(twin.parent)}: ".encode() in reply.body


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("ttl", TURTLE),
        ("nt", "application/n-triples; charset=UTF-8"),
        ("rdf", "application/rdf+xml"),
        ("jsonld", 'application/ld+json; charset="utf-8"'),
        ("trig", "application/trig"),
        ("nq", "application/n-quads"),
    ],
)
def test_the_published_data_conform_in_every_format(
    patient: Server, suffix: str, media_type: str
) -> None:
    dump = patient.get(f"/dumps/latest/all.{suffix}").body
    assert conforms(post(patient, dump, media_type))


@pytest.mark.parametrize(
    ("accept", "media_type", "holds"),
    [
        ("*/*", TURTLE, b"ValidationReport"),
        ("application/n-triples", "application/n-triples", b"#ValidationReport>"),
        ("application/ld+json", "application/ld+json", b'"sh:ValidationReport"'),
        ("application/rdf+xml", "application/rdf+xml", b"<sh:ValidationReport"),
        ("text/plain", "text/plain", b"S7: "),
        ("text/html,*/*;q=0.8", "text/html", b'<th scope="row"><bdi>x/claim'),
    ],
)
def test_the_report_in_the_format_that_is_asked_for(
    server: Server, accept: str, media_type: str, holds: bytes
) -> None:
    reply = post(server, BROKEN.encode(), accept=accept)
    assert reply.status == 200
    assert reply.headers["Content-Type"].startswith(media_type)
    assert reply.headers["Vary"].startswith("Accept")
    assert holds in reply.body


def test_the_form(server: Server) -> None:
    page = server.get("/validate", "text/html")
    assert page.status == 200
    assert b'<textarea id="data"' in page.body
    form = urllib.parse.urlencode({"format": "ttl", "data": BROKEN + "# </textarea><b>"})
    reply = post(
        server,
        form.encode(),
        "application/x-www-form-urlencoded",
        "text/html",
        "?_mediatype=text/html",
    )
    assert reply.status == 200
    assert b"findings" in reply.body
    assert b"</textarea><b>" not in reply.body
    broken = post(server, b"format=ttl&data=%3Ca", "application/x-www-form-urlencoded", "text/html")
    assert broken.status == 400
    assert b"line 1, column" in broken.body
    assert b"&lt;a</textarea>" in broken.body


@pytest.mark.parametrize(
    ("body", "media_type", "accept", "status"),
    [
        (b"<urn:a> <urn:b>\n 'x", TURTLE, "*/*", 400),
        (b"x", "text/plain", "*/*", 415),
        (b"x", "", "*/*", 415),
        (GOOD, f"{TURTLE}; charset=latin1", "*/*", 415),
        (GOOD, TURTLE, "image/png", 406),
        (b"#" * 8_400_000, TURTLE, "*/*", 413),
    ],
)
def test_a_refusal_is_a_problem_document(
    server: Server, body: bytes, media_type: str, accept: str, status: int
) -> None:
    reply = post(server, body, media_type, accept)
    assert reply.status == status
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert reply.json["status"] == status
    if status == 400:
        assert (reply.json["line"], reply.json["column"]) == (2, 2)
    if status == 415:
        assert "text/turtle" in reply.headers["Accept-Post"]


def test_forty_megabytes_are_refused_and_read_by_no_one(server: Server) -> None:
    head = b"POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: text/turtle\r\n"
    started = time.monotonic()
    reply = server.raw(head + b"Content-Length: 40000000\r\nConnection: close\r\n\r\n#")
    assert reply.startswith(b"HTTP/1.1 413 ")
    assert time.monotonic() - started < 25, "it waited for what was announced"


def test_entities_are_not_expanded_and_no_file_is_read(server: Server) -> None:
    for entity in ('"lol"', 'SYSTEM "file:///etc/passwd"'):
        body = f"<!DOCTYPE a [<!ENTITY e {entity}>]><a>&e;</a>".encode()
        reply = post(server, body, "application/rdf+xml")
        assert reply.status == 400
        assert "document type" in reply.json["detail"]


def test_nothing_is_fetched(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        owl = "http://www.w3.org/2002/07/owl#"
        shapes = "http://www.w3.org/ns/shacl#shapesGraph"
        imports = f"<urn:a> a <{owl}Ontology> ; <{owl}imports> <{url}> ; <{shapes}> <{url}> ."
        assert post(server, imports.encode()).status == 200
        for context in (f'"{url}"', f'{{"@import": "{url}"}}'):
            body = f'{{"@context": {context}, "@id": "urn:a", "urn:p": 1}}'
            reply = post(server, body.encode(), "application/ld+json")
            assert reply.status == 400
            assert (reply.json["line"], reply.json["column"]) == (1, 2)
        dtd = f'<!DOCTYPE a SYSTEM "{url}"><a/>'
        assert post(server, dtd.encode(), "application/rdf+xml").status == 400
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (
            b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * 40_000 + b"1" + b")>>" * 40_000 + b" .",
            TURTLE,
        ),
        (b"<urn:a> <urn:b> " + b"[<urn:b> " * 50_000 + b"1" + b"]" * 50_000 + b" .", TURTLE),
        (b"<urn:a> <urn:b> " + b"(" * 50_000 + b")" * 50_000 + b" .", TURTLE),
        (b'{"urn:p":' * 50_000 + b"1" + b"}" * 50_000, "application/ld+json"),
        (b"<a>" * 50_000, "application/rdf+xml"),
        (
            b"<a xmlns='urn:a'>" + b"<b>" * 50_000 + b"</b>" * 50_000 + b"</a>",
            "application/rdf+xml",
        ),
    ],
)
def test_deep_nesting_harms_no_one_else(server: Server, body: bytes, media_type: str) -> None:
    before = server.forkservers(VALIDATIONS)
    assert post(server, body, media_type).status in {200, 400, 503}
    assert conforms(post(server, GOOD))
    assert server.forkservers(VALIDATIONS) == before


def test_a_runaway_is_stopped_and_others_are_answered(server: Server) -> None:
    replies = list[Reply]()
    slow = threading.Thread(target=lambda: replies.append(post(server, RUNAWAY)))
    slow.start()
    while slow.is_alive():
        assert server.ask("ASK {}").status == 200
    assert replies[0].status == 503
    assert replies[0].headers["Content-Type"] == "application/problem+json"
    assert replies[0].headers["Retry-After"]
    assert "2 seconds" in replies[0].json["detail"]


def test_few_may_wait(server: Server) -> None:
    """One runs and one waits; of one client, the others are not even let to wait."""
    replies = list[Reply]()

    def run_away(address: str) -> None:
        replies.append(post(server, RUNAWAY, address=address))

    addresses = [*("127.0.0.1",) * 4, "127.0.0.2", "127.0.0.3", "127.0.0.4"]
    threads = [threading.Thread(target=run_away, args=(address,)) for address in addresses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {reply.status for reply in replies} == {429, 503}
    details = {reply.status: list[str]() for reply in replies}
    for reply in replies:
        details[reply.status].append(reply.json["detail"])
    assert any("waiting" in detail for detail in details[503])
    assert any("2 seconds" in detail for detail in details[503])
    assert all("one client may have" in detail for detail in details[429])
    assert all(reply.headers["Retry-After"] for reply in replies)
    assert conforms(post(server, GOOD))


def test_a_slow_body_holds_no_validator(server: Server) -> None:
    with socket.create_connection(server.address, timeout=10) as connection:
        connection.sendall(
            b"POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: text/turtle\r\n"
            b"Content-Length: 1000\r\n\r\n<urn:a> "
        )
        assert conforms(post(server, GOOD))


def test_a_client_that_hangs_up_stops_its_validation(patient: Server) -> None:
    until(lambda: patient.workers(VALIDATIONS))
    head = (
        "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: text/turtle\r\n"
        f"Content-Length: {len(RUNAWAY)}\r\n\r\n"
    )
    with socket.create_connection(patient.address) as connection:
        connection.sendall(head.encode() + RUNAWAY)
        (at_work,) = until_at_work(patient, VALIDATIONS)
    # Its own limit would stop it after a minute.
    until(lambda: at_work not in patient.workers(VALIDATIONS))


def test_too_much_memory_is_told() -> None:
    server = start(STATEMENTGRAPH_VALIDATION_MEMORY_MIB="20", STATEMENTGRAPH_QUEUE_SECONDS="30")
    try:
        reply = post(server, RUNAWAY)
        assert reply.status == 503
        assert "memory" in reply.json["detail"]
        assert conforms(post(server, GOOD))
    finally:
        server.stop()


@pytest.mark.parametrize("processes", [Server.forkservers, Server.workers], ids=["all", "one"])
def test_a_killed_validator_is_replaced(
    server: Server, processes: Callable[[Server, str], list[int]]
) -> None:
    until(lambda: processes(server, VALIDATIONS))
    (killed,) = processes(server, VALIDATIONS)
    os.kill(killed, signal.SIGKILL)
    until(lambda: processes(server, VALIDATIONS) not in ([], [killed]))
    assert conforms(post(server, GOOD))


def test_new_rules_count_after_a_reload(patient: Server, root: Path) -> None:
    first = post(patient, BROKEN.encode(), accept="text/plain")
    assert b"says on what the speaker" in first.body
    shapes = root / "shapes" / "counts.ttl"
    shapes.write_text(
        shapes.read_text().replace("says on what the speaker", "tells on what the speaker")
    )
    patient.process.send_signal(signal.SIGHUP)
    until(
        lambda: (
            b"tells on what the speaker" in post(patient, BROKEN.encode(), accept="text/plain").body
        )
    )
    until(lambda: len(patient.forkservers(VALIDATIONS)) == 1)


def test_plain_rdf_has_no_rules(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:x> <urn:p> 1 .")
    server = start("--rdf", str(tmp_path / "a.ttl"))
    try:
        assert post(server, GOOD).status == 404
        assert server.forkservers(VALIDATIONS) == []
    finally:
        assert server.stop() == 0


def test_a_validation_at_work_can_open_nothing(server: Server) -> None:
    """Look at one at work: eight descriptors, and no room for a ninth."""
    slow = threading.Thread(target=lambda: post(server, RUNAWAY))
    slow.start()
    process = Path("/proc") / str(until_at_work(server, VALIDATIONS)[0])
    limits = (process / "limits").read_text()
    assert len(list((process / "fd").iterdir())) == 8
    assert "Max open files            8 " in limits
    assert "Max core file size        0 " in limits
    assert "Max file size             0 " in limits
    slow.join()


def test_the_report_is_read_by_another_parser(server: Server) -> None:
    reply = post(server, BROKEN.encode(), accept="application/ld+json")
    assert len(list(ox.parse(reply.body, format=ox.RdfFormat.JSON_LD))) > 20
