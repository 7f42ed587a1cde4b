"""The pages of a check: its five areas, one question, a whole area, all answers."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessment.accounts.access import SignedInRequest
from assessment.answering import actions
from assessment.answering.forms import AnswerForm
from assessment.answering.models import Answer
from assessment.answering.queries import (
    CheckInHand,
    answer_last_time,
    check_of_today,
    wording,
)
from assessment.answering.signed_out import forget_kept_answer, keep_answer, kept_answer
from assessment.domain.answers import NOT_SURE
from assessment.domain.answers import Answer as SheetAnswer
from assessment.domain.maturity import Dimension, Practice
from assessment.organisations.access import Capability, may, members
from assessment.organisations.models import Business

FROM_REVIEW = "review"


@members(Capability.VIEW)
@require_GET
def check(request: SignedInRequest, business: Business) -> HttpResponse:
    """The task list."""
    context = {"check": check_now(business), "may_answer": may(business, Capability.ANSWER)}
    return render(request, "answering/check.html", {**page(business), **context})


@keep_answer
@members(Capability.ANSWER)
@require_http_methods(["GET", "POST"])
def question(
    request: SignedInRequest, business: Business, dimension: str, number: int
) -> HttpResponse:
    """One question; a POST saves it and goes on, htmx saves it and stays."""
    in_hand = check_now(business)
    practice = practice_or_404(in_hand, dimension, number)
    if in_hand.submitted:
        return closed(request, business, in_hand)
    if request.method == "POST":
        return save_one(request, in_hand, practice)
    kept = kept_answer(request)
    form = answer_form(request, in_hand, practice, initial=unprefixed(kept, practice))
    return show_question(request, in_hand, practice, form, unsaved=bool(kept))


def save_one(request: SignedInRequest, in_hand: CheckInHand, practice: Practice) -> HttpResponse:
    if request.POST.get("keep") == "theirs":
        return redirect(onward(request, in_hand, practice))
    form = answer_form(request, in_hand, practice, data=request.POST)
    if not form.is_valid():
        return refuse(request, in_hand, practice, form)
    try:
        saved = record(request, in_hand, form)
    except actions.Closed:
        return closed(request, in_hand.business, in_hand)
    except actions.ChangedMeanwhile as change:
        return conflict(request, in_hand, form, change.theirs)
    forget_kept_answer(request)
    if request.htmx:
        return saved_fragment(request, in_hand, practice, saved)
    return redirect(onward(request, in_hand, practice))


@members(Capability.ANSWER)
@require_POST
def undo_answer(
    request: SignedInRequest, business: Business, dimension: str, number: int
) -> HttpResponse:
    """Bring back the answer before the last save."""
    in_hand = check_now(business)
    practice = practice_or_404(in_hand, dimension, number)
    if in_hand.submitted or in_hand.assessment is None:
        return closed(request, business, in_hand)
    seen = request.POST.get(f"{practice.code}-revision", "")
    try:
        actions.undo_answer(
            assessment=in_hand.assessment,
            practice=practice,
            seen=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
            operation=uuid4(),
            by=request.user,
            at=timezone.now(),
        )
    except actions.Closed:
        return closed(request, business, in_hand)
    except (actions.ChangedMeanwhile, actions.NothingToUndo):
        pass  # The page shows what stands now; there is nothing of the sender's to lose.
    return redirect(question_url(in_hand, practice))


@members(Capability.ANSWER)
@require_http_methods(["GET", "POST"])
def questions(request: SignedInRequest, business: Business, dimension: str) -> HttpResponse:
    """All questions of one area on one page."""
    in_hand = check_now(business)
    area = dimension_or_404(in_hand, dimension)
    if in_hand.submitted:
        return closed(request, business, in_hand)
    data = request.POST if request.method == "POST" else None
    forms = [answer_form(request, in_hand, practice, data=data) for practice in area.practices]
    if data is not None and save_touched(request, in_hand, forms):
        return redirect(after_area(in_hand, area))
    context = {
        "check": in_hand,
        "area": next(a for a in in_hand.areas if a.dimension == area),
        "forms": forms,
        "following": following(in_hand, area),
        "refused": [form for form in forms if form.is_bound and form.errors],
    }
    status = 422 if data is not None else 200
    return render(request, "answering/questions.html", {**page(business), **context}, status=status)


@members(Capability.VIEW)
@require_http_methods(["GET", "POST"])
def review(request: SignedInRequest, business: Business) -> HttpResponse:
    """All answers before they are sent; a POST marks the open ones "not sure"."""
    in_hand = check_now(business)
    may_answer = may(business, Capability.ANSWER)
    if request.method == "POST" and may_answer and not in_hand.submitted:
        mark_the_rest_not_sure(request, in_hand)
        return redirect("review", business.slug)
    context = {
        "check": in_hand,
        "areas": [(area, review_rows(in_hand, area.dimension)) for area in in_hand.areas],
        "may_answer": may_answer and not in_hand.submitted,
    }
    return render(request, "answering/review.html", {**page(business), **context})


# ---- what the pages share


def page(business: Business) -> dict[str, Any]:
    return {"business": business, "here": "check"}


def check_now(business: Business) -> CheckInHand:
    return check_of_today(business, timezone.localdate())


def dimension_or_404(in_hand: CheckInHand, key: str) -> Dimension:
    for dimension in in_hand.model.dimensions:
        if dimension.key == key:
            return dimension
    raise Http404


def practice_or_404(in_hand: CheckInHand, key: str, number: int) -> Practice:
    practices = dimension_or_404(in_hand, key).practices
    if not 1 <= number <= len(practices):
        raise Http404
    return practices[number - 1]


def question_url(in_hand: CheckInHand, practice: Practice) -> str:
    number = in_hand.number_in_area(practice)
    return reverse("question", args=[in_hand.business.slug, practice.dimension, number])


def onward(request: HttpRequest, in_hand: CheckInHand, practice: Practice) -> str:
    """Back to the review if that is where the reader came from, else the next open question."""
    following = in_hand.next_after(practice)
    if request.GET.get("from") == FROM_REVIEW or following is None:
        return reverse("review", args=[in_hand.business.slug])
    return question_url(in_hand, following)


def answer_form(
    request: SignedInRequest, in_hand: CheckInHand, practice: Practice, **given: Any
) -> AnswerForm:
    return AnswerForm(
        **given,
        model=in_hand.model,
        practice=practice,
        answer=in_hand.answer_to(practice),
        alone=in_hand.business.alone,
        shortcuts=request.user.shortcuts,
    )


def unprefixed(posted: dict[str, str], practice: Practice) -> dict[str, str]:
    start = f"{practice.code}-"
    return {k.removeprefix(start): v for k, v in posted.items() if k.startswith(start)}


def record(request: SignedInRequest, in_hand: CheckInHand, form: AnswerForm) -> Answer:
    """Save one valid form; the first answer of a quarter begins its check."""
    now = timezone.now()
    assessment = in_hand.assessment or actions.start_assessment(
        business=in_hand.business, quarter=in_hand.quarter, at=now
    )
    return actions.record_answer(
        assessment=assessment,
        practice=form.practice,
        answer=form.answer(),
        seen=form.cleaned_data["revision"],
        operation=form.cleaned_data["operation"],
        by=request.user,
        at=now,
    )


def show_question(
    request: SignedInRequest,
    in_hand: CheckInHand,
    practice: Practice,
    form: AnswerForm,
    *,
    unsaved: bool = False,
    status: int = 200,
) -> HttpResponse:
    stored = in_hand.answer_to(practice)
    context = {
        **page(in_hand.business),
        "check": in_hand,
        "practice": practice,
        "dimension": in_hand.model.dimension(practice.dimension),
        "number": in_hand.number_in_area(practice),
        "position": in_hand.model.position(practice.code),
        "back": in_hand.before(practice),
        "back_url": back_url(request, in_hand, practice),
        "form": form,
        "saved": stored if stored.given else None,
        "unsaved": unsaved,
        "last_time": answer_last_time(in_hand, practice) if stored.given else None,
    }
    return render(request, "answering/question.html", context, status=status)


def back_url(request: HttpRequest, in_hand: CheckInHand, practice: Practice) -> str:
    if request.GET.get("from") == FROM_REVIEW:
        return reverse("review", args=[in_hand.business.slug])
    before = in_hand.before(practice)
    if before is None:
        return reverse("check", args=[in_hand.business.slug])
    return question_url(in_hand, before)


def saved_fragment(
    request: SignedInRequest, in_hand: CheckInHand, practice: Practice, saved: Answer
) -> HttpResponse:
    """What an open page needs to know after its save: when, the new revision, last time's answer."""
    context = {
        "business": in_hand.business,
        "practice": practice,
        "number": in_hand.number_in_area(practice),
        "saved": saved,
        "operation": uuid4(),
        "last_time": answer_last_time(in_hand, practice),
    }
    return render(request, "answering/_saved.html", context)


