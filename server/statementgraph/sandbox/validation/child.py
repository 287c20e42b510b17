"""One validation in a process of its own, which can do nothing else.

It is forked for one request. It keeps its connection and can open no file and no
socket; the kernel ends it when its time or its memory is used up.
"""

import contextlib
import os
import resource
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from mmap import mmap
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox

from statementgraph.corpus.source import BOM, SourceFile, subject_lines
from statementgraph.errors import StatementGraphError, UnavailableError
from statementgraph.sandbox import protocol
from statementgraph.sandbox.validation.checker import Checker
from statementgraph.sandbox.validation.protocol import REQUEST, Bounds, Request, Verdict, reply
from statementgraph.sandbox.validation.reading import read
from statementgraph.sandbox.validation.writing import write
from statementgraph.sandbox.worker import MIB, OUT_OF_MEMORY

_CONNECTION, _FIRST_FREE = 3, 4
# How long a web process may take to receive a report, in seconds.
_SEND_SECONDS = 10
# A report longer than this is not sent, in bytes.
_LONGEST = 64 * MIB


@dataclass(frozen=True, slots=True)
class Job:
    """What a child is given: a client, a mark for "the report goes out now", and the rules."""

    connection: socket.socket
    sending: mmap
    checker: Checker
    release: str
    base: str


def become_child(job: Job, bounds: Bounds) -> NoReturn:
    """Turn this freshly forked process into a child that answers one request."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGALRM, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    # From here on the kernel ends this process when the time is up.
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds)
    # A retiring validator lets its children finish; they end by their clock.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD, signal.SIGTERM})
    connection = _give_up(job.connection, bounds)
    _answer(connection, job)
    os._exit(0)


def _give_up(connection: socket.socket, bounds: Bounds) -> socket.socket:
    """Give up for good what a validation must not have; return the connection."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1) if bounds.debug else (0, 1, 2):
        os.dup2(null, descriptor)
    os.dup2(connection.detach(), _CONNECTION)
    os.closerange(_FIRST_FREE, 4096)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    most = size + bounds.memory_mib * MIB
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FIRST_FREE, _FIRST_FREE))
    return socket.socket(fileno=_CONNECTION)


def _answer(connection: socket.socket, job: Job) -> None:
    try:
        kind, body = protocol.read_frame(lambda length: _receive(connection, length))
    except EOFError:
        return
    try:
        if kind != REQUEST:
            raise UnavailableError("The validation was asked for in an unknown way.")
        sent = _report(Request.from_body(body), job)
    except StatementGraphError as error:
        sent = protocol.error_frame(error)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except RecursionError:
        sent = protocol.error_frame(
            UnavailableError("The data is nested too deeply to be checked.")
        )
    except Exception:
        traceback.print_exc(file=sys.stderr)
        sent = protocol.error_frame(UnavailableError("The data could not be checked; a defect."))
    job.sending[0] = 1
    signal.setitimer(signal.ITIMER_REAL, 0)
    wait = struct.pack("ll", _SEND_SECONDS, 0)
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, wait)
        connection.sendall(sent)


def _report(request: Request, job: Job) -> bytes:
    quads, prefixes = read(request.body, request.format, job.base, job.checker.terms)
    outcome = job.checker.run(quads)
    lines = _lines(request, prefixes, job.base)
    body = write(outcome, job.checker, request.answer, job.base, lines)
    if len(body) > _LONGEST:
        raise UnavailableError("The report is too long to be sent.", hint="Send less data.")
    count = len(outcome.found)
    verdict = Verdict(not count, count, job.release, outcome.seconds)
    return reply(verdict, body)


def _lines(request: Request, prefixes: Mapping[str, str], base: str) -> dict[str, int]:
    """Find the lines of subjects in Turtle, for those who read the report."""
    if request.format != "ttl" or request.answer not in {"txt", "html"}:
        return {}
    # The codec "utf-8-sig" would be read from a file at its first use, and there is none to open.
    text = request.body.removeprefix(BOM).decode()
    nowhere = ox.NamedNode("urn:x-body")
    return subject_lines(SourceFile(Path(), "", text, nowhere, (), dict(prefixes)), base)


def _receive(connection: socket.socket, length: int) -> bytes:
    found = bytearray(length)
    if connection.recv_into(found, length, socket.MSG_WAITALL) < length:
        raise EOFError
    return bytes(found)
