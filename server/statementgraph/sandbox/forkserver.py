"""The process that holds one release's store and keeps its workers alive.

`python -m statementgraph.sandbox.forkserver PLAN` loads the store, forks the workers,
and forks a new one whenever one ends. It has one thread, so that forking is
safe, and talks to no client. Its standard input is its lifeline: when that
ends, so does it. It writes one line to standard output when it is ready.
"""

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

import pyoxigraph as ox

from statementgraph.sandbox import protocol
from statementgraph.sandbox.worker import HUNG_UP, OUT_OF_MEMORY, SLOT, Berth, Limits, become_worker

READY = b"ready\n"
# How many reasons are kept for clients that never ask for them.
_KEPT = 1000
# A worker that lives shorter than this is not replaced at once.
_SHORT_LIFE = 0.1
_REASONS = {
    signal.SIGALRM: protocol.TIME,
    signal.SIGABRT: protocol.MEMORY,
    signal.SIGSEGV: protocol.STACK,
    signal.SIGBUS: protocol.STACK,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a keeper is told: the data, the socket, the folder for reasons, the limits."""

    data: str
    release: str
    listener: int
    ended: str
    workers: int
    limits: Limits
    debug: bool = False

    def to_argument(self) -> str:
        """Write the plan for a command line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_argument(cls, text: str) -> "Plan":
        """Read what `to_argument` wrote."""
        values = json.loads(text)
        return cls(**{**values, "limits": Limits(**values["limits"])})


def reason_of(status: int) -> str:
    """Say why a worker with this wait status ended its query; "" for a reason no one asks."""
    if os.WIFSIGNALED(status):
        return _REASONS.get(signal.Signals(os.WTERMSIG(status)), protocol.KILLED)
    code = os.waitstatus_to_exitcode(status)
    if code == OUT_OF_MEMORY:
        return protocol.MEMORY
    return "" if code in {0, HUNG_UP} else protocol.KILLED


def load(path: str) -> ox.Store:
    """Load a file of N-Quads into a store in memory."""
    store = ox.Store()
    # `bulk_load` would give the blank nodes other labels, and equal releases other bytes.
    store.bulk_extend(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))
    return store


class Keeper:
    """Forks workers and replaces those that end."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._store = load(plan.data)
        self._shared = mmap.mmap(-1, max(mmap.PAGESIZE, plan.workers * SLOT.size))
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
        for index in range(self._plan.workers):
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
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGCHLD})
        pid = os.fork()
        if pid == 0:
            self._become_worker(index)
        self._workers[pid] = (index, time.monotonic())
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGCHLD})

    def _become_worker(self, index: int) -> None:
        plan = self._plan
        try:
            become_worker(
                Berth(
                    self._store,
                    plan.release,
                    plan.limits,
                    plan.listener,
                    self._life,
                    self._shared,
                    index,
                    plan.debug,
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
            if not self._retiring:
                if time.monotonic() - born < _SHORT_LIFE:
                    time.sleep(_SHORT_LIFE)  # never fork in a tight loop
                self._fork(index)

    def _count(self, reason: str) -> None:
        """Write down how many workers have ended so, where the web processes read it.

        The reason "client" means that a client hung up while its query ran.
        """
        self._deaths[reason] = self._deaths.get(reason, 0) + 1
        path = Path(self._plan.ended).parent / "counts" / f"deaths-{os.getpid()}.json"
        try:
            path.with_suffix(".new").write_text(json.dumps(self._deaths))
            path.with_suffix(".new").replace(path)
        except OSError:
            pass  # the count is then short, which is no harm

    def _tell(self, number: int, reason: str) -> None:
        """Leave the reason where the client of that query looks for it."""
        folder = Path(self._plan.ended)
        try:
            path = folder / f"{number:016x}"
            path.with_suffix(".new").write_text(reason)
            path.with_suffix(".new").replace(path)
            kept = sorted(folder.iterdir(), key=lambda p: p.stat().st_mtime)
            for old in kept[:-_KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            pass  # the client then hears no reason, which is no harm


def main() -> None:
    """Run a keeper as its own process."""
    # A worker that runs out of memory must end, not look up a backtrace first.
    os.environ["RUST_BACKTRACE"] = "0"
    Keeper(Plan.from_argument(sys.argv[1])).run()


if __name__ == "__main__":
    main()
