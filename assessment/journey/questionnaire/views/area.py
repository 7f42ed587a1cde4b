"""All questions of one area on one page."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessment.domain.model.maturity import Dimension
from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.questionnaire.forms import AnswerForm
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.journey.questionnaire.queries.earlier_answers import answer_seen, wording
from assessment.journey.questionnaire.services import AnswerChangedMeanwhile, NamedTwice
from assessment.journey.questionnaire.views.preserved_post import (
    forget_kept_answer,
    keep_answer,
    kept_answer,
)
from assessment.journey.questionnaire.views.shared import (
    answer_form,
    begun,
    check_now,
    check_to_change,
    closed,
    dimension_or_404,
    page,
    question_url,
    record,
    unprefixed,
)
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@keep_answer
@members(Capability.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: SignedInRequest, business: Business, dimension: str) -> HttpResponse:
    """A whole area; a POST saves what is new and goes on to the next area."""
    if request.method == "POST":
        return save_area(request, business, dimension)
    in_hand = check_now(business)
    area = dimension_or_404(in_hand, dimension)
    if in_hand.submitted:
        return closed(request, in_hand)
    kept = kept_answer(request)
    forms = [answer_form(request, in_hand, p, kept=unprefixed(kept, p)) for p in area.practices]
    return show_area(request, in_hand, area, forms, unsaved=bool(kept))


@transaction.atomic
def save_area(request: SignedInRequest, business: Business, dimension: str) -> HttpResponse:
    in_hand = check_to_change(business)
    area = dimension_or_404(in_hand, dimension)
    if in_hand.submitted:
        return closed(request, in_hand)
    forms = [answer_form(request, in_hand, p, data=request.POST) for p in area.practices]
    touched = [form for form in forms if says_something_new(form)]
    in_hand = begun(in_hand) if touched else in_hand
    saved = [save_if_it_can_be(request, in_hand, form) for form in touched]
    forget_kept_answer(request)
    if all(saved):
        return redirect(after_area(in_hand, area))
    # What could be saved is saved; the page shows the rest as it was typed.
    in_hand = check_now(business)
    forms = [
        form if form in touched and form.errors else answer_form(request, in_hand, form.practice)
        for form in forms
    ]
    return show_area(request, in_hand, area, forms, status=422)


def says_something_new(form: AnswerForm) -> bool:
    """What others answered since the page was opened is not for this page to ask about."""
    if form.untouched:
        return False
    seen = answer_seen(form.stored, str(form["revision"].value()))
    return seen is None or not form.repeats(seen)


def save_if_it_can_be(
    request: SignedInRequest, in_hand: CurrentAssessment, form: AnswerForm
) -> bool:
    if not form.is_valid():
        return False
    try:
        record(request, in_hand, form)
    except AnswerChangedMeanwhile as change:
        form.explain_conflict(
            change.theirs, wording(in_hand.model, form.practice, change.theirs.value)
        )
        return False
    except NamedTwice:
        form.lose_track()
        return False
    return True


def show_area(
    request: SignedInRequest,
    in_hand: CurrentAssessment,
    dimension: Dimension,
    forms: list[AnswerForm],
    *,
    unsaved: bool = False,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        **page(in_hand),
        "area": next(area for area in in_hand.areas if area.dimension == dimension),
        "rows": [row(in_hand, form) for form in forms],
        "one_url": question_url(in_hand, in_hand.first_open_in(dimension)),
        "following": following(in_hand, dimension),
        "unsaved": unsaved,
        "refused": [form for form in forms if form.is_bound],
    }
    return render(request, "journey/questionnaire/questions.html", context, status=status)


def row(in_hand: CurrentAssessment, form: AnswerForm) -> dict[str, Any]:
    return {
        "form": form,
        "saved": form.stored if in_hand.touched(form.stored) else None,
        "position": in_hand.model.position(form.practice.code),
        "url": question_url(in_hand, form.practice),
    }


def following(in_hand: CurrentAssessment, area: Dimension) -> Dimension | None:
    """The area behind this one, or None after the last."""
    dimensions = in_hand.model.dimensions
    here = dimensions.index(area)
    return dimensions[here + 1] if here + 1 < len(dimensions) else None


def after_area(in_hand: CurrentAssessment, area: Dimension) -> str:
    then = following(in_hand, area)
    if then is None:
        return reverse("review", args=[in_hand.business.slug])
    return reverse("questions", args=[in_hand.business.slug, then.key])
