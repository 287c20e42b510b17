"""One line of JSON for each request, with no query text and no whole client address."""

import hashlib
import json
import os
from datetime import UTC, datetime

_STDERR = 2


class Log:
    """Writes the lines, where it is `on`; `secret` keys the hashes of queries.

    The hash tells equal queries apart from others within one run of the server, and
    cannot be compared with hashes that someone makes of queries they guess.
    """

    def __init__(self, secret: bytes, *, on: bool) -> None:
        self._secret = hashlib.sha256(secret).digest()
        self.on = on

    def hash(self, query: str) -> str:
        """Hash a query for its line; 12 hex digits, "" where no line is written."""
        if not self.on:
            return ""
        data = query.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, key=self._secret, digest_size=6).hexdigest()

    def line(self, **members: object) -> None:
        """Write one line; members that are "" are left out."""
        if not self.on:
            return
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        said = {"time": now, **{name: value for name, value in members.items() if value != ""}}
        # One write for one line: several processes share this stream.
        try:
            os.write(_STDERR, json.dumps(said).encode() + b"\n")
        except OSError:
            self.on = False  # no one reads any more
