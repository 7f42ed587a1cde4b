"""Finish a session: look at the page together, sign it, and read it later."""

import logging
from http import HTTPStatus

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessment.consulting.sessions import services
from assessment.consulting.sessions.forms import SigningForm
from assessment.consulting.sessions.models import SessionOutcome
from assessment.consulting.sessions.presenters.outcome import OutcomePage, outcome_page
from assessment.consulting.sessions.queries import as_it_is, points_of
from assessment.consulting.sessions.views.finding import (
    frame,
    holds_sessions,
    outcome_or_404,
    reads_outcomes,
    session_or_404,
)
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.foundation.downloads.responses import named, pdf_response, try_later
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember

log = logging.getLogger(__name__)


@holds_sessions
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def finish_session(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    """Show the page to sign; a POST signs and sends it, or ends the session without one."""
    session, at = session_or_404(member, business, key), timezone.now()
    now = as_it_is(session, business, to_change=request.method == "POST")
    if now is None or not session.is_on(at):
        return redirect("session_pane", member.consultancy.slug, business.slug, key)
    if request.method == "POST" and "unsigned" in request.POST:
        services.end_session(session=session, by=request.user, at=at)
        tell(request, _("The session has ended, and its shared screen is closed."))
        return redirect("client_session", member.consultancy.slug, business.slug)
    start = {"present": str(request.user)}
    form = SigningForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            services.sign_outcome(now=now, signing=form.signing(), by=request.user, at=at)
        except services.SessionOver:
            return redirect("session_pane", member.consultancy.slug, business.slug, key)
        tell(request, _("Signed, and on its way to both of you."))
        return redirect("session_outcome", member.consultancy.slug, business.slug, key)
    points = points_of(session)
    facts = {
        **frame(member, business),
        "session": session,
        "form": form,
        "page": outcome_page(now, points, practice=member.consultancy.name, at=at),
    }
    status = 422 if form.is_bound else 200
    return render(request, "consulting/sessions/finish.html", facts, status=status)


@reads_outcomes
@require_safe
def session_outcome(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    """Show what was signed in a session."""
    outcome = outcome_or_404(member, business, key)
    facts = {
        **frame(member, business),
        "outcome": outcome,
        "page": OutcomePage.read(outcome.content),
        "pdf_url": reverse(
            "session_outcome_pdf", args=[member.consultancy.slug, business.slug, key]
        ),
    }
    return render(request, "consulting/sessions/outcome.html", facts)


@reads_outcomes
@require_safe
def session_outcome_pdf(
    request: SignedInRequest, member: ConsultancyMember, business: Business, key: str
) -> HttpResponse:
    outcome = outcome_or_404(member, business, key)
    back = reverse("session_outcome", args=[member.consultancy.slug, business.slug, key])
    return printed(request, outcome, business, back)


def printed(
    request: SignedInRequest, outcome: SessionOutcome, business: Business, back: str
) -> HttpResponse:
    """Send the signed page as a PDF, or say why not and when to try again."""
    try:
        pdf = services.outcome_pdf(outcome, whose=business.slug)
    except TooManyWait:
        status = HTTPStatus.TOO_MANY_REQUESTS
    except CannotPrint:
        log.exception("outcome not printed: outcome=%s", outcome.pk)
        status = HTTPStatus.SERVICE_UNAVAILABLE
    else:
        day = business.day(outcome.signed_at).isoformat()
        return named(pdf_response(pdf), f"{day}_{business.slug}_session.pdf")
    facts = {"back": back, "business": business}
    return try_later(render(request, "consulting/sessions/unprinted.html", facts, status=status))
