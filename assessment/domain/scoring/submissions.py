"""A submitted sheet with its business, quarter and model, for results, reports and exports."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.rules import rule_of
from assessment.domain.scoring.scores import ScoredSheet
from assessment.domain.scoring.scoring_rule import ScoringRule


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A business's complete answers for one quarter."""

    business: str
    quarter: Quarter
    model: MaturityModel
    sheet: AnswerSheet
    checked_on: date
    checked_by: str = ""
    currency: str = "GBP"

    @property
    def rule(self) -> ScoringRule:
        """The rule by which the sheet is scored."""
        return rule_of(self.model)

    @cached_property
    def scored(self) -> ScoredSheet:
        return self.rule.score_sheet(self.sheet)
