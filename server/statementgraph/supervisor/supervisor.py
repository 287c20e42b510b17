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
from statementgraph.sandbox.client import PoolPlace
from statementgraph.settings import Settings
from statementgraph.supervisor import processes
from statementgraph.supervisor.keepers import Keeping
from statementgraph.supervisor.prepare import Say, prepare
from statementgraph.supervisor.validators import Validating
from statementgraph.supervisor.watch import Watch
from statementgraph.supervisor.web import import_app, serve_web

_BACKLOG = 1024
# A web process that lives shorter than this, in seconds, is not replaced at once.
_SHORT_LIFE = 1.0
_TICK = 0.05


class Supervisor:
    """One running `serve`; `say` gets what a person should read, line by line."""

    def __init__(self, settings: Settings, say: Say) -> None:
        self._settings = settings
        self._say = say
        self._run_dir = Path(tempfile.mkdtemp(prefix="statementgraph-"))
        self._pool = _listen_unix(self._run_dir / "pool", settings.queue_length)
        self._web_socket = _listen_tcp(settings)
        ended = self._run_dir / "ended"
        ended.mkdir()
        self._place = PoolPlace(
            socket=self._run_dir / "pool",
            ended=ended,
            query_seconds=settings.query_seconds,
            queue_seconds=settings.queue_seconds,
            query_bytes=settings.query_bytes,
        )
        self._keeping = Keeping(settings, self._pool, ended)
        self._validating = Validating(settings, self._run_dir / "validator")
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
                ready(self.url, self._keeping.release)
                self._loop()
            return code or 0
        finally:
            self._stop()

    def _start(self) -> int | None:
        """Bring up the first release; the exit code where that fails or is stopped."""
        self._prepare()
        import_app(self._place)  # meanwhile
        while not self._keeping.release:
            if processes.wait(_TICK) in {signal.SIGTERM, signal.SIGINT}:
                return 0
            for pid, code in processes.reap():
                if pid != self._preparer:
                    raise CannotReadError("The data could not be loaded into memory.")
                release = self._result()
                if code or not release:
                    return code or 2
                self._keeping.start(release)
            self._swap_when_ready()
        for _ in range(self._settings.web_processes):
            self._start_web()
        return None

    def _loop(self) -> None:
        while True:
            pending = self._preparer or self._keeping.starting
            number = processes.wait(_TICK if pending else self._settings.watch_seconds or 60.0)
            if number in {signal.SIGTERM, signal.SIGINT}:
                return
            if number == signal.SIGHUP or (number == 0 and not pending and self._watch.changed()):
                self._reload()
            for pid, code in processes.reap():
                self._ended(pid, code)
            self._swap_when_ready()

    def _reload(self) -> None:
        if self._preparer or self._keeping.starting:
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
                self._say(f"Release {self._keeping.release} goes on being served.")
            elif release != self._keeping.release:
                self._keeping.start(release)
            if self._again:
                self._again = False
                self._reload()
        elif pid in self._web:
            if time.monotonic() - self._web.pop(pid) < _SHORT_LIFE:
                time.sleep(_SHORT_LIFE)  # never fork in a tight loop
            self._start_web()
        elif not self._validating.ended(pid):
            self._keeping.ended(pid)

    def _swap_when_ready(self) -> None:
        """Publish a release once its keeper answers, then let the old keeper finish."""
        release = self._keeping.ready()
        if not release:
            return
        publish(home(self._settings), release, self._settings.keep_releases)
        first = not self._keeping.release
        self._keeping.swap()
        self._validating.start(release)
        if not first:
            self._say(f"Serving release {release} now.")

    def _start_web(self) -> None:
        def body() -> int:
            self._pool.close()
            validators = self._validating.place
            return serve_web(self._settings, self._web_socket, self._place, validators)

        self._web[processes.fork(body)] = time.monotonic()

    def _stop(self) -> None:
        """Finish what runs: first the web processes, then the workers."""
        self._web_socket.close()
        self._end(set(self._web), self._settings.stop_seconds + 1.0)
        others = self._keeping.stop() | self._validating.stop()
        self._end(others | ({self._preparer} - {0}), 2.0)
        self._pool.close()
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


def _listen_unix(path: Path, length: int) -> socket.socket:
    found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    found.bind(str(path))
    found.listen(length)
    return found


def _listen_tcp(settings: Settings) -> socket.socket:
    where = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, protocol)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(_BACKLOG)
    except OSError as error:
        raise CannotReadError(
            f"Cannot listen on {where}: {(error.strerror or str(error)).lower()}.",
            hint="Choose another with --host and --port.",
        ) from error
    found.setblocking(False)
    return found
