"""The plan that comes of a wish, with the links that change it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assessment.domain.checks import Check
from assessment.domain.maturity import Action, Dimension, Tier
from assessment.domain.planning import (
    LeftOut,
    PinNotPossible,
    PinsDoNotFit,
    Plan,
    PlannedAction,
    make_plan,
    sparkle_pin,
    what_more_hours_buy,
)
from assessment.domain.reasons import Place, Reason
from assessment.domain.scoring import shown
from assessment.domain.wishes import Cost, PlanWish
from assessment.planning import words
from assessment.planning.page import wishes
from assessment.planning.page.blocked import Blocked, pin_not_possible, pins_do_not_fit
from assessment.planning.page.wishes import wish_query
from assessment.scoring.charts import Meter
from assessment.scoring.words import expected_level, gains_line

MORE_HOURS = 5
AT_FIRST_SIGHT = 4
"""So many actions of a group outside the plan are shown before the fold."""


@dataclass(frozen=True, kw_only=True)
class Pick:
    """One action of the plan; `pin` keeps it or lets it go, `remove` takes it out."""

    planned: PlannedAction
    due_on: date
    pinned: bool
    pin: str
    remove: str

    @property
    def code(self) -> str:
        return self.planned.action.code


@dataclass(frozen=True, kw_only=True)
class Other:
    """One action outside the plan; `change` adds it or puts it back, empty where that is vain."""

    action: Action
    dimension: Dimension
    tier: Tier
    cost: Cost
    out: LeftOut | None
    lacks: str
    change: str


@dataclass(frozen=True, kw_only=True)
class Hint:
    """What a little more would buy, with a link that allows it."""

    title: str
    text: str
    link_words: str
    link: str


@dataclass(frozen=True, kw_only=True)
class Building:
    """Everything that the builder shows beside its form."""

    check: Check
    plan: Plan
    today: date

    @property
    def wish(self) -> PlanWish:
        return self.plan.wish

    @property
    def query(self) -> str:
        return wish_query(self.check.model, self.wish)

    def _query(self, wish: PlanWish) -> str:
        return wish_query(self.check.model, wish)

    # ---- what it takes and gives

    @property
    def hours_meter(self) -> Meter:
        return Meter(self.plan.hours, self.wish.hours)

    @property
    def money_meter(self) -> Meter:
        return Meter(self.plan.money, self.wish.money)

    @property
    def actions_meter(self) -> Meter:
        return Meter(len(self.plan.actions), self.wish.max_actions)

    @property
    def score_now(self) -> int:
        return shown(self.plan.now.overall.points)

    @property
    def score_then(self) -> int:
        return shown(self.plan.expected.overall.points)

    @property
    def expected_level(self) -> str:
        return expected_level(self.plan)

    @property
    def gains_line(self) -> str:
        return gains_line(self.plan)

    # ---- in the plan

    @cached_property
    def picks(self) -> tuple[Pick, ...]:
        return tuple(self._pick(planned) for planned in self.plan.actions)

    def _pick(self, planned: PlannedAction) -> Pick:
        code = planned.action.code
        pinned = code in self.wish.pinned
        change = wishes.unpinned if pinned else wishes.pinned
        return Pick(
            planned=planned,
            due_on=self.check.quarter.due_on(planned.due_week, today=self.today),
            pinned=pinned,
            pin=self._query(change(self.wish, code)),
            remove=self._query(wishes.taken_out(self.wish, code)),
        )

    @property
    def nothing_fits(self) -> str:
        return "" if self.plan.actions else words.nothing_fits(self.plan, self.check.currency)

    @property
    def enough(self) -> str:
        """The wish under which the smallest step fits."""
        if self.plan.actions or self.plan.smallest_step is None:
            return ""
        cost = self.plan.smallest_step.cost
        most = Cost(max(self.wish.hours, cost.hours), max(self.wish.money, cost.money))
        return self._query(replace(self.wish, hours=most.hours, money=most.money))

    # ---- outside

    @cached_property
    def joy(self) -> Other | None:
        """A small joy to suggest, if there is room for it at all."""
        out = sparkle_pin(self.plan)
        joy = self._other(out) if out else None
        return joy if joy and joy.change else None

    @property
    def no_joy(self) -> str:
        """The query that refuses the joy."""
        return self._query(wishes.taken_out(self.wish, self.joy.action.code)) if self.joy else ""

    @property
    def fitting(self) -> tuple[Other, ...]:
        return self._left_out("fits")[:AT_FIRST_SIGHT]

    @property
    def also_fitting(self) -> tuple[Other, ...]:
        return self._left_out("fits")[AT_FIRST_SIGHT:]

    @property
    def too_costly(self) -> tuple[Other, ...]:
        return self._left_out("too_costly")[:AT_FIRST_SIGHT]

    @property
    def also_too_costly(self) -> tuple[Other, ...]:
        return self._left_out("too_costly")[AT_FIRST_SIGHT:]

    @property
    def waiting(self) -> tuple[Other, ...]:
        return self._left_out("floor")

    def _left_out(self, reason: Reason) -> tuple[Other, ...]:
        joy = self.joy.action.code if self.joy else ""
        found = [out for out in self.plan.left_out_as(reason) if out.action.code != joy]
        return tuple(self._other(out) for out in found)

    def _other(self, out: LeftOut) -> Other:
        within = out.cost.hours <= self.wish.hours and out.cost.money <= self.wish.money
        change = wishes.pinned(self.wish, out.action.code)
        return Other(
            action=out.action,
            dimension=out.dimension,
            tier=out.tier,
            cost=out.cost,
            out=out,
            lacks=words.lacking(out, self.check.currency),
            change=self._query(change) if within else "",
        )

    @property
    def taken_out(self) -> tuple[Other, ...]:
        """All that the owner took out, whether or not it could be done now."""
        actions = [a for a in self.check.model.actions if a.code in self.wish.excluded]
        return tuple(self._taken_out(action) for action in actions)

    def _taken_out(self, action: Action) -> Other:
        place = Place.of(self.check.model, action)
        outs = [out for out in self.plan.left_out if out.action == action]
        return Other(
            action=action,
            dimension=place.dimension,
            tier=place.tier,
            cost=self.wish.cost(self.check.model, action),
            out=outs[0] if outs else None,
            lacks="",
            change=self._query(wishes.put_back(self.wish, action.code)),
        )

    # ---- a little more

    @cached_property
    def more_time(self) -> Hint:
        """What five more hours would buy, or else what holds the plan."""
        larger = what_more_hours_buy(self.check.model, self.check.sheet, self.wish, MORE_HOURS)
        added = _actions_only_in(larger, self.plan)
        if not added:
            return self._held()
        says = [words.instead_of(_actions_only_in(self.plan, larger))]
        return Hint(
            title=words.more_time_title(added),
            text=_sentences([*says, words.score_then(self.plan, larger)]),
            link_words=words.allow_hours(larger.wish.hours),
            link=self._query(larger.wish),
        )

    def _held(self) -> Hint:
        """More hours buy nothing: is it the number of actions?"""
        wish = replace(self.wish, max_actions=self.wish.max_actions + 1)
        larger = make_plan(self.check.model, self.check.sheet, wish)
        added = _actions_only_in(larger, self.plan)
        says = [words.free_hours(self.plan)]
        if added:
            says += [words.held_by_number(self.wish), words.one_more_buys(added)]
            says += [words.score_then(self.plan, larger)]
        else:
            says += [words.held_by_rest(self.plan)]
        return Hint(
            title=words.more_time_title([]),
            text=_sentences(says),
            link_words=words.allow_actions(wish.max_actions) if added else "",
            link=self._query(wish) if added else "",
        )


def build(check: Check, wish: PlanWish, today: date) -> Building | Blocked:
    """Make the plan, or say why the pins allow none."""
    try:
        plan = make_plan(check.model, check.sheet, wish)
    except PinNotPossible as impossible:
        return pin_not_possible(check, wish, impossible.action)
    except PinsDoNotFit as unfit:
        return pins_do_not_fit(check, wish, unfit)
    return Building(check=check, plan=plan, today=today)


def _actions_only_in(plan: Plan, other: Plan) -> Sequence[Action]:
    known = {planned.action.code for planned in other.actions}
    return [p.action for p in plan.actions if p.action.code not in known]


def _sentences(says: Sequence[str]) -> str:
    return " ".join(filter(None, says))
