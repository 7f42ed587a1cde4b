"""What people in a business see of the sessions with their consultants."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessment.consulting.clients.access import own_people
from assessment.consulting.sessions import services
from assessment.consulting.sessions.models import SessionOutcome
from assessment.consulting.sessions.presenters.outcome import OutcomePage
from assessment.consulting.sessions.queries import outcomes_of, over_sessions, session_on
from assessment.consulting.sessions.views.outcome import printed
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.parties.businesses.models import Business


@own_people
@require_safe
def sessions_held(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show the session that is on, and the earlier ones with what was signed."""
    now = timezone.now()
    facts = {
        "business": business,
        "here": "check",
        "running": session_on(business, now),
        "sessions": [(one, hasattr(one, "outcome")) for one in over_sessions(business, now)],
    }
    return render(request, "consulting/sessions/held.html", facts)


@own_people
@require_POST
def open_own_screen(request: SignedInRequest, business: Business) -> HttpResponse:
    """Open the shared screen of the session that is on, in this browser."""
    at = timezone.now()
    running = session_on(business, at)
    if running is None:
        tell(request, _("There’s no session now."))
        return redirect("sessions_held", business.slug)
    token = services.open_screen(session=running, by=request.user, at=at)
    return redirect("screen", token)


@own_people
@require_safe
def session_held(request: SignedInRequest, business: Business, key: str) -> HttpResponse:
    """Show what was signed in a session."""
    outcome = signed_or_404(business, key)
    facts = {
        "business": business,
        "here": "check",
        "outcome": outcome,
        "page": OutcomePage.read(outcome.content),
        "pdf_url": reverse("session_held_pdf", args=[business.slug, key]),
    }
    return render(request, "consulting/sessions/held_outcome.html", facts)


@own_people
@require_safe
def session_held_pdf(request: SignedInRequest, business: Business, key: str) -> HttpResponse:
    back = reverse("session_held", args=[business.slug, key])
    return printed(request, signed_or_404(business, key), business, back)


def signed_or_404(business: Business, key: str) -> SessionOutcome:
    found = outcomes_of(business).filter(session__key=key).first()
    if found is None:
        raise Http404
    return found
