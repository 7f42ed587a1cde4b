"""What can be done in one dimension in one quarter, and what it would give.

A dimension is enumerated tier by tier, because a tier counts only on met lower ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action, Dimension, MaturityModel, Practice, Tier
from assessment.domain.planning.constraints import Mode, PlanWish
from assessment.domain.planning.pareto import NOTHING, Choice, Most, sums, unbeaten


@dataclass(frozen=True, slots=True)
class Move:
    """What can be done about one practice: the actions taken and the step reached."""

    actions: tuple[Action, ...]
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All that the choice depends on, looked up once.

    `level_worth` and `value_worth` make one number of dimension levels and value, in the order
    of the wish: what comes first outweighs all there can be of the other.
    """

    model: MaturityModel
    sheet: AnswerSheet
    wish: PlanWish
    most: Most
    bits: dict[str, int]
    level_worth: int
    value_worth: int

    @classmethod
    def of(cls, model: MaturityModel, sheet: AnswerSheet, wish: PlanWish) -> "Board":
        value_first = wish.mode is Mode.VALUE
        all_levels = len(model.dimensions) * len(model.tiers)
        # Four of five areas reach the overall level and one may lag; a single area may not.
        lag = 1 if len(model.dimensions) > 1 else 0
        return cls(
            model=model,
            sheet=sheet,
            wish=wish,
            most=Most(wish.hours, wish.money, wish.max_actions, lag),
            bits={action.code: 1 << place for place, action in enumerate(reversed(model.actions))},
            level_worth=1 if value_first else _all_value(model, wish) + 1,
            value_worth=all_levels + 1 if value_first else 1,
        )

    def gained(self, choice: Choice) -> tuple[int, int]:
        """The value of a choice and the tiers met after it, out of the one number."""
        if self.wish.mode is Mode.VALUE:
            return divmod(-choice.loss, self.value_worth)
        levels, value = divmod(-choice.loss, self.level_worth)
        return value, levels

    def actions(self, choice: Choice) -> tuple[Action, ...]:
        """The actions behind a choice, in the model's order."""
        return tuple(a for a in self.model.actions if -choice.late & self.bits[a.code])


def _all_value(model: MaturityModel, wish: PlanWish) -> int:
    """More than any plan can be worth."""
    return sum(
        model.tier(practice.tier).weight
        * wish.importance_of(practice.dimension)
        * (model.planning.step_values[-1] - model.planning.step_values[0])
        for practice in model.practices
    )


def moves(board: Board, practice: Practice) -> list[Move]:
    """What may be done about a practice in one quarter, doing nothing included if allowed."""
    found = [Move((), board.sheet.step(practice))]
    if not board.sheet.set_aside(practice):
        found += _lifts(board.model, practice, found[0].step)
    ours = {action.code for action in board.model.actions_for(practice.code)}
    must = board.wish.forced & ours
    codes = [{action.code for action in move.actions} for move in found]
    return [
        m for m, c in zip(found, codes, strict=True) if must <= c and not c & board.wish.excluded
    ]


def _lifts(model: MaturityModel, practice: Practice, now: int) -> Iterator[Move]:
    """Quick up to "usually", deep from there to the top, within the steps of a quarter."""
    usual, top = model.scoring.tier_mean, len(practice.anchors) - 1
    actions = model.actions_for(practice.code)
    quick = [action for action in actions if action.kind == "quick"]
    deep = [action for action in actions if action.kind == "deep"]
    reach = now + model.planning.steps_per_quarter
    if now < usual <= reach:
        yield from (Move((q,), usual) for q in quick)
        yield from (Move((q, d), top) for q in quick for d in deep if usual < top <= reach)
    elif usual <= now < top <= reach:
        yield from (Move((d,), top) for d in deep)


def dimension_choices(board: Board, dimension: Dimension) -> list[list[Choice]]:
    """The choices in one dimension that no other beats, by the number of tiers met after them."""
    standing, stopped = [NOTHING], list[list[Choice]]()
    for tier in board.model.tiers:
        met, unmet = _tier_choices(board, dimension, tier)
        idle = unbeaten(choice._replace(loss=0) for choice in [*met, *unmet])
        stopped = [unbeaten(sums(some, idle, board.most)) for some in stopped]
        stopped.append(unbeaten(sums(standing, unmet, board.most)))
        standing = unbeaten(sums(standing, met, board.most))
    return [*stopped, standing]


def _tier_choices(
    board: Board, dimension: Dimension, tier: Tier
) -> tuple[list[Choice], list[Choice]]:
    """Choices in one tier that stands on met ones: those that meet it, those that do not."""
    practices = dimension.in_tier(tier)
    met, unmet = list[Choice](), list[Choice]()
    for picked in product(*(_options(board, practice, tier) for practice in practices)):
        together = Choice(*map(sum, zip(NOTHING, *(choice for choice, _ in picked), strict=True)))
        if _meets(board.model, [step for _, step in picked if step is not None]):
            met.append(together._replace(loss=together.loss - board.level_worth))
        else:
            unmet.append(together)
    return unbeaten(met), unbeaten(unmet)


def _options(board: Board, practice: Practice, tier: Tier) -> list[tuple[Choice, int | None]]:
    """The moves of a practice as choices, each with the step reached; None where set aside."""
    importance = board.wish.importance_of(practice.dimension)
    worth = tier.weight * importance * board.value_worth
    values, now = board.model.planning.step_values, board.sheet.step(practice)
    aside = board.sheet.set_aside(practice)
    return [
        (
            _choice(board, move, worth * (values[now] - values[move.step])),
            None if aside else move.step,
        )
        for move in moves(board, practice)
    ]


def _choice(board: Board, move: Move, loss: int) -> Choice:
    costs = [board.wish.cost(board.model, action) for action in move.actions]
    return Choice(
        loss=loss,
        hours=sum(cost.hours for cost in costs),
        money=sum(cost.money for cost in costs),
        number=len(costs),
        late=-sum(board.bits[action.code] for action in move.actions),
    )


def _meets(model: MaturityModel, steps: Sequence[int]) -> bool:
    """The rule of scoring: each at least `tier_least`, their mean at least `tier_mean`."""
    figures = model.scoring
    enough = sum(steps) >= figures.tier_mean * len(steps)
    return enough and all(step >= figures.tier_least for step in steps)