def refuse(
    request: SignedInRequest, in_hand: CheckInHand, practice: Practice, form: AnswerForm
) -> HttpResponse:
    if request.htmx:
        return render(request, "answering/_not_saved.html", {"form": form}, status=422)
    return show_question(request, in_hand, practice, form, status=422)


def conflict(
    request: SignedInRequest, in_hand: CheckInHand, form: AnswerForm, theirs: Answer
) -> HttpResponse:
    """Two answers to one question: both are shown, the reader decides."""
    mine = form.cleaned_data
    context = {
        **page(in_hand.business),
        "check": in_hand,
        "practice": form.practice,
        "url": question_url(in_hand, form.practice),
        "theirs": theirs,
        "their_words": wording(in_hand.model, form.practice, theirs.value),
        "mine": mine,
        "my_words": wording(in_hand.model, form.practice, mine["value"]),
        "operation": uuid4(),
        "myself": theirs.answered_by_id == request.user.pk,
    }
    if request.htmx:
        response = render(request, "answering/_conflict.html", context, status=409)
        response["HX-Retarget"], response["HX-Reswap"] = "#question-form", "outerHTML"
        return response
    return render(request, "answering/conflict.html", context, status=409)


def closed(request: SignedInRequest, business: Business, in_hand: CheckInHand) -> HttpResponse:
    """The sheet takes no answers: a look leads to all answers, a save is refused."""
    if request.method == "GET":
        return redirect("review", business.slug)
    context = {**page(business), "check": in_hand}
    name = "answering/_closed.html" if request.htmx else "answering/closed.html"
    return render(request, name, context, status=409)


