"""End a session: read the page together and sign it, or end without one."""

from http import HTTPStatus

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessment.consulting.sessions import services
from assessment.consulting.sessions.forms import SigningForm
from assessment.consulting.sessions.presenters.outcome import OutcomePage, outcome_page
from assessment.consulting.sessions.queries import (
    SessionNow,
    as_it_is,
    outcomes_with,
    points_of,
)
from assessment.consulting.sessions.views.finding import frame, holds_sessions, while_on
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember


@holds_sessions
@require_http_methods(["GET", "HEAD", "POST"])
def finish_session(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    """Show the page to sign; a POST signs and sends it, or ends the session without one."""
    if request.method == "POST" and is_signed_so(request, member, business, key):
        return redirect("session_outcome", member.consultancy.slug, business.slug, key)
    return finish(request, member, business, key)


def is_signed_so(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> bool:
    """Return whether the same people have signed already, as after a double click."""
    outcome = outcomes_with(business, member.consultancy).filter(session__key=key).first()
    form = SigningForm(request.POST)
    if outcome is None or not form.is_valid():
        return False
    signing, page = form.signing(), OutcomePage.read(outcome.content)
    return page.is_signed_by(signing.for_practice, signing.for_business)


@while_on
def finish(
    request: SignedInRequest, member: ConsultancyMember, business: Business, now: SessionNow
) -> HttpResponse:
    if request.method == "POST" and "unsigned" in request.POST:
        services.end_session(session=now.session, by=request.user, at=timezone.now())
        tell(request, _("The session has ended, and its shared screen is closed."))
        return redirect("client_session", member.consultancy.slug, business.slug)
    if request.method != "POST":
        form = SigningForm(initial={"present": str(request.user)})
        return page_to_sign(request, member, business, now, form)
    form = SigningForm(request.POST)
    if not form.is_valid():
        return page_to_sign(request, member, business, now, form, status=422)
    return sign(request, member, business, now, form)


@transaction.atomic
def sign(
    request: SignedInRequest,
    member: ConsultancyMember,
    business: Business,
    now: SessionNow,
    form: SigningForm,
) -> HttpResponse:
    """Sign the page if it still says what both have read."""
    locked, seen = as_it_is(now.session, business, to_change=True), request.POST.get("seen", "")
    if locked is None:
        raise services.SessionOver(now.session.key)
    try:
        services.sign_outcome(
            now=locked, signing=form.signing(), seen=seen, by=request.user, at=timezone.now()
        )
    except services.OutcomeChanged:
        changed = HTTPStatus.CONFLICT
        return page_to_sign(request, member, business, locked, form, status=changed)
    tell(request, _("Signed, and on its way to both of you."))
    return redirect("session_outcome", member.consultancy.slug, business.slug, now.session.key)


def page_to_sign(
    request: SignedInRequest,
    member: ConsultancyMember,
    business: Business,
    now: SessionNow,
    form: SigningForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    practice, points = member.consultancy.name, points_of(now.session)
    facts = {
        **frame(member, business),
        "session": now.session,
        "form": form,
        "page": outcome_page(now, points, practice=practice, at=timezone.now()),
        "changed": status == HTTPStatus.CONFLICT,
    }
    return render(request, "consulting/sessions/finish.html", facts, status=status)
