"""A saved plan and its actions, as values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from assessment.domain.exchange.submission_json import read_wish
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.find_out import find_out_area
from assessment.domain.planning.planned_actions import (
    ACHIEVED,
    Commitment,
    PlannedAction,
    Status,
    find_out_action,
)
from assessment.domain.planning.targets import ActionTarget
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.foundation.formatting.remarks import find_out_title
from assessment.journey.planning.models import Plan, PlanItem


@dataclass(frozen=True, kw_only=True)
class SavedPlan:
    """The newest plan of a quarter, with its actions by due date.

    What to find out is among the `actions`, and its hours are in the totals `hours` and `money`.
    It does not count as an action, so it is not in `counted`. Dropped actions are in `actions` but
    not in `kept` or `counted`, nor in the totals. `plan` is the database row, for services that
    change it.
    """

    plan: Plan
    quarter: Quarter
    model: MaturityModel
    actions: Sequence[PlannedAction]

    @cached_property
    def wish(self) -> PlanWish:
        """The wish the plan was made from, with what to find out in it."""
        areas = tuple(planned.find_out for planned in self.kept if planned.find_out)
        wish = read_wish(self.model, self.plan.wish)
        return replace(wish, find_out=areas, not_suitable=self.model.not_suitable)

    @property
    def hours(self) -> int:
        return sum(planned.hours for planned in self.kept)

    @property
    def money(self) -> int:
        return sum(planned.money for planned in self.kept)

    @property
    def saved_at(self) -> datetime:
        return self.plan.saved_at

    @property
    def saved_by(self) -> User:
        return self.plan.saved_by

    @cached_property
    def unfinished(self) -> Sequence[PlannedAction]:
        return [planned for planned in self.actions if not planned.ended]

    @cached_property
    def ended(self) -> Sequence[PlannedAction]:
        return [planned for planned in self.actions if planned.ended]

    @cached_property
    def kept(self) -> Sequence[PlannedAction]:
        return [planned for planned in self.actions if planned.status != Status.DROPPED]

    @cached_property
    def counted(self) -> Sequence[PlannedAction]:
        return [planned for planned in self.kept if not planned.find_out]

    @cached_property
    def done(self) -> Sequence[PlannedAction]:
        return [planned for planned in self.counted if planned.status.achieved]

    @cached_property
    def find_outs(self) -> Sequence[PlannedAction]:
        """What to find out, even if dropped."""
        return [planned for planned in self.actions if planned.find_out]

    @property
    def find_out_hours(self) -> int:
        return sum(planned.hours for planned in self.kept if planned.find_out)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of the model's actions in the plan, without dropped ones."""
        return frozenset(planned.code for planned in self.kept if planned.code)

    @property
    def own_hours(self) -> int:
        """Planned hours of the owner's own actions, without dropped ones."""
        return sum(planned.hours for planned in self.kept if planned.own)

    @property
    def underway(self) -> frozenset[str]:
        """Codes of the model's actions that are started or done; replanning keeps them."""
        started = ACHIEVED | {Status.RUNNING}
        return frozenset(p.code for p in self.actions if p.code and p.status in started)

    def action_named(self, name: str) -> PlannedAction | None:
        """Return the action of the model with this code, or what to find out with this name."""
        return next((p for p in self.actions if not p.own and p.named == name), None)

    def action_with_key(self, key: str) -> PlannedAction | None:
        return next((planned for planned in self.actions if planned.key == key), None)

    def next_action(self, today: date) -> PlannedAction | None:
        return next((planned for planned in self.unfinished if planned.due_on >= today), None)


def planned_action(model: MaturityModel, item: PlanItem) -> PlannedAction:
    """Combine a row with the model's data on its action; no query if `owner` is loaded."""
    cost, commitment = Cost(item.hours, item.money), commitment_of(item)
    areas = [area for area in model.dimensions if area.key == item.dimension]
    if item.finds_out:
        asked = tuple(p for p in areas[0].practices if p.code in item.questions)
        area = find_out_area(model, areas[0], asked)
        planned = find_out_action(area, find_out_title(area))
        return replace(planned, cost=cost, commitment=commitment)
    if item.own:
        return PlannedAction(
            title=item.title,
            dimension=areas[0] if areas else None,
            cost=cost,
            commitment=commitment,
        )
    action = model.action(item.action)
    target = ActionTarget.of(model, action)
    return PlannedAction(
        title=action.title,
        action=action,
        practice=target.practice,
        dimension=target.dimension,
        tier=target.tier,
        cost=cost,
        commitment=commitment,
    )


def commitment_of(item: PlanItem) -> Commitment:
    return Commitment(
        key=item.key,
        revision=item.revision,
        due_on=item.due_on,
        who=str(item.owner or item.helper_name),
        user_id=item.owner_id,
        email=item.helper_email,
        status=Status(item.status),
        started_on=item.started_on,
        ended_on=item.ended_on,
        real_hours=item.real_hours,
        real_money=item.real_money,
        outcome=item.outcome,
        note=item.note,
        ticked=tuple(item.ticked),
    )
