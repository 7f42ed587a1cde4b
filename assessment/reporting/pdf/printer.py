"""The press seen from the site: a child process that is started, asked, and if need be ended."""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

from assessment.reporting.pdf.faults import CannotPrint, TooManyWait

PRESS = Path(__file__).with_name("press.py")
START_SECONDS = 20
TOO_SLOW = {"fault": "it took too long", "reason": "time"}
PASSED_ON = (
    *("PATH", "HOME", "LANG", "LC_", "TZ", "TMPDIR", "XDG_"),
    *("PYTHON", "VIRTUAL_ENV", "LD_LIBRARY", "DYLD_", "WEASYPRINT_", "SOURCE_DATE_EPOCH"),
)
"""How names begin of what the press may know of our environment; secrets are not among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one report may take, and how many may wait.

    Attributes:
        wall_seconds: on top of the CPU's limit, because waiting for a disk counts here, too.
        memory_bytes: a press that once held more is ended afterwards, because Python seldom gives
            memory back; how much it can have at all is the press's own limit.
        waiting: a request that waits holds a thread of gunicorn's usual four, and other pages
            need some.
    """

    wall_seconds: float = 20
    cpu_seconds: int = 15
    memory_bytes: int = 400_000_000
    waiting: int = 2


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, and what it took."""

    pdf: bytes
    pages: int
    cpu_seconds: float
    memory_bytes: int


class Printer:
    """One press for this process, started on first use and again whenever it was ended."""

    def __init__(self, press: Path = PRESS, limits: Limits = Limits()) -> None:
        self.press = press
        self.limits = limits
        self._places = BoundedSemaphore(1 + limits.waiting)
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None
        self._owner = os.getpid()

    def print(self, job: dict[str, Any]) -> Printed:
        """Have it printed, or know why not within the limits; the next report is not touched.

        Raises:
            TooManyWait: others are waiting already.
            CannotPrint: it broke off, or took too long or too much.
        """
        if not self._places.acquire(blocking=False):
            raise TooManyWait
        try:
            with self._turn:
                return self._printed(json.dumps(job).encode())
        finally:
            self._places.release()

    def close(self) -> None:
        """End the press; the next report starts another."""
        process, line = self._process, self._line
        self._process = self._line = None
        if line is not None:
            line.close()
        # After a fork it is our parent's press, and not ours to end.
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.wait()
        self._owner = os.getpid()

    def _printed(self, job: bytes) -> Printed:
        line, start_seconds = self._running_line()
        try:
            line.send_bytes(job)
            in_time = line.poll(self.limits.wall_seconds + start_seconds)
            facts: dict[str, Any] = json.loads(line.recv_bytes()) if in_time else TOO_SLOW
            pdf = line.recv_bytes() if in_time else b""
        except (EOFError, OSError) as broken:
            raise self._died() from broken
        except BaseException:
            # Whatever comes through the line later would be taken for the next report.
            self.close()
            raise
        if "fault" in facts or facts["memory_bytes"] > self.limits.memory_bytes:
            self.close()
        if "fault" in facts:
            raise CannotPrint(facts["fault"], reason=facts["reason"])
        return Printed(pdf, **facts)

    def _running_line(self) -> tuple[Connection, float]:
        """The line to a press that lives, and how long it may take to be ready."""
        mine = self._owner == os.getpid()
        if mine and self._line and self._process and self._process.poll() is None:
            return self._line, 0
        self.close()
        ours, theirs = socket.socketpair()
        with theirs:
            words = [str(theirs.fileno()), str(self.limits.cpu_seconds)]
            self._process = subprocess.Popen(  # noqa: S603 - our own file, without a shell
                [sys.executable, "-P", str(self.press), *words],
                env=what_it_may_know(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        self._line = Connection(ours.detach())
        return self._line, START_SECONDS

    def _died(self) -> CannotPrint:
        """Why a press is gone that said nothing any more."""
        process = self._process
        code = 0
        if process is not None:
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(timeout=1)
        self.close()
        if code == -signal.SIGXCPU:
            return CannotPrint("it took too much time", reason="time")
        return CannotPrint(f"the press ended with {code}", reason="size")


def what_it_may_know() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)}


printer = Printer()
atexit.register(printer.close)
