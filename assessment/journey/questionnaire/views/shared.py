"""What the pages of a check share: finding what a path names, saving a form, where to go on."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from assessment.domain.model.maturity import Dimension, Practice
from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.questionnaire import wording
from assessment.journey.questionnaire.forms import AnswerForm
from assessment.journey.questionnaire.models import Answer
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.journey.questionnaire.queries.open_assessment import check_of_today
from assessment.journey.questionnaire.services import Save, record_answer, start_assessment
from assessment.parties.access.rules import Capability, may
from assessment.parties.businesses.models import Business

FROM_REVIEW = "from=review"


def page(in_hand: CurrentAssessment) -> dict[str, Any]:
    """What every page of a check takes."""
    return {
        "business": in_hand.business,
        "here": "check",
        "check": in_hand,
        "aside": wording.aside(in_hand),
        "may_correct": in_hand.correct_until and may(in_hand.business, Capability.ANSWER),
    }


def check_now(business: Business) -> CurrentAssessment:
    return check_of_today(business, timezone.localdate())


def check_to_change(business: Business) -> CurrentAssessment:
    """The check as it stands until the transaction ends."""
    return check_of_today(business, timezone.localdate(), to_change=True)


def meant(request: HttpRequest, in_hand: CurrentAssessment) -> bool:
    """Whether the page that was sent is about this check, and not about one before it."""
    return request.POST.get("quarter", in_hand.name) == in_hand.name


def begun(in_hand: CurrentAssessment) -> CurrentAssessment:
    """The same check with rows to write to: the first answer of a quarter begins it."""
    if in_hand.assessment:
        return in_hand
    start_assessment(business=in_hand.business, quarter=in_hand.quarter, at=timezone.now())
    return check_to_change(in_hand.business)


def dimension_or_404(in_hand: CurrentAssessment, key: str) -> Dimension:
    for dimension in in_hand.model.dimensions:
        if dimension.key == key:
            return dimension
    raise Http404


def practice_or_404(in_hand: CurrentAssessment, key: str, number: int) -> Practice:
    practices = dimension_or_404(in_hand, key).practices
    if not 1 <= number <= len(practices):
        raise Http404
    return practices[number - 1]


def answer_form(
    request: SignedInRequest, in_hand: CurrentAssessment, practice: Practice, **given: Any
) -> AnswerForm:
    return AnswerForm(**given, check=in_hand, practice=practice, shortcuts=request.user.shortcuts)


def unprefixed(posted: dict[str, str], practice: Practice) -> dict[str, str]:
    """What was posted about one practice, by field."""
    start = f"{practice.code}-"
    return {k.removeprefix(start): v for k, v in posted.items() if k.startswith(start)}


def record(request: SignedInRequest, in_hand: CurrentAssessment, form: AnswerForm) -> Answer:
    """Save one valid form."""
    seen, operation = form.cleaned_data["revision"], form.cleaned_data["operation"]
    return record_answer(
        standing=begun(in_hand).answer_to(form.practice),
        answer=form.answer(),
        save=Save(seen, operation, by=request.user, at=timezone.now()),
    )


def question_url(in_hand: CurrentAssessment, practice: Practice, name: str = "question") -> str:
    number = in_hand.number_in_area(practice)
    return reverse(name, args=[in_hand.business.slug, practice.dimension, number])


def from_review(request: HttpRequest) -> bool:
    return request.GET.get("from") == "review"


def closed(request: SignedInRequest, in_hand: CurrentAssessment) -> HttpResponse:
    """The sheet takes no answers: a look leads to all answers, a save is refused."""
    if request.method in {"GET", "HEAD"}:
        return redirect("review", in_hand.business.slug)
    name = "_closed" if request.htmx else "closed"
    return render(request, f"journey/questionnaire/{name}.html", page(in_hand), status=409)
