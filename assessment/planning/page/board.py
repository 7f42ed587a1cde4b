"""The saved plan by how soon each action is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from assessment.domain.checks import Check
from assessment.domain.planning import Plan
from assessment.domain.scoring import shown
from assessment.planning import words
from assessment.planning.queries import SavedPlan, Step, plan_behind
from assessment.scoring.words import expected_level

DAYS_A_WEEK = 7
SOON = timedelta(days=DAYS_A_WEEK)


@dataclass(frozen=True, kw_only=True)
class Task:
    """One action and how late it is; 0 days if it is not."""

    step: Step
    days_late: int

    @property
    def late_words(self) -> str:
        return words.days_late(self.days_late)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The saved plan as it stands today."""

    check: Check
    saved: SavedPlan
    today: date

    @cached_property
    def _tasks(self) -> Sequence[Task]:
        return [
            Task(step=step, days_late=step.days_late(self.today)) for step in self.saved.unfinished
        ]

    @property
    def late(self) -> Sequence[Task]:
        return [task for task in self._tasks if task.days_late]

    @property
    def this_week(self) -> Sequence[Task]:
        return [t for t in self._tasks if self.today <= t.step.due_on < self.today + SOON]

    @property
    def later(self) -> Sequence[Task]:
        return [task for task in self._tasks if task.step.due_on >= self.today + SOON]

    @property
    def title(self) -> str:
        late = len(self.late)
        return words.plan_title(late, len(self._tasks) - late)

    @property
    def weeks_left(self) -> str:
        """Begun weeks count."""
        days = (self.saved.quarter.ends_on - self.today).days + 1
        return words.weeks_left(-(-days // DAYS_A_WEEK))

    @cached_property
    def _plan(self) -> Plan:
        return plan_behind(self.saved, self.check)

    @property
    def scored(self) -> bool:
        return self.check.scored.overall.scored

    @property
    def score_now(self) -> int:
        return shown(self._plan.now.overall.points)

    @property
    def score_then(self) -> int:
        return shown(self._plan.expected.overall.points)

    @property
    def expected_level(self) -> str:
        return expected_level(self._plan)
