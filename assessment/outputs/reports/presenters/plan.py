"""The plan of a report: saved or suggested, in full, and what did not get in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.planner import what_more_hours_buy
from assessment.domain.planning.plans import LeftOut, Plan, PlannedAction
from assessment.domain.planning.remarks import Remark
from assessment.domain.planning.suggestions import sparkle_pin
from assessment.domain.quarters import PLAN_WEEKS, Quarter
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Check
from assessment.foundation.formatting.money import cost
from assessment.foundation.formatting.numbers import hours
from assessment.foundation.formatting.remarks import said
from assessment.foundation.formatting.typed_text import for_paper
from assessment.outputs.reports.charts import weeks_chart
from assessment.outputs.reports.presenters.areas import later_step
from assessment.outputs.reports.presenters.document import FindOut, LeftOutLine, PlanPart, PlanStep
from assessment.outputs.reports.wording import document

LEFT_OUT_ROOM = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedItem:
    """One action of a saved plan: who does it, by when, and what became of it.

    It is the model's, by its code, or the owner's own, by its title and what it takes.
    `state` says that and when it was done, `mark` is "done" or "partly"; `outcome` is what the
    owner wrote about it.
    """

    action: str = ""
    title: str = ""
    area: str = ""
    hours: int = 0
    money: int = 0
    due_on: date
    who: str = ""
    state: str = ""
    mark: str = ""
    outcome: str = ""


def plan_part(
    check: Check,
    plan: Plan,
    saved: Sequence[SavedItem] | None,
    today: date,
    *,
    for_others: bool = False,
) -> PlanPart:
    """The plan in the order to do it; a suggested one is due as if saved on `today`.

    `for_others` says what it takes, but not of how much there is.
    """
    items = saved if saved is not None else _suggested(check, plan, today)
    steps = tuple(_steps(check, plan, items))
    own = [item for item in items if not item.action]
    takes = Cost(
        plan.hours + sum(item.hours for item in own), plan.money + sum(item.money for item in own)
    )
    weeks = [week_of(check.quarter, step.due_on) for step in steps]
    joy = sparkle_pin(plan)
    near = [*plan.left_out_as("fits"), *plan.left_out_as("too_costly")]
    return PlanPart(
        saved=saved is not None,
        summary=document.plan_takes(takes, check.currency)
        if for_others
        else document.plan_summary(takes, plan.wish, check.currency),
        expected=document.plan_expected(plan),
        nothing_fits=document.nothing_fits(plan, check.currency),
        nothing_next=document.nothing_next(plan, steps, check.currency),
        steps=steps,
        weeks=weeks_chart(weeks) if weeks else None,
        weeks_words=document.weeks_words(weeks),
        left_out=tuple(_left_out_line(check, out) for out in near[:LEFT_OUT_ROOM]),
        alternatives=tuple(_left_out_line(check, out) for out in plan.left_out),
        more_time=_more_time(check, plan),
        find_out=_find_out(plan),
        joy=later_step(check, joy) if joy else None,
    )


def week_of(quarter: Quarter, day: date) -> int:
    """The week of the quarter a day falls into, 1 to 13; days outside count to the nearest."""
    return max(1, min(PLAN_WEEKS, (day - quarter.starts_on).days // 7 + 1))


def _steps(check: Check, plan: Plan, items: Sequence[SavedItem]) -> list[PlanStep]:
    planned = {step.action.code: step for step in plan.actions}
    return [
        _step(check, planned[item.action], item, number)
        if item.action
        else _own_step(check, item, number)
        for number, item in enumerate(items, start=1)
    ]


def _suggested(check: Check, plan: Plan, today: date) -> list[SavedItem]:
    return [
        SavedItem(action=step.action.code, due_on=check.quarter.due_on(step.due_week, today=today))
        for step in plan.actions
    ]


def _step(check: Check, planned: PlannedAction, item: SavedItem, number: int) -> PlanStep:
    action = planned.action
    return PlanStep(
        number=number,
        code=action.code,
        title=action.title,
        area=planned.dimension.title,
        tier=planned.tier.key,
        tier_title=planned.tier.title,
        why=said(planned.why),
        who=for_paper(item.who) or action.who[:1].upper() + action.who[1:],
        due_on=item.due_on,
        hours=hours(planned.hours),
        money=cost(planned.money, check.currency),
        price=document.price(planned.cost, check.currency),
        lift=document.lift(shown(planned.points_before), shown(planned.points_after)),
        first_move=action.first_move,
        steps=action.steps,
        words=action.words,
        done_when=action.done_when,
        pitfalls=action.pitfalls,
        state=item.state,
        mark=item.mark,
        outcome=for_paper(item.outcome),
    )


def _own_step(check: Check, item: SavedItem, number: int) -> PlanStep:
    """What the owner planned beside the model, in the owner's own words."""
    return PlanStep(
        number=number,
        title=for_paper(item.title),
        area=item.area,
        who=for_paper(item.who),
        due_on=item.due_on,
        hours=hours(item.hours),
        money=cost(item.money, check.currency),
        price=document.price(Cost(item.hours, item.money), check.currency),
        state=item.state,
        mark=item.mark,
        outcome=for_paper(item.outcome),
    )


def _left_out_line(check: Check, out: LeftOut) -> LeftOutLine:
    return LeftOutLine(
        title=out.action.title,
        area=out.dimension.title,
        price=document.price(out.cost, check.currency),
        why=said(_with_currency(out, check.currency)),
    )


def _with_currency(out: LeftOut, currency: str) -> Remark:
    lacking = cost(out.lacks.money, currency)
    return replace(out.why, facts={**out.why.facts, "money": lacking})


def _more_time(check: Check, plan: Plan) -> str:
    if not plan.actions:
        return ""
    larger = what_more_hours_buy(check.model, check.sheet, plan.wish, hours=document.MORE_HOURS)
    return document.more_time(plan, larger)


def _find_out(plan: Plan) -> tuple[FindOut, ...]:
    return tuple(
        FindOut(practice=practice.short, title=task.title, task=task.task, hours=hours(task.hours))
        for practice, task in plan.find_out
    )
