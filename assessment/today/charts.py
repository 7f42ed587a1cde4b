"""The quarter as a line: where its months begin, when steps are due, and today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from assessment.domain.quarters import Quarter

LEFT, RIGHT = 12, 628
MARK_GAP = 24  # two steps due on one day still show as two
DAYS_TO_NEXT_MONTH = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterLine:
    """Places from left to right as text, because a number would get a comma in some languages."""

    months: tuple[tuple[date, str], ...]
    marks: tuple[str, ...]
    today: str
    """Empty while the quarter has not begun or is over."""


def quarter_line(quarter: Quarter, due: Iterable[date], today: date) -> QuarterLine:
    inside = quarter.starts_on <= today <= quarter.ends_on
    return QuarterLine(
        months=tuple((month, as_text(place(quarter, month))) for month in months_of(quarter)),
        marks=tuple(as_text(mark) for mark in apart(place(quarter, day) for day in sorted(due))),
        today=as_text(place(quarter, today)) if inside else "",
    )


def months_of(quarter: Quarter) -> list[date]:
    first = quarter.starts_on
    second = (first + timedelta(days=DAYS_TO_NEXT_MONTH)).replace(day=1)
    return [first, second, quarter.ends_on.replace(day=1)]


def place(quarter: Quarter, day: date) -> float:
    """The first day stands at the left end, the last at the right; plans may run over it."""
    share = (day - quarter.starts_on) / (quarter.ends_on - quarter.starts_on)
    return LEFT + (RIGHT - LEFT) * min(max(share, 0), 1)


def apart(places: Iterable[float]) -> list[float]:
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
