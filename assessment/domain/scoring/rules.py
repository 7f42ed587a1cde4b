"""The scoring rules, side by side: a result keeps the rule that made it."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from assessment.domain.errors import DomainError
from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Level, MaturityModel
from assessment.domain.scoring import sss_1
from assessment.domain.scoring.scores import ScoredSheet

Rule = Callable[[MaturityModel, AnswerSheet], ScoredSheet]

RULES: Mapping[str, Rule] = {sss_1.RULE: sss_1.score_sheet}


class UnknownRule(DomainError):
    """The model asks for a scoring rule that this version of Cairn does not have."""


def score_sheet(model: MaturityModel, sheet: AnswerSheet) -> ScoredSheet:
    """Score a complete sheet by the rule that its model names.

    Raises:
        UnknownRule: no such rule here.
    """
    rule = RULES.get(model.scoring.rule)
    if rule is None:
        raise UnknownRule(model.scoring.rule)
    return rule(model, sheet)


def percent_to_level(model: MaturityModel, sheet: AnswerSheet, level: Level) -> Fraction:
    """How much of the way to a level is walked, 0 to 100: each practice up to its tiers' mean."""
    tiers = {tier.key for tier in model.tiers[: level.rank]}
    practices = sheet.applicable(tuple(p for p in model.practices if p.tier in tiers))
    enough = model.scoring.tier_mean
    walked = sum(min(sheet.step(practice), enough) for practice in practices)
    return Fraction(100 * walked, enough * len(practices)) if practices else Fraction(100)
