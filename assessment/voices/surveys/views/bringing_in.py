"""Bring answers in from a file: choose it, look through its rows, confirm, and take it back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.foundation.downloads.responses import sent
from assessment.foundation.formatting.csv import as_csv
from assessment.foundation.parsing.keys import key_in
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business
from assessment.voices.surveys import services
from assessment.voices.surveys.forms.bringing_in import AnswerFileForm, ColumnsForm
from assessment.voices.surveys.models import AnswerColumn, AnswerList
from assessment.voices.surveys.presenters.list_page import AnswerListPage
from assessment.voices.surveys.presenters.rows import judge, left_out_table
from assessment.voices.surveys.wording import files as wording


@members(Capability.LISTEN)
@require_http_methods(["GET", "HEAD", "POST"])
def import_answers(request: SignedInRequest, business: Business) -> HttpResponse:
    """Read a file, and go on to look it through; nothing is brought in yet."""
    form = AnswerFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = services.keep_answer_list(
            business=business, file_name=form.file_name(), table=form.table, at=timezone.now()
        )
        return redirect("answer_list", business.slug, kept.pk)
    facts = {"business": business, "form": form}
    status = 422 if form.errors else 200
    return render(request, "voices/surveys/import.html", facts, status=status)


@members(Capability.LISTEN)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_list(request: SignedInRequest, business: Business, key: int) -> HttpResponse:
    """Show what would happen to each row, or what was done; a POST settles the columns."""
    found = list_of(business, key)
    if found is None:
        return gone(request, business)
    if found.added_at:
        return done(request, business, found)
    form = ColumnsForm(request.POST if request.method == "POST" else None, answer_list=found)
    if form.is_valid():
        services.settle_columns(answer_list=found, columns=form.columns())
        return redirect("answer_list", business.slug, found.pk)
    return preview(request, business, found, form, status=422 if form.errors else 200)


@members(Capability.LISTEN)
@require_POST
def bring_answers_in(request: SignedInRequest, business: Business, key: int) -> HttpResponse:
    """Bring the answers of a file in that somebody has looked through."""
    found = list_of(business, key)
    if found is None:
        return gone(request, business)
    try:
        count = services.bring_in(
            answer_list=found, columns=settled(request), by=request.user, at=timezone.now()
        )
    except services.ColumnsChanged:
        form = ColumnsForm(answer_list=found)
        return preview(request, business, found, form, status=409, problem=wording.list_changed())
    tell(request, wording.brought_in(count))
    return redirect("answer_list", business.slug, found.pk)


@members(Capability.LISTEN)
@require_POST
def drop_answers(request: SignedInRequest, business: Business, key: int) -> HttpResponse:
    """Erase a file whose answers will not be brought in."""
    found = list_of(business, key)
    if found is None:
        return gone(request, business)
    services.drop_answer_list(answer_list=found)
    tell(request, wording.dropped())
    return redirect("import_answers", business.slug)


@members(Capability.LISTEN)
@require_http_methods(["GET", "HEAD", "POST"])
def take_answers_back(request: SignedInRequest, business: Business, key: int) -> HttpResponse:
    """Ask whether to take the answers of a file back, and do so."""
    found = list_of(business, key)
    if found is None:
        return gone(request, business)
    if not found.can_be_taken_back(timezone.now()):
        tell(request, wording.too_late())
        return redirect("answer_list", business.slug, found.pk)
    if request.method != "POST":
        facts = {"business": business, "mine": found, "number": found.answers.count()}
        return render(request, "voices/surveys/take_back.html", facts)
    try:
        count = services.take_answers_back(answer_list=found, by=request.user, at=timezone.now())
    except services.AnswersStay:
        tell(request, wording.too_late())
        return redirect("answer_list", business.slug, found.pk)
    tell(request, wording.taken_back(count))
    return redirect("import_answers", business.slug)


@members(Capability.LISTEN)
@require_safe
def answers_left_out(request: SignedInRequest, business: Business, key: int) -> HttpResponse:
    """Send the rows that are left out, each with its reason, to correct and bring in again."""
    found = list_of(business, key)
    if found is None:
        return gone(request, business)
    table = found.table
    if not found.added_at:
        table = left_out_table(found, judge(found, business, timezone.now()))
    return sent(request, as_csv(table), "left-out.csv")


def list_of(business: Business, key: int) -> AnswerList | None:
    now = timezone.now()
    lists = AnswerList.objects.filter(survey__business=business.pk, expires_at__gt=now)
    return lists.filter(pk=key).first()


def gone(request: SignedInRequest, business: Business) -> HttpResponse:
    tell(request, wording.list_gone())
    return redirect("import_answers", business.slug)


def settled(request: SignedInRequest) -> dict[str, int]:
    """Return the columns as they were settled on the page that was sent."""
    places = {column.value: request.POST.get(column, "") for column in AnswerColumn}
    return {column: key_in(place) for column, place in places.items() if place}


def preview(
    request: SignedInRequest,
    business: Business,
    found: AnswerList,
    form: ColumnsForm,
    *,
    status: int,
    problem: str = "",
) -> HttpResponse:
    judged = judge(found, business, timezone.now())
    facts = {
        "business": business,
        "mine": found,
        "form": form,
        "page": AnswerListPage(answer_list=found, found=judged, full="all" in request.GET),
        "problem": problem,
    }
    return render(request, "voices/surveys/rows.html", facts, status=status)


def done(request: SignedInRequest, business: Business, found: AnswerList) -> HttpResponse:
    undo = found.can_be_taken_back(timezone.now())
    facts: dict[str, Any] = {
        "business": business,
        "mine": found,
        "heading": wording.brought_in(found.answers.count()),
        "known": wording.known_already(found.known),
        "left_out": len(found.table) - 1,
        "undo": wording.can_be_undone(timezone.localtime(found.expires_at)) if undo else "",
    }
    return render(request, "voices/surveys/brought_in.html", facts)
