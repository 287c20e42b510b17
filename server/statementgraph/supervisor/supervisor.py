"""Starts the processes of `serve`, replaces those that end, and swaps releases."""

import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from statementgraph.errors import CannotReadError, StatementGraphError
from statementgraph.release import home
from statementgraph.release.store import publish
from statementgraph.settings import Settings
from statementgraph.supervisor import processes
from statementgraph.supervisor.pools import ProcessPool, QueryPool, ValidationPool
from statementgraph.supervisor.prepare import Say, prepare
from statementgraph.supervisor.watch import Watch
from statementgraph.supervisor.web import AppFactory, make_app, serve_web

_BACKLOG = 1024
# A web process that lives shorter than this, in seconds, is not replaced at once.
_SHORT_LIFE = 1.0
# How often to look whether a release is ready to be served, or its rules are; and at rest.
_TICK, _RULES_TICK, _IDLE = 0.05, 0.25, 60.0


class Supervisor:
    """One running `serve`; `say` gets what a person should read, line by line.

    `load_app` imports the factory of the application. It is called once it is known where
    the web processes count together: their library looks for that when it is imported.
    """

    def __init__(self, settings: Settings, say: Say, load_app: Callable[[], AppFactory]) -> None:
        self._settings = settings
        self._say = say
        self._load_app = load_app
        self._run_dir = Path(tempfile.mkdtemp(prefix="statementgraph-"))
        for name in ("ended", "counts"):
            (self._run_dir / name).mkdir()
        self._web_socket = _listen_tcp(settings)
        self._queries = QueryPool(settings, self._run_dir)
        # RDF that is served as it is has no rules.
        self._validations = None if settings.plain else ValidationPool(settings, self._run_dir)
        self._pools: list[ProcessPool] = [self._queries]
        if self._validations is not None:
            self._pools.append(self._validations)
        self._watch = Watch(settings)
        self._web: dict[int, float] = {}
        self._preparer = 0
        self._from_preparer = -1
        self._again = False

    @property
    def url(self) -> str:
        """Where it serves."""
        host, port = self._web_socket.getsockname()[:2]
        return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

    def run(self, ready: Callable[[str, str], None]) -> int:
        """Serve until SIGTERM or Ctrl-C; `ready` gets the URL and the release once it answers.

        Returns the exit code: 0, or that of the error which `say` was told of when
        the first release cannot be made.
        """
        processes.block()
        try:
            code = self._start()
            if code is None:
                ready(self.url, self._queries.release)
                self._loop()
            return code or 0
        finally:
            self._stop()

    def _start(self) -> int | None:
        """Bring up the first release; the exit code where that fails or is stopped."""
        self._prepare()
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(self._run_dir / "counts")
        self._load_app()  # meanwhile, and before forking: a web process starts at once
        while not self._queries.release:
            if processes.wait(_TICK) in {signal.SIGTERM, signal.SIGINT}:
                return 0
            for pid, code in processes.reap():
                if pid != self._preparer:
                    raise CannotReadError("The data could not be loaded into memory.")
                release = self._result()
                if code or not release:
                    return code or 2
                self._queries.start(release)
            self._swap_when_ready()
        for _ in range(self._settings.web_processes):
            self._start_web()
        return None

    def _loop(self) -> None:
        while True:
            pending = bool(self._preparer or self._queries.starting)
            number = processes.wait(self._patience(pending))
            if number in {signal.SIGTERM, signal.SIGINT}:
                return
            if number == signal.SIGHUP or (number == 0 and not pending and self._watch.changed()):
                self._reload()
            for pid, code in processes.reap():
                self._ended(pid, code)
            self._swap_when_ready()

    def _patience(self, pending: bool) -> float:
        """Return how long to wait for a signal, in seconds, before looking at files and pools."""
        if pending:
            return _TICK
        seconds = self._settings.watch_seconds or _IDLE
        starting = self._validations is not None and self._validations.starting
        return min(seconds, _RULES_TICK) if starting else seconds

    def _reload(self) -> None:
        if self._preparer or self._queries.starting:
            self._again = True
            return
        self._watch.changed()
        self._prepare()

    def _prepare(self) -> None:
        """Make the release of the files as they are now, in a process of its own."""
        self._from_preparer, to_us = os.pipe()

        def body() -> int:
            try:
                release = prepare(self._settings, self._say)
            except StatementGraphError as error:
                self._say(str(error))
                return error.exit_code
            os.write(to_us, release.id.encode())
            return 0

        self._preparer = processes.fork(body)
        os.close(to_us)

    def _result(self) -> str:
        release = os.read(self._from_preparer, 64).decode()
        os.close(self._from_preparer)
        self._preparer = 0
        return release

    def _ended(self, pid: int, code: int) -> None:
        if pid == self._preparer:
            release = self._result()
            if code or not release:
                self._say(f"Release {self._queries.release} goes on being served.")
            elif release != self._queries.release:
                self._queries.start(release)
            if self._again:
                self._again = False
                self._reload()
        elif pid in self._web:
            if time.monotonic() - self._web.pop(pid) < _SHORT_LIFE:
                time.sleep(_SHORT_LIFE)  # never fork in a tight loop
            self._start_web()
        else:
            any(pool.ended(pid) for pool in self._pools)

    def _swap_when_ready(self) -> None:
        """Publish a release once its queries are answered, and let its rules follow."""
        if release := self._queries.ready():
            publish(home(self._settings), release, self._settings.keep_releases)
            first = not self._queries.release
            self._queries.swap()
            if not first:
                self._say(f"Serving release {release} now.")
        validations, release = self._validations, self._queries.release
        if validations is None or not release:
            return
        if validations.ready():
            validations.swap()
        if validations.release != release and not validations.starting:
            validations.start(release)

    def _start_web(self) -> None:
        def body() -> int:
            for pool in self._pools:
                pool.close()
            validations = self._validations.address if self._validations else None
            app = make_app(
                self._load_app(),
                self._settings,
                self._queries.address,
                validations,
                self._run_dir / "counts",
            )
            return serve_web(app, self._settings, self._web_socket)

        self._web[processes.fork(body)] = time.monotonic()

    def _stop(self) -> None:
        """Finish what runs: first the web processes, then the workers."""
        self._web_socket.close()
        self._end(set(self._web), self._settings.stop_seconds + 1.0)
        others = {pid for pool in self._pools for pid in pool.stop()}
        self._end(others | ({self._preparer} - {0}), 2.0)
        for pool in self._pools:
            pool.close()
        shutil.rmtree(self._run_dir, ignore_errors=True)

    def _end(self, pids: set[int], seconds: float) -> None:
        for pid in pids:
            processes.send(pid, signal.SIGTERM)
        deadline = time.monotonic() + seconds
        while pids and time.monotonic() < deadline:
            pids -= {pid for pid, _ in processes.reap()}
            processes.wait(_TICK)
        for pid in pids:
            processes.send(pid, signal.SIGKILL)


def _listen_tcp(settings: Settings) -> socket.socket:
    where = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        raise CannotReadError(
            f"Cannot listen on {where}: {(error.strerror or str(error)).lower()}.",
            hint="Choose another with --host and --port.",
        ) from error
    listener.setblocking(False)
    return listener
