"""One action in full: what to do, why it pays, and what happened to it so far."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE
from assessment.domain.model.maturity import Practice
from assessment.domain.planning.planned_actions import Effect, PlannedAction, Status
from assessment.domain.planning.planner import plan_of
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.numbers import exact_hours
from assessment.journey.planning import wording
from assessment.journey.planning.models import HandOver
from assessment.journey.planning.queries.experience import ActionExperience
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.tracking.presenters.board import BoardAction
from assessment.journey.tracking.presenters.history import ChangeEntry

GAP = re.compile(r"(\[[^\]]*\])")


@dataclass(frozen=True, slots=True, kw_only=True)
class TickLine:
    """One step of an action; `number` counts from 0, as it is saved."""

    number: int
    words: str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of ready wording; a gap is filled in by whoever uses it."""

    words: str
    gap: bool


@dataclass(frozen=True, kw_only=True)
class ActionGuide:
    """The library's side of one action; `ticked` are numbers of steps, as a form sends them."""

    planned: PlannedAction
    ticked: frozenset[str]

    @property
    def ticks(self) -> Sequence[TickLine]:
        return [
            TickLine(number=number, words=words, ticked=str(number) in self.ticked)
            for number, words in enumerate(self.planned.steps)
        ]

    @property
    def wording(self) -> Sequence[Piece]:
        """Words to use, their gaps set apart."""
        words = self.planned.action.words if self.planned.action else ""
        parts = filter(None, GAP.split(words))
        return [Piece(words=part, gap=bool(GAP.fullmatch(part))) for part in parts]

    @property
    def has_gaps(self) -> bool:
        return any(piece.gap for piece in self.wording)


@dataclass(frozen=True, kw_only=True)
class ActionPage(ActionGuide):
    """One action of a plan for one reader; `link` is the one somebody without an account has.

    `check` is None where the answers behind the plan were never submitted again.
    """

    action: BoardAction
    saved: SavedPlan
    check: Submission | None
    history: Sequence[ChangeEntry]
    link: HandOver | None
    experienced: ActionExperience | None

    @property
    def started(self) -> bool:
        return self.planned.status == Status.RUNNING

    @property
    def practice(self) -> Practice | None:
        return self.planned.practice

    # ---- from one answer to another

    @property
    def said_today(self) -> str:
        """The answer behind it in its own words; empty where there is none to speak of."""
        if self.check is None or self.practice is None:
            return ""
        value = self.check.sheet.answers[self.practice.code].value
        if value == SET_ASIDE:
            return ""
        return self.check.model.answers.not_sure if value == NOT_SURE else self._anchor(int(value))

    @property
    def takes_to(self) -> str:
        if self.check is None or self.planned.action is None:
            return ""
        _start, end = self.check.rule.span(self.check.sheet, self.planned.action)
        return self._anchor(end)

    def _anchor(self, step: int) -> str:
        return self.practice.anchors[step] if self.practice else ""

    @cached_property
    def effect(self) -> Effect | None:
        """What it alone does for its area; None if it can do nothing there any more."""
        action, check = self.planned.action, self.check
        if action is None or check is None or not check.scored.overall.scored:
            return None
        plan = plan_of(check.model, check.sheet, self.saved.wish, self.saved.codes | {action.code})
        return next((planned.effect for planned in plan.actions if planned.action == action), None)

    # ---- what it took and gave others

    @property
    def others_took(self) -> str:
        known = self.experienced
        return exact_hours(known.hours) if known and known.hours is not None else ""

    @property
    def others_rose(self) -> str:
        """By how many steps answers rose with it, in the check after; they may have fallen."""
        known = self.experienced
        return wording.rose(known.lift) if known and known.lift is not None else ""
