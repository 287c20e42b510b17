"""Content codings: which one, what it changes, and what is never packed."""

import gzip
from collections.abc import Callable, Iterator

import brotli
import pytest
from backports import zstd
from flask.testing import FlaskClient

from statementgraph.errors import BrokenResultError
from statementgraph.web.compression import CODINGS, pack, pack_stream
from tests.conftest import SLUG

DOCUMENT = f"/statement/{SLUG}.ttl"
RESULTS = "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": zstd.decompress,
}


@pytest.mark.parametrize("path", [DOCUMENT, "/", "/ns.html", "/ns.jsonld", RESULTS])
def test_each_coding_gives_the_same_bytes_under_a_tag_of_its_own(
    client: FlaskClient, path: str
) -> None:
    plain = client.get(path)
    assert "Content-Encoding" not in plain.headers
    tags = {plain.headers["ETag"]}
    for coding in CODINGS:
        packed = client.get(path, headers={"Accept-Encoding": coding})
        assert packed.headers["Content-Encoding"] == coding
        assert UNPACK[coding](packed.data) == plain.data
        assert len(packed.data) < len(plain.data)
        tags.add(packed.headers["ETag"])
        for answer in (plain, packed):
            assert "Accept-Encoding" in answer.headers["Vary"].split(", ")
            assert not answer.headers["ETag"].startswith("W/")
        again = {"Accept-Encoding": coding, "If-None-Match": packed.headers["ETag"]}
        known = client.get(path, headers=again)
        assert known.status_code == 304
        assert known.headers["ETag"] == packed.headers["ETag"]
        assert "Content-Encoding" not in known.headers
        again["If-None-Match"] = plain.headers["ETag"]
        assert client.get(path, headers=again).status_code == 200
    assert len(tags) == 1 + len(CODINGS)


@pytest.mark.parametrize("coding", ["identity", *CODINGS])
@pytest.mark.parametrize("path", [DOCUMENT, RESULTS, "/", "/event/none", "/context.jsonld"])
def test_head_has_the_headers_of_get(client: FlaskClient, path: str, coding: str) -> None:
    for _ in range(2):
        got = client.get(path, headers={"Accept-Encoding": coding})
        head = client.head(path, headers={"Accept-Encoding": coding})
        assert head.data == b""
        differing = {"Server-Timing", "X-Request-Id"}
        assert {n: v for n, v in got.headers.items() if n not in differing} == {
            n: v for n, v in head.headers.items() if n not in differing
        }


def test_what_a_client_rules_out_it_does_not_get(client: FlaskClient) -> None:
    forced = {"Accept-Encoding": "gzip, identity;q=0"}
    assert client.get(DOCUMENT, headers=forced).headers["Content-Encoding"] == "gzip"
    tiny = client.get("/sparql?query=ASK%20%7B%7D", headers=forced)
    assert tiny.headers["Content-Encoding"] == "gzip"
    assert b"boolean" in gzip.decompress(tiny.data)
    for header in ("identity;q=0", "*;q=0", "gzip;q=0, identity;q=0"):
        refused = client.get(DOCUMENT, headers={"Accept-Encoding": header})
        assert refused.status_code == 406
        assert "Content-Encoding" not in refused.headers
    for header in ("", "identity", "gzip;q=0", "deflate", "nonsense;;q=,", "*;q=0, identity"):
        plain = client.get(DOCUMENT, headers={"Accept-Encoding": header})
        assert (plain.status_code, plain.headers.get("Content-Encoding")) == (200, None)


def test_what_is_tiny_is_sent_as_it_is(client: FlaskClient) -> None:
    answer = client.get("/sparql?query=ASK%20%7B%7D", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]
    again = {"Accept-Encoding": "gzip", "If-None-Match": answer.headers["ETag"]}
    assert client.get("/sparql?query=ASK%20%7B%7D", headers=again).status_code == 304


def test_a_text_goes_out_byte_for_byte(client: FlaskClient) -> None:
    path = f"/statement/{SLUG}/text/1"
    answer = client.get(path, headers={"Accept-Encoding": "gzip, br, zstd"})
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("coding", CODINGS)
def test_each_chunk_goes_out_when_it_comes(coding: str) -> None:
    given: list[bytes] = []

    def chunks() -> Iterator[bytes]:
        for number in range(3):
            given.append(b"%d first rows " % number)
            yield given[-1]

    seen = b""
    for part in pack_stream(chunks(), coding):
        seen += part
        # Whatever was given so far can be read, though the stream has not ended.
        assert _so_far(seen, coding) == b"".join(given)
    assert UNPACK[coding](seen) == b"".join(given)


def _so_far(data: bytes, coding: str) -> bytes:
    import zlib  # noqa: PLC0415

    if coding == "gzip":
        return zlib.decompressobj(31).decompress(data)
    if coding == "br":
        return bytes(brotli.Decompressor().process(data))
    return zstd.ZstdDecompressor().decompress(data)


@pytest.mark.parametrize("coding", CODINGS)
def test_a_cut_stream_has_no_end(coding: str) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"first rows" * 100
        raise BrokenResultError("The time limit was met.")

    seen: list[bytes] = []
    with pytest.raises(BrokenResultError):
        seen.extend(pack_stream(chunks(), coding))
    assert seen
    with pytest.raises((EOFError, brotli.error, zstd.ZstdError)):
        UNPACK[coding](b"".join(seen))


@pytest.mark.parametrize("coding", CODINGS)
def test_packing_is_the_same_each_time(coding: str) -> None:
    body = b"The Ferry Office of Northmarsh. " * 1000
    assert pack(body, coding) == pack(body, coding)
