"""Quarters of a year, counted from the month in which a business's own quarters begin."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from assessment.domain.errors import DomainError

MONTHS = 3
PLAN_WEEKS = 13
LEAST_BETWEEN_CHECKS = timedelta(weeks=10)
"""A check falls due no sooner after the one before, so that there is time for a plan."""
DAYS_OF_GRACE = 14
"""How long into the next quarter a check can still be finished, or an answer corrected."""


class UnknownQuarter(DomainError):
    """The text is not the name of a quarter, such as 2026-Q4."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months, identified by their first day."""

    starts_on: date

    @classmethod
    def containing(cls, day: date, first_month: int = 1) -> "Quarter":
        """Return the quarter containing `day` when quarters start in `first_month` (1 to 12)."""
        into = (day.month - first_month) % MONTHS
        return cls(_months_after(day.replace(day=1), -into))

    @classmethod
    def running(cls, day: date, first_month: int, checked: "Quarter | None") -> "Quarter":
        """Return the current quarter of a business whose last check was for `checked`.

        If the business has moved its quarters to other months, the checked quarter continues
        until the first new quarter that does not overlap it. No month is ever in two checks.
        """
        here = cls.containing(day, first_month)
        return checked if checked and here.starts_on <= checked.ends_on else here

    @classmethod
    def parse(cls, words: str, first_month: int = 1) -> "Quarter":
        """Parse a name such as `2026-Q4` or `2026-q4`.

        Raises:
            UnknownQuarter: The text has another form.
        """
        # Without re.ASCII, \d would also match the digits of other scripts.
        found = re.fullmatch(r"([12]\d{3})-[Qq]([1-4])", words, re.ASCII)
        if not found:
            raise UnknownQuarter(words)
        month = MONTHS * (int(found[2]) - 1) + 1 + (first_month - 1) % MONTHS
        return cls(date(int(found[1]), month, 1))

    @property
    def year(self) -> int:
        return self.starts_on.year

    @property
    def first_month(self) -> int:
        return self.starts_on.month

    @property
    def ends_on(self) -> date:
        last = _months_after(self.starts_on, MONTHS - 1)
        return last.replace(day=monthrange(last.year, last.month)[1])

    @property
    def closes_on(self) -> date:
        """The last day on which the quarter's check can be finished or corrected."""
        return self.ends_on + timedelta(days=DAYS_OF_GRACE)

    @property
    def key(self) -> str:
        return f"{self.year}-Q{(self.first_month - 1) // MONTHS + 1}"

    @property
    def slug(self) -> str:
        return self.key.lower()

    def next(self) -> "Quarter":
        return Quarter(_months_after(self.starts_on, MONTHS))

    def previous(self) -> "Quarter":
        return Quarter(_months_after(self.starts_on, -MONTHS))

    def following(self, first_month: int) -> "Quarter":
        """Return the next quarter to check after this one, when quarters start in `first_month`."""
        behind = Quarter.containing(self.ends_on + timedelta(days=1), first_month)
        return behind if behind.starts_on > self.ends_on else behind.next()

    def check_due_on(self, last_sent_on: date | None) -> date:
        """Return the day on which the quarter's check falls due.

        That is its first day, but no sooner than ten weeks after the last check was sent. An owner
        may start earlier.
        """
        if last_sent_on is None:
            return self.starts_on
        return max(self.starts_on, last_sent_on + LEAST_BETWEEN_CHECKS)


def _months_after(first_of_month: date, months: int) -> date:
    index = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
