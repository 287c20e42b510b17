"""One process that answers queries, and can do nothing else.

It is forked from a keeper that holds the store. It keeps just the descriptors it
needs and may open one more, which is always the connection of the query it
answers: while a query runs, no file and no socket can be opened by anyone in
this process. The kernel ends it when the time is up (SIGALRM) or memory runs out;
nothing here needs to be polled. A connection brings one query after the other,
until another connection waits to be accepted.
"""

import fcntl
import os
import resource
import select
import signal
import socket
import struct
import sys
import threading
import traceback
from dataclasses import dataclass
from mmap import mmap
from typing import NoReturn

import pyoxigraph as ox

from statementgraph.errors import BrokenResultError, StatementGraphError, UnavailableError
from statementgraph.sandbox import protocol
from statementgraph.sandbox.reply import Reply, TooLongError
from statementgraph.sparql.evaluate import evaluate
from statementgraph.sparql.request import QueryRequest
from statementgraph.sparql.serialise import SinkError

MIB = 1024 * 1024
# Exit codes that a keeper understands.
RETIRED, HUNG_UP, OUT_OF_MEMORY = 0, 70, 71
_LISTENER, _LIFELINE, _EPOLL, _STATM, _FIRST_FREE = 3, 4, 5, 6, 7
# A worker's line in the memory it shares with its keeper: the number of the query it runs.
SLOT = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use; `result_mib` 0 means any length."""

    seconds: float
    memory_mib: int
    stack_mib: int
    depth: int
    result_mib: int


class Worker:
    """Answers queries from `store` one after the other until it is told to stop."""

    def __init__(self, store: ox.Store, release: str, limits: Limits, slot: memoryview) -> None:
        self._store = store
        self._release = release
        self._limits = limits
        self._slot = slot
        self._epoll = select.epoll.fromfd(_EPOLL)
        self._listener = socket.socket(fileno=_LISTENER)
        self._queries = select.poll()
        self._connection: socket.socket | None = None
        # From a query's first byte to its answer's last; within that, while a hang-up stops it.
        self._busy = self._watched = False
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
                if self._watched and _has_gone(self._connection):
                    os._exit(HUNG_UP)

    def _retire(self, *_: object) -> None:
        self._retiring = True
        if not self._busy:
            os._exit(RETIRED)

    def _serve(self) -> None:
        self._limit()
        self._queries.register(_LISTENER, select.POLLIN)
        while not self._retiring:
            if any(descriptor == _LISTENER for descriptor, _ in self._queries.poll()):
                # Who waits there comes first: the one we know can ask another worker.
                self._hang_up()
                self._accept()
            # A new connection has its query answered before anyone else is looked at.
            if self._connection is not None and not self._handle(self._connection):
                self._hang_up()
            if self._grown():
                break
        os._exit(RETIRED)

    def _accept(self) -> None:
        try:
            self._connection, _ = self._listener.accept()
        except BlockingIOError:
            return  # another worker was quicker
        except OSError:
            os._exit(RETIRED)
        self._queries.register(self._connection, select.POLLIN)
        # Once is enough: what it tells is told only when no more can come.
        self._epoll.register(self._connection, select.EPOLLRDHUP | select.EPOLLONESHOT)

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._queries.unregister(self._connection)
            self._connection.close()
            self._connection = None

    def _limit(self) -> None:
        """Give up what a query must not have, for good."""
        self._vm_limit = _virtual_memory() + self._limits.memory_mib * MIB
        resource.setrlimit(resource.RLIMIT_AS, (self._vm_limit, self._vm_limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (_FIRST_FREE + 1, _FIRST_FREE + 1))

    def _grown(self) -> bool:
        """Return whether earlier queries left too little memory for the next."""
        return _virtual_memory() > self._vm_limit - self._limits.memory_mib * MIB // 2

    def _handle(self, connection: socket.socket) -> bool:
        """Answer one query; return whether another may come."""
        # From here on the kernel ends this process when the time is up.
        signal.setitimer(signal.ITIMER_REAL, self._limits.seconds)
        self._busy = True
        try:
            ask = self._receive(connection)
            if ask is None:
                return False
            self._answer(connection, ask)
        except (SinkError, OSError):
            return False  # the client has gone
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        finally:
            self._watched = self._busy = False
            SLOT.pack_into(self._slot, 0, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
        return True

    def _answer(self, connection: socket.socket, ask: QueryRequest) -> None:
        reply = Reply(connection, self._release, self._limits.result_mib * MIB)
        try:
            reply.result = evaluate(self._store, ask, depth=self._limits.depth)
            reply.result.write_to(reply)
            # The client may close once it has the end: that is no hang-up.
            self._watched = False
            reply.end()
        except StatementGraphError as error:
            self._watched = False
            reply.fail(error)
        except TooLongError:
            self._watched = False
            reply.fail(
                UnavailableError(
                    "The answer is longer than the limit.", hint="Add LIMIT.", reason="length"
                )
            )
        except (SinkError, MemoryError):
            raise
        except Exception:
            traceback.print_exc(file=sys.stderr)
            self._watched = False
            reply.fail(BrokenResultError("The query could not be answered; this is a defect."))

    def _receive(self, connection: socket.socket) -> QueryRequest | None:
        """Read the request, or None where the client has gone."""
        head = connection.recv(protocol.REQUEST.size, socket.MSG_WAITALL)
        if len(head) < protocol.REQUEST.size:
            return None
        number, length = protocol.REQUEST.unpack(head)
        SLOT.pack_into(self._slot, 0, number)
        body = bytearray(length)
        if connection.recv_into(body, length, socket.MSG_WAITALL) < length:
            return None
        # In this order: a hang-up from now on is seen by the other thread.
        self._watched = True
        return None if _has_gone(connection) else QueryRequest.from_json(bytes(body))


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
    # Several workers hear of a new connection; one gets it and the others go on waiting.
    os.set_blocking(_LISTENER, False)
    os.closerange(_EPOLL, 1024)
    # The lowest free numbers are taken in turn: what follows lands where it must.
    epoll = select.epoll()
    statm = os.open("/proc/self/statm", os.O_RDONLY)
    assert (epoll.fileno(), statm) == (_EPOLL, _STATM)  # noqa: S101
    epoll.register(_LIFELINE, select.EPOLLHUP)
    slot = memoryview(berth.shared)[berth.index * SLOT.size : (berth.index + 1) * SLOT.size]
    Worker(berth.store, berth.release, berth.limits, slot).run()
