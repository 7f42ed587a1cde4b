"""The saved plan as it stands."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.accounts.access import SignedInRequest
from assessment.organisations.access import Capability, members
from assessment.organisations.models import Business
from assessment.planning.page.board import Kept
from assessment.planning.queries import saved_plan
from assessment.planning.views.shared import about, before_the_first_result
from assessment.scoring.queries import check_of, latest_result


@members(Capability.VIEW)
@require_safe
def plan(request: SignedInRequest, business: Business) -> HttpResponse:
    """The saved plan: what is late, what is due this week, what comes later."""
    result = latest_result(business)
    if result is None:
        return before_the_first_result(request, business)
    check, saved = check_of(result, business), saved_plan(result)
    facts = {**about(business), "check": check}
    if saved is None:
        return render(request, "planning/no_plan.html", facts)
    kept = Kept(check=check, saved=saved, today=timezone.localdate())
    return render(request, "planning/plan.html", {**facts, "kept": kept})
