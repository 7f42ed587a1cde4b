"""The due dates of a plan: spread from the day it is saved to the next check, on open days."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.quarters import PLAN_WEEKS

A_DAY = timedelta(days=1)
SUNDAY = 6
DAYS_OF_WORK = ((4, 7), (8, 14))
"""The least days that an action takes, by its most hours."""
MOST_DAYS_OF_WORK = 21
SHARES = tuple(Fraction(eighths, 8) for eighths in range(8, -1, -1))
"""Where time is short, the days between two actions shrink to the first of these that fits."""


class ClosedDay(StrEnum):
    """Why nothing falls due on a day."""

    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    BUSY = "busy"


class Because(StrEnum):
    """What decides a due date."""

    SHARE = "share"
    """The action's share of the hours, from the day the plan is saved to the next check."""
    LEAST = "least"
    """The days that the action takes at least."""
    IN_TURN = "in_turn"
    """The actions before it, each of which takes its days."""
    CHECK = "check"
    """The next check, before which the plan has to end."""
    BEYOND = "beyond"
    """The action takes longer than there is time, so it ends after the next check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """A due date, and what decides it.

    `instead_of` is the closed day that it was moved from, or None; `closed` says why that is.
    """

    on: date
    because: Because
    least_days: int
    instead_of: date | None = None
    closed: ClosedDay | None = None


Closures = Mapping[date, ClosedDay]


def least_days(planned: PlannedAction) -> int:
    """Return how many days an action takes at least; more than its work where it gathers."""
    return max(_days_of_work(planned), planned.action.least_days if planned.action else 0)


def _days_of_work(planned: PlannedAction) -> int:
    fitting = (days for most_hours, days in DAYS_OF_WORK if planned.hours <= most_hours)
    return next(fitting, MOST_DAYS_OF_WORK)


def dates_of(
    actions: Sequence[PlannedAction], start: date, end: date, closed_days: Closures
) -> tuple[DueDate, ...]:
    """Return the due date of each action, in their order.

    Each has its share of the time from `start`, when the plan is saved, to `end`, when the next
    check falls due. An action takes at least its days from the start, and those of its work from
    the action before it. Where the time is too short, the days in between give way first. Only an
    action that does not fit even then is due after `end`, and those after it.
    """
    return _Calendar(tuple(actions), start, end, closed_days).dates()


@dataclass(frozen=True, slots=True)
class _Calendar:
    actions: tuple[PlannedAction, ...]
    start: date
    end: date
    closed_days: Closures

    def dates(self) -> tuple[DueDate, ...]:
        for share in SHARES:
            if (tight := self._tight(share)) and tight[-1] <= self.end:
                return tuple(self._due(share, tight))
        return tuple(self._due(Fraction(0), self._tight(Fraction(0), beyond=Fraction(1))))

    def _tight(self, share: Fraction, *, beyond: Fraction | None = None) -> list[date]:
        """Return the earliest open day of each action; `beyond` is the share after the end."""
        days: list[date] = []
        for action in self.actions:
            day = self._open_from(self._least(action, days, share))
            if beyond is not None and day > self.end:
                day = self._open_from(self._least(action, days, beyond))
            days.append(day)
        return days

    def _least(self, action: PlannedAction, before: Sequence[date], share: Fraction) -> date:
        least = self.start + timedelta(days=least_days(action))
        return max(least, before[-1] + self._gap(action, share)) if before else least

    def _gap(self, action: PlannedAction, share: Fraction) -> timedelta:
        return timedelta(days=int(share * _days_of_work(action)))

    def _latest(self, share: Fraction, within: int) -> list[date]:
        """Return the latest open day of each of the actions that end before the next check."""
        days: list[date] = []
        for number in reversed(range(within)):
            after = self.actions[number + 1] if days else None
            limit = days[0] - self._gap(after, share) if after else self.end
            days.insert(0, self._first_open(limit, lambda day: day - A_DAY))
        return days

    def _due(self, share: Fraction, tight: Sequence[date]) -> Iterator[DueDate]:
        within = sum(day <= self.end for day in tight)
        latest = self._latest(share, within)
        before: date | None = None
        for number, action in enumerate(self.actions):
            if number < within:
                due = self._within(action, before, share, latest[number])
            else:
                on, least = tight[number], least_days(action)
                due = DueDate(on=on, because=Because.BEYOND, least_days=least)
            before = due.on
            yield due

    def _within(
        self, action: PlannedAction, before: date | None, share: Fraction, latest: date
    ) -> DueDate:
        days = max((self.end - self.start).days, 0)
        wanted = self.start + timedelta(days=action.due_week * days // PLAN_WEEKS - 1)
        because = Because.SHARE
        least = self.start + timedelta(days=least_days(action))
        in_turn = before + self._gap(action, share) if before else least
        for day, reason in ((least, Because.LEAST), (in_turn, Because.IN_TURN)):
            if day > wanted:
                wanted, because = day, reason
        on = self._open_from(wanted)
        if on > latest:
            return DueDate(on=latest, because=Because.CHECK, least_days=least_days(action))
        moved = on != wanted
        return DueDate(
            on=on,
            because=because,
            least_days=least_days(action),
            instead_of=wanted if moved else None,
            closed=self._closed(wanted) if moved else None,
        )

    # ---- open days

    def _closed(self, day: date) -> ClosedDay | None:
        return self.closed_days.get(day) or (ClosedDay.SUNDAY if day.weekday() == SUNDAY else None)

    def _open_from(self, day: date) -> date:
        return self._first_open(day, lambda one: one + A_DAY)

    def _first_open(self, day: date, following: Callable[[date], date]) -> date:
        while self._closed(day):
            day = following(day)
        return day
