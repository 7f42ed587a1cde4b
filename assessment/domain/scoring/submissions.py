"""One submitted sheet with its surroundings: what results, reports and exports start from."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.rules import score_sheet
from assessment.domain.scoring.scores import ScoredSheet


@dataclass(frozen=True, kw_only=True)
class Check:
    """A business's complete answers for one quarter."""

    business: str
    quarter: Quarter
    model: MaturityModel
    sheet: AnswerSheet
    checked_on: date
    checked_by: str = ""
    currency: str = "GBP"

    @cached_property
    def scored(self) -> ScoredSheet:
        return score_sheet(self.model, self.sheet)
