"""Who may hold a session, and the session that an address names."""

from typing import Any

from django.http import Http404

from assessment.consulting.sessions.models import ClientSession, SessionOutcome
from assessment.consulting.sessions.queries import outcomes_with, sessions_of
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


def session_or_404(member: ConsultancyMember, business: Business, key: str) -> ClientSession:
    """Return a session of this practice and this client, with what tells whether it changed."""
    ours = sessions_of(business).with_saves().filter(consultancy=member.consultancy)
    session = ours.filter(key=key).first()
    if session is None:
        raise Http404
    return session


def outcome_or_404(member: ConsultancyMember, business: Business, key: str) -> SessionOutcome:
    """Return what a practice and its client signed in a session."""
    found = outcomes_with(business, member.consultancy).filter(session__key=key).first()
    if found is None:
        raise Http404
    return found
