"""Quarters of a year, from a business's own first month."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from assessment.domain.errors import DomainError

MONTHS = 3
PLAN_WEEKS = 13
LEAST_DAYS = 28
"""A plan made in the last days of a quarter still gets four weeks."""
DAYS_OF_GRACE = 14
"""So long into the next quarter a check may still be finished, or an answer put right."""


class UnknownQuarter(DomainError):
    """The words do not name a quarter such as 2026-Q4."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months, named by the day they start on."""

    starts_on: date

    @classmethod
    def containing(cls, day: date, first_month: int = 1) -> "Quarter":
        """The quarter that holds `day`, for years whose quarters begin with `first_month`."""
        into = (day.month - first_month) % MONTHS
        return cls(_months_after(day.replace(day=1), -into))

    @classmethod
    def running(cls, day: date, first_month: int, checked: "Quarter | None") -> "Quarter":
        """The quarter a business is in, which checked itself last in `checked`.

        After its quarters were moved to other months, the one it checked goes on until one begins
        that does not overlap it: no month is ever in two checks.
        """
        here = cls.containing(day, first_month)
        return checked if checked and here.starts_on <= checked.ends_on else here

    @classmethod
    def parse(cls, words: str, first_month: int = 1) -> "Quarter":
        """Read `2026-Q4` or `2026-q4`.

        Raises:
            UnknownQuarter: the words are something else.
        """
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
    def last_month(self) -> int:
        return self.ends_on.month

    @property
    def ends_on(self) -> date:
        last = _months_after(self.starts_on, MONTHS - 1)
        return last.replace(day=monthrange(last.year, last.month)[1])

    @property
    def closes_on(self) -> date:
        """The last day on which its check may be finished or corrected."""
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

    def due_on(self, week: int, *, today: date) -> date:
        """The day by which an action of plan week `week` (1 to 13) is due.

        The weeks are spread over what is left of the quarter from `today` on, so that a plan
        made late is not late from the start.
        """
        start = max(self.starts_on, today)
        days_left = max((self.ends_on - start).days + 1, LEAST_DAYS)
        return start + timedelta(days=week * days_left // PLAN_WEEKS - 1)


def _months_after(first_of_month: date, months: int) -> date:
    index = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
