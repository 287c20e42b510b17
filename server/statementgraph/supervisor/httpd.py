"""The HTTP server of a web process: waitress, with what it lacks for the open internet.

It breaks a transfer whose answer fails half-way (an HTTP/1.0 client, which
knows no chunks, sees a reset), it closes connections that make no progress even
while an answer waits for them, it lets no client take all connections, nor all
answers that wait take all of the disk, and it finishes what runs before it stops.
"""

import logging
import socket
import struct
import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import ClientDisconnected
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from statementgraph.settings import Settings
from statementgraph.supervisor.guard import GuardedChannel

MIB = 1024 * 1024
# The longest request line and headers taken; the application refuses shorter ones itself.
_HEADERS = 128 * 1024
# The answers that wait for slow clients may together be so many times as long as one.
_SPOOLS = 8
_RESET = struct.pack("ii", 1, 0)


class Channel(GuardedChannel):
    """One connection; remembers since when its next request is coming in."""

    arriving = 0.0

    def received(self, data: bytes) -> bool:
        """Take bytes of a request."""
        if self.request is None:
            self.arriving = time.time()
        return bool(super().received(data))

    def write_soon(self, data: object) -> int:
        """Take bytes of an answer; the client's time to take them starts now.

        It may have waited long for a thread, which is no fault of its own.
        """
        if not self.total_outbufs_len:
            self.last_activity = time.time()
        elif self.server.overfull(self.total_outbufs_len):
            # A reset when it closes: what has been sent must not look whole.
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self.will_close = True
            raise ClientDisconnected
        return int(super().write_soon(data))

    def busy(self) -> bool:
        """Return whether an answer is being made, sent or ended."""
        return bool(
            self.requests or self.total_outbufs_len or self.close_when_flushed or self.will_close
        )

    def stuck(self, now: float, seconds: float) -> bool:
        """Return whether the client sends or takes too little to go on."""
        if self.lingered_enough(now):
            return True
        if self.request is not None and self.arriving < now - 2 * seconds:
            return True  # bytes trickle in, but no request comes of them
        waits_for_us = self.requests and not self.total_outbufs_len
        return not waits_for_us and self.last_activity < now - seconds


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Serves an application on a socket that is open already."""

    channel_class = Channel

    def __init__(self, settings: Settings, **arguments: Any) -> None:  # noqa: ANN401 - waitress's
        self._trusted = tuple(ip_network(t, strict=False) for t in settings.trusted_proxies)
        self._most = max(1, int(settings.connections * settings.client_share))
        self._spool = _SPOOLS * settings.spool_mib * MIB
        super().__init__(**arguments)

    def accept(self) -> tuple[socket.socket, Any] | None:
        """Take a connection, unless its client has its share of them already."""
        accepted: tuple[socket.socket, Any] | None = super().accept()
        if accepted is None or not self._crowded(accepted[1]):
            return accepted
        accepted[0].close()
        return None

    def _crowded(self, address: Any) -> bool:  # noqa: ANN401 - as many kinds as families
        channels = list(self.active_channels.values())
        if len(channels) < self._most or self.adj.connection_limit <= self._most:
            return False
        client = _network(str(address[0]))
        if any(client.network_address in n for n in self._trusted):
            return False
        same = sum(_network(str(channel.addr[0])) == client for channel in channels)
        return same >= self._most

    def overfull(self, waiting: int) -> bool:
        """Return whether an answer, `waiting` bytes of which are not sent, must give way.

        So it is where all that waits is more than there is room for, and it has
        more than its part of that.
        """
        if waiting < MIB:
            return False
        each = [c.total_outbufs_len for c in list(self.active_channels.values())]
        return sum(each) > self._spool and waiting > self._spool / sum(map(bool, each))

    def maintenance(self, now: float) -> None:
        """Close what makes no progress: at once, for a full socket never becomes writable."""
        for channel in list(self.active_channels.values()):
            if channel.stuck(now, self.adj.channel_timeout):
                channel.handle_close()

    def drain(self, seconds: float) -> None:
        """Take no new connection; finish running requests, for `seconds` at most."""
        self.accepting = False
        self.del_channel()
        self.socket.close()  # whoever comes now is refused, not left waiting
        deadline = time.time() + seconds
        while time.time() < deadline:
            if not any(channel.busy() for channel in self.active_channels.values()):
                return
            wasyncore.loop(timeout=0.1, map=self._map, use_poll=True, count=1)


@lru_cache(maxsize=4096)
def _network(text: str) -> IPv4Network | IPv6Network:
    """Return what counts as one client: an address, or a subscriber's network of IPv6."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    return ip_network((int(address), 32 if isinstance(address, IPv4Address) else 64), strict=False)


def breaking(app: WSGIApplication) -> WSGIApplication:
    """Wrap `app` so that an HTTP/1.0 client, too, can tell a cut answer from a whole one."""

    def wrapped(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = app(environ, start_response)
        if environ.get("SERVER_PROTOCOL") == "HTTP/1.1":
            return body  # the last chunk is missing where an answer was cut
        return _resetting(body, environ)

    return wrapped


def _resetting(body: Iterable[bytes], environ: WSGIEnvironment) -> Iterator[bytes]:
    try:
        yield from body
    except Exception:
        disconnected: Callable[[], bool] = environ["waitress.client_disconnected"]
        channel: Any = getattr(disconnected, "__self__", None)
        if channel is not None:
            # Closing then sends a reset, not an orderly end (socket(7), SO_LINGER).
            channel.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        raise
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()


def make_server(app: WSGIApplication, listener: socket.socket, settings: Settings) -> Server:
    """Make a server on `listener`; it takes connections once its loop runs."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    adjustments = Adjustments(
        sockets=[listener],
        threads=settings.threads,
        connection_limit=settings.connections,
        channel_timeout=settings.client_seconds,
        cleanup_interval=max(1, int(settings.client_seconds / 4)),
        outbuf_high_watermark=settings.spool_mib * MIB,
        max_request_header_size=_HEADERS,
        # The application answers 413 in its own words; this is the last resort.
        max_request_body_size=4 * settings.body_bytes,
        # Needed to notice that a client hung up while its query runs.
        channel_request_lookahead=1,
        log_socket_errors=False,
        # The application reads them, and believes trusted proxies only.
        clear_untrusted_proxy_headers=not settings.trusted_proxies,
        ident=None,
    )
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(adjustments.threads)
    return Server(
        settings,
        application=breaking(app),
        map={},
        _sock=listener,
        dispatcher=dispatcher,
        adj=adjustments,
        bind_socket=False,
        sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
    )


def run(server: Server, stopped: Callable[[], bool], seconds: float) -> None:
    """Serve until `stopped` says so, then finish what runs, for `seconds` at most."""
    while not stopped():
        wasyncore.loop(timeout=1, map=server._map, use_poll=True, count=1)
    server.drain(seconds)
