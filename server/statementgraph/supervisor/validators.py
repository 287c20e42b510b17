"""The validator process: started with each release, replaced when it dies."""

import os
import signal
import socket
import sys
import time
from pathlib import Path

from statementgraph.release import home
from statementgraph.sandbox.validation.client import ValidatorPlace
from statementgraph.sandbox.validation.protocol import Bounds, Plan
from statementgraph.settings import Settings
from statementgraph.supervisor import processes

# A validator that lives shorter than this, in seconds, is not replaced at once.
_SHORT_LIFE = 1.0


class Validating:
    """Keeps one validator on one listening socket; none with RDF served as it is."""

    def __init__(self, settings: Settings, path: Path) -> None:
        self._settings = settings
        self._release = ""
        self._pid = 0
        self._born = 0.0
        # Process ids and lifelines: a process ends when its lifeline is closed.
        self._lifelines: dict[int, int] = {}
        self._listener: socket.socket | None = None
        if not settings.plain:
            self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._listener.bind(str(path))
            # The system lets one more wait than it is told (listen(2), Linux).
            self._listener.listen(max(0, settings.validation_queue - 1))
        self._path = path

    @property
    def place(self) -> ValidatorPlace | None:
        """Where web processes reach the validator; None where there is none."""
        if self._listener is None:
            return None
        settings = self._settings
        return ValidatorPlace(self._path, settings.queue_seconds, settings.validation_seconds)

    def start(self, release: str) -> None:
        """Validate with the shapes of `release`; what runs with those before it may finish."""
        if self._listener is None:
            return
        if self._pid:
            processes.send(self._pid, signal.SIGTERM)
        self._release = release
        self._fork(self._listener)

    def ended(self, pid: int) -> bool:
        """Act on the end of a process, if it is a validator: replace the one in use."""
        if pid not in self._lifelines:
            return False
        os.close(self._lifelines.pop(pid))
        if pid == self._pid and self._listener is not None:
            short = time.monotonic() - self._born < _SHORT_LIFE
            self._fork(self._listener, _SHORT_LIFE if short else 0)
        return True

    def stop(self) -> set[int]:
        """Return the process ids of all validators, to be ended."""
        self._pid = 0
        return set(self._lifelines)

    def _fork(self, listener: socket.socket, wait: float = 0) -> None:
        settings = self._settings
        life_end, lifeline = os.pipe()
        bounds = Bounds(settings.validation_seconds, settings.validation_memory_mib, settings.debug)
        path = str(home(settings) / self._release)
        plan = Plan(path, listener.fileno(), settings.validations, bounds).to_argument()

        def body() -> int:
            time.sleep(wait)  # one that cannot start must not keep the supervisor busy
            os.dup2(life_end, 0)
            listener.set_inheritable(True)
            module = "statementgraph.sandbox.validation"
            os.execv(sys.executable, [sys.executable, "-m", module, plan])  # noqa: S606

        self._pid = processes.fork(body)
        os.close(life_end)
        self._lifelines[self._pid] = lifeline
        self._born = time.monotonic()
