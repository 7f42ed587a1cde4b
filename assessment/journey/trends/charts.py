"""Coordinates of the small multiples, for both page and PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.scoring.scores import shown
from assessment.domain.trends.timeline import Point, breaks, runs
from assessment.journey.results.charts import place

MOST_QUARTERS = 8
"""The most quarters that fit side by side; older ones are only in the table."""
# In units of the view box of charts/multiple.html, where one point is one unit high. A score of
# 0 is at y=112 and 100 at y=12.
RIGHT, PITCH, FLOOR = 240, 30, 112
NUMBER_RIGHT, NUMBER_BELOW = 14, 5
ASIDE, SHORT_ASIDE = 16, 8
"""How far the label of a year with one quarter moves left, in full and short, to make room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """The dot of a quarter with a score."""

    x: str
    y: str
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year label, under the first quarter of the year or to its left; short is like ’25."""

    x: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The score of the last quarter, beside its dot."""

    x: str
    y: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple:
    """A line chart of at most eight quarters, on the same scale as its neighbours.

    `dashes` has the positions of quarters without a score, `breaks` those where the questions
    changed. `newest` is None if the last quarter has no score.
    """

    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    dashes: tuple[str, ...]
    breaks: tuple[str, ...]
    years: tuple[Year, ...]
    newest: Newest | None


def drawn(line: Sequence[Point]) -> Sequence[Point]:
    """Return the newest quarters, as many as fit."""
    return line[-MOST_QUARTERS:]


def multiple(line: Sequence[Point]) -> Multiple:
    """Draw the newest quarters of a line, with the newest on the right."""
    points = drawn(line)
    x = [RIGHT - PITCH * n for n in reversed(range(len(points)))]
    return Multiple(
        dots=tuple(
            Dot(x=place(x[n]), y=_y(point.points), last=point is points[-1])
            for n, point in enumerate(points)
            if point.points is not None
        ),
        lines=tuple(
            " ".join(f"{place(x[n])},{_y(points[n].points or Fraction())}" for n in run)
            for run in runs(points)
            if len(run) > 1
        ),
        dashes=tuple(place(x[n]) for n, point in enumerate(points) if point.points is None),
        breaks=tuple(place(x[n] - PITCH // 2) for n in breaks(points)),
        years=tuple(_years(points, x)),
        newest=_newest(points[-1]),
    )


def _newest(point: Point) -> Newest | None:
    if point.points is None:
        return None
    return Newest(
        x=place(RIGHT + NUMBER_RIGHT),
        y=place(FLOOR - point.points + NUMBER_BELOW),
        points=shown(point.points),
    )


def _years(line: Sequence[Point], x: Sequence[int]) -> Iterator[Year]:
    """Label the first quarter of each year, in short if there is no room for four digits."""
    years = [point.quarter.year for point in line]
    for n, year in enumerate(years):
        is_alone = n + 1 < len(years) and year != years[n + 1]
        if n == 0:
            yield Year(x=place(x[n] - ASIDE * is_alone), year=str(year))
        elif year != years[n - 1]:
            label = f"’{year % 100:02}" if is_alone else str(year)
            yield Year(x=place(x[n] - SHORT_ASIDE * is_alone), year=label)


def _y(points: Fraction) -> str:
    return place(FLOOR - points)
