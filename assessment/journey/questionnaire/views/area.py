"""All questions of one area on one page."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessment.domain.model.maturity import Dimension
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
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
    AREA,
    answer_form,
    area_progress,
    closed,
    current_assessment,
    dimension_or_404,
    ensure_started,
    from_here,
    lock_current_assessment,
    page,
    question_url,
    record,
    unprefixed,
)
from assessment.journey.questionnaire.wording import saved_so_far
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@keep_answer
@members(Capability.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: SignedInRequest, business: Business, dimension: str) -> HttpResponse:
    """Show a whole area; a POST saves what is new and continues to the next area."""
    if request.method == "POST":
        return save_area(request, business, dimension)
    current = current_assessment(business)
    area = dimension_or_404(current, dimension)
    if current.submitted:
        return closed(request, current)
    kept = kept_answer(request)
    forms = [answer_form(request, current, p, kept=unprefixed(kept, p)) for p in area.practices]
    return show_area(request, current, area, forms, unsaved=bool(kept))


@transaction.atomic
def save_area(request: SignedInRequest, business: Business, dimension: str) -> HttpResponse:
    current = lock_current_assessment(business)
    area = dimension_or_404(current, dimension)
    if current.submitted:
        return closed(request, current)
    forms = [answer_form(request, current, p, data=request.POST) for p in area.practices]
    touched = [form for form in forms if has_new_answer(form)]
    answered = current.answered + sum(not form.stored.given for form in touched)
    current = ensure_started(current, request.user) if touched else current
    saved = [try_to_save(request, current, form) for form in touched]
    forget_kept_answer(request)
    if all(saved):
        tell(request, saved_so_far(answered, current.total))
        return redirect(after_area(current, area))
    # Everything valid has been saved; the page shows the rest as it was typed.
    # Read the check again, because `current` still has the answers from before the saves.
    current = current_assessment(business)
    forms = [
        form if form in touched and form.errors else answer_form(request, current, form.practice)
        for form in forms
    ]
    return show_area(request, current, area, forms, status=422)


def has_new_answer(form: AnswerForm) -> bool:
    """Return whether the form differs from what its page showed.

    An untouched answer that others have changed since is not a conflict.
    """
    if form.untouched:
        return False
    seen = answer_seen(form.stored, str(form["revision"].value()))
    return seen is None or not form.repeats(seen)


def try_to_save(request: SignedInRequest, current: CurrentAssessment, form: AnswerForm) -> bool:
    if not form.is_valid():
        return False
    try:
        record(request, current, form)
    except AnswerChangedMeanwhile as change:
        form.explain_conflict(
            change.theirs, wording(current.model, form.practice, change.theirs.value)
        )
        return False
    except NamedTwice:
        form.lose_track()
        return False
    return True


def show_area(
    request: SignedInRequest,
    current: CurrentAssessment,
    dimension: Dimension,
    forms: list[AnswerForm],
    *,
    unsaved: bool = False,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        **page(current),
        "area": next(area for area in current.areas if area.dimension == dimension),
        "progress": area_progress(current, dimension),
        "rows": [row(current, form) for form in forms],
        "one_url": question_url(current, current.first_open_in(dimension)),
        "following": following(current, dimension),
        "unsaved": unsaved,
        "refused": [form for form in forms if form.is_bound],
    }
    return render(request, "journey/questionnaire/questions.html", context, status=status)


def row(current: CurrentAssessment, form: AnswerForm) -> dict[str, Any]:
    return {
        "form": form,
        "saved": form.stored if current.touched(form.stored) else None,
        "position": current.model.position(form.practice.code),
        "url": from_here(question_url(current, form.practice), AREA),
        # A question that needs a team is folded for a person who works alone.
        "folded": bool(form.practice.needs_team)
        and form.stored.is_as_at_start(form.practice)
        and not form.is_bound,
    }


def following(current: CurrentAssessment, area: Dimension) -> Dimension | None:
    """Return the area after this one; None after the last, or if every question is answered."""
    if current.complete:
        return None
    dimensions = current.model.dimensions
    here = dimensions.index(area)
    return dimensions[here + 1] if here + 1 < len(dimensions) else None


def after_area(current: CurrentAssessment, area: Dimension) -> str:
    then = following(current, area)
    if then is None:
        return reverse("review", args=[current.business.slug])
    return reverse("questions", args=[current.business.slug, then.key])
