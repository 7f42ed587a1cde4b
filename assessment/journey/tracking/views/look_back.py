"""The first page of a new quarter: what was done of the last plan."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.planning.models import PlanItem
from assessment.journey.planning.presenters.plan_pages import about
from assessment.journey.planning.queries.plans import plan_of_quarter
from assessment.journey.planning.queries.saved_plans import Step
from assessment.journey.planning.services import ChangedMeanwhile
from assessment.journey.questionnaire.queries.open_assessment import check_of_today
from assessment.journey.results.queries import latest_result
from assessment.journey.tracking.forms import ToldForm
from assessment.journey.tracking.presenters.board import Reader, Task
from assessment.journey.tracking.presenters.look_back import LookingBack, changed_meanwhile, settled
from assessment.journey.tracking.services import Outcome, tell_outcome
from assessment.journey.tracking.views.submitted_revision import hand_of
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@members(Capability.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def look_back(request: SignedInRequest, business: Business) -> HttpResponse:
    """Each action of the last plan with what became of it; a POST says so of one that is open."""
    looking = last_plan(business)
    if looking is None:
        return redirect("check", business.slug)
    if request.method == "POST":
        return settle(request, business, looking)
    return show(request, business, looking)


def last_plan(business: Business) -> LookingBack | None:
    """The plan of the last result; None without one, or before the next check is open."""
    result = latest_result(business)
    in_hand = check_of_today(business, timezone.localdate())
    if result is None or in_hand.quarter <= result.assessment.quarter:
        return None
    saved = plan_of_quarter(business.pk, result.assessment.quarter)
    return LookingBack(saved=saved, coming=in_hand.quarter) if saved and saved.steps else None


def settle(request: SignedInRequest, business: Business, looking: LookingBack) -> HttpResponse:
    step = next((s for s in looking.saved.steps if s.key == request.POST.get("item")), None)
    if step is None:
        return redirect("look_back", business.slug)
    reader = reader_of(request, business)
    if not reader.may_do(step):
        raise PermissionDenied
    form = told_form(step, business, request.POST, may_drop=reader.may_plan)
    if not form.is_valid():
        return show(request, business, looking, refused={step.key: form}, status=422)
    try:
        tell_outcome(
            item=step.item,
            outcome=Outcome(**form.told()),
            on=timezone.localdate(),
            hand=hand_of(request, step.item),
        )
    except ChangedMeanwhile as change:
        form.add_error("end", changed_meanwhile(str(change.theirs.by or change.theirs.by_name)))
        step.item.refresh_from_db()
        return show(request, business, looking, refused={step.key: form}, status=409)
    except PlanItem.DoesNotExist:
        return redirect("look_back", business.slug)
    messages.success(request, settled(step.title))
    return redirect("look_back", business.slug)


def reader_of(request: SignedInRequest, business: Business) -> Reader:
    return Reader(user=request.user, may_plan=about(business)["may_plan"])


def told_form(step: Step, business: Business, posted: Any = None, *, may_drop: bool) -> ToldForm:
    """With nothing chosen: nobody knows how far it came until somebody says so."""
    return ToldForm(
        posted,
        item=step.item,
        may_drop=may_drop,
        currency=business.currency,
        prefix=step.key,
        initial={},
    )


def show(
    request: SignedInRequest,
    business: Business,
    looking: LookingBack,
    *,
    refused: Mapping[str, ToldForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    reader, refused = reader_of(request, business), refused or {}
    asked = [s for s in looking.saved.unfinished if reader.may_do(s)]
    forms = {s.key: told_form(s, business, may_drop=reader.may_plan) for s in asked} | dict(refused)
    today = timezone.localdate()
    tasks = [
        Task(
            step=step,
            today=today,
            may_do=reader.may_do(step),
            last_tick=None,
            currency=business.currency,
        )
        for step in [*looking.saved.unfinished, *looking.saved.ended]
    ]
    facts = {
        **about(business),
        "looking": looking,
        "rows": [(task, forms.get(task.step.key)) for task in tasks],
        "refused": next(iter(refused.values()), None),
    }
    return render(request, "journey/tracking/look_back.html", facts, status=status)
