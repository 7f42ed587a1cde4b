"""Leave a late check, start an extra check, and discard extra checks and corrections."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.journey.questionnaire import wording
from assessment.journey.questionnaire.services import Closed, drop, start_assessment, start_extra
from assessment.journey.questionnaire.views.shared import current_assessment, page, page_matches
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@members(Capability.SUBMIT)
@require_POST
def leave_late_check(request: SignedInRequest, business: Business) -> HttpResponse:
    """Start the check of the new quarter; the answers of the late one stay stored."""
    current = current_assessment(business)
    if current.late and page_matches(request, current):
        start_assessment(
            business=business, quarter=current.running, by=request.user, at=timezone.now()
        )
        tell(request, wording.late_check_left(current))
    return redirect("check", business.slug)


@members(Capability.SUBMIT)
@require_POST
def start_extra_check(request: SignedInRequest, business: Business) -> HttpResponse:
    """Start an extra check, unless the quarter's own check still has to be sent."""
    current = current_assessment(business)
    if current.assessment and current.submitted:
        start_extra(sent=current.assessment, by=request.user, at=timezone.now())
        tell(request, wording.extra_started())
    elif not current.extra:
        messages.info(request, wording.first_this_one())
    return redirect("check", business.slug)


@members(Capability.SUBMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def drop_check(request: SignedInRequest, business: Business) -> HttpResponse:
    """Ask for confirmation, then delete a correction or an extra check."""
    current = current_assessment(business)
    if not (current.aside and current.assessment and page_matches(request, current)):
        return redirect("check", business.slug)
    if request.method != "POST":
        return render(request, "journey/questionnaire/drop.html", page(current))
    # Someone else may have sent or discarded it just now. The results page then shows the outcome.
    with suppress(Closed):
        drop(assessment=current.assessment)
        tell(request, wording.dropped(current))
    return redirect("results", business.slug, current.quarter.slug)
