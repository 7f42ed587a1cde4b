"""The PDF worker seen from the site: a child process, started, asked, and if need be ended."""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Timer
from typing import Any

from assessment.foundation.pdf.faults import CannotPrint, TooManyWait

WORKER = Path(__file__).with_name("worker.py")
ROOT = Path(__file__).parents[3]
"""Where the worker finds what it imports of ours."""
START_SECONDS = 20
PASSED_ON = frozenset(
    {
        *("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH"),
        *("PYTHONPATH", "PYTHONHOME", "PYTHONHASHSEED", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE"),
        *("PYTHONPYCACHEPREFIX", "SOURCE_DATE_EPOCH"),
    }
)
"""What the worker may know of our environment; secrets are not among it."""
PASSED_ON_FROM = ("LC_", "XDG_", "DYLD_", "WEASYPRINT_")
"""How other names begin that it may know: each to its end, so that no longer word slips in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one PDF may take, and how many may wait.

    Attributes:
        wall_seconds: on top of the CPU's limit, because waiting for a disk counts here, too; from
            the first byte that is sent to the last that comes back.
        memory_bytes: a worker that once held more is ended afterwards, because Python seldom gives
            memory back; how much it can have at all is the worker's own limit.
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


class PdfClient:
    """One worker for this process, started on first use and again whenever it was ended."""

    def __init__(self, worker: Path = WORKER, limits: Limits = Limits()) -> None:
        self.worker = worker
        self.limits = limits
        self._places = BoundedSemaphore(1 + limits.waiting)
        self._served: set[str] = set()
        self._door, self._turn = Lock(), Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None
        self._owner = os.getpid()

    def print(self, request: Mapping[str, Any], *, whose: str = "") -> Printed:
        """Have a `PdfRequest` printed, or know why not within the limits; the next is not touched.

        `whose` names whoever it is for: they have one place here and leave the others to others.

        Raises:
            TooManyWait: others are waiting already, or another one of the same name.
            CannotPrint: it broke off, or took too long or too much.
        """
        with self._place(whose), self._turn:
            return self._printed(json.dumps(request).encode())

    @contextmanager
    def _place(self, whose: str) -> Iterator[None]:
        with self._door:
            if whose in self._served or not self._places.acquire(blocking=False):
                raise TooManyWait
            if whose:
                self._served.add(whose)
        try:
            yield
        finally:
            self._served.discard(whose)
            self._places.release()

    def close(self) -> None:
        """End the worker; the next request starts another."""
        process, line = self._process, self._line
        self._process = self._line = None
        if line is not None:
            line.close()
        # After a fork it is our parent's worker, and not ours to end.
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.wait()
        self._owner = os.getpid()

    def _printed(self, request: bytes) -> Printed:
        process, line, start_seconds = self._running()
        late = Event()
        try:
            with ended_after(self.limits.wall_seconds + start_seconds, process, late):
                line.send_bytes(request)
                facts: dict[str, Any] = json.loads(line.recv_bytes())
                pdf = line.recv_bytes()
        except (EOFError, OSError) as broken:
            raise self._died(in_time=not late.is_set()) from broken
        except BaseException:
            # Whatever comes through the line later would be taken for the next PDF.
            self.close()
            raise
        if late.is_set() or "fault" in facts or facts["memory_bytes"] > self.limits.memory_bytes:
            self.close()
        if "fault" in facts:
            raise CannotPrint(facts["fault"], reason=facts["reason"])
        return Printed(pdf, **facts)

    def _running(self) -> tuple[subprocess.Popen[bytes], Connection, float]:
        """A worker that lives, the line to it, and how long it may take to be ready."""
        mine = self._owner == os.getpid()
        if mine and self._line and self._process and self._process.poll() is None:
            return self._process, self._line, 0
        self.close()
        try:
            self._process, self._line = self._started()
        except OSError as trouble:
            raise CannotPrint(f"the PDF worker was not started: {trouble.strerror}") from trouble
        return self._process, self._line, START_SECONDS

    def _started(self) -> tuple[subprocess.Popen[bytes], Connection]:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            words = [str(theirs.fileno()), str(self.limits.cpu_seconds)]
            process = subprocess.Popen(  # noqa: S603 - our own file, without a shell
                [sys.executable, "-P", str(self.worker), *words],
                env=what_it_may_know(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
            return process, Connection(ours.detach())

    def _died(self, *, in_time: bool) -> CannotPrint:
        """Why a worker is gone that said nothing any more."""
        process = self._process
        code = 0
        if process is not None:
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(timeout=1)
        self.close()
        if not in_time:
            return CannotPrint("it took too long", reason="time")
        if code == -signal.SIGXCPU:
            return CannotPrint("it took too much time", reason="time")
        return CannotPrint(f"the PDF worker ended with {code}", reason="size")


@contextmanager
def ended_after(seconds: float, process: subprocess.Popen[bytes], late: Event) -> Iterator[None]:
    """End a worker that takes longer, which also ends every wait for it; `late` then says so.

    Sending waits, too: for a worker that does not read.
    """

    def end() -> None:
        late.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        # Either it never ends the worker any more, or `late` is set.
        timer.join()


def what_it_may_know() -> dict[str, str]:
    """The environment of the worker."""
    known = {
        name: value
        for name, value in os.environ.items()
        if name in PASSED_ON or name.startswith(PASSED_ON_FROM)
    }
    elsewhere = [known["PYTHONPATH"]] if known.get("PYTHONPATH") else []
    return known | {"PYTHONPATH": os.pathsep.join([str(ROOT), *elsewhere])}


pdf_client = PdfClient()
atexit.register(pdf_client.close)
