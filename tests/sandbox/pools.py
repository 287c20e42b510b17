"""A real pool of query processes for tests."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from statementgraph.sandbox.client import PoolEngine, PoolPlace
from statementgraph.sandbox.forkserver import READY, Plan
from statementgraph.sandbox.worker import Limits


@dataclass
class Running:
    """A pool under test and a client of it."""

    engine: PoolEngine
    keeper: int
    place: PoolPlace

    def workers(self) -> list[int]:
        """Return the process ids of the workers that run now."""
        path = Path(f"/proc/{self.keeper}/task/{self.keeper}/children")
        return [int(pid) for pid in path.read_text().split()]

    def memory(self) -> int:
        """Return the largest resident size of the workers, in bytes."""
        sizes = []
        for pid in self.workers():
            with open(f"/proc/{pid}/statm") as statm:  # noqa: PTH123
                sizes.append(int(statm.read().split()[1]) * os.sysconf("SC_PAGESIZE"))
        return max(sizes)


@contextmanager
def running(
    quads: Iterable[ox.Quad],
    *,
    workers: int = 2,
    seconds: float = 10.0,
    memory_mib: int = 256,
    queue: int = 16,
    queue_seconds: float = 5.0,
    result_mib: int = 0,
) -> Iterator[Running]:
    """Run a pool over `quads`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, ended = folder / "data.nq", folder / "ended"
        ended.mkdir()
        ox.serialize(quads, str(data), ox.RdfFormat.N_QUADS)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(str(folder / "s"))
            listener.listen(queue)
            limits = Limits(seconds, memory_mib, 256, 10_000, result_mib)
            plan = Plan(str(data), "r1", listener.fileno(), str(ended), workers, limits)
            keeper = subprocess.Popen(
                [sys.executable, "-m", "statementgraph.sandbox.forkserver", plan.to_argument()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pass_fds=(plan.listener,),
            )
            assert keeper.stdout is not None
            with keeper:
                try:
                    assert keeper.stdout.read(len(READY)) == READY
                    place = PoolPlace(folder / "s", ended, seconds, queue_seconds, 1_048_576)
                    with closing(PoolEngine(place, lambda: "r1")) as engine:
                        yield Running(engine, keeper.pid, place)
                finally:
                    keeper.kill()  # its workers follow by their lifeline
