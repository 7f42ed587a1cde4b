"""One submitted sheet with its surroundings: what results, reports and exports start from."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assessment.domain.answers import AnswerSheet
from assessment.domain.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.scoring import ScoredSheet
from assessment.domain.scoring_versions import score_sheet


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
