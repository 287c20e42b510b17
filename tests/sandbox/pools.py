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

from statementgraph.sandbox.client import PoolEngine
from statementgraph.sandbox.connection import PoolAddress
from statementgraph.sandbox.forkserver import QUERIES, READY, PoolConfig
from statementgraph.sandbox.worker import Limits


@dataclass
class Running:
    """A pool under test and a client of it."""

    engine: PoolEngine
    forkserver: int
    address: PoolAddress

    def workers(self) -> list[int]:
        """Return the process ids of the workers that run now."""
        path = Path(f"/proc/{self.forkserver}/task/{self.forkserver}/children")
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
    queue_seconds: float = 30.0,
    result_mib: int = 0,
) -> Iterator[Running]:
    """Run a pool over `quads`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, ended, counts = folder / "data.nq", folder / "ended", folder / "counts"
        ended.mkdir()
        counts.mkdir()
        ox.serialize(quads, str(data), ox.RdfFormat.N_QUADS)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(str(folder / "s"))
            listener.listen(queue)
            config = PoolConfig(
                handles=QUERIES,
                source=str(data),
                release="r1",
                listener=listener.fileno(),
                ended=str(ended),
                counts=str(counts),
                workers=workers,
                limits=Limits(seconds, memory_mib, 256, result_mib),
                depth=10_000,
            )
            forkserver = subprocess.Popen(
                [sys.executable, "-m", "statementgraph.sandbox.forkserver", config.to_argument()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pass_fds=(config.listener,),
            )
            assert forkserver.stdout is not None
            with forkserver:
                try:
                    assert forkserver.stdout.read(len(READY)) == READY
                    address = PoolAddress(folder / "s", ended, seconds, queue_seconds)
                    with closing(PoolEngine(address, lambda: "r1", 1_048_576)) as engine:
                        yield Running(engine, forkserver.pid, address)
                finally:
                    forkserver.kill()  # its workers follow by their lifeline
