"""The page of one client."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.consulting.clients.forms.texts import NoteForm
from assessment.consulting.clients.presenters.at_a_glance import (
    ResultAtAGlance,
    kicker_of,
    news_lines,
)
from assessment.consulting.clients.presenters.in_short import outdated_in
from assessment.consulting.clients.presenters.meeting import meeting_points
from assessment.consulting.clients.presenters.suggested import suggestion_line
from assessment.consulting.clients.queries.client import ClientRecord, client_record
from assessment.consulting.clients.queries.conversations import conversations_with, correspondence
from assessment.consulting.clients.queries.news import last_look, news_since
from assessment.consulting.clients.queries.notes import notes_on
from assessment.consulting.clients.queries.suggestions import suggestions_by
from assessment.consulting.clients.queries.summaries import summary_of
from assessment.consulting.clients.views.shared import frame
from assessment.foundation.accounts.access import SignedInRequest
from assessment.parties.access.rules import (
    Capability,
    PracticeCapability,
    clients_of_practice,
    may,
    may_in_practice,
)
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import ConsultancyMember

POINTS_SHOWN, NOTES_SHOWN, SUGGESTIONS_SHOWN = 3, 3, 3


@clients_of_practice(PracticeCapability.WORK)
@require_safe
def client(request: SignedInRequest, member: ConsultancyMember, business: Business) -> HttpResponse:
    """Show what happened since the reader last looked, where the client stands, and what waits."""
    record = client_record(business, timezone.localdate())
    evidence = reverse("client_evidence", args=[member.consultancy.slug, business.slug])
    points = meeting_points(record, evidence)
    facts = {
        **frame(member, business),
        "record": record,
        "kicker": kicker_of(record),
        "standing": ResultAtAGlance(record=record),
        "points": points[:POINTS_SHOWN],
        "more_points": len(points) - POINTS_SHOWN,
        "outdated": outdated_in(record, summary_of(record, member.consultancy)),
        "engagement": business.engagements.running().get(consultancy=member.consultancy),
        "owners": business.memberships.filter(role=Role.OWNER).select_related("user"),
        "may_hold_session": may(business, Capability.ANSWER),
        **whats_new(request, member, record),
        **written(member, record),
        **private(member, business),
    }
    return render(request, "consulting/clients/client.html", facts)


def whats_new(
    request: SignedInRequest, member: ConsultancyMember, record: ClientRecord
) -> dict[str, Any]:
    """Return what others did since the reader's last look, if there was one."""
    business, consultancy = record.business, member.consultancy
    since = last_look(request.user, business, timezone.now())
    if since is None or record.submission is None:
        return {"since": since, "news": []}
    found = news_since(since, business=business, consultancy=consultancy, person=request.user)
    comments = reverse("client_comments", args=[consultancy.slug, business.slug])
    return {
        "since": since,
        "news": news_lines(found, record, record.submission.model, comments),
    }


def written(member: ConsultancyMember, record: ClientRecord) -> dict[str, Any]:
    """Return the conversations and suggestions of this practice and its client."""
    business, consultancy = record.business, member.consultancy
    conversations = correspondence(
        conversations_with(business, consultancy), reader=member.user, from_client=True
    )
    suggestions = suggestions_by(consultancy, business)[:SUGGESTIONS_SHOWN]
    return {
        "conversations": conversations,
        "unread": sum(len(one.new) for one in conversations),
        "suggestions": [suggestion_line(one, business.name) for one in suggestions],
        "may_comment": may(business, Capability.COMMENT),
        "may_suggest": may(business, Capability.SUGGEST) and record.saved is not None,
        "waiting": any(one.sent_at and not one.answered_at for one in suggestions),
    }


def private(member: ConsultancyMember, business: Business) -> dict[str, Any]:
    """Return the private notes; an assistant gets nothing, not even their number."""
    if not may_in_practice(member, PracticeCapability.NOTES):
        return {"may_note": False}
    notes = list(notes_on(business, member.consultancy))
    return {
        "may_note": True,
        "note_form": NoteForm(),
        "notes": notes[:NOTES_SHOWN],
        "more_notes": len(notes) - NOTES_SHOWN,
    }
