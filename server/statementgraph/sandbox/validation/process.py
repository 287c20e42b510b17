"""The validator: one process that holds shapes and context, and forks a child a request.

It reads a release and then waits on a Unix socket. It has one thread, reads nothing
of what strangers send, and keeps at most so many children; the kernel ends a child at
its limits, and this process tells the client why. Its standard input is its lifeline:
when that ends, so does it.
"""

import contextlib
import gc
import mmap
import os
import select
import signal
import socket
from dataclasses import dataclass
from pathlib import Path

from statementgraph.errors import UnavailableError
from statementgraph.release.directory import ReleaseDir
from statementgraph.sandbox import protocol
from statementgraph.sandbox.validation.checker import Checker
from statementgraph.sandbox.validation.child import Job, become_child
from statementgraph.sandbox.validation.protocol import TURN, Bounds, Plan
from statementgraph.sandbox.worker import OUT_OF_MEMORY

_SIGNALS = {signal.SIGTERM, signal.SIGCHLD}


@dataclass(frozen=True, slots=True)
class _Child:
    """A validation under way; `sending` becomes 1 once its report goes out."""

    connection: socket.socket
    sending: mmap.mmap


def ended_by(status: int, bounds: Bounds) -> UnavailableError:
    """Say why a child with this wait status gave no report."""
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    code = os.waitstatus_to_exitcode(status)
    if number == signal.SIGALRM:
        return UnavailableError(
            f"The validation took longer than {bounds.seconds:g} seconds and was stopped.",
            hint="Send the data in parts.",
            reason="time",
        )
    if number == signal.SIGABRT or code == OUT_OF_MEMORY:
        return UnavailableError(
            "The validation needed more memory than it may use and was stopped.",
            hint="Send the data in parts.",
            reason="memory",
        )
    if number in {signal.SIGSEGV, signal.SIGBUS}:
        return UnavailableError(
            "The data is nested too deeply; the validation was stopped.", reason="depth"
        )
    return UnavailableError("The validation was interrupted.", hint="Ask again.", retry_after=1)


class Validator:
    """Takes connections and forks a child for each."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        release = ReleaseDir.open(Path(plan.release))
        self._checker = Checker.of_release(release)
        self._id, self._base = release.id, release.base
        self._listener = socket.socket(fileno=plan.listener)
        self._listener.setblocking(False)
        self._children: dict[int, _Child] = {}
        self._retiring = False
        self._wake, wake = os.pipe()
        for end in (self._wake, wake):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, self._retire)

    def run(self) -> None:
        """Validate until told to retire and the last child is done."""
        # What exists now is shared with the children; do not touch it when collecting.
        gc.collect()
        gc.freeze()
        while self._children or not self._retiring:
            ready = dict(self._poll())
            if 0 in ready and not os.read(0, 4096):
                return  # whoever started this has gone; children end by their clock
            if self._wake in ready:
                os.read(self._wake, 4096)
            for pid, child in self._children.items():
                if child.connection.fileno() in ready:
                    os.kill(pid, signal.SIGKILL)  # its client has gone
            self._reap()
            if self._listener.fileno() in ready and not self._retiring:
                self._accept()

    def _poll(self) -> list[tuple[int, int]]:
        poll = select.poll()
        poll.register(0, select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        if not self._retiring and len(self._children) < self._plan.at_once:
            poll.register(self._listener, select.POLLIN)
        for child in self._children.values():
            if not child.sending[0]:
                poll.register(child.connection, select.POLLRDHUP)
        return poll.poll()

    def _retire(self, *_: object) -> None:
        self._retiring = True

    def _accept(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except BlockingIOError:
            return  # another validator, the next one or the last, took it
        try:
            connection.sendall(protocol.frame(TURN))
        except OSError:
            connection.close()
            return
        child = _Child(connection, mmap.mmap(-1, mmap.PAGESIZE))
        # A signal between fork and set-up must wait, or the child would act for the parent.
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        pid = os.fork()
        if pid == 0:
            try:
                job = Job(connection, child.sending, self._checker, self._id, self._base)
                become_child(job, self._plan.bounds)
            finally:
                os._exit(1)
        self._children[pid] = child
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)

    def _reap(self) -> None:
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            child = self._children.pop(pid)
            with child.connection, contextlib.suppress(OSError):
                if status and not child.sending[0]:
                    error = ended_by(status, self._plan.bounds)
                    child.connection.send(protocol.error_frame(error), socket.MSG_DONTWAIT)
            child.sending.close()
