"""The scoring rules by name; a saved result always keeps the rule it was scored with."""

from collections.abc import Mapping
from fractions import Fraction

from assessment.domain.errors import DomainError
from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Level, MaturityModel
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


def percent_to_level(model: MaturityModel, sheet: AnswerSheet, level: Level) -> Fraction:
    """Return how far a sheet has come towards a level, from 0 to 100.

    Only the tiers that the level needs count, and each practice counts up to the usual step.
    """
    tiers = {tier.key for tier in model.tiers[: level.rank]}
    practices = sheet.applicable(tuple(p for p in model.practices if p.tier in tiers))
    enough = rule_of(model).usual_step
    reached = sum(min(sheet.step(practice), enough) for practice in practices)
    return Fraction(100 * reached, enough * len(practices)) if practices else Fraction(100)
