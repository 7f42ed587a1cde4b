"""Send a check, and reopen a sent one to correct an answer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from assessment.domain.model.answers import Incomplete
from assessment.domain.trends.answerers import Answerer
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at, tell
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.questionnaire.services import Closed, start_correction
from assessment.journey.results.presenters.versions import can_be_corrected
from assessment.journey.results.queries import history_of
from assessment.journey.results.services import say_who_answered, submit
from assessment.journey.results.wording import messages as words
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@members(Capability.SUBMIT)
@require_POST
def submit_check(request: SignedInRequest, business: Business) -> HttpResponse:
    """Send the answers; if some are missing, return to the review, which lists them."""
    current = current_assessment_of(business, timezone.localdate())
    if request.POST.get("quarter", current.name) != current.name:
        messages.warning(request, words.about_another_assessment())
        return redirect("review", business.slug)
    if current.assessment is None:
        return redirect("review", business.slug)
    # Remember the key, because an unchanged correction is deleted and then has none.
    sent = current.assessment.pk
    try:
        result = submit(assessment=current.assessment, by=request.user, at=timezone.now())
    except Incomplete:
        messages.warning(request, words.still_open())
        return redirect("review", business.slug)
    except Closed:
        pass  # Already sent, perhaps by a double click, so its result exists.
    else:
        if result.assessment_id != sent:
            messages.info(request, words.nothing_changed())
        elif result.assessment.revision > 1:
            tell(request, words.corrected())
        else:
            tell(request, words.sent())
    return redirect("results", business.slug, current.slug)


@members(Capability.SUBMIT)
@require_POST
def correct_result(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Reopen the answers of the newest result."""
    history = history_of(business)
    result = history.named(quarter)
    if result is None:
        raise Http404
    if not can_be_corrected(history, result, timezone.localdate()):
        messages.warning(request, words.cannot_be_corrected())
        return redirect("results", business.slug, result.assessment.slug)
    start_correction(sent=result.assessment, at=timezone.now())
    tell(request, words.correcting())
    return redirect("review", business.slug)


@members(Capability.MANAGE)
@require_POST
def say_answerer(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Store what the owner says about who answered this check, in its newest revision."""
    result, said = history_of(business).named(quarter), request.POST.get("answerer", "")
    if result is None or said not in set(Answerer):
        raise Http404
    say_who_answered(assessment=result.assessment, answerer=Answerer(said))
    tell(request, words.answerer_kept(Answerer(said)))
    return redirect_at("h-basis", "results", business.slug, result.assessment.slug)
