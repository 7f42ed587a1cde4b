"""The first page of a new quarter: how the last plan went."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at, tell
from assessment.foundation.parsing.typed_forms import lead_on
from assessment.journey.planning.models import PlanItem
from assessment.journey.planning.presenters.plan_pages import about
from assessment.journey.planning.queries.plans import plan_of_quarter
from assessment.journey.planning.services import ActionChangedMeanwhile
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.results.queries import latest_result
from assessment.journey.tracking.forms import OutcomeForm
from assessment.journey.tracking.presenters.board import BoardAction, Viewer
from assessment.journey.tracking.presenters.look_back import LookingBack, changed_meanwhile, settled
from assessment.journey.tracking.queries import item_behind
from assessment.journey.tracking.services import Outcome, record_outcome
from assessment.journey.tracking.views.submitted_revision import actor_of
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@members(Capability.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def look_back(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show how each action of the last plan went; a POST records the outcome of one."""
    looking = last_plan(business)
    if looking is None:
        return lead_on(request, reverse("check", args=[business.slug]))
    if request.method == "POST":
        return settle(request, business, looking)
    return show(request, business, looking)


def last_plan(business: Business) -> LookingBack | None:
    """Return the plan of the last result; None if there is none or the next check is not open."""
    result = latest_result(business)
    current = current_assessment_of(business, timezone.localdate())
    if result is None or current.quarter <= result.assessment.quarter:
        return None
    saved = plan_of_quarter(business.pk, result.assessment.quarter)
    return LookingBack(saved=saved, coming=current.quarter) if saved and saved.actions else None


def settle(request: SignedInRequest, business: Business, looking: LookingBack) -> HttpResponse:
    planned = looking.saved.action_with_key(request.POST.get("item", ""))
    if planned is None:
        return lead_on(request, reverse("look_back", args=[business.slug]))
    viewer = viewer_of(request, business)
    if not viewer.may_do(planned):
        raise PermissionDenied
    form = outcome_form(planned, business, request.POST, may_drop=viewer.may_plan)
    if not form.is_valid():
        return show(request, business, looking, refused={planned.key: form}, status=422)
    item = item_behind(business, planned.key)
    try:
        # The plan may have been saved again since the page was opened, without this action.
        if item:
            record_outcome(
                item=item,
                outcome=Outcome(**form.cleaned_outcome()),
                on=timezone.localdate(),
                actor=actor_of(request, item),
            )
            tell(request, settled(planned.title))
    except ActionChangedMeanwhile as change:
        form.add_error("end", changed_meanwhile(str(change.theirs.by or change.theirs.by_name)))
        looking = last_plan(business) or looking
        return show(request, business, looking, refused={planned.key: form}, status=409)
    except PlanItem.DoesNotExist:
        pass
    return redirect_at(planned.key, "look_back", business.slug)


def viewer_of(request: SignedInRequest, business: Business) -> Viewer:
    return Viewer(user=request.user, may_plan=about(business)["may_plan"])


def outcome_form(
    planned: PlannedAction, business: Business, posted: Any = None, *, may_drop: bool
) -> OutcomeForm:
    """Build the form with nothing preselected, so that nobody records a default by accident."""
    return OutcomeForm(
        posted,
        planned=planned,
        may_drop=may_drop,
        currency=business.currency,
        prefix=planned.key,
        initial={},
    )


def show(
    request: SignedInRequest,
    business: Business,
    looking: LookingBack,
    *,
    refused: Mapping[str, OutcomeForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer, refused = viewer_of(request, business), refused or {}
    asked = [planned for planned in looking.saved.unfinished if viewer.may_do(planned)]
    forms = {p.key: outcome_form(p, business, may_drop=viewer.may_plan) for p in asked}
    forms |= dict(refused)
    today = timezone.localdate()
    actions = [
        BoardAction(
            planned=planned,
            today=today,
            may_do=viewer.may_do(planned),
            currency=business.currency,
            team=looking.saved.wish.team,
        )
        for planned in [*looking.saved.unfinished, *looking.saved.ended]
    ]
    facts = {
        **about(business),
        "looking": looking,
        "rows": [(action, forms.get(action.planned.key)) for action in actions],
        "refused": next(iter(refused.values()), None),
    }
    return render(request, "journey/tracking/look_back.html", facts, status=status)
