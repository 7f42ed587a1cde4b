"""The document of a result as it was saved: looked up, then gathered."""

from dataclasses import dataclass

from assessment.accounts.models import User
from assessment.domain.planning.planner import make_plan
from assessment.domain.planning.plans import Plan
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Check
from assessment.organisations.models import Business, ConsultingPractice
from assessment.organisations.queries import brand_of, practice_under_mandate
from assessment.planning.models import Status
from assessment.planning.queries import Step, plan_behind, saved_plan
from assessment.reporting.document import sentences
from assessment.reporting.document.clients import ClientsPart, clients_part
from assessment.reporting.document.consulting import ConsultantPart, palette_of, picture
from assessment.reporting.document.gathering import Extras, gather
from assessment.reporting.document.planned import SavedItem
from assessment.reporting.document.texts import for_paper
from assessment.reporting.document.values import ReportDocument
from assessment.reporting.pdf.options import Options
from assessment.reporting.queries.clients import outcomes_beside
from assessment.reporting.queries.remarks import practice_that_remarked, remarks_for_client
from assessment.scoring.models import Result
from assessment.scoring.queries import check_of, results_until, usual_wish
from assessment.trends.queries import plans_between


@dataclass(frozen=True, slots=True)
class PlanOfResult:
    """The plan a report shows; `items` is None where it is only suggested."""

    plan: Plan
    items: tuple[SavedItem, ...] | None


def document_of(
    business: Business,
    quarter: Quarter,
    *,
    options: Options | None = None,
    reader: User | None = None,
) -> ReportDocument | None:
    """Everything that the report of a quarter says, None without a result; nine queries.

    It bears the name and the look of the practice that `reader` works in for the business, else of
    the one whose remarks it prints. No clock is asked: a suggested plan is due as if it had been
    saved on the day of the check, so that the report of an unchanged result stays the same to the
    byte.
    """
    results = results_until(business, quarter)
    if not results:
        return None
    *earlier, check = (check_of(result, business) for result in results)
    shown = plan_of(results[-1], check, business)
    first = earlier[-1].quarter if earlier else quarter
    options = options or Options()
    own = practice_under_mandate(business, reader) if reader else None
    practice = own or practice_that_remarked(results[-1])
    # What other clients score is for their consultant, who may show it, and for nobody else.
    outcomes = outcomes_beside(results[-1], own) if own and options.clients else []
    extras = Extras(
        past=plans_between(business, first, quarter),
        consultant=consultant_of(results[-1], practice, clients_part(check, outcomes)),
        options=options,
    )
    return gather(
        check,
        earlier=earlier,
        plan=shown.plan,
        saved=shown.items,
        today=check.checked_on,
        extras=extras,
    )


def consultant_of(
    result: Result, practice: ConsultingPractice | None, clients: ClientsPart | None
) -> ConsultantPart:
    """What consultants say for the client, under the brand of the practice, if there is one."""
    found = remarks_for_client(result, practice)
    remarks = {about: for_paper(text) for about, text in found.items()}
    if practice is None:
        return ConsultantPart(remarks=remarks)
    brand = brand_of(practice)
    return ConsultantPart(
        name=for_paper(practice.name),
        contact=for_paper(brand.contact),
        disclaimer=for_paper(brand.disclaimer),
        logo=picture(bytes(brand.logo)),
        palette=palette_of(brand.colour),
        remarks=remarks,
        clients=clients,
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
        mark=step.status.value if step.status.achieved else "",
        outcome=step.item.outcome,
    )
