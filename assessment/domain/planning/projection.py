"""What doing actions makes of a sheet, and of the tiers above and below."""

from collections.abc import Iterable
from dataclasses import replace

from assessment.domain.model.answers import AnswerSheet, Evidence
from assessment.domain.model.maturity import Action, Dimension, MaturityModel, Tier
from assessment.domain.scoring.sss_1 import score_tier


def span(model: MaturityModel, sheet: AnswerSheet, action: Action) -> tuple[int, int]:
    """The steps an action lifts from and to; a deep one starts where its quick one ends."""
    practice = model.practice(action.practice)
    usual, now = model.scoring.tier_mean, sheet.step(practice)
    if action.kind == "quick":
        return now, usual
    return max(now, usual), len(practice.anchors) - 1


def lifted(model: MaturityModel, sheet: AnswerSheet, actions: Iterable[Action]) -> AnswerSheet:
    """The sheet after these actions; doing leaves a trace, so what is lifted counts as noted."""
    answers = dict(sheet.answers)
    for action in actions:
        known = answers[action.practice]
        evidence = Evidence.NOTE if known.evidence is Evidence.NONE else known.evidence
        _, step = span(model, sheet, action)
        answers[action.practice] = replace(known, value=step, evidence=evidence)
    return AnswerSheet(answers)


def missing_floor(
    model: MaturityModel, sheet: AnswerSheet, dimension: Dimension, tier: Tier
) -> Tier | None:
    """The lowest tier below this one that is not met; None if it stands on sound ground."""
    below = model.tiers[: model.tiers.index(tier)]
    return next((t for t in below if not score_tier(model, dimension, t, sheet).met), None)


def tiers_met(model: MaturityModel, sheet: AnswerSheet, dimension: Dimension) -> int:
    """How many tiers stand on each other from the bottom: the level of a dimension in a plan."""
    met = [score_tier(model, dimension, tier, sheet).met for tier in model.tiers]
    return [*met, False].index(False)
