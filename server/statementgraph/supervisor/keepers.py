"""The keepers: the one that serves, the one that is starting, the ones that finish."""

import os
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from statementgraph.release import home
from statementgraph.release.directory import ReleaseDir
from statementgraph.sandbox.forkserver import Plan
from statementgraph.sandbox.worker import Limits
from statementgraph.settings import Settings
from statementgraph.supervisor import processes

_SHORT_LIFE = 1.0


@dataclass(frozen=True, slots=True)
class _Keeper:
    """A keeper process: `lifeline` keeps it alive, `ready` tells when it answers."""

    pid: int
    release: str
    lifeline: int
    ready: int
    born: float

    def close(self) -> None:
        """Let go of the pipes; the keeper ends where it still runs."""
        os.close(self.lifeline)
        os.close(self.ready)


class Keeping:
    """Starts keepers on one listening socket, swaps them and replaces a dead one."""

    def __init__(self, settings: Settings, listener: socket.socket, ended: Path) -> None:
        self._settings = settings
        self._listener = listener
        self._ended_folder = ended
        self._serving: _Keeper | None = None
        self._starting: _Keeper | None = None
        self._retiring: dict[int, _Keeper] = {}

    @property
    def release(self) -> str:
        """The release served now; "" before the first."""
        return self._serving.release if self._serving else ""

    @property
    def starting(self) -> bool:
        """Whether a keeper is loading its data."""
        return self._starting is not None

    def start(self, release: str) -> None:
        """Start the keeper of a release; `ready` tells when it answers."""
        if self._starting:
            self._retire(self._starting)
        self._starting = self._fork(release)

    def ready(self) -> str:
        """Return the release of a keeper that has just become ready, or ""."""
        if self._starting is None:
            return ""
        found, _, _ = select.select([self._starting.ready], [], [], 0)
        if not found or not os.read(self._starting.ready, 64):
            return ""
        return self._starting.release

    def swap(self) -> None:
        """Let the new keeper serve and the old one finish."""
        if self._serving:
            self._retire(self._serving)
        self._serving, self._starting = self._starting, None

    def ended(self, pid: int) -> None:
        """Act on the end of a keeper: replace the one that served."""
        retired = self._retiring.pop(pid, None)
        if retired:
            retired.close()
        elif self._starting and self._starting.pid == pid:
            # Its data could not be loaded. What is served stays.
            self._starting.close()
            self._starting = None
        elif self._serving and self._serving.pid == pid:
            release, born = self._serving.release, self._serving.born
            self._serving.close()
            if time.monotonic() - born < _SHORT_LIFE:
                time.sleep(_SHORT_LIFE)
            self._serving = self._fork(release)

    def stop(self) -> set[int]:
        """Return the process ids of all keepers, to be ended."""
        keepers = [*self._retiring.values(), self._starting, self._serving]
        return {keeper.pid for keeper in keepers if keeper}

    def _retire(self, keeper: _Keeper) -> None:
        processes.send(keeper.pid, signal.SIGTERM)
        self._retiring[keeper.pid] = keeper

    def _fork(self, release: str) -> _Keeper:
        settings = self._settings
        life_end, lifeline = os.pipe()
        ready, ready_end = os.pipe()
        plan = Plan(
            data=str(ReleaseDir.open(home(settings) / release).data),
            release=release,
            listener=self._listener.fileno(),
            ended=str(self._ended_folder),
            workers=settings.workers,
            limits=Limits(
                seconds=settings.query_seconds,
                memory_mib=settings.query_memory_mib,
                stack_mib=settings.query_stack_mib,
                depth=settings.query_depth,
                result_mib=settings.result_mib,
            ),
            debug=settings.debug,
        ).to_argument()

        def body() -> int:
            os.dup2(life_end, 0)
            os.dup2(ready_end, 1)
            self._listener.set_inheritable(True)
            module = "statementgraph.sandbox.forkserver"
            os.execv(sys.executable, [sys.executable, "-m", module, plan])  # noqa: S606

        pid = processes.fork(body)
        os.close(life_end)
        os.close(ready_end)
        return _Keeper(pid, release, lifeline, ready, time.monotonic())
