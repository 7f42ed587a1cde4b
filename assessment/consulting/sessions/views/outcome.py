"""What was signed in a session, to read and to print."""

import logging
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessment.consulting.sessions import services
from assessment.consulting.sessions.models import SessionOutcome
from assessment.consulting.sessions.presenters.outcome import OutcomePage
from assessment.consulting.sessions.views.finding import (
    frame,
    outcome_or_404,
    reads_outcomes,
)
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.downloads.responses import named, pdf_response, try_later
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember

log = logging.getLogger(__name__)


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
