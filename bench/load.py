"""A small HTTP client that costs little itself, and what it measures."""

import socket
import statistics
import threading
import time
from collections.abc import Iterable
from urllib.parse import quote, urlsplit


class Client:
    """One connection, kept open while the server allows."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or 80)
        self._socket: socket.socket | None = None

    def get(self, path: str, accept: str = "*/*") -> bytes:
        """Return the body of a 200 answer."""
        if self._socket is None:
            self._socket = socket.create_connection(self._address)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        request = f"GET {path} HTTP/1.1\r\nHost: bench.example\r\nAccept: {accept}\r\n\r\n"
        self._socket.sendall(request.encode())
        return self._read()

    def _read(self) -> bytes:
        assert self._socket is not None
        data = b""
        while b"\r\n\r\n" not in data:
            more = self._socket.recv(262_144)
            if not more:
                raise ConnectionError(data)
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        fields = head.lower().split(b"\r\n")
        if b" 200 " not in fields[0]:
            raise ConnectionError(head + body)
        length = next((int(f[15:]) for f in fields if f.startswith(b"content-length:")), None)
        parts, size = [body], len(body)
        while length is None or size < length:
            more = self._socket.recv(262_144)
            if not more:
                break
            parts.append(more)
            size += len(more)
        if length is None or b"connection: close" in fields:
            self.close()
        return b"".join(parts)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def path(query: str) -> str:
    return "/sparql?query=" + quote(query)


def accept(query: str) -> str:
    graph = "CONSTRUCT" in query
    return "application/n-triples" if graph else "application/sparql-results+json"


def microseconds(client: Client, targets: Iterable[str], accepts: str) -> float:
    """Return the median time of a request, in microseconds."""
    times = []
    for target in targets:
        start = time.perf_counter()
        client.get(target, accepts)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def throughput(url: str, targets: list[tuple[str, str]], clients: int, seconds: float) -> float:
    """Return the requests a second that `clients` get together, each going round `targets`.

    A number ends each target, so that no cache has it.
    """
    counts = [0] * clients
    end = time.perf_counter() + seconds

    def work(index: int) -> None:
        client = Client(url)
        while time.perf_counter() < end:
            target, accepts = targets[(counts[index] + index) % len(targets)]
            client.get(f"{target}{index}.{counts[index]}", accepts)
            counts[index] += 1
        client.close()

    threads = [threading.Thread(target=work, args=(index,)) for index in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds
