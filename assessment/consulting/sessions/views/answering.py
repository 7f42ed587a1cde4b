"""The answers of the area that is shown, saved from the shared screen or the consultant's page."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRefresh

from assessment.consulting.sessions.queries import SessionNow, last_time
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.typed_forms import typed_on_our_page
from assessment.journey.questionnaire.forms import AnswerForm
from assessment.journey.questionnaire.models import Answer
from assessment.journey.questionnaire.queries.earlier_answers import answer_seen, wording
from assessment.journey.questionnaire.services import (
    AnswerChangedMeanwhile,
    NamedTwice,
    Save,
    record_answer,
)


def save_area(now: SessionNow, data: QueryDict, *, by: User, at: datetime) -> list[AnswerForm]:
    """Save what is new in the area, and return the forms that could not be saved.

    An untouched answer that the other window has changed since is not a conflict.
    """
    forms = [AnswerForm(data, current=now.check, practice=p) for p in now.area.practices]
    new = [form for form in forms if not form.untouched and not _repeats(form)]
    return [form for form in new if not _try_to_save(form, by, at)]


def _repeats(form: AnswerForm) -> bool:
    seen = answer_seen(form.stored, str(form["revision"].value()))
    return seen is not None and form.repeats(seen)


def _try_to_save(form: AnswerForm, by: User, at: datetime) -> bool:
    if not form.is_valid():
        return False
    try:
        _record(form, by, at)
    except AnswerChangedMeanwhile as change:
        theirs = change.theirs
        form.explain_conflict(theirs, wording(form.model, form.practice, theirs.value))
        return False
    except NamedTwice:
        form.lose_track()
        return False
    return True


def _record(form: AnswerForm, by: User, at: datetime) -> Answer:
    shown, operation = form.cleaned_data["revision"], form.cleaned_data["operation"]
    save = Save(shown, operation, by=by, at=at)
    return record_answer(stored=form.stored, answer=form.answer(), save=save)


def save_one(
    request: HttpRequest, now: SessionNow, code: str, *, page: str, by: User, at: datetime
) -> HttpResponse:
    """Save one answer for the open `page`, and reply with what it shows beside it."""
    # The other window may have moved on to another area, so this looks in all of them.
    practice = next((p for p in now.check.model.practices if p.code == code), None)
    if practice is None or now.check.submitted:
        return HttpResponseClientRefresh()
    form = AnswerForm(request.POST, current=now.check, practice=practice)
    if not form.is_valid():
        return render(request, "journey/questionnaire/_not_saved.html", {"form": form}, status=422)
    try:
        saved = _record(form, by, at)
    except AnswerChangedMeanwhile as change:
        theirs = change.theirs
        facts = {"theirs": theirs, "url": page, "myself": theirs.answered_by_id == by.pk}
        return render(request, "journey/questionnaire/_conflict.html", facts, status=409)
    except NamedTwice:
        form.lose_track()
        return render(request, "journey/questionnaire/_not_saved.html", {"form": form}, status=422)
    facts = {"practice": practice, "saved": saved, "operation": uuid4()}
    return render(request, "journey/questionnaire/_saved.html", facts)


def not_saved_any_more(request: HttpRequest, *, status: int = HTTPStatus.CONFLICT) -> HttpResponse:
    """Reply to a save after the end: load the page again, but not over a text that is in it.

    The script that follows the session takes the page away, and lists the text on the next one.
    """
    typed = typed_on_our_page(request)
    if typed is None or not typed.texts:
        return HttpResponseClientRefresh()
    return render(request, "consulting/sessions/_not_saved_any_more.html", status=status)


def area_facts(
    now: SessionNow,
    refused: list[AnswerForm],
    *,
    with_last: bool,
    url_of: Callable[[str], str],
) -> dict[str, Any]:
    """Return what both windows show of the check: the areas, and the questions of this one.

    `url_of` returns where a page saves the answer to the question with a code.
    """
    again = {form.practice: form for form in refused}
    before = last_time(now.check) if with_last else {}
    return {
        "session": now.session,
        "business": now.check.business,
        "current": now.check,
        "area": now.area,
        "following": now.following,
        "refused": refused,
        "rows": [
            {
                "form": again.get(p) or AnswerForm(current=now.check, practice=p),
                "saved": saved_answer(now, p.code),
                "position": now.check.model.position(p.code),
                "last": before.get(p.code, ""),
                "url": url_of(p.code),
            }
            for p in now.area.practices
        ],
    }


def saved_answer(now: SessionNow, code: str) -> Answer | None:
    stored = now.check.answers.get(code)
    return stored if stored is not None and now.check.touched(stored) else None
