"""One process that answers queries, and can do nothing else.

It is forked from a keeper that holds the store. It keeps just the descriptors it
needs and may open one more, which is always the connection of the query it
answers: while a query runs, no file and no socket can be opened by anyone in
this process. The kernel ends it when the time is up (SIGALRM) or memory runs
out; nothing here needs to be polled.
"""

import contextlib
import fcntl
import os
import resource
import select
import signal
import socket
import struct
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from mmap import mmap
from typing import NoReturn

import pyoxigraph as ox

from statementgraph.engine import wire
from statementgraph.engine.ask import Ask
from statementgraph.engine.evaluate import Result, evaluate
from statementgraph.engine.write import SinkError
from statementgraph.errors import BrokenResultError, StatementGraphError, UnavailableError

MIB = 1024 * 1024
# Exit codes that a keeper understands.
RETIRED, HUNG_UP, OUT_OF_MEMORY = 0, 70, 71
_LISTENER, _LIFELINE, _EPOLL, _STATM, _FIRST_FREE = 3, 4, 5, 6, 7
# A worker's line in the memory it shares with its keeper: the number of the query it runs.
SLOT = struct.Struct("<Q")
# Small answers are held back this long, so that a late failure can still be told cleanly.
_PATIENCE = 0.1


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use; `result_mib` 0 means any length."""

    seconds: float
    memory_mib: int
    stack_mib: int
    depth: int
    result_mib: int


class _TooLongError(SinkError):
    """The answer is longer than the limit."""


class _Reply:
    """The sink of one answer: gathers frames and sends them, the header with the first."""

    def __init__(self, connection: socket.socket, release: str, limit: int) -> None:
        self._connection = connection
        self._release = release
        self._limit = limit
        self._start = time.perf_counter()
        self._parts: list[bytes] = []
        self._size = 0
        self._total = 0
        self._started = False
        self.result: Result | None = None

    def write(self, data: bytes, /) -> int:
        """Take a part of the answer. Raises `SinkError` when there is no one to take it."""
        self._parts.append(data)
        self._size += len(data)
        self._total += len(data)
        if self._limit and self._total > self._limit:
            raise _TooLongError
        if self._size >= wire.CHUNK or time.perf_counter() - self._start > _PATIENCE:
            self._send(b"")
        return len(data)

    def flush(self) -> None:
        """Do nothing: `write` decides when to send."""

    def end(self) -> None:
        """Send what is left and the end."""
        self._send(wire.frame(wire.END))

    def fail(self, error: StatementGraphError) -> None:
        """Tell of an error in place of the answer, or in place of its end."""
        self._connection.sendall(wire.error_frame(error))

    def _send(self, last: bytes) -> None:
        head = b""
        if not self._started and self.result is not None:
            self._started = True
            seconds = time.perf_counter() - self._start
            head = wire.Header(
                self.result.form, self.result.format.key, self._release, seconds, bool(last)
            ).to_frame()
        body = wire.frame(wire.DATA, b"".join(self._parts)) if self._parts else b""
        self._parts, self._size = [], 0
        try:
            self._connection.sendall(head + body + last)
        except OSError:
            raise SinkError from None


class Worker:
    """Answers queries from `store` one after the other until it is told to stop."""

    def __init__(self, store: ox.Store, release: str, limits: Limits, slot: memoryview) -> None:
        self._store = store
        self._release = release
        self._limits = limits
        self._slot = slot
        self._epoll = select.epoll.fromfd(_EPOLL)
        self._listener = socket.socket(fileno=_LISTENER)
        self._connection: socket.socket | None = None
        self._busy = False
        self._retiring = False
        self._vm_limit = 0

    def run(self) -> NoReturn:
        """Answer queries in a thread with a large stack; watch for hang-ups in this one."""
        signal.signal(signal.SIGTERM, self._retire)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGCHLD})
        threading.stack_size(self._limits.stack_mib * MIB)
        threading.Thread(target=self._serve, daemon=True).start()
        while True:
            for descriptor, _ in self._epoll.poll():
                if descriptor == _LIFELINE:
                    os._exit(RETIRED)
                # The event may be about an earlier connection: look at the one in hand.
                if self._busy and _has_gone(self._connection):
                    os._exit(HUNG_UP)

    def _retire(self, *_: object) -> None:
        self._retiring = True
        if not self._busy:
            os._exit(RETIRED)

    def _serve(self) -> None:
        self._limit()
        while not self._retiring:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                break
            with connection:
                self._handle(connection)
            if self._grown():
                break
        os._exit(RETIRED)

    def _limit(self) -> None:
        """Give up what a query must not have, for good."""
        self._vm_limit = _virtual_memory() + self._limits.memory_mib * MIB
        resource.setrlimit(resource.RLIMIT_AS, (self._vm_limit, self._vm_limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (_FIRST_FREE + 1, _FIRST_FREE + 1))

    def _grown(self) -> bool:
        """Return whether earlier queries left too little memory for the next."""
        return _virtual_memory() > self._vm_limit - self._limits.memory_mib * MIB // 2

    def _handle(self, connection: socket.socket) -> None:
        # From here on the kernel ends this process when the time is up.
        signal.setitimer(signal.ITIMER_REAL, self._limits.seconds)
        self._connection, self._busy = connection, True
        try:
            self._answer(connection)
        except (SinkError, OSError):
            pass  # the client has gone
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        finally:
            self._unwatch(connection)
            SLOT.pack_into(self._slot, 0, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _answer(self, connection: socket.socket) -> None:
        ask = self._receive(connection)
        if ask is None:
            return
        self._epoll.register(connection.fileno(), select.EPOLLRDHUP)
        reply = _Reply(connection, self._release, self._limits.result_mib * MIB)
        try:
            reply.result = evaluate(self._store, ask, depth=self._limits.depth)
            reply.result.write_to(reply)
            # The client closes once it has the end: that is no hang-up.
            self._unwatch(connection)
            reply.end()
        except StatementGraphError as error:
            self._unwatch(connection)
            reply.fail(error)
        except _TooLongError:
            self._unwatch(connection)
            reply.fail(
                UnavailableError(
                    "The answer is longer than the limit.", hint="Add LIMIT.", reason="length"
                )
            )
        except (SinkError, MemoryError):
            raise
        except Exception:
            traceback.print_exc(file=sys.stderr)
            self._unwatch(connection)
            reply.fail(BrokenResultError("The query could not be answered; this is a defect."))

    def _receive(self, connection: socket.socket) -> Ask | None:
        """Read the request, or None where the client has gone."""
        head = connection.recv(wire.REQUEST.size, socket.MSG_WAITALL)
        if len(head) < wire.REQUEST.size:
            return None
        number, length = wire.REQUEST.unpack(head)
        SLOT.pack_into(self._slot, 0, number)
        body = bytearray(length)
        if connection.recv_into(body, length, socket.MSG_WAITALL) < length:
            return None
        return None if _has_gone(connection) else Ask.from_json(bytes(body))

    def _unwatch(self, connection: socket.socket) -> None:
        if self._busy:
            self._busy = False
            # A request that never came was not watched yet.
            with contextlib.suppress(OSError):
                self._epoll.unregister(connection.fileno())


def _virtual_memory() -> int:
    """Return the size of this process's address space, in bytes (proc(5), statm)."""
    return int(os.pread(_STATM, 64, 0).split()[0]) * resource.getpagesize()


