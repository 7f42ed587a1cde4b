"""Why an action is in the plan, or why it is not."""

from dataclasses import dataclass
from typing import Literal

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action, Dimension, MaturityModel, Practice, Tier
from assessment.domain.planning import remarks
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.projection import lifted, missing_floor, span
from assessment.domain.planning.remarks import Remark
from assessment.domain.scoring.sss_1 import score_tier

Reason = Literal["fits", "too_costly", "floor", "excluded"]
"""Why an action is left out; "fits" means in hours and money, but over the number of actions."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an action belongs."""

    practice: Practice
    dimension: Dimension
    tier: Tier

    @classmethod
    def of(cls, model: MaturityModel, action: Action) -> "Place":
        practice = model.practice(action.practice)
        return cls(practice, model.dimension(practice.dimension), model.tier(practice.tier))


def why_planned(
    model: MaturityModel,
    action: Action,
    *,
    before: AnswerSheet,
    so_far: AnswerSheet,
    after: AnswerSheet,
) -> Remark:
    """What an action does for its tier, after those planned `so_far`, on the way to `after`."""
    place = Place.of(model, action)
    area, tier = place.dimension.title, place.tier.title
    if floor := missing_floor(model, after, place.dimension, place.tier):
        return remarks.counts_later(area, floor.title)
    then = lifted(model, so_far, [action])
    steps, left, rest = (
        score_tier(model, place.dimension, place.tier, sheet).steps
        for sheet in (before, so_far, then)
    )
    if left == rest:
        return _lifts(model, place, so_far, span(model, so_far, action)[1])
    if rest == 0:
        return remarks.completes_tier(area, tier, left, steps)
    return remarks.part_of_tier(area, tier, left - rest, steps)


def _lifts(model: MaturityModel, place: Place, sheet: AnswerSheet, step: int) -> Remark:
    usual = model.scoring.tier_mean
    peers = sheet.applicable(place.dimension.in_tier(place.tier))
    below = [practice for practice in peers if sheet.step(practice) < usual]
    if below == [place.practice] and place.tier == model.tiers[0]:
        label = model.answers.labels[usual]
        return remarks.lifts_the_one_basic(place.practice.short, place.dimension.title, label)
    return remarks.lifts(place.practice.short, model.answers.labels[step])


def why_left_out(
    model: MaturityModel, action: Action, *, wish: PlanWish, after: AnswerSheet, lacks: Cost
) -> tuple[Reason, Remark]:
    """Why an action is not in the plan that leads to the sheet `after`."""
    place = Place.of(model, action)
    if action.code in wish.excluded:
        return "excluded", remarks.taken_out()
    if floor := missing_floor(model, after, place.dimension, place.tier):
        return "floor", remarks.waits_for_floor(place.dimension.title, floor.title)
    if lacks != Cost(0, 0):
        return "too_costly", remarks.lacks(lacks.hours, lacks.money)
    return "fits", remarks.over_the_number(wish.max_actions)
