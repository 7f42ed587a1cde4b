"""The scoring rules, side by side: a result keeps the rule that made it."""

from collections.abc import Mapping
from fractions import Fraction

from assessment.domain.errors import DomainError
from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Level, MaturityModel
from assessment.domain.scoring.scores import ScoredSheet
from assessment.domain.scoring.scoring_rule import ScoringRule
from assessment.domain.scoring.sss_1 import SolidBeforeSmooth

RULES: Mapping[str, type[ScoringRule]] = {rule.name: rule for rule in (SolidBeforeSmooth,)}


class UnknownRule(DomainError):
    """The model asks for a scoring rule that this version of Cairn does not have."""


def rule_of(model: MaturityModel) -> ScoringRule:
    """The rule that a model names; whatever depends on the rule asks this one.

    Raises:
        UnknownRule: no such rule here.
    """
    rule = RULES.get(model.scoring.rule)
    if rule is None:
        raise UnknownRule(model.scoring.rule)
    return rule(model)


def score_sheet(model: MaturityModel, sheet: AnswerSheet) -> ScoredSheet:
    """Score a complete sheet by the rule that its model names.

    Raises:
        UnknownRule: no such rule here.
    """
    return rule_of(model).score_sheet(sheet)


def percent_to_level(model: MaturityModel, sheet: AnswerSheet, level: Level) -> Fraction:
    """How much of the way to a level is walked, 0 to 100: each practice up to the usual step."""
    tiers = {tier.key for tier in model.tiers[: level.rank]}
    practices = sheet.applicable(tuple(p for p in model.practices if p.tier in tiers))
    enough = rule_of(model).usual_step
    walked = sum(min(sheet.step(practice), enough) for practice in practices)
    return Fraction(100 * walked, enough * len(practices)) if practices else Fraction(100)
