"""The scoring rules by name; a saved result always keeps the rule it was scored with."""

from collections.abc import Mapping

from assessment.domain.errors import DomainError
from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.scores import ScoredSheet
from assessment.domain.scoring.scoring_rule import ScoringRule
from assessment.domain.scoring.sss_1 import SolidBeforeSmooth
from assessment.domain.scoring.sss_2 import FloorsWithDoubt

RULES: Mapping[str, type[ScoringRule]] = {
    rule.name: rule for rule in (SolidBeforeSmooth, FloorsWithDoubt)
}


class UnknownRule(DomainError):
    """The model names a scoring rule that this version of Cairn does not have."""


def rule_of(model: MaturityModel) -> ScoringRule:
    """Return the rule that a model names, for everything that depends on the rule.

    Raises:
        UnknownRule: Cairn has no rule of this name.
    """
    rule = RULES.get(model.scoring.rule)
    if rule is None:
        raise UnknownRule(model.scoring.rule)
    return rule(model)


def score_sheet(model: MaturityModel, sheet: AnswerSheet) -> ScoredSheet:
    """Score a complete sheet by the rule that its model names.

    Raises:
        UnknownRule: Cairn has no rule of this name.
    """
    return rule_of(model).score_sheet(sheet)
