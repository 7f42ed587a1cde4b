"""Helpers shared by the pages of a check: lookups from the path, saving and URLs."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from assessment.domain.model.maturity import Dimension, Practice
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.typed_forms import typed_on_our_page
from assessment.journey.questionnaire import wording
from assessment.journey.questionnaire.forms import AnswerForm
from assessment.journey.questionnaire.models import Answer
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.questionnaire.services import Save, record_answer, start_assessment
from assessment.parties.access.rules import Capability, may
from assessment.parties.businesses.models import Business

REVIEW, AREA = "review", "area"
"""The pages to return to after a question was opened or answered from them."""


def page(current: CurrentAssessment) -> dict[str, Any]:
    """Return the context that every page of a check needs."""
    return {
        "business": current.business,
        "here": "check",
        "current": current,
        "aside": wording.aside(current),
        "may_correct": current.correct_until and may(current.business, Capability.SUBMIT),
        "may_submit": may(current.business, Capability.SUBMIT),
    }


def current_assessment(business: Business) -> CurrentAssessment:
    return current_assessment_of(business, timezone.localdate())


def lock_current_assessment(business: Business) -> CurrentAssessment:
    """Return the current check, locked until the end of the transaction."""
    return current_assessment_of(business, timezone.localdate(), to_change=True)


def page_matches(request: HttpRequest, current: CurrentAssessment) -> bool:
    """Return whether the posted page belongs to this check, not to an earlier one."""
    return request.POST.get("quarter", current.name) == current.name


def ensure_started(current: CurrentAssessment, by: User) -> CurrentAssessment:
    """Return the check with its rows, creating them on the first answer of a quarter."""
    if current.assessment:
        return current
    start_assessment(business=current.business, quarter=current.quarter, by=by, at=timezone.now())
    return lock_current_assessment(current.business)


def dimension_or_404(current: CurrentAssessment, key: str) -> Dimension:
    for dimension in current.model.dimensions:
        if dimension.key == key:
            return dimension
    raise Http404


def practice_or_404(current: CurrentAssessment, key: str, number: int) -> Practice:
    practices = dimension_or_404(current, key).practices
    if not 1 <= number <= len(practices):
        raise Http404
    return practices[number - 1]


def answer_form(
    request: SignedInRequest, current: CurrentAssessment, practice: Practice, **given: Any
) -> AnswerForm:
    return AnswerForm(**given, current=current, practice=practice, shortcuts=request.user.shortcuts)


def unprefixed(posted: dict[str, str], practice: Practice) -> dict[str, str]:
    """Return the posted values of one practice, keyed by field name."""
    start = f"{practice.code}-"
    return {k.removeprefix(start): v for k, v in posted.items() if k.startswith(start)}


def record(request: SignedInRequest, current: CurrentAssessment, form: AnswerForm) -> Answer:
    """Save the answer of a valid form."""
    shown, operation = form.cleaned_data["revision"], form.cleaned_data["operation"]
    return record_answer(
        stored=ensure_started(current, request.user).answer_to(form.practice),
        answer=form.answer(),
        save=Save(shown, operation, by=request.user, at=timezone.now()),
    )


def question_url(current: CurrentAssessment, practice: Practice, name: str = "question") -> str:
    number = current.number_in_area(practice)
    return reverse(name, args=[current.business.slug, practice.dimension, number])


def came_from(request: HttpRequest) -> str:
    """Return the page the reader came from; empty if it was another question."""
    place = request.GET.get("from", "")
    return place if place in {REVIEW, AREA} else ""


def from_here(url: str, place: str) -> str:
    """Let an address remember the page that it was opened from."""
    return f"{url}?from={place}" if place else url


def review_url(current: CurrentAssessment, at: str) -> str:
    return f"{reverse('review', args=[current.business.slug])}#{at}"


def area_url(current: CurrentAssessment, practice: Practice) -> str:
    """Return the address of a question among the others of its area."""
    page = reverse("questions", args=[current.business.slug, practice.dimension])
    return f"{page}#{practice.code}"


def area_progress(
    current: CurrentAssessment, dimension: Dimension, just_saved: Practice | None = None
) -> dict[str, Any]:
    """Return the context for the progress in an area, counting an answer that was just saved."""
    pips = [p == just_saved or current.answer_to(p).given for p in dimension.practices]
    return {"dimension": dimension, "pips": pips, "answered": sum(pips), "total": len(pips)}


def closed(request: SignedInRequest, current: CurrentAssessment) -> HttpResponse:
    """Redirect to the review if the page was only opened, and refuse a save with a 409."""
    if request.method in {"GET", "HEAD"}:
        return redirect("review", current.business.slug)
    name = "_closed" if request.htmx else "closed"
    facts = {**page(current), "typed": typed_on_our_page(request)}
    return render(request, f"journey/questionnaire/{name}.html", facts, status=409)
