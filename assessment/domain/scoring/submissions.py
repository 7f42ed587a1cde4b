"""A submitted sheet with its business, quarter and model, for results, reports and exports."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.level_doubt import SheetDoubt
from assessment.domain.scoring.rules import rule_of
from assessment.domain.scoring.scores import ScoredSheet
from assessment.domain.scoring.scoring_rule import ScoringRule


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A business's complete answers for one quarter.

    `next_due_on` says when the next check falls due; None if only this check is known. `country`
    is the code of the country whose public holidays count, or empty. `sender` tells apart the
    people who answered; empty if they are not known.
    """

    business: str
    quarter: Quarter
    model: MaturityModel
    sheet: AnswerSheet
    checked_on: date
    checked_by: str = ""
    currency: str = "GBP"
    next_due_on: date | None = None
    country: str = ""
    sender: str = ""

    @property
    def rule(self) -> ScoringRule:
        """The rule by which the sheet is scored."""
        return rule_of(self.model)

    @property
    def next_check_on(self) -> date:
        """The day on which the next check falls due."""
        return self.next_due_on or self.quarter.next().check_due_on(self.checked_on)

    @property
    def plan_until(self) -> date:
        """The last day of the plan that follows from this check."""
        return self.next_check_on - timedelta(days=1)

    @cached_property
    def scored(self) -> ScoredSheet:
        return self.rule.score_sheet(self.sheet)

    @cached_property
    def doubt(self) -> SheetDoubt | None:
        """How sure the levels are, or None if the rule does not say."""
        return self.rule.doubt(self.sheet, self.scored)
