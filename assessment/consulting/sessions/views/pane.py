"""The consultant's own page of a session: agenda, time, last answers, private notes, points."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from assessment.consulting.clients.forms.texts import NoteForm
from assessment.consulting.clients.presenters.meeting import meeting_points
from assessment.consulting.clients.queries.client import client_record
from assessment.consulting.clients.queries.notes import notes_on
from assessment.consulting.clients.services import write_note
from assessment.consulting.sessions import services
from assessment.consulting.sessions.forms import (
    POINT_FORMS,
    AgreedForm,
    LaterForm,
    StartForm,
)
from assessment.consulting.sessions.models import ClientSession, PointKind
from assessment.consulting.sessions.presenters.agenda import agenda_of
from assessment.consulting.sessions.queries import (
    SessionNow,
    area_named,
    as_it_is,
    mark_of,
    outcomes_with,
    points_of,
    session_on,
)
from assessment.consulting.sessions.views.answering import area_facts, save_area, save_one
from assessment.consulting.sessions.views.finding import frame, holds_sessions, session_or_404
from assessment.consulting.sessions.views.polling import unless_unchanged
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at, tell, tell_quietly
from assessment.foundation.links.one_time_secret import carried_over, carry_over, let_go
from assessment.foundation.outbox.delivery import on_site
from assessment.journey.questionnaire.forms import AnswerForm
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.questionnaire.services import start_assessment
from assessment.parties.access.rules import PracticeCapability, may_in_practice
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember

CODE = "screen-code"
NOTES_SHOWN = 5


@holds_sessions
@require_http_methods(["GET", "HEAD", "POST"])
def client_session(
    request: SignedInRequest, member: ConsultancyMember, business: Business
) -> HttpResponse:
    """Lead to the session that is on, or offer to start one about the open check."""
    now = timezone.now()
    running = session_on(business, now)
    if running and running.consultancy_id == member.consultancy_id:
        return redirect("session_pane", member.consultancy.slug, business.slug, running.key)
    check = current_assessment_of(business, timezone.localdate())
    form = StartForm(request.POST if request.method == "POST" else None)
    can_start = not check.submitted and running is None
    if can_start and form.is_valid():
        return start(request, member, business, form.cleaned_data["minutes"])
    facts = {
        **frame(member, business),
        "form": form,
        "current": check,
        "running": running,
        "can_start": can_start,
        "outcomes": outcomes_with(business, member.consultancy),
    }
    status = 422 if form.is_bound else 200
    return render(request, "consulting/sessions/start.html", facts, status=status)


@transaction.atomic
def start(
    request: SignedInRequest, member: ConsultancyMember, business: Business, minutes: int
) -> HttpResponse:
    """Start a session, and with it the check of the quarter if nobody has started it."""
    at = timezone.now()
    check = current_assessment_of(business, timezone.localdate(), to_change=True)
    assessment = check.assessment or start_assessment(
        business=business, quarter=check.quarter, by=request.user, at=at
    )
    assessment.business = business
    area = check.next.dimension if check.next else check.model.dimensions[0].key
    try:
        session = services.start_session(
            consultancy=member.consultancy,
            assessment=assessment,
            area=area,
            minutes=minutes,
            by=request.user,
            at=at,
        )
    except services.AnotherSession:
        return redirect("client_session", member.consultancy.slug, business.slug)
    tell(request, _("The session is on. Now open the shared screen."))
    return pane_url(session, business)


def pane_url(session: ClientSession, business: Business, place: str = "screen") -> HttpResponse:
    return redirect_at(place, "session_pane", session.consultancy.slug, business.slug, session.key)


def running_or_404(
    member: ConsultancyMember, business: Business, key: str, *, to_change: bool = False
) -> SessionNow:
    """Return a session that is on with its check; 404 once it is over."""
    session = session_or_404(member, business, key)
    now = as_it_is(session, business, to_change=to_change)
    if now is None or not session.is_on(timezone.now()):
        raise Http404
    return now


@holds_sessions
@require_http_methods(["GET", "HEAD", "POST"])
def session_pane(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    """Show the consultant's page; a POST saves the answers and goes on to the next area."""
    session = session_or_404(member, business, key)
    at = timezone.now()
    if not session.is_on(at):
        return render(request, "consulting/sessions/ended.html", over(member, business, session))
    if request.method == "POST":
        return save_and_go_on(request, member, business, key)
    mark = mark_of(session, session.saves, minutes_in(session), request.user.pk)
    return unless_unchanged(request, mark, lambda: show_pane(request, member, business, session))


