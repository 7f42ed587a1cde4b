"""The plan in a report: its actions, what to find out, and what was left out."""

from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.foundation.formatting.text import shortened
from assessment.outputs.reports.charts import Weeks

BRIEF_ROOM = 5
"""How many actions fit on the first page."""
BRIEF_LINES, ONE_LINE, TITLE_ROOM = 7, 44, 76
"""Lines for the actions on the first page, and the letters that fit on one line and on two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAction:
    """One action of the plan, with its number and what a report says about it.

    The owner's own actions have fewer details. `state` says when it was done, and `good`
    describes its practice once it is done.
    """

    number: int
    planned: PlannedAction
    due_on: date
    who: str
    hours: str
    money: str
    price: str
    why: str = ""
    lift: str = ""
    good: str = ""
    state: str = ""

    @property
    def mark(self) -> str:
        """Either done or partly; empty for an action still to do."""
        promised = self.planned.commitment
        return promised.status if promised and promised.status.achieved else ""

    @property
    def short_title(self) -> str:
        """The title, cut if it would take more than two lines on the first page."""
        return shortened(self.planned.title, TITLE_ROOM)

    @property
    def outcome(self) -> str:
        """What the owner wrote about the outcome."""
        return self.planned.commitment.outcome if self.planned.commitment else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutLine:
    """An action that is not in the plan, and why; `good` is as in ReportAction."""

    title: str
    area: str
    first_move: str
    price: str
    why: str
    good: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOut:
    """What to find out about an area, which comes before the actions; `state` is as in them."""

    title: str
    task: str
    done_when: str
    due_on: date
    who: str
    hours: str
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPart:
    """The plan of the quarter, or why there is none.

    `left_out` lists the actions that came closest to being included, and `alternatives` lists
    every other one. `nothing_next` is the text for when no action is left to do.
    """

    saved: bool
    summary: str
    expected: str
    nothing_fits: str
    nothing_next: str
    actions: tuple[ReportAction, ...]
    weeks: Weeks | None
    weeks_words: str
    left_out: tuple[LeftOutLine, ...]
    alternatives: tuple[LeftOutLine, ...]
    more_time: str
    find_out: tuple[FindOut, ...]
    joy: LeftOutLine | None

    @property
    def first(self) -> ReportAction | None:
        """The next action to do: the first that has not ended."""
        return next((action for action in self.actions if not action.state), None)

    @property
    def brief(self) -> tuple[ReportAction, ...]:
        """The actions that fit on the first page; those still to do take precedence."""
        # `sorted` is stable, so the actions keep their order within both groups.
        still_first = sorted(self.actions, key=lambda action: bool(action.state))
        heights = accumulate(1 + (len(action.planned.title) > ONE_LINE) for action in still_first)
        count = sum(height <= self._brief_lines for height in heights)
        return tuple(sorted(still_first[: min(count, BRIEF_ROOM)], key=lambda one: one.number))

    @property
    def _brief_lines(self) -> int:
        """How many lines there are for actions, below the title of the next action."""
        return BRIEF_LINES - 2 * self.has_long_next

    @property
    def has_long_next(self) -> bool:
        """Whether the title of the next action takes more than two lines on the first page."""
        return self.first is not None and len(self.first.planned.title) > TITLE_ROOM

    @property
    def rows_to_pin_up(self) -> int:
        """How many rows the page to pin up has: what to find out, and then the actions."""
        return len(self.find_out) + len(self.actions)

    @property
    def has_own(self) -> bool:
        """Whether the plan includes any of the owner's own actions."""
        return any(action.planned.own for action in self.actions)

    @property
    def beyond(self) -> int:
        """How many actions do not fit on the first page."""
        return len(self.actions) - len(self.brief)
