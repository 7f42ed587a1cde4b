"""What the library says about one action, before and after it is planned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE
from assessment.domain.model.maturity import Action, Practice
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.targets import ActionTarget
from assessment.domain.scoring.submissions import Submission

GAP = re.compile(r"(\[[^\]]*\])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of the suggested wording; the user fills in the gaps."""

    text: str
    gap: bool


def pieces(text: str) -> Sequence[Piece]:
    """Split the suggested wording of an action into text and gaps."""
    parts = filter(None, GAP.split(text))
    return [Piece(text=part, gap=bool(GAP.fullmatch(part))) for part in parts]


def lift(submission: Submission, action: Action, practice: Practice) -> tuple[str, str] | None:
    """Return the texts of today's answer and of the one that an action leads to.

    None if the question was set aside.
    """
    value = submission.sheet.answers[practice.code].value
    if value == SET_ASIDE:
        return None
    unsure = value == NOT_SURE
    today = submission.model.answers.not_sure if unsure else practice.anchors[int(value)]
    _start, end = submission.rule.span(submission.sheet, action)
    return today, practice.anchors[end]


@dataclass(frozen=True, kw_only=True)
class ActionDescription:
    """An action of the library, and what it takes under a wish."""

    submission: Submission
    wish: PlanWish
    action: Action

    @property
    def target(self) -> ActionTarget:
        return ActionTarget.of(self.submission.model, self.action)

    @property
    def practice(self) -> Practice:
        return self.target.practice

    @property
    def cost(self) -> Cost:
        return self.wish.cost(self.submission.model, self.action)

    @property
    def wording(self) -> Sequence[Piece]:
        return pieces(self.action.words)

    @property
    def has_gaps(self) -> bool:
        return any(piece.gap for piece in self.wording)

    @property
    def lift(self) -> tuple[str, str] | None:
        return lift(self.submission, self.action, self.practice)
