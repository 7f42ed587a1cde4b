"""The reasons why an action is in the plan, or why it is left out."""

from typing import Literal

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action, Tier
from assessment.domain.planning import remarks
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.remarks import Remark
from assessment.domain.planning.targets import ActionTarget
from assessment.domain.scoring.scoring_rule import ScoringRule

Reason = Literal["fits", "too_costly", "floor", "excluded", "not_suitable"]
"""Why an action is left out; "fits" means it is within budget, but one action too many."""


def why_planned(
    rule: ScoringRule,
    action: Action,
    *,
    before: AnswerSheet,
    so_far: AnswerSheet,
    after: AnswerSheet,
) -> Remark:
    """Say what an action does for its tier.

    `before` is today's sheet, `so_far` the one after the actions planned before this one, and
    `after` the one after the whole plan.
    """
    target = ActionTarget.of(rule.model, action)
    area, tier = target.dimension.title, target.tier.title
    if floor := _missing_floor(rule, after, target):
        return remarks.counts_later(area, floor.title)
    then = rule.lifted(so_far, [action])
    steps, left, rest = (
        rule.score_tier(target.dimension, target.tier, sheet).steps
        for sheet in (before, so_far, then)
    )
    if left == rest:
        return _lifts(rule, target, so_far, rule.span(so_far, action)[1])
    if rest == 0:
        return remarks.completes_tier(area, tier, left, steps)
    return remarks.part_of_tier(area, tier, left - rest, steps)


def _lifts(rule: ScoringRule, target: ActionTarget, sheet: AnswerSheet, step: int) -> Remark:
    usual, labels = rule.usual_step, rule.model.answers.labels
    peers = sheet.applicable(target.dimension.in_tier(target.tier))
    below = [practice for practice in peers if sheet.step(practice) < usual]
    practice, area = target.practice.short, target.dimension.title
    if below == [target.practice] and target.tier == rule.model.tiers[0]:
        return remarks.lifts_the_one_basic(practice, area, labels[usual])
    return remarks.lifts(practice, labels[step])


def why_left_out(
    rule: ScoringRule, action: Action, *, wish: PlanWish, after: AnswerSheet, lacks: Cost
) -> tuple[Reason, Remark]:
    """Say why an action is not in the plan, which leads to the sheet `after`."""
    target = ActionTarget.of(rule.model, action)
    if action.code in wish.excluded:
        return "excluded", remarks.taken_out()
    if action.code in wish.not_suitable:
        return "not_suitable", remarks.does_not_suit(wish.not_suitable[action.code])
    if floor := _missing_floor(rule, after, target):
        return "floor", remarks.waits_for_floor(target.dimension.title, floor.title)
    if lacks != Cost(0, 0):
        return "too_costly", remarks.lacks(lacks.hours, lacks.money)
    return "fits", remarks.over_the_number(wish.room)


def _missing_floor(rule: ScoringRule, sheet: AnswerSheet, target: ActionTarget) -> Tier | None:
    """Return the lowest tier below the action's own that is not met, or None if all are met."""
    below = rule.model.tiers[: rule.model.tiers.index(target.tier)]
    missing = (t for t in below if not rule.score_tier(target.dimension, t, sheet).met)
    return next(missing, None)
