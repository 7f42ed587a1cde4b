"""The time of a plan as a line: the start of each month, the status of its actions, and today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assessment.domain.planning.planned_actions import PlannedAction

LEFT, RIGHT = 12, 628
MARK_GAP = 24  # keeps two actions due on the same day apart
DIAMOND = 9  # half the side of the square that marks a late action
DAYS_TO_NEXT_MONTH = 31
SHORTEST_MONTH = timedelta(days=10)
"""A month of fewer days has no room for its name."""


class MarkKind(StrEnum):
    """The status of an action on the line."""

    DONE = "done"
    LATE = "late"
    TO_DO = "to_do"


@dataclass(frozen=True, slots=True)
class Mark:
    """One action on the line.

    Positions are text: templates format numbers for the language, and SVG rejects “12,5”.
    """

    kind: MarkKind
    place: float

    @property
    def at(self) -> str:
        return as_text(self.place)

    @property
    def left(self) -> str:
        """The left edge of the square, before it is rotated by 45 degrees."""
        return as_text(self.place - DIAMOND)

    @property
    def tick(self) -> str:
        """The start of the tick that marks a finished action."""
        return as_text(self.place - DIAMOND / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """Months, marks and today, from left to right."""

    months: tuple[tuple[date, str], ...]
    marks: tuple[Mark, ...]
    today: str
    """Empty before the plan's time starts and after it ends."""

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(mark.kind for mark in self.marks)


def plan_line(first: date, last: date, actions: Iterable[PlannedAction], today: date) -> PlanLine:
    """Lay out the time of a plan for its chart, with positions in units of the SVG."""

    def place_of(day: date) -> float:
        return place(day, first, last)

    dated = sorted((_day(planned), _kind(planned, today)) for planned in actions)
    places = apart(place_of(day) for day, _kind in dated)
    return PlanLine(
        months=tuple((month, as_text(place_of(month))) for month in months_of(first, last)),
        marks=tuple(Mark(kind, at) for (_day, kind), at in zip(dated, places, strict=True)),
        today=as_text(place_of(today)) if first <= today <= last else "",
    )


def _day(planned: PlannedAction) -> date:
    """Return the day to mark: when a finished action ended, else when it is due."""
    return planned.promised.ended_on or planned.due_on


def _kind(planned: PlannedAction, today: date) -> MarkKind:
    if planned.ended:
        return MarkKind.DONE
    return MarkKind.LATE if planned.days_late(today) else MarkKind.TO_DO


def months_of(first: date, last: date) -> list[date]:
    """Return the first day of each month, except one that begins too close to the end."""
    months: list[date] = []
    month = first.replace(day=1)
    while month <= last - SHORTEST_MONTH or not months:
        months.append(month)
        # 31 days after the first of a month is always in the next month.
        month = (month + timedelta(days=DAYS_TO_NEXT_MONTH)).replace(day=1)
    return months


def place(day: date, first: date, last: date) -> float:
    """Return the position of a day, from the first at the left end to the last at the right.

    Days outside are drawn at the nearest end, because plans may run over.
    """
    share = (day - first) / (last - first)
    return LEFT + (RIGHT - LEFT) * min(max(share, 0), 1)


def apart(places: Iterable[float]) -> Sequence[float]:
    """Space out marks that would overlap: first to the right, then back from the right end."""
    moved: list[float] = []
    for at in places:
        moved.append(max(at, moved[-1] + MARK_GAP) if moved else at)
    limit = float(RIGHT)
    for index in reversed(range(len(moved))):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - MARK_GAP
    return moved


def as_text(at: float) -> str:
    """Format a position for SVG, always with a decimal point."""
    return f"{at:.1f}"
