"""The exact choice of actions: every combination that could be best is looked at.

A dimension is enumerated tier by tier, because a tier counts only on met lower ones. Of the
choices in a dimension, and again after each dimension is added to those before it, only those
survive that no other beats with the same or less hours, money and actions. The sums compared are
the same whatever is added later, so nothing that could win is ever dropped.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from assessment.domain.answers import AnswerSheet
from assessment.domain.maturity import Action, Dimension, MaturityModel, Practice, Tier
from assessment.domain.wishes import Mode, PlanWish


class Choice(NamedTuple):
    """Some actions together: what they take and what they give.

    `score` orders by what the wish puts first; `codes` has one bit an action, the model's first
    action the highest, so that among equally many actions the larger number has the earlier ones.
    """

    score: int
    hours: int
    money: int
    count: int
    codes: int
    rank: int


NOTHING = Choice(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Move:
    """What can be done about one practice: the actions taken and the step reached."""

    actions: tuple[Action, ...]
    step: int


@dataclass(frozen=True, slots=True)
class Board:
    """All that the choice depends on, looked up once."""

    model: MaturityModel
    sheet: AnswerSheet
    wish: PlanWish
    bits: dict[str, int]
    level_worth: int
    value_worth: int

    @classmethod
    def of(cls, model: MaturityModel, sheet: AnswerSheet, wish: PlanWish) -> "Board":
        codes = [action.code for action in reversed(model.actions)]
        everything = sum(
            tier.weight * wish.importance_of(dimension.key) * model.planning.step_values[-1]
            for dimension in model.dimensions
            for tier in model.tiers
            for _ in dimension.in_tier(tier)
        )
        levels = len(model.dimensions) * len(model.tiers)
        value_first = wish.mode is Mode.VALUE
        return cls(
            model=model,
            sheet=sheet,
            wish=wish,
            bits={code: 1 << place for place, code in enumerate(codes)},
            level_worth=1 if value_first else everything + 1,
            value_worth=levels + 1 if value_first else 1,
        )


def moves(board: Board, practice: Practice) -> list[Move]:
    """What may be done about a practice in one quarter, doing nothing included if allowed."""
    now = board.sheet.step(practice)
    found = [Move((), now)]
    if not board.sheet.set_aside(practice):
        found += _lifts(board, practice, now)
    wish = board.wish
    ours = {action.code for action in board.model.actions_for(practice.code)}
    must = wish.forced & ours
    return [m for m in found if _allowed({a.code for a in m.actions}, must, wish.excluded)]


def _lifts(board: Board, practice: Practice, now: int) -> Iterator[Move]:
    """Quick up to "usually", deep from there to the top, within the steps of a quarter."""
    model = board.model
    usual, top = model.scoring.tier_mean, len(practice.anchors) - 1
    actions = model.actions_for(practice.code)
    quick = [action for action in actions if action.kind == "quick"]
    deep = [action for action in actions if action.kind == "deep"]
    if now < usual:
        yield from (Move((q,), usual) for q in quick)
        if top - now <= model.planning.steps_per_quarter:
            yield from (Move((q, d), top) for q in quick for d in deep)
    elif now < top:
        yield from (Move((d,), top) for d in deep)


def _allowed(codes: set[str], must: frozenset[str], excluded: frozenset[str]) -> bool:
    return must <= codes and not codes & excluded


def dimension_choices(board: Board, dimension: Dimension) -> list[Choice]:
    """The choices in one dimension that no other beats; `rank` counts the tiers met after it."""
    sound, broken = [NOTHING], []
    for tier in board.model.tiers:
        met, unmet = _tier_choices(board, dimension, tier)
        idle = [_without_gain(choice) for choice in [*met, *unmet]]
        broken = _unbeaten(_sums(broken, idle, board)) + _unbeaten(_sums(sound, unmet, board))
        sound = _unbeaten(_sums(sound, met, board))
    return [c for rank in range(len(board.model.tiers) + 1) for c in _of_rank(rank, sound, broken)]


def _of_rank(rank: int, *choices: list[Choice]) -> list[Choice]:
    return _unbeaten([choice for some in choices for choice in some if choice.rank == rank])


def _without_gain(choice: Choice) -> Choice:
    return choice._replace(score=0, rank=0)


def _tier_choices(
    board: Board, dimension: Dimension, tier: Tier
) -> tuple[list[Choice], list[Choice]]:
    """Choices in one tier that stands on met ones: those that meet it, those that do not."""
    practices = dimension.in_tier(tier)
    worth = tier.weight * board.wish.importance_of(dimension.key) * board.value_worth
    met, unmet = [], []
    for picked in product(*(moves(board, practice) for practice in practices)):
        after = {p.code: move.step for p, move in zip(practices, picked, strict=True)}
        applicable = [after[p.code] for p in practices if not board.sheet.set_aside(p)]
        is_met = _meets(board.model, applicable)
        gain = sum(_gain(board, p, after[p.code]) for p in practices)
        choice = _choice(board, picked, worth * gain, is_met=is_met)
        (met if is_met else unmet).append(choice)
    return _unbeaten(met), _unbeaten(unmet)


def _meets(model: MaturityModel, steps: Sequence[int]) -> bool:
    """The rule of scoring: each at least `tier_least`, their mean at least `tier_mean`."""
    figures = model.scoring
    return (
        all(step >= figures.tier_least for step in steps)
        and sum(steps) >= figures.tier_mean * len(steps)
    )  # fmt: skip


def _gain(board: Board, practice: Practice, step: int) -> int:
    worth = board.model.planning.step_values
    return worth[step] - worth[board.sheet.step(practice)]


def _choice(board: Board, picked: Iterable[Move], score: int, *, is_met: bool) -> Choice:
    actions = [action for move in picked for action in move.actions]
    costs = [board.wish.cost(board.model, action) for action in actions]
    return Choice(
        score=score + (board.level_worth if is_met else 0),
        hours=sum(cost.hours for cost in costs),
        money=sum(cost.money for cost in costs),
        count=len(actions),
        codes=sum(board.bits[action.code] for action in actions),
        rank=1 if is_met else 0,
    )


def _sums(some: list[Choice], others: list[Choice], board: Board) -> list[Choice]:
    """Every pair added up that the hours, the money and the number of actions allow."""
    hours, money, count = board.wish.hours, board.wish.money, board.wish.max_actions
    return [
        Choice(s + t, h + i, m + n, c + d, x + y, r + q)
        for s, h, m, c, x, r in some
        for t, i, n, d, y, q in others
        if h + i <= hours and m + n <= money and c + d <= count
    ]


def _unbeaten(choices: list[Choice]) -> list[Choice]:
    """Those that no other matches in score with the same or less of everything, best first.

    Ranks are not compared: the caller keeps apart what must not be mixed.
    """
    choices.sort(key=lambda c: (-c.score, c.hours, c.money, c.count, -c.codes))
    stairs: dict[int, list[tuple[int, int]]] = {}
    kept = []
    for choice in choices:
        if _beaten(stairs, choice):
            continue
        kept.append(choice)
        stairs.setdefault(choice.count, [])
        insort(stairs[choice.count], (choice.hours, choice.money))
    return kept


def _beaten(stairs: dict[int, list[tuple[int, int]]], choice: Choice) -> bool:
    """Whether one kept before takes no more hours, money and actions."""
    for count, steps in stairs.items():
        if count > choice.count:
            continue
        reach = bisect_right(steps, (choice.hours, choice.money))
        if any(money <= choice.money for _, money in steps[:reach]):
            return True
    return False


def best_choice(board: Board) -> Choice | None:
    """The one best choice over all dimensions, or None if the pins do not fit.

    The order is the wish's: its score, then fewer hours, less money, fewer actions, first codes.
    """
    choices = [dimension_choices(board, dimension) for dimension in board.model.dimensions]
    if board.wish.mode is not Mode.OVERALL:
        return _best(_merged(board, choices))
    targets = range(len(board.model.tiers), -1, -1)
    return next((found for t in targets if (found := _reaching(board, choices, t))), None)


def _merged(board: Board, choices: list[list[Choice]]) -> list[Choice]:
    merged = [NOTHING]
    for ours in sorted(choices, key=len):
        merged = _unbeaten(_sums(merged, _unbeaten(list(ours)), board))
    return merged


def _reaching(board: Board, choices: list[list[Choice]], rank: int) -> Choice | None:
    """The best choice after which all dimensions reach `rank`, but for one that is one below."""
    all_there, one_below = [NOTHING], []
    for ours in sorted(choices, key=len):
        there = _unbeaten([c for c in ours if c.rank >= rank])
        below = _unbeaten([c for c in ours if c.rank == rank - 1])
        one_below = _unbeaten(_sums(one_below, there, board) + _sums(all_there, below, board))
        all_there = _unbeaten(_sums(all_there, there, board))
    alone = len(choices) == 1
    return _best(all_there if alone else all_there + one_below)


def _best(choices: list[Choice]) -> Choice | None:
    return min(choices, key=lambda c: (-c.score, c.hours, c.money, c.count, -c.codes), default=None)


def chosen_codes(board: Board, choice: Choice) -> tuple[str, ...]:
    """The codes behind a choice, in the model's order."""
    return tuple(
        action.code for action in board.model.actions if choice.codes & board.bits[action.code]
    )
