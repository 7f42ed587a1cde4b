"""Beside the quarter's own check: leaving a late one, one in between, dropping what was begun."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.questionnaire import wording
from assessment.journey.questionnaire.services import Closed, drop, start_assessment, start_extra
from assessment.journey.questionnaire.views.shared import check_now, meant, page
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@members(Capability.ANSWER)
@require_POST
def leave_late_check(request: SignedInRequest, business: Business) -> HttpResponse:
    """Begin the check of the new quarter; what the late one holds stays stored."""
    in_hand = check_now(business)
    if in_hand.late and meant(request, in_hand):
        start_assessment(business=business, quarter=in_hand.running, at=timezone.now())
    return redirect("check", business.slug)


@members(Capability.ANSWER)
@require_POST
def start_extra_check(request: SignedInRequest, business: Business) -> HttpResponse:
    """Check again in between; before the quarter's own check is sent, that one is the next."""
    in_hand = check_now(business)
    if in_hand.assessment and in_hand.submitted:
        start_extra(sent=in_hand.assessment, at=timezone.now())
    elif not in_hand.extra:
        messages.info(request, wording.first_this_one())
    return redirect("check", business.slug)


@members(Capability.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def drop_check(request: SignedInRequest, business: Business) -> HttpResponse:
    """Ask once, then delete a correction or a check in between."""
    in_hand = check_now(business)
    if not (in_hand.aside and in_hand.assessment and meant(request, in_hand)):
        return redirect("check", business.slug)
    if request.method != "POST":
        return render(request, "journey/questionnaire/drop.html", page(in_hand))
    # Sent or dropped by somebody else in this moment: the results say which.
    with suppress(Closed):
        drop(assessment=in_hand.assessment)
        messages.success(request, wording.dropped(in_hand))
    return redirect("results", business.slug, in_hand.quarter.slug)
