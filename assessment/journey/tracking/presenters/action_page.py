"""One action in full: what to do, why it is worth it, and its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assessment.domain.model.maturity import Practice
from assessment.domain.planning.planned_actions import Effect, PlannedAction, Status
from assessment.domain.planning.planner import plan_of
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.numbers import exact_hours
from assessment.journey.planning.models import HandOver
from assessment.journey.planning.presenters.action_guide import Piece, lift, pieces
from assessment.journey.planning.queries.experience import ActionExperience
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.planning.wording import experience
from assessment.journey.tracking.presenters.board import BoardAction, is_unanswered
from assessment.journey.tracking.presenters.history import ChangeEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class TickLine:
    """One step of an action; `number` counts from 0, as saved."""

    number: int
    text: str
    ticked: bool


@dataclass(frozen=True, kw_only=True)
class ActionGuide:
    """The library's guidance on one action; `ticked` has step numbers as a form sends them."""

    planned: PlannedAction
    ticked: frozenset[str]

    @property
    def ticks(self) -> Sequence[TickLine]:
        return [
            TickLine(number=number, text=text, ticked=str(number) in self.ticked)
            for number, text in enumerate(self.planned.steps)
        ]

    @property
    def wording(self) -> Sequence[Piece]:
        """The suggested wording, split into text and gaps."""
        return pieces(self.planned.action.words if self.planned.action else "")

    @property
    def has_gaps(self) -> bool:
        return any(piece.gap for piece in self.wording)


@dataclass(frozen=True, kw_only=True)
class ActionPage(ActionGuide):
    """The page of one action in a plan, for one reader.

    `link` is the helper's working link, if there is one. `check` is None if the plan's quarter
    has no submitted answers.
    """

    action: BoardAction
    saved: SavedPlan
    submission: Submission | None
    history: Sequence[ChangeEntry]
    link: HandOver | None
    experienced: ActionExperience | None

    @property
    def started(self) -> bool:
        return self.planned.status == Status.RUNNING

    @property
    def asks_again(self) -> bool:
        """Whether it has found out what the reader can now answer."""
        return self.submission is not None and is_unanswered(self.planned, self.submission)

    @property
    def practice(self) -> Practice | None:
        return self.planned.practice

    # ---- from one answer to another

    @property
    def lift(self) -> tuple[str, str] | None:
        """The texts of today's answer and of the one that this action leads to.

        None for an own action, without a result, or if the question was set aside.
        """
        action, practice, submission = self.planned.action, self.practice, self.submission
        if action is None or practice is None or submission is None:
            return None
        return lift(submission, action, practice)

    @cached_property
    def effect(self) -> Effect | None:
        """The effect of this action alone on its area; None if it can no longer have one."""
        action, submission = self.planned.action, self.submission
        if action is None or submission is None or not submission.scored.overall.scored:
            return None
        plan = plan_of(
            submission.model, submission.sheet, self.saved.wish, self.saved.codes | {action.code}
        )
        return next((planned.effect for planned in plan.actions if planned.action == action), None)

    # ---- other businesses' experience

    @property
    def others_took(self) -> str:
        known = self.experienced
        return exact_hours(known.hours) if known and known.hours is not None else ""

    @property
    def others_lift(self) -> str:
        """By how many steps others' answers changed in their next check, up or down."""
        known = self.experienced
        return experience.rose(known.lift) if known and known.lift is not None else ""
