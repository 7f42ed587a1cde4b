"""Coordinates of the charts that only reports have; those that pages share are elsewhere.

One unit is a tenth of a millimetre on paper. Coordinates are strings with a decimal point, so
that a locale with decimal commas cannot break the SVG.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.quarters import PLAN_WEEKS
from assessment.journey.results.charts import STAIR_HEIGHT, Rung, place

WIDTH = 1740
WEEK_WIDTH = Fraction(WIDTH, PLAN_WEEKS)
DIGIT_WIDTH = 20
MARK_RADIUS = 29
STAIRS_WIDTH, STAIR_GAP = 515, 5
STAIR_LINE = Fraction(3, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stair:
    """One level as a step of the stairs, which the report draws as a single picture."""

    x: str
    y: str
    width: str
    height: str
    state: str


def stairs_chart(rungs: Sequence[Rung]) -> tuple[Stair, ...]:
    """Lay out the levels side by side, with a small gap between them."""
    pitch = Fraction(STAIRS_WIDTH + STAIR_GAP, max(1, len(rungs)))
    stairs = []
    for n, rung in enumerate(rungs):
        # The next level is only an outline. SVG draws half of a stroke outside the shape, so the
        # rectangle shrinks by half the width of the line.
        inset = STAIR_LINE / 2 if rung.state == "next" else Fraction(0)
        stair = Stair(
            x=place(pitch * n + inset),
            y=place(STAIR_HEIGHT - rung.height + inset),
            width=place(pitch - STAIR_GAP - 2 * inset),
            height=place(rung.height - 2 * inset),
            state=rung.state,
        )
        stairs.append(stair)
    return tuple(stairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week on the timeline; `label` has the numbers of the actions due in it, if any."""

    number: int
    label: str

    @property
    def x(self) -> str:
        return place(WEEK_WIDTH * (2 * self.number - 1) / 2)

    @property
    def named(self) -> bool:
        """Whether to print "week 3" in full: for the first, the last and any with an action."""
        return bool(self.label) or self.number in {1, PLAN_WEEKS}

    @property
    def mark_x(self) -> str:
        return place(WEEK_WIDTH * (2 * self.number - 1) / 2 - self._half)

    @property
    def mark_width(self) -> str:
        return place(2 * self._half)

    @property
    def _half(self) -> int:
        return max(MARK_RADIUS, DIGIT_WIDTH * len(self.label) // 2 + DIGIT_WIDTH // 2)


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks of a quarter, with a numbered mark where actions are due."""

    weeks: tuple[Week, ...]


def weeks_chart(due: Sequence[int]) -> Weeks:
    """Build the timeline; `due` is the week of each action, in the order of the plan."""
    numbers: Mapping[int, list[int]] = defaultdict(list)
    for number, week in enumerate(due, start=1):
        numbers[week].append(number)
    every = range(1, PLAN_WEEKS + 1)
    return Weeks(tuple(Week(number=week, label=_label(numbers.get(week, []))) for week in every))


def _label(numbers: list[int]) -> str:
    """Label a week 3, 3–5 for consecutive actions, or 3+ for several that are not consecutive."""
    if len(numbers) < 2:  # noqa: PLR2004
        return "".join(str(number) for number in numbers)
    first, last = numbers[0], numbers[-1]
    return f"{first}–{last}" if last - first == len(numbers) - 1 else f"{first}+"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportBar:
    """The score as a bar, and the cautious score in it."""

    score: Fraction
    supported: Fraction

    @property
    def score_x(self) -> str:
        return place(self._at(self.score))

    @property
    def supported_x(self) -> str:
        return place(self._at(self.supported))

    def _at(self, points: Fraction) -> Fraction:
        return points * WIDTH / 100
