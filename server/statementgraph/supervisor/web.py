"""A web process: speaks HTTP, holds no data, asks the pools."""

import logging
import resource
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from wsgiref.types import WSGIApplication

from statementgraph.errors import BrokenResultError
from statementgraph.release import CurrentRelease, home
from statementgraph.sandbox.client import PoolEngine, Validator
from statementgraph.sandbox.connection import PoolAddress
from statementgraph.settings import Settings
from statementgraph.supervisor import httpd

AppFactory = Callable[
    [Settings, PoolEngine, CurrentRelease, Path, Validator | None], WSGIApplication
]


def make_app(
    factory: AppFactory,
    settings: Settings,
    queries: PoolAddress,
    validations: PoolAddress | None,
    counts: Path,
) -> WSGIApplication:
    """Make the application over the pools and the release that is published.

    All processes of one server keep their counters in the folder `counts`.
    """
    release = CurrentRelease(home(settings))
    engine = PoolEngine(queries, lambda: release.id, settings.query_bytes)
    validator = Validator(validations) if validations else None
    return factory(settings, engine, release, counts, validator)


def _tells_more(record: logging.LogRecord) -> bool:
    """Say whether a line of the HTTP server tells more than the log line of the request.

    An answer that had to be cut is no defect: its request has its line already.
    """
    return not (record.exc_info and isinstance(record.exc_info[1], BrokenResultError))


class _Stop:
    """Becomes true on SIGTERM, which also comes when the supervisor dies."""

    def __init__(self) -> None:
        self._stopped = False
        signal.signal(signal.SIGTERM, self._on_signal)

    def __call__(self) -> bool:
        return self._stopped

    def _on_signal(self, *_: object) -> None:
        self._stopped = True


def serve_web(app: WSGIApplication, settings: Settings, listener: socket.socket) -> int:
    """Serve on `listener` until SIGTERM, then finish what runs; return the exit code."""
    stop = _Stop()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    logging.getLogger("waitress").addFilter(_tells_more)
    # A connection, its query and its spool file each need a descriptor.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    server = httpd.make_server(app, listener, settings)
    httpd.run(server, stop, settings.stop_seconds)
    return 0
