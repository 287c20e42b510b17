"""One process that answers requests by a handler, and can do nothing else.

It is forked from a forkserver that holds the data. It keeps just the descriptors it
needs and may open one more, which is always the connection of the request it
answers: while a request runs, no file and no socket can be opened by anyone in
this process. The kernel ends it when the time is up (SIGALRM) or memory runs out;
nothing has to be polled. A connection brings one request after the other, until
another connection waits to be accepted; a worker whose handler is not reusable
ends after one.
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
from typing import NoReturn, Protocol

from statementgraph.errors import BrokenResultError, StatementGraphError
from statementgraph.sandbox import protocol
from statementgraph.sandbox.reply import Reply
from statementgraph.sparql.serialise import SinkError

MIB = 1024 * 1024
# Exit codes that a forkserver understands.
RETIRED, HUNG_UP, OUT_OF_MEMORY = 0, 70, 71
_LISTENER, _LIFELINE, _EPOLL, _STATM, _FIRST_FREE = 3, 4, 5, 6, 7
# A worker's line in the memory it shares with its forkserver: the number of its request.
SLOT = struct.Struct("<Q")


class Handler(Protocol):
    """What a worker does with a request; it holds what workers share."""

    # Whether a run leaves the handler as it was, so that the worker may go on.
    reusable: bool

    def handle(self, body: bytes, reply: Reply) -> None:
        """Answer one request: begin `reply` and write to it, or raise what the client is told."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may use; `result_mib` 0 means an answer of any length."""

    seconds: float
    memory_mib: int
    stack_mib: int
    result_mib: int = 0


@dataclass(frozen=True, slots=True)
class WorkerConfig:
    """What a worker is forked with.

    `listener` is the shared listening socket; when `lifeline` ends, so does the
    worker; `index` is its line in `shared`.
    """

    handler: Handler
    release: str
    limits: Limits
    listener: int
    lifeline: int
    shared: mmap
    index: int
    debug: bool


class Worker:
    """Answers requests one after the other until it is told to stop."""

    def __init__(self, config: WorkerConfig) -> None:
        self._handler = config.handler
        self._release = config.release
        self._limits = config.limits
        self._slot = memoryview(config.shared)[config.index * SLOT.size :][: SLOT.size]
        self._epoll = select.epoll.fromfd(_EPOLL)
        self._listener = socket.socket(fileno=_LISTENER)
        self._requests = select.poll()
        self._connection: socket.socket | None = None
        # From a request's first byte to its answer's last; within that, while a hang-up stops it.
        self._busy = self._watched = False
        self._retiring = False
        self._vm_limit = 0

    def run(self) -> NoReturn:
        """Answer requests in a thread with its own stack; watch for hang-ups in this one."""
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
        try:
            self._limit()
            self._requests.register(_LISTENER, select.POLLIN)
            while not self._retiring and self._serve_once():
                pass
            os._exit(RETIRED)
        finally:
            os._exit(1)  # without this thread the process is of no use

    def _serve_once(self) -> bool:
        """Wait for a request and answer it; return whether this process can answer another."""
        if any(descriptor == _LISTENER for descriptor, _ in self._requests.poll()):
            # Who waits there comes first: the one we know can ask another worker.
            self._hang_up()
            self._accept()
        # A new connection has its request answered before anyone else is looked at.
        if self._connection is None:
            return True
        if not self._answered(self._connection):
            self._hang_up()
        return self._handler.reusable and not self._grown()

    def _accept(self) -> None:
        try:
            self._connection, _ = self._listener.accept()
        except BlockingIOError:
            return  # another worker was quicker
        self._requests.register(self._connection, select.POLLIN)
        # Once is enough: what it tells is told only when no more can come.
        self._epoll.register(self._connection, select.EPOLLRDHUP | select.EPOLLONESHOT)

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._requests.unregister(self._connection)
            self._connection.close()
            self._connection = None

    def _limit(self) -> None:
        """Give up what a request must not have, for good."""
        self._vm_limit = _virtual_memory() + self._limits.memory_mib * MIB
        for kind, most in (
            (resource.RLIMIT_AS, self._vm_limit),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NOFILE, _FIRST_FREE + 1),
        ):
            resource.setrlimit(kind, (most, most))

    def _grown(self) -> bool:
        """Return whether earlier requests left too little memory for the next."""
        return _virtual_memory() > self._vm_limit - self._limits.memory_mib * MIB // 2

    def _answered(self, connection: socket.socket) -> bool:
        """Answer one request; return whether another may come on this connection."""
        # From here on the kernel ends this process when the time is up.
        signal.setitimer(signal.ITIMER_REAL, self._limits.seconds)
        self._busy = True
        try:
            body = self._receive(connection)
            if body is None:
                return False
            self._answer(connection, body)
        except (SinkError, OSError):
            return False  # the client has gone
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        finally:
            self._watched = self._busy = False
            SLOT.pack_into(self._slot, 0, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
        return True

    def _answer(self, connection: socket.socket, body: bytes) -> None:
        reply = Reply(connection, self._release, self._limits.result_mib * MIB)
        try:
            self._handler.handle(body, reply)
            # The client may close once it has the end: that is no hang-up.
            self._watched = False
            reply.end()
        except StatementGraphError as error:
            self._watched = False
            reply.fail(error)
        except (SinkError, MemoryError):
            raise
        except Exception:
            traceback.print_exc(file=sys.stderr)
            self._watched = False
            reply.fail(BrokenResultError("The request could not be answered; this is a defect."))

    def _receive(self, connection: socket.socket) -> bytes | None:
        """Read the body of a request, or None where the client has gone."""
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
        return None if _has_gone(connection) else bytes(body)


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


def become_worker(config: WorkerConfig) -> NoReturn:
    """Turn this freshly forked process into a worker; never returns."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGALRM, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 64) for fd in (config.listener, config.lifeline)]
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1) if config.debug else (0, 1, 2):
        os.dup2(null, fd)
    os.dup2(high[0], _LISTENER)
    os.dup2(high[1], _LIFELINE)
    # Several workers hear of a new connection; one gets it and the others go on waiting.
    os.set_blocking(_LISTENER, False)
    os.closerange(_EPOLL, 4096)
    if not config.debug:  # else tracebacks may go to a file
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # The lowest free numbers are taken in turn: what follows lands where it must.
    epoll = select.epoll()
    statm = os.open("/proc/self/statm", os.O_RDONLY)
    assert (epoll.fileno(), statm) == (_EPOLL, _STATM)  # noqa: S101
    epoll.register(_LIFELINE, select.EPOLLHUP)
    Worker(config).run()
