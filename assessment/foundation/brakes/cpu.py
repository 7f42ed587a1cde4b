"""How much CPU each person or network takes of this process, while others wait.

The figures are in memory, because reading a page must not write to the database.
"""

from dataclasses import dataclass, field
from math import ceil
from threading import Lock

BURST_SECONDS = 30
"""CPU seconds that anyone can take at once."""
SHARE = 0.5
"""CPU seconds for each second that passes: half a core for as long as you like."""
STILL_HERE_SECONDS = 10
"""Somebody whose last request ended this long ago is no longer waiting for the next page."""


@dataclass(slots=True)
class Taken:
    """The CPU seconds that someone has taken beyond their share, at a moment of the clock."""

    seconds: float
    at: float

    def by(self, now: float) -> float:
        return max(0.0, self.seconds - SHARE * (now - self.at))


@dataclass(slots=True)
class CpuBudget:
    """A leaky bucket for each subject. Moments are seconds of a clock that never goes back.

    Nobody is slowed down while nobody else is there, or while everybody there takes too much.
    """

    taken: dict[str, Taken] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def wait(self, subject: str, *, now: float) -> int:
        """Return the seconds for which this subject has to make room for others; 0 for none."""
        with self.lock:
            mine = self.taken.get(subject)
            beyond = mine.by(now) - BURST_SECONDS if mine else 0
            if beyond <= 0 or not self._others_wait(subject, now):
                return 0
        return ceil(beyond / SHARE)

    def add(self, subject: str, seconds: float, *, now: float) -> None:
        with self.lock:
            # Taken out first, so that the last one here is at the end.
            before = self.taken.pop(subject, None)
            self.taken[subject] = Taken(seconds + (before.by(now) if before else 0), now)
            self._forget(now)

    def _others_wait(self, subject: str, now: float) -> bool:
        return any(
            taken.by(now) <= BURST_SECONDS and now - taken.at <= STILL_HERE_SECONDS
            for other, taken in self.taken.items()
            if other != subject
        )

    def _forget(self, now: float) -> None:
        """Forget everyone who has left and has nothing to make up for, oldest first."""
        while self.taken:
            subject, oldest = next(iter(self.taken.items()))
            if now - oldest.at <= STILL_HERE_SECONDS or oldest.by(now) > 0:
                return
            del self.taken[subject]


cpu_budget = CpuBudget()
