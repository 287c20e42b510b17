"""The pools of limited processes: their forkservers are started, swapped and replaced here."""

import os
import select
import signal
import socket
import sys
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

from statementgraph.release import home
from statementgraph.release.directory import ReleaseDir
from statementgraph.sandbox.connection import PoolAddress
from statementgraph.sandbox.forkserver import QUERIES, VALIDATIONS, PoolConfig
from statementgraph.sandbox.worker import Limits
from statementgraph.settings import Settings
from statementgraph.supervisor import processes

# A forkserver that lives shorter than this, in seconds, is not replaced at once.
_SHORT_LIFE = 1.0
# The stack of a validation, in MiB.
_VALIDATION_STACK = 8


@dataclass(frozen=True, slots=True)
class _Forkserver:
    """A forkserver process: `lifeline` keeps it alive, `ready` tells when its workers answer."""

    pid: int
    release: str
    lifeline: int
    ready: int
    born: float

    def close(self) -> None:
        """Let go of the pipes; the process ends where it still runs."""
        os.close(self.lifeline)
        os.close(self.ready)


class ProcessPool(ABC):
    """One listening socket and the forkservers on it: one serves, one starts, others finish.

    The sockets and what is told of workers that ended are in `folder`.
    """

    handles: str

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._folder = folder
        self._serving: _Forkserver | None = None
        self._starting: _Forkserver | None = None
        self._retiring: dict[int, _Forkserver] = {}
        # How long the next one waits before it starts, in seconds.
        self._wait = 0.0
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(folder / self.handles))
        # The system lets one more wait than it is told (listen(2), Linux).
        self._listener.listen(max(0, settings.queue_length - 1))

    @abstractmethod
    def _limits(self) -> Limits:
        """Return what one request may use."""

    @abstractmethod
    def _config(self, release: ReleaseDir) -> PoolConfig:
        """Return what the forkserver of `release` is told."""

    @property
    def address(self) -> PoolAddress:
        """Where web processes reach the pool."""
        return PoolAddress(
            socket=self._folder / self.handles,
            ended=self._folder / "ended",
            seconds=self._limits().seconds,
            queue_seconds=self._settings.queue_seconds,
        )

    @property
    def release(self) -> str:
        """The release served now; "" before the first."""
        return self._serving.release if self._serving else ""

    @property
    def starting(self) -> bool:
        """Whether a forkserver is loading its data."""
        return self._starting is not None

    def start(self, release: str) -> None:
        """Start the forkserver of a release; `ready` tells when it answers."""
        if self._starting:
            self._retire(self._starting)
        self._starting = self._fork(release)

    def ready(self) -> str:
        """Return the release of a forkserver that has just become ready, or ""."""
        if self._starting is None:
            return ""
        readable, _, _ = select.select([self._starting.ready], [], [], 0)
        if not readable or not os.read(self._starting.ready, 64):
            return ""
        return self._starting.release

    def swap(self) -> None:
        """Let the new forkserver serve and the old one finish."""
        if self._serving:
            self._retire(self._serving)
        self._serving, self._starting = self._starting, None

    def ended(self, pid: int) -> bool:
        """Act on the end of a process, if it is of this pool: replace the one that served."""
        if pid in self._retiring:
            self._retiring.pop(pid).close()
        elif self._starting and self._starting.pid == pid:
            # Its data could not be loaded. What is served stays.
            self._close(self._starting)
            self._starting = None
        elif self._serving and self._serving.pid == pid:
            self._close(self._serving)
            self._serving = self._fork(self._serving.release)
        else:
            return False
        return True

    def stop(self) -> set[int]:
        """Return the process ids of all forkservers, to be ended."""
        forkservers = [*self._retiring.values(), self._starting, self._serving]
        return {forkserver.pid for forkserver in forkservers if forkserver}

    def close(self) -> None:
        """Stop listening, in this process."""
        self._listener.close()

    def _retire(self, forkserver: _Forkserver) -> None:
        processes.send(forkserver.pid, signal.SIGTERM)
        self._retiring[forkserver.pid] = forkserver

    def _close(self, forkserver: _Forkserver) -> None:
        """Let go of one that died; the next must not die in a tight loop."""
        forkserver.close()
        self._wait = _SHORT_LIFE if time.monotonic() - forkserver.born < _SHORT_LIFE else 0

    def _fork(self, release: str) -> _Forkserver:
        wait, self._wait = self._wait, 0.0
        life_end, lifeline = os.pipe()
        ready, ready_end = os.pipe()
        folder = home(self._settings) / release
        config = self._config(ReleaseDir.open(folder)).to_argument()

        def body() -> int:
            time.sleep(wait)  # one that cannot start must not keep the supervisor busy
            os.dup2(life_end, 0)
            os.dup2(ready_end, 1)
            self._listener.set_inheritable(True)
            module = "statementgraph.sandbox.forkserver"
            os.execv(sys.executable, [sys.executable, "-m", module, config])  # noqa: S606

        pid = processes.fork(body)
        os.close(life_end)
        os.close(ready_end)
        return _Forkserver(pid, release, lifeline, ready, time.monotonic() + wait)

    def _pool_config(self, source: Path, release: str, workers: int, depth: int = 0) -> PoolConfig:
        return PoolConfig(
            handles=self.handles,
            source=str(source),
            release=release,
            listener=self._listener.fileno(),
            ended=str(self._folder / "ended"),
            counts=str(self._folder / "counts"),
            workers=workers,
            limits=self._limits(),
            depth=depth,
            debug=self._settings.debug,
        )


class QueryPool(ProcessPool):
    """The processes that answer queries."""

    handles = QUERIES

    def _limits(self) -> Limits:
        settings = self._settings
        return Limits(
            settings.query_seconds,
            settings.query_memory_mib,
            settings.query_stack_mib,
            settings.result_mib,
        )

    def _config(self, release: ReleaseDir) -> PoolConfig:
        settings = self._settings
        return self._pool_config(release.data, release.id, settings.workers, settings.query_depth)


class ValidationPool(ProcessPool):
    """The processes that check what clients send."""

    handles = VALIDATIONS

    def _limits(self) -> Limits:
        settings = self._settings
        return Limits(
            settings.validation_seconds, settings.validation_memory_mib, _VALIDATION_STACK
        )

    def _config(self, release: ReleaseDir) -> PoolConfig:
        return self._pool_config(release.path, release.id, self._settings.validations)