def save_touched(request: SignedInRequest, in_hand: CheckInHand, forms: list[AnswerForm]) -> bool:
    """Save the forms that say something new; whether all of those were saved."""
    saved_all = True
    for form in forms:
        form.empty_permitted = not form.stored.given and form.untouched
        if form.untouched:
            continue
        saved_all &= form.is_valid() and saved_or_explained(request, in_hand, form)
    return saved_all


def saved_or_explained(request: SignedInRequest, in_hand: CheckInHand, form: AnswerForm) -> bool:
    try:
        record(request, in_hand, form)
    except actions.ChangedMeanwhile as change:
        form.explain_conflict(
            change.theirs, wording(in_hand.model, form.practice, change.theirs.value)
        )
        return False
    return True


def following(in_hand: CheckInHand, area: Dimension) -> Dimension | None:
    """The area behind this one, or None after the last."""
    dimensions = in_hand.model.dimensions
    here = dimensions.index(area)
    return dimensions[here + 1] if here + 1 < len(dimensions) else None


def after_area(in_hand: CheckInHand, area: Dimension) -> str:
    then = following(in_hand, area)
    if then is None:
        return reverse("review", args=[in_hand.business.slug])
    return reverse("questions", args=[in_hand.business.slug, then.key])


def mark_the_rest_not_sure(request: SignedInRequest, in_hand: CheckInHand) -> None:
    now = timezone.now()
    assessment = in_hand.assessment or actions.start_assessment(
        business=in_hand.business, quarter=in_hand.quarter, at=now
    )
    for practice in in_hand.open:
        actions.record_answer(
            assessment=assessment,
            practice=practice,
            answer=SheetAnswer(NOT_SURE),
            seen=in_hand.answer_to(practice).revision,
            operation=uuid4(),
            by=request.user,
            at=now,
        )


def review_rows(in_hand: CheckInHand, area: Dimension) -> list[dict[str, Any]]:
    return [
        {
            "practice": practice,
            "answer": (answer := in_hand.answer_to(practice)),
            "words": wording(in_hand.model, practice, answer.value),
            "url": f"{question_url(in_hand, practice)}?from={FROM_REVIEW}",
            "position": in_hand.model.position(practice.code),
        }
        for practice in area.practices
    ]
