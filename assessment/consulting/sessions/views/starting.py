"""Start a session with a client, or go on with the one that is on."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessment.consulting.sessions import services
from assessment.consulting.sessions.forms import StartForm
from assessment.consulting.sessions.queries import outcomes_with, session_on
from assessment.consulting.sessions.views.finding import frame, holds_sessions, pane_url
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.questionnaire.services import start_assessment
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember


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
