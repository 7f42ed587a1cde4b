"""The document of a result as it was saved: looked up, then gathered."""

from dataclasses import dataclass

from assessment.domain.checks import Check
from assessment.domain.planning import Plan, make_plan
from assessment.domain.quarters import Quarter
from assessment.organisations.models import Business
from assessment.planning.models import Status
from assessment.planning.queries import Step, plan_behind, saved_plan
from assessment.reporting.document import sentences
from assessment.reporting.document.gathering import gather
from assessment.reporting.document.planned import SavedItem
from assessment.reporting.document.values import ReportDocument
from assessment.scoring.models import Result
from assessment.scoring.queries import check_of, results_until, usual_wish


@dataclass(frozen=True, slots=True)
class PlanOfResult:
    """The plan a report shows; `items` is None where it is only suggested."""

    plan: Plan
    items: tuple[SavedItem, ...] | None


def document_of(business: Business, quarter: Quarter) -> ReportDocument | None:
    """Everything that the report of a quarter says, None without a result; four queries.

    No clock is asked: a suggested plan is due as if it had been saved on the day of the check,
    so that the report of an unchanged result stays the same to the byte.
    """
    results = results_until(business, quarter)
    if not results:
        return None
    *earlier, check = (check_of(result, business) for result in results)
    shown = plan_of(results[-1], check, business)
    return gather(
        check, earlier=earlier, plan=shown.plan, saved=shown.items, today=check.checked_on
    )


def plan_of(result: Result, check: Check, business: Business) -> PlanOfResult:
    """The plan that was saved, else the one we suggest for what the business usually puts in."""
    saved = saved_plan(result)
    if saved is None:
        wish = usual_wish(check.model, business)
        return PlanOfResult(make_plan(check.model, check.sheet, wish), None)
    plan = plan_behind(saved, check)
    known = {step.action.code for step in plan.actions}
    shown = [s for s in saved.steps if s.action is None or s.action.code in known]
    return PlanOfResult(plan, tuple(_item(step) for step in shown if step.status != Status.DROPPED))


def _item(step: Step) -> SavedItem:
    return SavedItem(
        action=step.action.code if step.action else "",
        title=step.title,
        area=step.dimension.title if step.dimension else "",
        hours=step.hours,
        money=step.money,
        due_on=step.due_on,
        who=step.who,
        state=sentences.state(step.status, step.item.ended_on),
        outcome=step.item.outcome,
    )