def minutes_in(session: ClientSession) -> int:
    """Return for how many minutes it has been held; the page changes with each of them."""
    return int((timezone.now() - session.started_at).total_seconds()) // 60


def over(member: ConsultancyMember, business: Business, session: ClientSession) -> dict[str, Any]:
    return {
        **frame(member, business),
        "session": session,
        "outcome": getattr(session, "outcome", None),
    }


@transaction.atomic
def save_and_go_on(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    now, at = running_or_404(member, business, key, to_change=True), timezone.now()
    if now.check.submitted:
        return pane_url(now.session, business, "answers")
    refused = save_area(now, request.POST, by=request.user, at=at)
    if refused:
        return show_pane(request, member, business, now.session, refused)
    if now.following:
        services.turn_to(session=now.session, area=now.following.key, at=at)
    tell_quietly(request, _("Saved."))
    return pane_url(now.session, business, "answers")


def show_pane(
    request: SignedInRequest,
    member: ConsultancyMember,
    business: Business,
    session: ClientSession,
    refused: list[AnswerForm] | None = None,
    *,
    point_form: AgreedForm | LaterForm | None = None,
    note_form: NoteForm | None = None,
) -> HttpResponse:
    now = as_it_is(session, business)
    if now is None:
        return render(request, "consulting/sessions/ended.html", over(member, business, session))
    points = points_of(session)
    bound = [form for form in (point_form, note_form) if form is not None]
    agreed = point_form if isinstance(point_form, AgreedForm) else AgreedForm(prefix="agreed")
    later = point_form if isinstance(point_form, LaterForm) else LaterForm(prefix="later")
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
            client_record(business, timezone.localdate()),
            reverse("client_evidence", args=[member.consultancy.slug, business.slug]),
        ),
        "agreed": [point for point in points if point.kind == PointKind.AGREED],
        "later": [point for point in points if point.kind == PointKind.LATER],
        "agreed_form": agreed,
        "later_form": later,
        "form": bound[0] if bound else None,
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
        if now is None or not session.is_on(at):
            return HttpResponseClientRefresh()
        return save_one(request, now, code, page=page, by=request.user, at=at)


@holds_sessions
@require_POST
def session_turn(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    """Go to another area in both windows, or show or hide last time's answers on the screen."""
    now, at = running_or_404(member, business, key), timezone.now()
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


@holds_sessions
@require_POST
def session_screen(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    """Open the shared screen in this browser, or make a code for another device."""
    now, at = running_or_404(member, business, key), timezone.now()
    if "code" not in request.POST:
        token = services.open_screen(session=now.session, by=request.user, at=at)
        return redirect("screen", token)
    code = services.make_code(session=now.session, by=request.user, at=at)
    response = pane_url(now.session, business)
    carry_over(response, CODE, code)
    return response


@holds_sessions
@require_POST
def session_points(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    """Write down what was agreed or left for later, or take a point off the list."""
    now, at = running_or_404(member, business, key), timezone.now()
    named = request.POST.get("remove", "")
    if named:
        found = next((p for p in points_of(now.session) if str(p.pk) == named), None)
        if found:
            services.remove_point(session=now.session, point=found.pk, at=at)
        tell(request, _("Taken off the list."))
        return pane_url(now.session, business, "agreed")
    kind = request.POST.get("kind", "")
    kind = kind if kind in POINT_FORMS else PointKind.AGREED
    form = POINT_FORMS[kind](request.POST, prefix=kind)
    if form.is_valid():
        try:
            services.add_point(session=now.session, new=form.point(), at=at)
        except services.TooManyPoints:
            room = services.MOST_POINTS[PointKind(kind)]
            words = _("The signed page has room for %(count)s of them. Take one off first.")
            form.add_error("text", words % {"count": room})
        else:
            tell_quietly(request, _("Written down."))
            return pane_url(now.session, business, kind)
    return show_pane(request, member, business, now.session, point_form=form)


@holds_sessions
@require_POST
def session_note(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    """Keep a private note, beside all others about this client."""
    if not may_in_practice(member, PracticeCapability.NOTES):
        raise Http404
    now = running_or_404(member, business, key)
    form = NoteForm(request.POST, prefix="note")
    if form.is_valid():
        write_note(
            consultancy=member.consultancy,
            business=business,
            text=form.words(),
            by=request.user,
            at=timezone.now(),
        )
        tell(request, _("Your note is kept. Only your practice sees it."))
        return pane_url(now.session, business, "notes")
    return show_pane(request, member, business, now.session, note_form=form)