def _has_gone(connection: socket.socket | None) -> bool:
    """Return whether the other end has closed."""
    try:
        flags = socket.MSG_DONTWAIT | socket.MSG_PEEK
        return connection is not None and not connection.recv(1, flags)
    except BlockingIOError:
        return False
    except OSError:
        return connection is not None and connection.fileno() >= 0


@dataclass(frozen=True, slots=True)
class Berth:
    """What a worker is forked with.

    `listener` is the shared listening socket; when `lifeline` ends, so does the
    worker; `index` is its line in `shared`.
    """

    store: ox.Store
    release: str
    limits: Limits
    listener: int
    lifeline: int
    shared: mmap
    index: int
    debug: bool


def become_worker(berth: Berth) -> NoReturn:
    """Turn this freshly forked process into a worker; never returns."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGALRM, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 64) for fd in (berth.listener, berth.lifeline)]
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1) if berth.debug else (0, 1, 2):
        os.dup2(null, fd)
    os.dup2(high[0], _LISTENER)
    os.dup2(high[1], _LIFELINE)
    os.closerange(_EPOLL, 1024)
    # The lowest free numbers are taken in turn: what follows lands where it must.
    epoll = select.epoll()
    statm = os.open("/proc/self/statm", os.O_RDONLY)
    assert (epoll.fileno(), statm) == (_EPOLL, _STATM)  # noqa: S101
    epoll.register(_LIFELINE, select.EPOLLHUP)
    slot = memoryview(berth.shared)[berth.index * SLOT.size : (berth.index + 1) * SLOT.size]
    Worker(berth.store, berth.release, berth.limits, slot).run()
