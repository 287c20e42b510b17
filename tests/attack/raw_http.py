"""Requests byte by byte, for what no HTTP library would send."""

import re
import socket
from dataclasses import dataclass, field

# In seconds. Below `client_seconds`, so that a connection wrongly kept open does not pass.
PATIENCE = 25.0
HOST = b"Host: 127.0.0.1\r\n"
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


@dataclass
class HttpResponse:
    """One answer; `complete` says that it ended as its headers promised."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    complete: bool = True

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


def exchange(address: tuple[str, int], data: bytes, timeout: float = PATIENCE) -> bytes:
    """Send `data` and read to the end; a reset ends it too."""
    found = bytearray()
    with socket.create_connection(address, timeout=timeout) as connection:
        try:
            connection.sendall(data)
            while part := connection.recv(65_536):
                found += part
        except (ConnectionResetError, BrokenPipeError):
            pass
    return bytes(found)


def statuses(found: bytes) -> list[int]:
    return [int(s) for s in _STATUS.findall(found)]


def read(found: bytes, *, head: bool = False) -> HttpResponse:
    """Read one answer that ended with its connection."""
    top, _, body = found.partition(b"\r\n\r\n")
    first, *lines = top.split(b"\r\n")
    match = _STATUS.match(first)
    assert match, found[:200]
    headers = {}
    for line in lines:
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    answer = HttpResponse(int(match[1]), headers, body)
    if head or answer.status in {204, 304}:
        assert not body, "an answer that has no body brought one"
    elif headers.get("transfer-encoding") == "chunked":
        answer.body, answer.complete = _unchunked(body)
    elif "content-length" in headers:
        answer.complete = len(body) == int(headers["content-length"])
    return answer


def _unchunked(body: bytes) -> tuple[bytes, bool]:
    found, start = bytearray(), 0
    while (end := body.find(b"\r\n", start)) >= 0:
        length = int(body[start:end], 16)
        if not length:
            return bytes(found), True
        found += body[end + 2 : end + 2 + length]
        start = end + 2 + length + 2
    return bytes(found), False


def send(
    address: tuple[str, int],
    method: str,
    target: str | bytes,
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    *,
    timeout: float = PATIENCE,
) -> HttpResponse:
    """Send one request on a connection of its own, nothing escaped or checked."""
    raw = target if isinstance(target, bytes) else target.encode()
    lines = [f"{n}: {v}\r\n".encode("latin-1") for n, v in (headers or {}).items()]
    if body:
        lines.append(b"Content-Length: %d\r\n" % len(body))
    data = b"%s %s HTTP/1.1\r\n" % (method.encode(), raw) + HOST + b"Connection: close\r\n"
    found = exchange(address, data + b"".join(lines) + b"\r\n" + body, timeout)
    return read(found, head=method == "HEAD")
