"""One action by a link in a mail, for somebody without an account."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.foundation.accounts.access import public
from assessment.journey.planning.models import HandOver, PlanItem
from assessment.journey.planning.queries.saved_plans import planned_action
from assessment.journey.planning.services import ActionChangedMeanwhile, Actor
from assessment.journey.tracking import services
from assessment.journey.tracking.forms import AssigneesOutcomeForm, ProgressForm
from assessment.journey.tracking.presenters.action_page import ActionGuide
from assessment.journey.tracking.queries import link_behind
from assessment.journey.tracking.views.submitted_revision import revision_seen


# Whoever knows the token may do this, whatever their cookies say: there is nothing to forge. And
# without a referrer, no browser tells where a form came from, which Django's check asks for.
@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def assignee_action(request: HttpRequest, token: str) -> HttpResponse:
    """What to do and how; a POST keeps ticks and note, or says that it is done."""
    link = link_behind(token, timezone.now())
    if link is None:
        response = render(request, "journey/tracking/assignee_ended.html", status=404)
    else:
        with timezone.override(link.item.plan.assessment.business.zone):
            response = answer(request, link)
    # The address is the key: it goes to no other site and stays in no cache.
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


def answer(request: HttpRequest, link: HandOver) -> HttpResponse:
    planned = planned_action(link.item.plan.assessment.model_version.maturity, link.item)
    data: Any = request.POST if request.method == "POST" else None
    progress = ProgressForm(data, planned=planned)
    finishing = request.POST.get("do") == "done"
    outcome = AssigneesOutcomeForm(data if finishing else None, planned=planned)
    if not progress.is_valid() or (finishing and not outcome.is_valid()):
        return page(
            request, link, planned, progress, outcome, status=422 if data is not None else 200
        )
    try:
        keep(request, link, progress, outcome)
    except ActionChangedMeanwhile:
        link.item.refresh_from_db()
        planned = planned_action(link.item.plan.assessment.model_version.maturity, link.item)
        return page(request, link, planned, progress, outcome, meanwhile=True, status=409)
    except PlanItem.DoesNotExist:
        # It was taken out in this moment: then the page says so.
        return redirect(request.path)
    messages.success(request, thanks(finished=finishing))
    return redirect(request.path)


@transaction.atomic
def keep(
    request: HttpRequest, link: HandOver, progress: ProgressForm, outcome: AssigneesOutcomeForm
) -> None:
    """What was ticked and written, and then that it is done, if that was said."""
    item, today, at = link.item, timezone.localdate(), timezone.now()
    seen = revision_seen(request, item)
    actor = Actor(by=None, by_name=link.name, at=at, seen=seen)
    kept = services.keep_progress(item=item, on=today, actor=actor, **progress.progress())
    if outcome.is_bound:
        # What this page has just kept itself is no change that it did not see.
        actor = replace(actor, seen=seen + kept)
        told = services.Outcome(**outcome.cleaned_outcome())
        services.record_outcome(item=item, outcome=told, on=today, actor=actor)


def thanks(*, finished: bool) -> str:
    if finished:
        return gettext("Thank you. It is done, and everybody who plans it can see that.")
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
