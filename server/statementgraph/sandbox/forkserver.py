"""The process that holds what the workers of one pool share, and keeps them alive.

`python -m statementgraph.sandbox.forkserver CONFIG` loads a release, forks the workers,
and forks a new one whenever one ends. It has one thread, so that forking is safe,
reads nothing that strangers send and talks to no client. Its standard input is its
lifeline: when that ends, so does it. It writes one line to standard output when
its workers answer.
"""

import contextlib
import gc
import json
import mmap
import os
import select
import signal
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from statementgraph.sandbox import protocol
from statementgraph.sandbox.worker import (
    HUNG_UP,
    OUT_OF_MEMORY,
    SLOT,
    Handler,
    Limits,
    WorkerConfig,
    become_worker,
)

READY = b"ready\n"
QUERIES, VALIDATIONS = "queries", "validations"
# How many reasons are kept for clients that never ask for them.
_KEPT = 1000
# A worker that fails within this time, in seconds, is not replaced at once.
_SHORT_LIFE = 0.1
# Pages and queries come before validations.
_NICE = 5
# Loading the validator takes a second of processor time: how long it may wait for a first
# request, in seconds, while the processes that are started with it come up.
_PATIENCE = 2.0
_SIGNALS = {signal.SIGTERM, signal.SIGCHLD}
_REASONS = {
    signal.SIGALRM: protocol.TIME,
    signal.SIGABRT: protocol.MEMORY,
    signal.SIGSEGV: protocol.STACK,
    signal.SIGBUS: protocol.STACK,
}


@dataclass(frozen=True, slots=True)
class PoolConfig:
    """What a forkserver is told.

    `handles` says what its workers answer; `source` is what their handler reads: a file
    of N-Quads for queries, the folder of a release for validations. Reasons why workers
    ended go into the folder `ended`, their counts into the folder `counts`.
    """

    handles: str
    source: str
    release: str
    listener: int
    ended: str
    counts: str
    workers: int
    limits: Limits
    depth: int = 0
    debug: bool = False

    def to_argument(self) -> str:
        """Write the configuration for a command line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_argument(cls, text: str) -> "PoolConfig":
        """Read what `to_argument` wrote."""
        values = json.loads(text)
        return cls(**{**values, "limits": Limits(**values["limits"])})


def reason_of(status: int) -> str:
    """Say why a worker with this wait status ended; "" for a reason no one asks."""
    if os.WIFSIGNALED(status):
        return _REASONS.get(signal.Signals(os.WTERMSIG(status)), protocol.KILLED)
    code = os.waitstatus_to_exitcode(status)
    if code == OUT_OF_MEMORY:
        return protocol.MEMORY
    return "" if code in {0, HUNG_UP} else protocol.KILLED


class Forkserver:
    """Forks workers with a handler and replaces those that end."""

    def __init__(self, config: PoolConfig, handler: Handler) -> None:
        self._config = config
        self._handler = handler
        self._shared = mmap.mmap(-1, max(mmap.PAGESIZE, config.workers * SLOT.size))
        # Process id -> line in the shared memory, and when it was forked.
        self._workers: dict[int, tuple[int, float]] = {}
        self._retiring = False
        self._deaths: dict[str, int] = {}
        self._life, self._alive = os.pipe()
        self._wake, wake = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(self._wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, self._retire)

    def run(self) -> None:
        """Keep the workers until told to retire and the last of them is done."""
        # What exists now is shared with the workers; do not touch it when collecting.
        gc.collect()
        gc.freeze()
        for index in range(self._config.workers):
            self._fork(index)
        os.write(1, READY)
        while self._workers:
            ready, _, _ = select.select([self._wake, 0], [], [])
            if 0 in ready and not os.read(0, 4096):
                return  # whoever started this has gone; the workers follow by their lifeline
            if self._wake in ready:
                os.read(self._wake, 4096)
            self._reap()

    def _retire(self, *_: object) -> None:
        """Let every worker finish what it does, and replace none."""
        self._retiring = True
        for pid in self._workers:
            os.kill(pid, signal.SIGTERM)

    def _fork(self, index: int) -> None:
        SLOT.pack_into(self._shared, index * SLOT.size, 0)
        # A signal between fork and set-up must wait, or the child would act for the parent.
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        if not self._retiring:
            pid = os.fork()
            if pid == 0:
                self._become_worker(index)
            self._workers[pid] = (index, time.monotonic())
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)

    def _become_worker(self, index: int) -> None:
        config = self._config
        try:
            become_worker(
                WorkerConfig(
                    self._handler,
                    config.release,
                    config.limits,
                    config.listener,
                    self._life,
                    self._shared,
                    index,
                    config.debug,
                )
            )
        finally:
            os._exit(1)

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            index, born = self._workers.pop(pid)
            (number,) = SLOT.unpack_from(self._shared, index * SLOT.size)
            reason = reason_of(status)
            if reason and number:
                self._tell(number, reason)
            if number or reason:
                self._count(reason or "client")
            if status and time.monotonic() - born < _SHORT_LIFE:
                time.sleep(_SHORT_LIFE)  # never fork in a tight loop
            self._fork(index)

    def _count(self, reason: str) -> None:
        """Write down how many workers have ended so, where the web processes read it.

        The reason "client" means that a client hung up while its request ran.
        """
        self._deaths[reason] = self._deaths.get(reason, 0) + 1
        path = Path(self._config.counts) / f"deaths-{os.getpid()}.json"
        with contextlib.suppress(OSError):  # the count is then short, which is no harm
            _write_whole(path, json.dumps(self._deaths))

    def _tell(self, number: int, reason: str) -> None:
        """Leave the reason where the client of that request looks for it."""
        folder = Path(self._config.ended)
        with contextlib.suppress(OSError):  # the client then hears no reason, which is no harm
            _write_whole(folder / f"{number:016x}", reason)
            kept = sorted(folder.iterdir(), key=lambda p: p.stat().st_mtime)
            for old in kept[:-_KEPT]:
                old.unlink(missing_ok=True)


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that whoever reads it finds all of it or nothing."""
    path.with_suffix(".new").write_text(text)
    path.with_suffix(".new").replace(path)


def load_handler(config: PoolConfig) -> Handler:
    """Read what the workers share. Raises CannotReadError."""
    # Each imports what the other does without; for the validator that takes a second.
    if config.handles == QUERIES:
        from statementgraph.sandbox.query_handler import QueryHandler  # noqa: PLC0415

        return QueryHandler(config.source, config.depth)
    with contextlib.suppress(OSError):
        os.nice(_NICE)
    select.select([config.listener, 0], [], [], _PATIENCE)
    from statementgraph.sandbox.validation_handler import ValidationHandler  # noqa: PLC0415

    return ValidationHandler(config.source)


def main() -> None:
    """Run a forkserver as its own process."""
    # A worker that runs out of memory must end, not look up a backtrace first.
    os.environ["RUST_BACKTRACE"] = "0"
    config = PoolConfig.from_argument(sys.argv[1])
    Forkserver(config, load_handler(config)).run()


if __name__ == "__main__":
    main()
