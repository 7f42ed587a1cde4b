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

from assessment.foundation.accounts.access import public
from assessment.journey.planning.models import HandOver, PlanItem
from assessment.journey.planning.queries.saved_plans import Step, step_of
from assessment.journey.planning.services import ChangedMeanwhile, Hand
from assessment.journey.tracking import services
from assessment.journey.tracking.forms import HelpersForm, ProgressForm
from assessment.journey.tracking.presenters.action_page import ToDo
from assessment.journey.tracking.queries import link_behind
from assessment.journey.tracking.views.submitted_revision import revision_seen


# Whoever knows the token may do this, whatever their cookies say: there is nothing to forge. And
# without a referrer, no browser tells where a form came from, which Django's check asks for.
@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def helper_action(request: HttpRequest, token: str) -> HttpResponse:
    """What to do and how; a POST keeps ticks and note, or says that it is done."""
    link = link_behind(token, timezone.now())
    if link is None:
        response = render(request, "journey/tracking/helper_ended.html", status=404)
    else:
        with timezone.override(link.item.plan.assessment.business.zone):
            response = answer(request, link)
    # The address is the key: it goes to no other site and stays in no cache.
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


def answer(request: HttpRequest, link: HandOver) -> HttpResponse:
    step = step_of(link.item.plan.assessment.model_version.maturity, link.item)
    data: Any = request.POST if request.method == "POST" else None
    number = len(step.action.steps) if step.action else 0
    progress = ProgressForm(data, item=link.item, steps=number)
    finishing = request.POST.get("do") == "done"
    told = HelpersForm(data if finishing else None, item=link.item)
    if not progress.is_valid() or (finishing and not told.is_valid()):
        return page(request, link, step, progress, told, status=422 if data is not None else 200)
    try:
        keep(request, link, progress, told)
    except ChangedMeanwhile:
        link.item.refresh_from_db()
        return page(request, link, step, progress, told, meanwhile=True, status=409)
    except PlanItem.DoesNotExist:
        # It was taken out in this moment: then the page says so.
        return redirect(request.path)
    messages.success(request, thanks(finished=finishing))
    return redirect(request.path)


@transaction.atomic
def keep(request: HttpRequest, link: HandOver, progress: ProgressForm, told: HelpersForm) -> None:
    """What was ticked and written, and then that it is done, if that was said."""
    item, today, at = link.item, timezone.localdate(), timezone.now()
    seen = revision_seen(request, item)
    hand = Hand(by=None, by_name=link.name, at=at, seen=seen)
    kept = services.keep_progress(item=item, on=today, hand=hand, **progress.progress())
    if told.is_bound:
        # What this page has just kept itself is no change that it did not see.
        hand = replace(hand, seen=seen + kept)
        outcome = services.Outcome(**told.told())
        services.tell_outcome(item=item, outcome=outcome, on=today, hand=hand)


def thanks(*, finished: bool) -> str:
    if finished:
        return gettext("Thank you. It is done, and everybody who plans it can see that.")
    return gettext("Saved. You can come back to this page with the same link.")


def page(
    request: HttpRequest,
    link: HandOver,
    step: Step,
    progress: ProgressForm,
    told: HelpersForm,
    *,
    meanwhile: bool = False,
    status: int = 200,
) -> HttpResponse:
    facts = {
        "link": link,
        "business": link.item.plan.assessment.business,
        "page": ToDo(step=step, ticked=progress.ticked),
        "step": step,
        "progress": progress,
        "form": told if told.is_bound else progress,
        "told": told,
        "meanwhile": meanwhile,
        "note_now": link.item.note if meanwhile else "",
        "late": step.days_late(timezone.localdate()) > 0,
    }
    return render(request, "journey/tracking/helper.html", facts, status=status)
