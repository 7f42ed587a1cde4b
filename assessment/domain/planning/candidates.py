"""Everything that can be done in one dimension within a quarter, and its value.

A dimension is enumerated tier by tier, because a tier counts only if all lower tiers are met.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action, Dimension, MaturityModel, Practice, Tier
from assessment.domain.planning.constraints import Mode, PlanWish
from assessment.domain.planning.pareto import NOTHING, Choice, Most, sums, unbeaten
from assessment.domain.scoring.rules import rule_of
from assessment.domain.scoring.scoring_rule import Footing, ScoringRule


@dataclass(frozen=True, slots=True)
class PracticeLift:
    """One option for a practice: the actions taken and the step reached."""

    actions: tuple[Action, ...]
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSpace:
    """Everything that the search needs, looked up once.

    `level_worth` and `value_worth` combine dimension levels and value into one number. Whichever
    the wish puts first weighs more than the other can ever add up to.
    """

    model: MaturityModel
    rule: ScoringRule
    sheet: AnswerSheet
    wish: PlanWish
    most: Most
    bits: dict[str, int]
    level_worth: int
    value_worth: int

    @classmethod
    def of(cls, model: MaturityModel, sheet: AnswerSheet, wish: PlanWish) -> "SearchSpace":
        rule, value_first = rule_of(model), wish.mode is Mode.VALUE
        all_levels = len(model.dimensions) * len(model.tiers)
        return cls(
            model=model,
            rule=rule,
            sheet=sheet,
            wish=wish,
            most=Most(wish.hours_for_actions, wish.money, wish.room, rule.laggards),
            # The first action has the highest bit. Of two negated sums of bits with equally many
            # actions, the smaller one therefore contains the earlier actions.
            bits={action.code: 1 << place for place, action in enumerate(reversed(model.actions))},
            level_worth=1 if value_first else _all_value(model, wish) + 1,
            value_worth=all_levels + 1 if value_first else 1,
        )

    def gained(self, choice: Choice) -> tuple[int, int]:
        """Split the combined number of a choice into its value and the sum of ranks it leads to."""
        if self.wish.mode is Mode.VALUE:
            return divmod(-choice.loss, self.value_worth)
        levels, value = divmod(-choice.loss, self.level_worth)
        return value, levels

    def actions(self, choice: Choice) -> tuple[Action, ...]:
        """Return the actions of a choice, in the model's order."""
        return tuple(a for a in self.model.actions if -choice.late & self.bits[a.code])


def _all_value(model: MaturityModel, wish: PlanWish) -> int:
    """Return an upper limit of the value of any plan."""
    return sum(
        model.tier(practice.tier).weight
        * wish.importance_of(practice.dimension)
        * (model.planning.step_values[-1] - model.planning.step_values[0])
        for practice in model.practices
    )


def possible_lifts(space: SearchSpace, practice: Practice) -> list[PracticeLift]:
    """Return the options for a practice within one quarter.

    Doing nothing is an option, unless one of the practice's actions is pinned or running.
    """
    now, actions = space.sheet.step(practice), space.model.actions_for(practice.code)
    found = [PracticeLift((), now)]
    if not space.sheet.set_aside(practice):
        found += _quick_and_deep(space, actions, now, top=len(practice.anchors) - 1)
    must = space.wish.forced & {action.code for action in actions}
    # A pinned action stays even if it does not suit, and so does the quick one that it builds on.
    barred = space.wish.excluded if must else space.wish.excluded | space.wish.not_suitable.keys()
    codes = [{action.code for action in lift.actions} for lift in found]
    return [
        lift for lift, own in zip(found, codes, strict=True) if must <= own and not own & barred
    ]


def _quick_and_deep(
    space: SearchSpace, actions: Sequence[Action], now: int, *, top: int
) -> Iterator[PracticeLift]:
    """Return the options with actions, within the number of steps that a quarter allows.

    A quick action leads to the usual step, and a deep one from there to the top.
    """
    usual = space.rule.usual_step
    quick = [action for action in actions if action.kind == "quick"]
    deep = [action for action in actions if action.kind == "deep"]
    reach = now + space.model.planning.steps_per_quarter
    if now < usual <= reach:
        yield from (PracticeLift((q,), usual) for q in quick)
        yield from (PracticeLift((q, d), top) for q in quick for d in deep if usual < top <= reach)
    elif usual <= now < top <= reach:
        yield from (PracticeLift((d,), top) for d in deep)


def dimension_choices(space: SearchSpace, dimension: Dimension) -> list[list[Choice]]:
    """Return the unbeaten choices in one dimension, grouped by the rank they lead to."""
    found = {Footing(): [NOTHING]}
    for tier in space.model.tiers:
        found = _one_tier_up(space, found, _tier_choices(space, dimension, tier))
    by_rank: list[list[Choice]] = [[] for _ in range(len(space.model.tiers) + 1)]
    for footing, choices in found.items():
        by_rank[footing.rank] += choices
    return by_rank


def _one_tier_up(
    space: SearchSpace,
    found: Mapping[Footing, list[Choice]],
    by_missing: Mapping[int, list[Choice]],
) -> dict[Footing, list[Choice]]:
    """Combine the choices below a tier with those in it."""
    above: dict[Footing, list[Choice]] = defaultdict(list)
    for footing, below in found.items():
        options: dict[Footing, list[Choice]] = defaultdict(list)
        for missing, choices in by_missing.items():
            options[space.rule.climb(footing, missing)] += choices
        for then, choices in options.items():
            gained = space.level_worth * (then.rank - footing.rank)
            above[then] += sums(below, _counting(choices, footing, gained), space.most)
    return {footing: unbeaten(choices) for footing, choices in above.items()}


def _counting(choices: Iterable[Choice], below: Footing, gained: int) -> list[Choice]:
    """Return choices with their value above a footing: none if the footing misses any steps."""
    if below.missing:
        choices = [Choice(0, *takes) for _, *takes in choices]
    found = unbeaten(choices)
    return [choice._replace(loss=choice.loss - gained) for choice in found] if gained else found


def _tier_choices(
    space: SearchSpace, dimension: Dimension, tier: Tier
) -> Mapping[int, list[Choice]]:
    """Return every choice in one tier, by the number of steps the tier still misses after it."""
    practices = dimension.in_tier(tier)
    by_missing: dict[int, list[Choice]] = defaultdict(list)
    for picked in product(*(_options(space, practice, tier) for practice in practices)):
        # All that the tiers above need to know about this one is how many steps it misses.
        missing = space.rule.steps_to_meet([step for _, step in picked if step is not None])
        columns = zip(NOTHING, *(choice for choice, _ in picked), strict=True)
        by_missing[missing].append(Choice(*map(sum, columns)))
    return by_missing


def _options(space: SearchSpace, practice: Practice, tier: Tier) -> list[tuple[Choice, int | None]]:
    """Return the choices for a practice with the step reached, or None if it is set aside."""
    importance = space.wish.importance_of(practice.dimension)
    worth = tier.weight * importance * space.value_worth
    values, now = space.model.planning.step_values, space.sheet.step(practice)
    aside = space.sheet.set_aside(practice)
    found: list[tuple[Choice, int | None]] = []
    for lift in possible_lifts(space, practice):
        costs = [space.wish.cost(space.model, action) for action in lift.actions]
        choice = Choice(
            loss=worth * (values[now] - values[lift.step]),
            hours=sum(cost.hours for cost in costs),
            money=sum(cost.money for cost in costs),
            number=len(costs),
            late=-sum(space.bits[action.code] for action in lift.actions),
        )
        found.append((choice, None if aside else lift.step))
    return found
