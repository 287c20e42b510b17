"""A web process: speaks HTTP, holds no data, asks the pool."""

import importlib
import logging
import resource
import signal
import socket
import sys
from collections.abc import Callable
from wsgiref.types import WSGIApplication

from statementgraph.engine import PoolEngine, PoolPlace
from statementgraph.release import CurrentRelease, home
from statementgraph.settings import Settings
from statementgraph.supervisor import httpd

# By name: this layer is below the web.
_APP = "statementgraph.web.app:create_app"


def make_app(settings: Settings, place: PoolPlace) -> WSGIApplication:
    """Make the application over the pool and the release that is published."""
    release = CurrentRelease(home(settings))
    module, _, name = _APP.partition(":")
    factory: Callable[..., WSGIApplication] = getattr(importlib.import_module(module), name)
    return factory(settings, PoolEngine(place, lambda: release.id), release)


class _Stop:
    """Becomes true on SIGTERM, which also comes when the supervisor dies."""

    def __init__(self) -> None:
        self._stopped = False
        signal.signal(signal.SIGTERM, self._on_signal)

    def __call__(self) -> bool:
        return self._stopped

    def _on_signal(self, *_: object) -> None:
        self._stopped = True


def serve_web(settings: Settings, listener: socket.socket, place: PoolPlace) -> int:
    """Serve on `listener` until SIGTERM, then finish what runs; return the exit code."""
    stop = _Stop()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    # A connection, its query and its spool file each need a descriptor.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    server = httpd.make_server(make_app(settings, place), listener, settings)
    httpd.run(server, stop, settings.stop_seconds)
    return 0
