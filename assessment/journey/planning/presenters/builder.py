"""The plan that results from a wish, with the links that change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.contrasts import Contrasts
from assessment.domain.planning.due_dates import Closures, DueDate, dates_of
from assessment.domain.planning.planned_actions import PlannedAction, Status
from assessment.domain.planning.planner import MORE_HOURS, make_plan, what_more_hours_buy
from assessment.domain.planning.plans import PinNotPossible, PinsDoNotFit, QuarterPlan
from assessment.domain.planning.substitutions import leaves_with, without
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.journey.planning import wording
from assessment.journey.planning.presenters import wish_links
from assessment.journey.planning.presenters.action_costs import Experiences, costs_of
from assessment.journey.planning.presenters.builder_items import BuilderAction, BuilderItem
from assessment.journey.planning.presenters.left_out import LeftOutGroups
from assessment.journey.planning.presenters.pin_conflicts import (
    PinConflict,
    pin_not_possible,
    pins_do_not_fit,
)
from assessment.journey.planning.presenters.wish_links import wish_query
from assessment.journey.planning.queries.find_outs import find_outs_of, left_to_find_out
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.planning.wording import dates, find_outs
from assessment.journey.planning.wording.contrasts import MOST_COMPARED, Rival, rival_of
from assessment.journey.results.charts import Meter
from assessment.journey.results.wording.areas import estimated, expected_level, gains_line

MOST_SWAPPED_IN = 2
"""A swap that would bring in more actions than this is not offered, as it is a new plan."""


@dataclass(frozen=True, kw_only=True)
class Hint:
    """What a little more time or room would add, with a link that allows it."""

    title: str
    text: str
    link_text: str
    link: str


@dataclass(frozen=True, kw_only=True)
class Building:
    """Everything that the builder shows next to its form; `closed` has days nothing is due on."""

    submission: Submission
    plan: QuarterPlan
    today: date
    closed: Closures
    saved: SavedPlan | None
    known: Experiences

    @property
    def wish(self) -> PlanWish:
        return self.plan.wish

    @property
    def query(self) -> str:
        return wish_query(self.submission.model, self.wish)

    def _query(self, wish: PlanWish) -> str:
        return wish_query(self.submission.model, wish)

    # ---- what it takes and gives

    @property
    def hours_meter(self) -> Meter:
        return Meter(self.plan.all_hours, self.wish.hours)

    @property
    def hours_split(self) -> str:
        """How the hours divide into finding out and actions; empty if there is nothing to find."""
        return find_outs.hours_split(self.plan)

    @property
    def money_meter(self) -> Meter:
        return Meter(self.plan.money, self.wish.money)

    @property
    def actions_meter(self) -> Meter:
        return Meter(len(self.plan.actions), self.wish.max_actions)

    @property
    def estimated(self) -> bool:
        """Whether enough is known to say what the plan should lead to."""
        return estimated(self.plan)

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

    @property
    def on_top(self) -> str:
        """What the owner's own actions take, which the planned hours do not include."""
        return wording.own_actions_on_top(self.saved) if self.saved else ""

    @property
    def dates_line(self) -> str:
        return dates.left_out_days(self.submission.country)

    # ---- in the plan

    @cached_property
    def items(self) -> tuple[BuilderItem, ...]:
        """Everything in the plan, in the order in which to do it."""
        return (*self.find_outs, *self.actions)

    @cached_property
    def find_outs(self) -> tuple[BuilderItem, ...]:
        return tuple(BuilderItem(planned=p, **self._when(p)) for p in self._to_find_out)

    @cached_property
    def _to_find_out(self) -> tuple[PlannedAction, ...]:
        return tuple(self._as_saved(planned) for planned in find_outs_of(self.wish))

    @property
    def not_found_out(self) -> str:
        """Say that there are no hours left to find out everything; empty if there are."""
        left = left_to_find_out(self.submission, self.wish, self.saved)
        return find_outs.not_found_out(left) if left else ""

    def _as_saved(self, planned: PlannedAction) -> PlannedAction:
        saved = self.saved.action_named(planned.named) if self.saved else None
        return replace(planned, commitment=saved.commitment) if saved else planned

    def _has_started(self, planned: PlannedAction) -> bool:
        if planned.find_out:
            return planned.commitment is not None and planned.status != Status.OPEN
        return planned.code in self.wish.running

    @cached_property
    def _due(self) -> Mapping[str, DueDate]:
        """The due date of everything that is not done, by name."""
        everything = (*self._to_find_out, *map(self._as_saved, self.plan.actions))
        coming = [p for p in everything if not (p.commitment and p.status.achieved)]
        found = dates_of(coming, self.today, self.submission.next_check_on, self.closed)
        return {p.named: due for p, due in zip(coming, found, strict=True)}

    def _when(self, planned: PlannedAction) -> dict[str, Any]:
        due = self._due.get(planned.named)
        why = dates.why_then(due, self.submission.next_check_on) if due else ""
        return {"due": due, "why_then": why, "started": self._has_started(planned)}

    @cached_property
    def actions(self) -> tuple[BuilderAction, ...]:
        pairs = zip(self.plan.actions, self.plan.library, strict=True)
        return tuple(
            self._action(planned, action, self.rival(action) if n < MOST_COMPARED else None)
            for n, (planned, action) in enumerate(pairs)
        )

    def rival(self, action: Action) -> Rival | None:
        if self._is_fixed(action):
            return None
        return rival_of(self.contrasts, action, self.submission.currency)

    def _action(self, planned: PlannedAction, action: Action, rival: Rival | None) -> BuilderAction:
        code = action.code
        fixed = self._is_fixed(action)
        pinned = code in self.wish.pinned
        change = wish_links.unpinned if pinned else wish_links.pinned
        swapped = rival.swap if rival and len(rival.swap) <= MOST_SWAPPED_IN else ()
        return BuilderAction(
            planned=self._as_saved(planned),
            **self._when(planned),
            costs=costs_of(self.submission, self.wish, action, self.known),
            fixed=fixed,
            pinned=pinned,
            pin=self._query(change(self.wish, code)),
            remove=self._query(self._with_an_empty_place(action)),
            swap=self._query(without(self.plan, action)) if swapped else "",
            swap_text=wording.swap_for(swapped),
            next_place=self._next_place(action, rival.goes_too if rival else ()),
            swap_place=f"remove-{swapped[0].code}" if swapped else "",
            rival=rival,
        )

    def _next_place(self, action: Action, goes_too: Sequence[Action]) -> str:
        """Name the button of the action that follows, or else precedes, one that is removed."""
        leaving = leaves_with(self.plan, action) | {other.code for other in goes_too}
        here = self.plan.library.index(action)
        around = [*self.plan.library[here:], *reversed(self.plan.library[:here])]
        beside = next((other for other in around if other.code not in leaving), None)
        if beside is None:
            return "in-plan"
        return beside.code if self._is_fixed(beside) else f"remove-{beside.code}"

    def _is_fixed(self, action: Action) -> bool:
        """Tell whether an action has to stay, because it or one that builds on it has started.

        Removing an action also removes those that build on it.
        """
        return bool(leaves_with(self.plan, action) & self.wish.running)

    def _with_an_empty_place(self, action: Action) -> PlanWish:
        """The wish without this action and with nothing in its place.

        A plan has room for at least one action, so removing the last one lets others in.
        """
        left = len(self.plan.actions) - len(leaves_with(self.plan, action))
        wish = without(self.plan, action)
        return replace(wish, empty_places=wish.max_actions - left) if left else wish

    @property
    def left_empty(self) -> str:
        return wording.left_empty(self.wish.empty_places)

    @property
    def fill_places(self) -> str:
        """The query that fills the places left empty; empty if there are none."""
        filled = wish_links.all_places_filled(self.wish)
        return self._query(filled) if self.wish.empty_places else ""

    @property
    def nothing_fits(self) -> str:
        return (
            "" if self.plan.actions else wording.nothing_fits(self.plan, self.submission.currency)
        )

    @property
    def enough(self) -> str:
        """The query under which the smallest action fits; empty if the plan is not empty."""
        if self.plan.actions or self.plan.smallest_action is None:
            return ""
        cost = self.plan.smallest_action.cost
        hours = cost.hours + self.wish.find_out_hours
        most = Cost(max(self.wish.hours, hours), max(self.wish.money, cost.money))
        return self._query(replace(self.wish, hours=most.hours, money=most.money))

    @cached_property
    def left_out(self) -> LeftOutGroups:
        return LeftOutGroups(submission=self.submission, contrasts=self.contrasts, known=self.known)

    @cached_property
    def contrasts(self) -> Contrasts:
        """What the plan is compared with; more hours only if they don't go to finding out."""
        more_hours = 0 if self.not_found_out else MORE_HOURS
        return Contrasts(self.plan, self.submission.sheet, more_hours)

    # ---- a little more

    @cached_property
    def larger(self) -> QuarterPlan:
        """The plan with five more hours."""
        return what_more_hours_buy(self.submission.model, self.submission.sheet, self.wish)

    @cached_property
    def more_time(self) -> Hint:
        """What five more hours would add, or else what limits the plan."""
        added = actions_only_in(self.larger, self.plan)
        if not added:
            return self._limit_hint()
        says = [wording.instead_of(actions_only_in(self.plan, self.larger))]
        return Hint(
            title=wording.more_time_title(added),
            text=_sentences([*says, wording.score_then(self.plan, self.larger)]),
            link_text=wording.allow_hours(self.larger.wish.hours),
            link=self._query(self.larger.wish),
        )

    def _limit_hint(self) -> Hint:
        """Explain what limits the plan when more hours add nothing.

        It is either the limit on the number of actions or something the owner cannot change here.
        """
        wish = wish_links.with_one_more_place(self.wish)
        larger = make_plan(self.submission.model, self.submission.sheet, wish)
        added = actions_only_in(larger, self.plan)
        says = [wording.free_hours(self.plan)]
        if added:
            dropped = actions_only_in(self.plan, larger)
            says += [wording.limited_by_number(self.wish), wording.one_more_buys(added)]
            says += [wording.instead_of(dropped), wording.score_then(self.plan, larger)]
        else:
            says += [wording.limited_by_rest(self.plan)]
        return Hint(
            title=wording.more_time_title([]),
            text=_sentences(says),
            link_text=wording.allow_actions(wish.room) if added else "",
            link=self._query(wish) if added else "",
        )


def build(
    submission: Submission,
    wish: PlanWish,
    today: date,
    *,
    saved: SavedPlan | None,
    known: Experiences,
    closed: Closures,
) -> Building | PinConflict:
    """Make the plan, or explain why the pins make one impossible."""
    try:
        plan = make_plan(submission.model, submission.sheet, wish)
    except PinNotPossible as impossible:
        return pin_not_possible(submission, wish, impossible.action)
    except PinsDoNotFit as unfit:
        return pins_do_not_fit(submission, wish, unfit)
    return Building(
        submission=submission, plan=plan, today=today, saved=saved, known=known, closed=closed
    )


def actions_only_in(plan: QuarterPlan, other: QuarterPlan) -> Sequence[Action]:
    return [action for action in plan.library if action.code not in other.codes]


def _sentences(says: Sequence[str]) -> str:
    return " ".join(filter(None, says))
