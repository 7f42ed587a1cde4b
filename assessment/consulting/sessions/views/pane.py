"""The consultant's own page of a session: agenda, time, last answers, private notes, points."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessment.consulting.clients.forms.texts import NoteForm
from assessment.consulting.clients.presenters.meeting import meeting_points
from assessment.consulting.clients.queries.client import client_record
from assessment.consulting.clients.queries.notes import notes_on
from assessment.consulting.sessions import services
from assessment.consulting.sessions.forms import AgreedForm, LaterForm, point_form
from assessment.consulting.sessions.models import ClientSession, PointKind
from assessment.consulting.sessions.presenters.agenda import agenda_of
from assessment.consulting.sessions.queries import (
    SessionNow,
    area_named,
    as_it_is,
    mark_of,
    points_of,
)
from assessment.consulting.sessions.views.answering import (
    area_facts,
    not_saved_any_more,
    save_area,
    save_one,
)
from assessment.consulting.sessions.views.devices import CODE
from assessment.consulting.sessions.views.finding import (
    frame,
    holds_sessions,
    pane_url,
    session_or_404,
    session_over,
    while_on,
)
from assessment.consulting.sessions.views.polling import unless_unchanged
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell, tell_quietly
from assessment.foundation.links.one_time_secret import carried_over, let_go
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.parsing.typed_forms import lead_on
from assessment.journey.questionnaire.forms import AnswerForm
from assessment.parties.access.rules import PracticeCapability, may_in_practice
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember

NOTES_SHOWN = 5


@holds_sessions
@require_http_methods(["GET", "HEAD", "POST"])
def session_pane(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    """Show the consultant's page; a POST saves the answers and goes on to the next area."""
    if request.method == "POST":
        return save_and_go_on(request, member, business, key)
    session = session_or_404(member, business, key)
    if not session.is_on:
        return session_over(request, member, business, session)
    mark = mark_of(session, session.saves, minutes_in(session), request.user.pk)
    return unless_unchanged(request, mark, lambda: show_pane(request, member, business, session))


def minutes_in(session: ClientSession) -> int:
    """Return for how many minutes it has been held; the page changes with each of them."""
    return int((timezone.now() - session.started_at).total_seconds()) // 60


@while_on
@transaction.atomic
def save_and_go_on(
    request: SignedInRequest, member: ConsultancyMember, business: Business, now: SessionNow
) -> HttpResponse:
    locked, at = as_it_is(now.session, business, to_change=True), timezone.now()
    if locked is None:
        raise services.SessionOver(now.session.key)
    if locked.check.submitted:
        said = _("The check has been sent in meanwhile, so no answer changes any more.")
        return lead_on(request, pane_url(now.session, business, "answers").url, said)
    refused = save_area(locked, request.POST, by=request.user, at=at)
    if refused:
        return show_pane(request, member, business, now.session, refused)
    if locked.following:
        services.turn_to(session=now.session, area=locked.following.key, at=at)
    tell_quietly(request, _("Saved."))
    return pane_url(now.session, business, "answers")


def show_pane(
    request: SignedInRequest,
    member: ConsultancyMember,
    business: Business,
    session: ClientSession,
    refused: list[AnswerForm] | None = None,
    *,
    refused_point: AgreedForm | LaterForm | None = None,
    note_form: NoteForm | None = None,
) -> HttpResponse:
    now = as_it_is(session, business)
    if now is None:
        return session_over(request, member, business, session)
    points = points_of(session)
    bound = [form for form in (refused_point, note_form) if form is not None]
    today = timezone.localdate()
    forms = {kind: point_form(kind, today=today) for kind in PointKind}
    if refused_point is not None:
        forms[refused_point.kind] = refused_point
    address = [member.consultancy.slug, business.slug, session.key]
    facts = {
        **frame(member, business),
        **area_facts(
            now,
            refused or [],
            with_last=True,
            url_of=lambda code: reverse("session_answer", args=[*address, code]),
        ),
        "page_url": reverse("session_pane", args=address),
        "mark": mark_of(session, session.saves, minutes_in(session), request.user.pk),
        "agenda": agenda_of(now, timezone.now()),
        "say": meeting_points(
            client_record(business, today),
            reverse("client_evidence", args=[member.consultancy.slug, business.slug]),
        ),
        "agreed": [point for point in points if point.kind == PointKind.AGREED],
        "later": [point for point in points if point.kind == PointKind.LATER],
        "agreed_form": forms[PointKind.AGREED],
        "later_form": forms[PointKind.LATER],
        "form": bound[0] if bound else None,
        "today": today,
        "code": carried_over(request, CODE),
        "code_url": on_site(reverse("screen_code")),
        **private(member, business, note_form),
    }
    status = 422 if refused or bound else 200
    response = render(request, "consulting/sessions/pane.html", facts, status=status)
    let_go(request, response, CODE)
    return response


def private(
    member: ConsultancyMember, business: Business, note_form: NoteForm | None
) -> dict[str, Any]:
    """Return the private notes; an assistant gets nothing, not even their number."""
    if not may_in_practice(member, PracticeCapability.NOTES):
        return {"may_note": False}
    return {
        "may_note": True,
        "note_form": note_form or NoteForm(prefix="note"),
        "notes": notes_on(business, member.consultancy)[:NOTES_SHOWN],
    }


@holds_sessions
@require_POST
def session_answer(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str, code: str
) -> HttpResponse:
    """Save one answer as soon as it is chosen."""
    page = reverse("session_pane", args=[member.consultancy.slug, business.slug, key])
    at = timezone.now()
    with transaction.atomic():
        session = session_or_404(member, business, key)
        now = as_it_is(session, business, to_change=True)
        if now is None or not session.is_on:
            return not_saved_any_more(request)
        return save_one(request, now, code, page=page, by=request.user, at=at)


@holds_sessions
@require_POST
@while_on
def session_turn(
    request: SignedInRequest,
    member: ConsultancyMember,  # noqa: ARG001 - every view of a session takes it
    business: Business,
    now: SessionNow,
) -> HttpResponse:
    """Go to another area in both windows, or show or hide last time's answers on the screen."""
    at = timezone.now()
    if "last" in request.POST:
        shown = request.POST["last"] == "show"
        services.show_last_time(session=now.session, shown=shown, at=at)
        said = _("The shared screen shows last time’s answers.")
        tell(request, said if shown else _("The shared screen hides last time’s answers."))
        return pane_url(now.session, business)
    area = area_named(now.check.model, request.POST.get("area", ""))
    services.turn_to(session=now.session, area=area.key, at=at)
    tell_quietly(request, _("Both windows show %(area)s.") % {"area": area.title})
    return pane_url(now.session, business, "answers")
