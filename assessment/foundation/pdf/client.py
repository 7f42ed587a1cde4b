"""The site's side of the PDF worker: starts, calls and if necessary kills the child process."""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import accumulate, pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Timer
from typing import Any

from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.foundation.processes.children import environment_of_a_child, reason_of

WORKER = Path(__file__).with_name("worker.py")
START_SECONDS = 60
EXIT_SECONDS = 10
"""How long a worker that closed its end of the connection has to exit, before it is killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits for one PDF and for the queue.

    Attributes:
        cpu_seconds: CPU time of the worker for one request. This is what limits a report: on a
            busy machine, the same report takes many times as long by the clock.
        wall_seconds: from the first byte sent to the last received, ten times as long. It only
            ends a worker that hangs, because waiting for a disk takes no CPU time.
        memory_bytes: a worker that has ever used more is replaced after the request, because
            Python seldom returns memory to the system. The worker sets its own hard limit.
        waiting: the queue length. Each waiting request blocks one of gunicorn's usual four
            threads, and other pages need some of them.
    """

    cpu_seconds: int = 60
    wall_seconds: float = 600
    memory_bytes: int = 400_000_000
    waiting: int = 2


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, and the resources it took.

    `least_filled` is how much of its emptiest page is filled, in per cent. The last page does not
    count. If pictures were asked for, `pdf` has those of all pages one after another, and `sizes`
    says how many bytes each one takes.
    """

    pdf: bytes
    pages: int
    cpu_seconds: float
    memory_bytes: int
    least_filled: int = 100
    sizes: Sequence[int] = ()

    @property
    def pictures(self) -> tuple[bytes, ...]:
        """The PNG picture of each page."""
        ends = list(accumulate(self.sizes))
        return tuple(self.pdf[start:end] for start, end in pairwise([0, *ends]))


class PdfClient:
    """The one PDF worker of this process, started on demand and restarted after it ends."""

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
        """Print a `PdfRequest`, or fail within the limits without affecting the next request.

        `whose` names the customer, who can have only one request here at a time, so that the
        other places stay free for others.

        Raises:
            TooManyWait: the queue is full, or it already has a request of the same customer.
            CannotPrint: printing failed, or took too much time or memory.
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
        """End the worker; the next request starts a new one."""
        process, line = self._process, self._line
        self._process = self._line = None
        if line is not None:
            line.close()
        # After a fork the worker still belongs to the parent process, so we must not kill it.
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
            raise self._died(process, in_time=not late.is_set()) from broken
        except BaseException:
            # A late answer in the pipe would be mistaken for the answer to the next request.
            self.close()
            raise
        if late.is_set() or "fault" in facts or facts["memory_bytes"] > self.limits.memory_bytes:
            self.close()
        if "fault" in facts:
            raise CannotPrint(facts["fault"], reason=facts["reason"])
        return Printed(pdf, **facts)

    def _running(self) -> tuple[subprocess.Popen[bytes], Connection, float]:
        """Return a live worker, its connection, and the extra seconds it may need to start."""
        mine = self._owner == os.getpid()
        if mine and self._line and self._process and self._process.poll() is None:
            return self._process, self._line, 0
        self.close()
        try:
            self._process, self._line = self._started()
        except OSError as trouble:
            raise CannotPrint(
                f"the PDF worker could not be started: {trouble.strerror}"
            ) from trouble
        return self._process, self._line, START_SECONDS

    def _started(self) -> tuple[subprocess.Popen[bytes], Connection]:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            arguments = [str(theirs.fileno()), str(self.limits.cpu_seconds)]
            process = subprocess.Popen(  # noqa: S603 - our own script, without a shell
                [sys.executable, "-P", str(self.worker), *arguments],
                env=environment_of_a_child(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                # Ctrl+C is meant for the site, which ends its worker itself.
                start_new_session=True,
            )
            return process, Connection(ours.detach())

    def _died(self, process: subprocess.Popen[bytes], *, in_time: bool) -> CannotPrint:
        """Close the worker that died without replying, and return an error with the reason."""
        code = -signal.SIGKILL
        with suppress(subprocess.TimeoutExpired):
            code = process.wait(timeout=EXIT_SECONDS)
        self.close()
        if not in_time:
            return CannotPrint("printing took too long", reason="time")
        return CannotPrint(f"the PDF worker exited with code {code}", reason=reason_of(code))


@contextmanager
def ended_after(seconds: float, process: subprocess.Popen[bytes], late: Event) -> Iterator[None]:
    """Kill the worker after a timeout, which unblocks any read or write, and set `late`.

    Writing can block too: a worker that does not read lets the pipe fill up.
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
        # Without this join the timer might still be running and kill the worker during the next
        # request. After it, the timer either has fired and set `late`, or never will.
        timer.join()


pdf_client = PdfClient()
atexit.register(pdf_client.close)
