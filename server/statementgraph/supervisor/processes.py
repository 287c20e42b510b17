"""Forking, and being told about the death of a child or of the parent."""

import contextlib
import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable

# What the loop of a parent waits for; a child gets its own handling back.
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)
_PR_SET_PDEATHSIG = 1


def block() -> None:
    """Hold back the signals of the loop, so that none is lost between two waits."""
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)


def wait(seconds: float) -> int:
    """Wait for one of the signals of the loop; 0 when none came in time."""
    info = signal.sigtimedwait(SIGNALS, max(seconds, 0))
    return info.si_signo if info else 0


def fork(body: Callable[[], int]) -> int:
    """Run `body` in a child and return the child's process id.

    The child ends with what `body` returns. It is told to stop when its parent
    dies, so that `kill -9` of a parent leaves nothing behind. A terminal's
    Ctrl-C reaches all processes of its group; only the supervisor acts on it.
    """
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 2
    try:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        _die_with_parent(parent)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        code = body()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 2
    except BaseException:  # a child must end here, whatever happened
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # Nothing of the parent's may run here: no exit handlers, no buffers.
        os._exit(code)


def _die_with_parent(parent: int) -> None:
    """Ask the kernel to send SIGTERM when the parent dies (prctl(2); Linux only)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(2)


def reap() -> list[tuple[int, int]]:
    """Collect the children that have ended: (process id, exit code or minus the signal)."""
    ended: list[tuple[int, int]] = []
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return ended
        if pid == 0:
            return ended
        ended.append((pid, os.waitstatus_to_exitcode(status)))


def send(pid: int, number: int) -> None:
    """Send a signal to a process that may have ended meanwhile."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
