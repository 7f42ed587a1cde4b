"""One question on its own page."""

from contextlib import suppress
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessment.domain.errors import NothingToUndo
from assessment.domain.model.maturity import Practice
from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.questionnaire import services
from assessment.journey.questionnaire.forms import AnswerForm
from assessment.journey.questionnaire.models import Answer
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.journey.questionnaire.queries.earlier_answers import answer_last_time, wording
from assessment.journey.questionnaire.views.preserved_post import (
    forget_kept_answer,
    keep_answer,
    kept_answer,
)
from assessment.journey.questionnaire.views.shared import (
    answer_form,
    check_now,
    check_to_change,
    closed,
    from_review,
    meant,
    page,
    practice_or_404,
    question_url,
    record,
    unprefixed,
)
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@keep_answer
@members(Capability.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def question(
    request: SignedInRequest, business: Business, dimension: str, number: int
) -> HttpResponse:
    """One question; a POST saves it and goes on, htmx saves it and stays."""
    if request.method == "POST":
        return save_one(request, business, dimension, number)
    in_hand = check_now(business)
    practice = practice_or_404(in_hand, dimension, number)
    if in_hand.submitted:
        return closed(request, in_hand)
    kept = kept_answer(request)
    form = answer_form(request, in_hand, practice, kept=unprefixed(kept, practice))
    return show_question(request, in_hand, form, unsaved=bool(kept))


@transaction.atomic
def save_one(
    request: SignedInRequest, business: Business, dimension: str, number: int
) -> HttpResponse:
    in_hand = check_to_change(business)
    practice = practice_or_404(in_hand, dimension, number)
    if in_hand.submitted:
        return closed(request, in_hand)
    if request.POST.get("keep") == "theirs":
        return redirect(onward(request, in_hand, practice))
    form = answer_form(request, in_hand, practice, data=request.POST)
    if not form.is_valid():
        return refuse(request, in_hand, form)
    return save_form(request, in_hand, form)


def save_form(
    request: SignedInRequest, in_hand: CurrentAssessment, form: AnswerForm
) -> HttpResponse:
    try:
        saved = record(request, in_hand, form)
    except services.AnswerChangedMeanwhile as change:
        return conflict(request, in_hand, form, change.theirs)
    except services.NamedTwice:
        form.lose_track()
        return refuse(request, in_hand, form)
    forget_kept_answer(request)
    if request.htmx:
        return saved_fragment(request, in_hand, form.practice, saved)
    return redirect(onward(request, in_hand, form.practice))


@members(Capability.ANSWER)
@require_POST
@transaction.atomic
def undo_answer(
    request: SignedInRequest, business: Business, dimension: str, number: int
) -> HttpResponse:
    """Bring back the answer before the last save."""
    in_hand = check_to_change(business)
    practice = practice_or_404(in_hand, dimension, number)
    if in_hand.submitted:
        return closed(request, in_hand)
    standing = in_hand.answer_to(practice)
    seen = request.POST.get(f"{practice.code}-revision")
    # A page that is behind has nothing to undo, and shows what stands now.
    if meant(request, in_hand) and standing.given and seen == str(standing.revision):
        save = services.Save(standing.revision, uuid4(), by=request.user, at=timezone.now())
        with suppress(services.AnswerChangedMeanwhile, NothingToUndo):
            services.undo_answer(standing=standing, save=save)
            messages.success(request, _("Undone. Your previous answer is back."))
    return redirect(question_url(in_hand, practice))


def onward(request: HttpRequest, in_hand: CurrentAssessment, practice: Practice) -> str:
    """Back to the review if that is where the reader came from, else the next open question."""
    following = in_hand.next_after(practice)
    if from_review(request) or following is None:
        return reverse("review", args=[in_hand.business.slug])
    return question_url(in_hand, following)


def back_url(request: HttpRequest, in_hand: CurrentAssessment, practice: Practice) -> str:
    if from_review(request):
        return reverse("review", args=[in_hand.business.slug])
    before = in_hand.before(practice)
    if before is None:
        return reverse("check", args=[in_hand.business.slug])
    return question_url(in_hand, before)


def place(
    request: SignedInRequest, in_hand: CurrentAssessment, practice: Practice
) -> dict[str, Any]:
    """Where a question stands, for the head of its page."""
    return {
        **page(in_hand),
        "practice": practice,
        "dimension": in_hand.model.dimension(practice.dimension),
        "number": in_hand.number_in_area(practice),
        "position": in_hand.model.position(practice.code),
        "back_url": back_url(request, in_hand, practice),
        "undo_url": question_url(in_hand, practice, "undo_answer"),
    }


def show_question(
    request: SignedInRequest,
    in_hand: CurrentAssessment,
    form: AnswerForm,
    *,
    unsaved: bool = False,
    status: int = 200,
) -> HttpResponse:
    stored = in_hand.answer_to(form.practice)
    context = {
        **place(request, in_hand, form.practice),
        "form": form,
        "saved": stored if in_hand.touched(stored) else None,
        "unsaved": unsaved,
        "last_time": answer_last_time(in_hand, form.practice),
    }
    return render(request, "journey/questionnaire/question.html", context, status=status)


def saved_fragment(
    request: SignedInRequest, in_hand: CurrentAssessment, practice: Practice, saved: Answer
) -> HttpResponse:
    """What an open page needs to know after its save: when, and the revision it sees now."""
    context = {
        "practice": practice,
        "saved": saved,
        "operation": uuid4(),
        "undo_url": question_url(in_hand, practice, "undo_answer"),
    }
    return render(request, "journey/questionnaire/_saved.html", context)


def refuse(request: SignedInRequest, in_hand: CurrentAssessment, form: AnswerForm) -> HttpResponse:
    if request.htmx:
        return render(request, "journey/questionnaire/_not_saved.html", {"form": form}, status=422)
    return show_question(request, in_hand, form, status=422)


def conflict(
    request: SignedInRequest, in_hand: CurrentAssessment, form: AnswerForm, theirs: Answer
) -> HttpResponse:
    """Two answers to one question: both are shown, the reader decides."""
    mine = form.cleaned_data
    context = {
        **place(request, in_hand, form.practice),
        "url": question_url(in_hand, form.practice),
        "theirs": theirs,
        "their_words": wording(in_hand.model, form.practice, theirs.value),
        "mine": mine,
        "my_words": wording(in_hand.model, form.practice, mine["value"]),
        "operation": uuid4(),
        "myself": theirs.answered_by_id == request.user.pk,
    }
    name = "_conflict" if request.htmx else "conflict"
    return render(request, f"journey/questionnaire/{name}.html", context, status=409)
