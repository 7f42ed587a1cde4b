"""Who may hold a session, the session that an address names, and what shows that it is over."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from assessment.consulting.sessions.models import ClientSession, SessionOutcome
from assessment.consulting.sessions.queries import (
    as_it_is,
    outcomes_with,
    sessions_of,
)
from assessment.consulting.sessions.services import SessionOver
from assessment.foundation.accounts.access import SignedInRequest, View
from assessment.foundation.announcements.happened import redirect_at
from assessment.foundation.parsing.typed_forms import typed_on_our_page
from assessment.parties.access.rules import (
    Capability,
    PracticeCapability,
    clients_of_practice,
)
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember

holds_sessions = clients_of_practice(PracticeCapability.WORK, needs=Capability.ANSWER)
reads_outcomes = clients_of_practice(PracticeCapability.WORK)


def frame(member: ConsultancyMember, business: Business) -> dict[str, Any]:
    """Return what every page about a client shows around its own content."""
    return {
        "consultancy": member.consultancy,
        "member": member,
        "business": business,
        "here": "clients",
    }


def pane_url(
    session: ClientSession, business: Business, place: str = "screen"
) -> HttpResponseRedirect:
    return redirect_at(place, "session_pane", session.consultancy.slug, business.slug, session.key)


def session_or_404(member: ConsultancyMember, business: Business, key: str) -> ClientSession:
    """Return a session of this practice and this client, with what tells whether it changed."""
    ours = sessions_of(business).filter(consultancy=member.consultancy)
    known = ours.with_being_on(timezone.now()).with_saves()
    session = known.filter(key=key).first()
    if session is None:
        raise Http404
    return session


def outcome_or_404(member: ConsultancyMember, business: Business, key: str) -> SessionOutcome:
    """Return what a practice and its client signed in a session."""
    found = outcomes_with(business, member.consultancy).filter(session__key=key).first()
    if found is None:
        raise Http404
    return found


def while_on(view: Callable[..., HttpResponse]) -> View:
    """Pass the view the session that the URL names, with its check, while it is on.

    Once it is over, the reply says so, and shows what was typed.
    """

    @wraps(view)
    def held(
        request: SignedInRequest,
        member: ConsultancyMember,
        business: Business,
        key: str,
        **kwargs: Any,
    ) -> HttpResponse:
        session = session_or_404(member, business, key)
        now = as_it_is(session, business) if session.is_on else None
        if now is not None:
            try:
                return view(request, member, business, now, **kwargs)
            except SessionOver:
                # Another device ended it after this request had read it.
                session = session_or_404(member, business, key)
        return session_over(request, member, business, session)

    return held


def session_over(
    request: SignedInRequest, member: ConsultancyMember, business: Business, session: ClientSession
) -> HttpResponse:
    """Say that a session is over; a form that came too late is refused, and its texts are shown."""
    facts = {
        **frame(member, business),
        "session": session,
        "outcome": getattr(session, "outcome", None),
        "typed": typed_on_our_page(request),
    }
    status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
    return render(request, "consulting/sessions/ended.html", facts, status=status)
