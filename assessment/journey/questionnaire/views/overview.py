"""The overview of a check, and the review of all answers before they are sent."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.journey.questionnaire.presenters import unsent_lines
from assessment.journey.questionnaire.queries.current_assessment import Area, CurrentAssessment
from assessment.journey.questionnaire.queries.earlier_answers import checked_before, wording
from assessment.journey.questionnaire.services import mark_open_not_sure, start_assessment
from assessment.journey.questionnaire.views.shared import (
    REVIEW,
    closed,
    current_assessment,
    from_here,
    lock_current_assessment,
    page,
    page_matches,
    question_url,
    review_url,
)
from assessment.journey.questionnaire.wording import marked_not_sure, title, unsent
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business

MINUTES_FOR_ALL = 12


@members(Capability.VIEW)
@require_safe
def check(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show the areas and the progress in each."""
    current = current_assessment(business)
    context = {
        **page(current),
        "title": title(current),
        "unsent": unsent_lines(current),
        "look_back": not (current.submitted or current.aside) and checked_before(current),
        "may_answer": may(business, Capability.ANSWER),
        "rows": [area_row(current, area) for area in current.areas],
        "minutes": minutes_left(current),
        "set_aside": 0 if current.submitted else current.set_aside_at_start,
        "next_url": question_url(current, current.next) if current.next else "",
        "next_area": current.next and current.model.dimension(current.next.dimension),
        "next_number": current.next and current.number_in_area(current.next),
        "all_at_once": (current.next or current.model.practices[0]).dimension,
    }
    return render(request, "journey/questionnaire/check.html", context)


@members(Capability.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show all answers before they are sent; a POST marks the open ones as "not sure"."""
    may_answer = may(business, Capability.ANSWER)
    if request.method == "POST":
        return mark_unanswered(request, business)
    current = current_assessment(business)
    context = {
        **page(current),
        "groups": [(area, answer_rows(current, area)) for area in current.areas],
        "still_open": [answer_row(current, practice.code) for practice in current.open],
        "may_answer": may_answer and not current.submitted,
    }
    return render(request, "journey/questionnaire/review.html", context)


@members(Capability.VIEW)
@require_safe
def unsent_check(request: SignedInRequest, business: Business, name: str) -> HttpResponse:
    """Show what was answered in a check that can no longer be sent."""
    every = current_assessment(business).unsent
    left = next((check for check in every if check.name.lower() == name.lower()), None)
    if left is None:
        raise Http404
    context = {
        **page(left),
        "may_correct": None,
        "explained": unsent(left),
        "groups": [(area, answer_rows(left, area)) for area in left.areas],
    }
    return render(request, "journey/questionnaire/unsent.html", context)


@transaction.atomic
def mark_unanswered(request: SignedInRequest, business: Business) -> HttpResponse:
    if not may(business, Capability.ANSWER):
        raise PermissionDenied
    current = lock_current_assessment(business)
    if current.submitted:
        return closed(request, current)
    # The second request of a double click finds nothing open, so it needs no message.
    if not (page_matches(request, current) and current.open):
        return redirect("review", business.slug)
    now = timezone.now()
    assessment = current.assessment or start_assessment(
        business=business, quarter=current.quarter, by=request.user, at=now
    )
    mark_open_not_sure(assessment=assessment, by=request.user, at=now)
    tell(request, marked_not_sure(len(current.open), current.total))
    return redirect(review_url(current, "end"))


def minutes_left(current: CurrentAssessment) -> int:
    """Estimate the minutes for the open questions, rounded up."""
    # Floor division of the negative number rounds up, without the inaccuracy of floats.
    return -(-MINUTES_FOR_ALL * len(current.open) // current.total)


def area_row(current: CurrentAssessment, area: Area) -> dict[str, Any]:
    return {"area": area, "url": question_url(current, current.first_open_in(area.dimension))}


def answer_rows(current: CurrentAssessment, area: Area) -> list[dict[str, Any]]:
    return [
        answer_row(current, practice.code)
        for practice in area.dimension.practices
        if current.answer_to(practice).given
    ]


def answer_row(current: CurrentAssessment, code: str) -> dict[str, Any]:
    practice = current.model.practice(code)
    answer = current.answer_to(practice)
    return {
        "practice": practice,
        "answer": answer,
        "words": wording(current.model, practice, answer.value),
        "url": from_here(question_url(current, practice), REVIEW),
        "position": current.model.position(code),
        "area": current.model.dimension(practice.dimension),
    }
