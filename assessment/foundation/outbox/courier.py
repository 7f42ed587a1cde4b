"""A background thread that empties the outbox, so that no request waits for a mail server."""

import atexit
import logging
import os
from threading import Lock, Thread

from django.db import DatabaseError, connections

from assessment.foundation.outbox.draining import drain

log = logging.getLogger(__name__)

LAST_SECONDS = 1.5
"""How long a process waits, before it ends, for the mail that is being handed over."""


class Courier:
    """Starts a thread when there is mail, at most one in each process.

    The thread ends when nothing is due. Mails that must be tried again are left to the next call:
    `run_schedule` wakes the courier regularly.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Start afresh; a forked process has none of the threads of its parent."""
        self.lock = Lock()
        self.thread: Thread | None = None
        self.wanted = False
        self.ending = False

    def wake(self) -> None:
        """Start emptying the outbox in the background, and return at once."""
        with self.lock:
            self.wanted = True
            if self.thread is None:
                self.thread = Thread(target=self.run, name="courier", daemon=True)
                self.thread.start()

    def rest(self, seconds: float | None = None) -> None:
        """Wait until the outbox has been emptied as far as possible, or the time is up."""
        if thread := self.thread:
            thread.join(seconds)

    def finish(self) -> None:
        """Let the mail that is being handed over be finished, but not for long."""
        if not self.ending:
            self.ending = True
            self.rest(LAST_SECONDS)

    def run(self) -> None:
        while self.goes_on():
            try:
                drain(ending=lambda: self.ending)
            except DatabaseError as trouble:
                log.warning("database unavailable, mail waits: %s", type(trouble).__name__)
            except Exception:
                log.exception("sending mail was interrupted, the rest waits")
            finally:
                connections.close_all()

    def goes_on(self) -> bool:
        """Tell the thread whether to go on; if not, a new thread can start from now on."""
        with self.lock:
            again = self.wanted and not self.ending
            self.wanted = False
            if not again:
                self.thread = None
            return again


courier = Courier()
# After a fork, the copied lock may be held by a thread that does not exist in the child.
os.register_at_fork(after_in_child=courier.forget)
# Python stops daemon threads wherever they are when the process ends.
atexit.register(courier.finish)
