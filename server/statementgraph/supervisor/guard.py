"""What waitress lets through, or answers in a way that a public server must not.

Its parser takes requests whose length two servers could read differently
(RFC 9112 sections 3.2, 6.1, 6.3); its own errors repeat what the client sent; its
answers to HEAD end in a last chunk; and it closes a connection in the middle of
a request, so that the client sees a reset in place of the answer.
"""

import json
import re
import socket
import time

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import BadRequest, Error

# The longest request target, in bytes; a longer query is sent by POST.
LONGEST_TARGET = 65_536
# How long and how much of a refused request is read, so that its client sees the answer.
_LINGER_SECONDS, _LINGER_BYTES = 3.0, 64 * 1024 * 1024

_CODING = re.compile(rb"^transfer-encoding:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_LENGTH = re.compile(rb"^content-length:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_TITLES = {
    400: ("Bad request", "The request cannot be read."),
    413: ("Too long", "The request is longer than this server takes."),
    414: ("Address too long", "The address is longer than this server takes."),
    431: ("Headers too long", "The headers are longer than this server takes."),
    500: ("Something went wrong", "This is a defect of the server, not of your request."),
}
_HEADERS = (
    ("Content-Type", "application/problem+json"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("Access-Control-Allow-Origin", "*"),
)


class _TargetTooLongError(Error):  # type: ignore[misc] # waitress has no types
    code = 414
    reason = "URI Too Long"


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads one request; refuses what could be read in two ways."""

    error: Error | None

    def received(self, data: bytes) -> int:
        """Take bytes; return how many. Tells a long target from long headers."""
        taken = int(super().received(data))
        if self.error is not None:
            self.expect_continue = False  # what is refused need not be sent
            start = (self.header_plus + data)[: LONGEST_TARGET + 1]
            if self.error.code == 431 and b"\n" not in start:
                self.error = _TargetTooLongError("")
            elif self.error.code == 501:
                # A coding we do not know: of the 5xx only 503 is ever ours.
                self.error = BadRequest("")
        return taken

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request. Raises waitress's `ParsingError`."""
        codings = _CODING.findall(header_plus)
        if codings and [c.strip(b" \t").lower() for c in codings] != [b"chunked"]:
            raise ParsingError("doubtful")
        length = _LENGTH.search(header_plus)
        if length and (codings or len(length[1]) > 20):
            raise ParsingError("doubtful")
        super().parse_header(header_plus)
        host = self.headers.get("HOST")
        if self.version == "1.1" and (host is None or "," in host):
            raise ParsingError("doubtful")
        if codings and self.version != "1.1":
            raise ParsingError("doubtful")
        options = self.headers.get("CONNECTION", "").lower().split(",")
        if "close" in (option.strip() for option in options):
            self.headers["CONNECTION"] = "close"
            self.connection_close = True
        if len(self.request_uri) > LONGEST_TARGET:
            self.error = _TargetTooLongError("")
            self.completed = True


class Task(WSGITask):  # type: ignore[misc]
    """Answers a request by the application."""

    def finish(self) -> None:
        """End the answer; one to HEAD has no body, so no last chunk (RFC 9110 section 9.3.2)."""
        if not self.wrote_header:
            self.write(b"")
        if self.request.command == "HEAD":
            self.chunked_response = False
        super().finish()


class Refusal(ErrorTask):  # type: ignore[misc]
    """Answers what never reaches the application: in our words, with nothing of the request."""

    def execute(self) -> None:
        """Write an RFC 9457 problem."""
        error = self.request.error
        status = error.code if error.code in _TITLES else 400
        title, detail = _TITLES[status]
        members = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        body = json.dumps(members, indent=1).encode() + b"\n"
        self.status = f"{status} {error.reason}"
        self.response_headers.extend(_HEADERS)
        self.set_close_on_finish()
        self.content_length = len(body)
        self.channel.refused = True
        self.write(b"" if getattr(self.request, "command", "") == "HEAD" else body)


class GuardedChannel(HTTPChannel):  # type: ignore[misc]
    """One connection. After a refusal it reads on for a moment before it closes.

    Closing with unread bytes resets the connection, and a reset can overtake the
    answer (RFC 9112 section 9.6).
    """

    parser_class = Parser
    task_class = Task
    error_task_class = Refusal
    refused = False
    lingers_since = 0.0
    _discarded = 0

    def handle_close(self) -> None:
        """Close; after a refusal only once the client has stopped, or had its time."""
        if self.refused and not self.lingers_since and self.connected:
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            else:
                self.lingers_since = time.time()
                self.will_close = self.close_when_flushed = False
                return
        super().handle_close()

    def readable(self) -> bool:
        """Return whether to wait for bytes."""
        return bool(self.lingers_since) or bool(super().readable())

    def handle_read(self) -> None:
        """Read; while lingering, forget what was read."""
        if not self.lingers_since:
            super().handle_read()
            return
        try:
            data = self.socket.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._discarded += len(data)
        if not data or self._discarded > _LINGER_BYTES or self.lingered_enough(time.time()):
            super().handle_close()

    def lingered_enough(self, now: float) -> bool:
        """Return whether a refused client had its time."""
        return bool(self.lingers_since) and now > self.lingers_since + _LINGER_SECONDS
