"""One question on its own page."""

from contextlib import suppress
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessment.domain.errors import NothingToUndo
from assessment.domain.model.maturity import Practice
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell, tell_quietly
from assessment.journey.questionnaire import services
from assessment.journey.questionnaire.forms import AnswerForm
from assessment.journey.questionnaire.models import Answer
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.journey.questionnaire.queries.earlier_answers import answer_last_time, wording
from assessment.journey.questionnaire.queries.evidence import review_of
from assessment.journey.questionnaire.views.preserved_post import (
    forget_kept_answer,
    keep_answer,
    kept_answer,
)
from assessment.journey.questionnaire.views.shared import (
    AREA,
    REVIEW,
    answer_form,
    area_progress,
    area_url,
    came_from,
    closed,
    current_assessment,
    from_here,
    lock_current_assessment,
    page,
    page_matches,
    practice_or_404,
    question_url,
    record,
    review_url,
    unprefixed,
)
from assessment.journey.questionnaire.wording import (
    kept_as_it_was,
    saved_one,
    saved_so_far,
    undone,
)
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@keep_answer
@members(Capability.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def question(
    request: SignedInRequest, business: Business, dimension: str, number: int
) -> HttpResponse:
    """Show one question. A POST saves it and continues; an htmx request saves it and stays."""
    if request.method == "POST":
        return save_one(request, business, dimension, number)
    current = current_assessment(business)
    practice = practice_or_404(current, dimension, number)
    if current.submitted:
        return closed(request, current)
    kept = kept_answer(request)
    form = answer_form(request, current, practice, kept=unprefixed(kept, practice))
    return show_question(request, current, form, unsaved=bool(kept))


@transaction.atomic
def save_one(
    request: SignedInRequest, business: Business, dimension: str, number: int
) -> HttpResponse:
    current = lock_current_assessment(business)
    practice = practice_or_404(current, dimension, number)
    if current.submitted:
        return closed(request, current)
    # The answer of the other person is already stored, so there is nothing to save or validate.
    if request.POST.get("keep") == "theirs":
        tell_quietly(request, kept_as_it_was(practice))
        return redirect(url_after(request, current, practice))
    form = answer_form(request, current, practice, data=request.POST)
    if not form.is_valid():
        return refuse(request, current, form)
    return save_form(request, current, form)


def save_form(
    request: SignedInRequest, current: CurrentAssessment, form: AnswerForm
) -> HttpResponse:
    answered = current.answered + (not form.stored.given)
    try:
        saved = record(request, current, form)
    except services.AnswerChangedMeanwhile as change:
        return conflict(request, current, form, change.theirs)
    except services.NamedTwice:
        form.lose_track()
        return refuse(request, current, form)
    forget_kept_answer(request)
    if request.htmx:
        return saved_fragment(request, current, form.practice, saved)
    if came_from(request):
        tell(request, saved_one(form.practice, answered, current.total))
    else:
        tell_quietly(request, saved_so_far(answered, current.total))
    return redirect(url_after(request, current, form.practice))


@members(Capability.ANSWER)
@require_POST
@transaction.atomic
def undo_answer(
    request: SignedInRequest, business: Business, dimension: str, number: int
) -> HttpResponse:
    """Restore the answer from before the last save."""
    current = lock_current_assessment(business)
    practice = practice_or_404(current, dimension, number)
    if current.submitted:
        return closed(request, current)
    stored = current.answer_to(practice)
    seen = request.POST.get(f"{practice.code}-revision")
    # An outdated page undoes nothing; it just shows the current answer.
    if page_matches(request, current) and stored.given and seen == str(stored.revision):
        save = services.Save(stored.revision, uuid4(), by=request.user, at=timezone.now())
        answered = current.answered
        with suppress(services.AnswerChangedMeanwhile, NothingToUndo):
            now = services.undo_answer(stored=stored, save=save)
            answered -= not now.given
            tell(request, undone(practice, answered, current.total, given=now.given))
    return redirect(url_undone(request, current, practice))


def url_undone(request: HttpRequest, current: CurrentAssessment, practice: Practice) -> str:
    """Return to the question, on the page on which its answer was undone."""
    place = came_from(request)
    if place == AREA:
        return area_url(current, practice)
    return f"{from_here(question_url(current, practice), place)}#question"


def url_after(request: HttpRequest, current: CurrentAssessment, practice: Practice) -> str:
    """Return the place that the reader came from, or the next question."""
    place, following = came_from(request), current.next_after(practice)
    if place == AREA:
        return area_url(current, practice)
    if place == REVIEW:
        return review_url(current, practice.code)
    if following is None:
        return reverse("review", args=[current.business.slug])
    return question_url(current, following)


def back_url(request: HttpRequest, current: CurrentAssessment, practice: Practice) -> str:
    place = came_from(request)
    if place == AREA:
        return area_url(current, practice)
    if place == REVIEW:
        return review_url(current, practice.code)
    before = current.before(practice)
    if before is None:
        return reverse("check", args=[current.business.slug])
    return question_url(current, before)


def place(
    request: SignedInRequest, current: CurrentAssessment, practice: Practice
) -> dict[str, Any]:
    """Return the context for the head of a question's page."""
    return {
        **page(current),
        "practice": practice,
        "dimension": current.model.dimension(practice.dimension),
        "number": current.number_in_area(practice),
        "position": current.model.position(practice.code),
        "back_url": back_url(request, current, practice),
        "url": from_here(question_url(current, practice), came_from(request)),
        "undo_url": undo_url(request, current, practice),
    }


def undo_url(request: HttpRequest, current: CurrentAssessment, practice: Practice) -> str:
    return from_here(question_url(current, practice, "undo_answer"), came_from(request))


def show_question(
    request: SignedInRequest,
    current: CurrentAssessment,
    form: AnswerForm,
    *,
    unsaved: bool = False,
    status: int = 200,
) -> HttpResponse:
    stored = current.answer_to(form.practice)
    context = {
        **place(request, current, form.practice),
        "form": form,
        "saved": stored if current.touched(stored) else None,
        "unsaved": unsaved,
        "last_time": answer_last_time(current, form.practice),
        "review": review_of(stored),
    }
    return render(request, "journey/questionnaire/question.html", context, status=status)


def saved_fragment(
    request: SignedInRequest, current: CurrentAssessment, practice: Practice, saved: Answer
) -> HttpResponse:
    """Tell an open page when its answer was saved, and the revision it now shows."""
    # The page needs a new operation ID, or its next save would pass for a repetition of this one.
    context = {
        "practice": practice,
        "saved": saved,
        "operation": uuid4(),
        "undo_url": undo_url(request, current, practice),
    }
    if came_from(request) == AREA:
        area = current.model.dimension(practice.dimension)
        context["progress"] = area_progress(current, area, practice)
    return render(request, "journey/questionnaire/_saved.html", context)


def refuse(request: SignedInRequest, current: CurrentAssessment, form: AnswerForm) -> HttpResponse:
    if request.htmx:
        return render(request, "journey/questionnaire/_not_saved.html", {"form": form}, status=422)
    return show_question(request, current, form, status=422)


def conflict(
    request: SignedInRequest, current: CurrentAssessment, form: AnswerForm, theirs: Answer
) -> HttpResponse:
    """Show both answers to a question, so that the reader can choose."""
    mine = form.cleaned_data
    context = {
        **place(request, current, form.practice),
        "theirs": theirs,
        "their_words": wording(current.model, form.practice, theirs.value),
        "mine": mine,
        "my_words": wording(current.model, form.practice, str(form.answer().value)),
        "operation": uuid4(),
        "myself": theirs.answered_by_id == request.user.pk,
    }
    name = "_conflict" if request.htmx else "conflict"
    return render(request, f"journey/questionnaire/{name}.html", context, status=409)
