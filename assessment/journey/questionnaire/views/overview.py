"""The whole check at a glance: its areas, and all answers before they are sent."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.questionnaire.queries.current_assessment import Area, CurrentAssessment
from assessment.journey.questionnaire.queries.earlier_answers import checked_before, wording
from assessment.journey.questionnaire.services import mark_open_not_sure, start_assessment
from assessment.journey.questionnaire.views.shared import (
    FROM_REVIEW,
    check_now,
    check_to_change,
    closed,
    meant,
    page,
    question_url,
)
from assessment.journey.questionnaire.wording import title
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business

MINUTES_FOR_ALL = 12


@members(Capability.VIEW)
@require_safe
def check(request: SignedInRequest, business: Business) -> HttpResponse:
    """The areas, and how far each is."""
    in_hand = check_now(business)
    context = {
        **page(in_hand),
        "title": title(in_hand),
        "look_back": not (in_hand.submitted or in_hand.aside) and checked_before(in_hand),
        "may_answer": may(business, Capability.ANSWER),
        "rows": [area_row(in_hand, area) for area in in_hand.areas],
        "minutes": minutes_left(in_hand),
        "next_url": question_url(in_hand, in_hand.next) if in_hand.next else "",
        "next_area": in_hand.next and in_hand.model.dimension(in_hand.next.dimension),
        "next_number": in_hand.next and in_hand.number_in_area(in_hand.next),
        "all_at_once": (in_hand.next or in_hand.model.practices[0]).dimension,
    }
    return render(request, "journey/questionnaire/check.html", context)


@members(Capability.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SignedInRequest, business: Business) -> HttpResponse:
    """All answers before they are sent; a POST marks the open ones "not sure"."""
    may_answer = may(business, Capability.ANSWER)
    if request.method == "POST":
        return mark_the_rest(request, business)
    in_hand = check_now(business)
    context = {
        **page(in_hand),
        "groups": [(area, answer_rows(in_hand, area)) for area in in_hand.areas],
        "still_open": [answer_row(in_hand, practice.code) for practice in in_hand.open],
        "may_answer": may_answer and not in_hand.submitted,
    }
    return render(request, "journey/questionnaire/review.html", context)


@transaction.atomic
def mark_the_rest(request: SignedInRequest, business: Business) -> HttpResponse:
    if not may(business, Capability.ANSWER):
        raise PermissionDenied
    in_hand = check_to_change(business)
    if in_hand.submitted:
        return closed(request, in_hand)
    if not meant(request, in_hand):
        return redirect("review", business.slug)
    now = timezone.now()
    assessment = in_hand.assessment or start_assessment(
        business=business, quarter=in_hand.quarter, at=now
    )
    mark_open_not_sure(assessment=assessment, by=request.user, at=now)
    return redirect("review", business.slug)


def minutes_left(in_hand: CurrentAssessment) -> int:
    """Begun minutes, at the pace of the whole."""
    return -(-MINUTES_FOR_ALL * len(in_hand.open) // in_hand.total)


def area_row(in_hand: CurrentAssessment, area: Area) -> dict[str, Any]:
    return {"area": area, "url": question_url(in_hand, in_hand.first_open_in(area.dimension))}


def answer_rows(in_hand: CurrentAssessment, area: Area) -> list[dict[str, Any]]:
    return [
        answer_row(in_hand, practice.code)
        for practice in area.dimension.practices
        if in_hand.answer_to(practice).given
    ]


def answer_row(in_hand: CurrentAssessment, code: str) -> dict[str, Any]:
    practice = in_hand.model.practice(code)
    answer = in_hand.answer_to(practice)
    return {
        "practice": practice,
        "answer": answer,
        "words": wording(in_hand.model, practice, answer.value),
        "url": f"{question_url(in_hand, practice)}?{FROM_REVIEW}",
        "position": in_hand.model.position(code),
        "area": in_hand.model.dimension(practice.dimension),
    }
