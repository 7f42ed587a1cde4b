"""What an action takes: the model's or the owner's estimate, and what it took in practice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.numbers import exact_hours, exact_number
from assessment.journey.planning import wording
from assessment.journey.planning.presenters import wish_links
from assessment.journey.planning.presenters.wish_links import wish_query
from assessment.journey.planning.queries.experience import ActionExperience
from assessment.journey.planning.wording import experience


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiences:
    """What actions took in practice, by code.

    `learned` is from five or more businesses; `took` is from this business the last time.
    """

    learned: Mapping[str, ActionExperience] = field(default_factory=dict)
    took: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RealCost:
    """What an action took in practice, with a link to plan with that figure if it differs."""

    says: str
    link_text: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCosts:
    """What one action takes in a plan.

    `back` is the query that restores the model's estimate; empty if the plan already uses it.
    `team` is the size of the team, or empty.
    """

    action: Action
    cost: Cost
    estimate: Cost
    facts: tuple[RealCost, ...]
    back: str
    team: str

    @property
    def own(self) -> bool:
        """Whether the owner has replaced the model's estimate."""
        return self.cost != self.estimate


def costs_of(
    submission: Submission, wish: PlanWish, action: Action, known: Experiences
) -> ActionCosts:
    estimated = wish.estimate(submission.model, action)
    cost = wish.cost(submission.model, action)
    as_estimated = wish_query(submission.model, wish_links.as_estimated(wish, action.code))
    return ActionCosts(
        action=action,
        cost=cost,
        estimate=estimated,
        facts=tuple(_facts(submission, wish, action, known)),
        back="" if cost == estimated else as_estimated,
        team=wish.team,
    )


def _facts(
    submission: Submission, wish: PlanWish, action: Action, known: Experiences
) -> Iterator[RealCost]:
    learned = known.learned.get(action.code)
    if learned and learned.hours is not None:
        real = exact_number(learned.hours)
        estimated = wish.estimate(submission.model, action).hours
        says = experience.estimated_and_real(estimated, real, learned.hours_firms)
        yield _fact(submission, wish, action, says, learned.hours)
    if took := known.took.get(action.code):
        says = experience.took_last_time(exact_hours(took))
        yield _fact(submission, wish, action, says, took)


def _fact(
    submission: Submission, wish: PlanWish, action: Action, says: str, real: Decimal
) -> RealCost:
    """Describe an actual figure, with a link to use it. Plans use whole hours, so it rounds up."""
    cost = wish.cost(submission.model, action)
    whole = int(real.to_integral_value(ROUND_CEILING))
    if whole == cost.hours:
        return RealCost(says=says)
    with_it = wish_links.costing(submission.model, wish, action.code, Cost(whole, cost.money))
    return RealCost(
        says=says,
        link_text=wording.use_hours(whole),
        link=wish_query(submission.model, with_it),
    )
