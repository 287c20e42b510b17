"""A web process: speaks HTTP, holds no data, asks the pool."""

import importlib
import logging
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from wsgiref.types import WSGIApplication

from statementgraph.errors import BrokenResultError
from statementgraph.release import CurrentRelease, home
from statementgraph.sandbox.client import PoolEngine, PoolPlace
from statementgraph.sandbox.validation.client import Validator, ValidatorPlace
from statementgraph.settings import Settings
from statementgraph.supervisor import httpd

# By name: this layer is below the web.
_APP = "statementgraph.app:create_app"


def import_app(place: PoolPlace) -> Callable[..., WSGIApplication]:
    """Import the application's factory; done before forking, a web process starts at once."""
    folder = counts(place)
    folder.mkdir(exist_ok=True)
    # Read by the library when the application is imported: where all processes count.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    module, _, name = _APP.partition(":")
    found: Callable[..., WSGIApplication] = getattr(importlib.import_module(module), name)
    return found


def counts(place: PoolPlace) -> Path:
    """Name the folder where all processes of one server keep their counters."""
    return place.ended.parent / "counts"


def make_app(
    settings: Settings, place: PoolPlace, validators: ValidatorPlace | None = None
) -> WSGIApplication:
    """Make the application over the pool and the release that is published."""
    factory = import_app(place)
    release = CurrentRelease(home(settings))
    validator = Validator(validators) if validators else None
    engine = PoolEngine(place, lambda: release.id)
    return factory(settings, engine, release, counts(place), validator)


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


def serve_web(
    settings: Settings,
    listener: socket.socket,
    place: PoolPlace,
    validators: ValidatorPlace | None = None,
) -> int:
    """Serve on `listener` until SIGTERM, then finish what runs; return the exit code."""
    stop = _Stop()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    logging.getLogger("waitress").addFilter(_tells_more)
    # A connection, its query and its spool file each need a descriptor.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    server = httpd.make_server(make_app(settings, place, validators), listener, settings)
    httpd.run(server, stop, settings.stop_seconds)
    return 0
