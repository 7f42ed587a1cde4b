"""The quarter as a line: where its months begin, how its actions stand, and today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.quarters import Quarter

LEFT, RIGHT = 12, 628
MARK_GAP = 24  # two actions due on one day still show as two
DIAMOND = 9  # half a side of the mark of what is late
DAYS_TO_NEXT_MONTH = 31


class MarkKind(StrEnum):
    """How an action on the line stands."""

    DONE = "done"
    LATE = "late"
    TO_DO = "to_do"


@dataclass(frozen=True, slots=True)
class Mark:
    """One action on the line; places are text, as a number would get a comma in some languages."""

    kind: MarkKind
    place: float

    @property
    def at(self) -> str:
        return as_text(self.place)

    @property
    def left(self) -> str:
        """The left edge of the square that stands on its corner."""
        return as_text(self.place - DIAMOND)

    @property
    def tick(self) -> str:
        """Where the tick of what is done begins."""
        return as_text(self.place - DIAMOND / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterLine:
    """Months, marks and today from left to right."""

    months: tuple[tuple[date, str], ...]
    marks: tuple[Mark, ...]
    today: str
    """Empty while the quarter has not begun or is over."""

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(mark.kind for mark in self.marks)


def quarter_line(quarter: Quarter, actions: Iterable[PlannedAction], today: date) -> QuarterLine:
    inside = quarter.starts_on <= today <= quarter.ends_on
    standing = sorted((_day(planned), _kind(planned, today)) for planned in actions)
    places = apart(place(quarter, day) for day, _kind in standing)
    return QuarterLine(
        months=tuple((month, as_text(place(quarter, month))) for month in months_of(quarter)),
        marks=tuple(Mark(kind, at) for (_day, kind), at in zip(standing, places, strict=True)),
        today=as_text(place(quarter, today)) if inside else "",
    )


def _day(planned: PlannedAction) -> date:
    """What is done stands where it was done."""
    return planned.promised.ended_on or planned.due_on


def _kind(planned: PlannedAction, today: date) -> MarkKind:
    if planned.ended:
        return MarkKind.DONE
    return MarkKind.LATE if planned.days_late(today) else MarkKind.TO_DO


def months_of(quarter: Quarter) -> list[date]:
    first = quarter.starts_on
    second = (first + timedelta(days=DAYS_TO_NEXT_MONTH)).replace(day=1)
    return [first, second, quarter.ends_on.replace(day=1)]


def place(quarter: Quarter, day: date) -> float:
    """The first day stands at the left end, the last at the right; plans may run over it."""
    share = (day - quarter.starts_on) / (quarter.ends_on - quarter.starts_on)
    return LEFT + (RIGHT - LEFT) * min(max(share, 0), 1)


def apart(places: Iterable[float]) -> Sequence[float]:
    """Move marks that would cover each other, towards the side where there is room."""
    moved: list[float] = []
    for at in places:
        moved.append(max(at, moved[-1] + MARK_GAP) if moved else at)
    limit = float(RIGHT)
    for index in reversed(range(len(moved))):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - MARK_GAP
    return moved


def as_text(at: float) -> str:
    return f"{at:.1f}"
