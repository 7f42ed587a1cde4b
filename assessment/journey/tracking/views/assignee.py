"""The page of one action for a helper without an account, opened from an emailed link."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.foundation.accounts.access import public
from assessment.foundation.announcements.happened import tell
from assessment.foundation.parsing.typed_forms import lead_on, typed_on_our_page
from assessment.journey.planning.models import HandOver, PlanItem
from assessment.journey.planning.queries.saved_plans import planned_action
from assessment.journey.planning.services import ActionChangedMeanwhile, Actor
from assessment.journey.tracking import services
from assessment.journey.tracking.forms import AssigneesOutcomeForm, ProgressForm
from assessment.journey.tracking.presenters.action_page import ActionGuide
from assessment.journey.tracking.queries import link_behind
from assessment.journey.tracking.views.submitted_revision import revision_seen


# CSRF protection is not needed: access depends on the token in the address and not on cookies, so
# another site could not forge a request. It would not work either. Django checks the Referer
# header on HTTPS, and this page tells browsers not to send one.
@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def assignee_action(request: HttpRequest, token: str) -> HttpResponse:
    """Show what to do and how. A POST saves ticks and note, or reports that it is done."""
    link = link_behind(token, timezone.now())
    if link is None:
        facts = {"typed": typed_on_our_page(request)}
        response = render(request, "journey/tracking/assignee_ended.html", facts, status=404)
    else:
        # Helpers have no account and thus no time zone of their own.
        with timezone.override(link.item.plan.assessment.business.zone):
            response = answer(request, link)
    # The address contains the token, so it must not leak to other sites or stay in a cache.
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


def answer(request: HttpRequest, link: HandOver) -> HttpResponse:
    planned = planned_action(link.item.plan.assessment.fitted_model, link.item)
    data: Any = request.POST if request.method == "POST" else None
    progress = ProgressForm(data, planned=planned)
    finishing = request.POST.get("do") == "done"
    currency = link.item.plan.assessment.business.currency
    outcome = AssigneesOutcomeForm(data if finishing else None, planned=planned, currency=currency)
    if not progress.is_valid() or (finishing and not outcome.is_valid()):
        return page(
            request, link, planned, progress, outcome, status=422 if data is not None else 200
        )
    try:
        keep(request, link, progress, outcome)
    except ActionChangedMeanwhile:
        link.item.refresh_from_db()
        planned = planned_action(link.item.plan.assessment.fitted_model, link.item)
        return page(request, link, planned, progress, outcome, meanwhile=True, status=409)
    except PlanItem.DoesNotExist:
        # The action was deleted during this request; the page that follows says so.
        return lead_on(request, request.path)
    tell(request, thanks(finished=finishing))
    return redirect(f"{request.path}#note_item")


@transaction.atomic
def keep(
    request: HttpRequest, link: HandOver, progress: ProgressForm, outcome: AssigneesOutcomeForm
) -> None:
    """Save ticks and note, and then the outcome if the helper reported one."""
    item, today, at = link.item, timezone.localdate(), timezone.now()
    seen = revision_seen(request, item)
    actor = Actor(by=None, by_name=link.name, at=at, seen=seen)
    services.note_helper(link=link, at=at)
    kept = services.keep_progress(item=item, on=today, actor=actor, **progress.progress())
    if outcome.is_bound:
        # Saving the progress has just raised the revision. That change came from this page, so it
        # must not count as someone else's.
        actor = replace(actor, seen=seen + kept)
        told = services.Outcome(**outcome.cleaned_outcome())
        services.record_outcome(item=item, outcome=told, on=today, actor=actor)


def thanks(*, finished: bool) -> str:
    if finished:
        return gettext("Thank you. It’s done, and the people who run the plan can see that.")
    return gettext("Saved. You can come back to this page with the same link.")


def page(
    request: HttpRequest,
    link: HandOver,
    planned: PlannedAction,
    progress: ProgressForm,
    outcome: AssigneesOutcomeForm,
    *,
    meanwhile: bool = False,
    status: int = 200,
) -> HttpResponse:
    facts = {
        "link": link,
        "business": link.item.plan.assessment.business,
        "page": ActionGuide(planned=planned, ticked=progress.ticked),
        "planned": planned,
        "progress": progress,
        "form": outcome if outcome.is_bound else progress,
        "outcome": outcome,
        "meanwhile": meanwhile,
        "note_now": link.item.note if meanwhile else "",
        "late": planned.days_late(timezone.localdate()) > 0,
    }
    return render(request, "journey/tracking/assignee.html", facts, status=status)
