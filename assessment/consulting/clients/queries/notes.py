"""A practice's private notes."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from assessment.consulting.clients.models import NOTES_KEPT_FOR, PrivateNote
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, Engagement


def notes_on(business: Business, consultancy: Consultancy) -> QuerySet[PrivateNote]:
    """Return a practice's notes on a client, newest first."""
    notes = PrivateNote.objects.present().filter(business=business, consultancy=consultancy)
    return notes.select_related("written_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNotes:
    """The notes on a client whose access has ended, and until when they can be read."""

    client: str
    until: datetime
    notes: list[PrivateNote]


def kept_notes(consultancy: Consultancy, at: datetime) -> list[KeptNotes]:
    """Return the notes on former clients for the practice's own records; two queries."""
    notes = PrivateNote.objects.present().of_former_clients().filter(consultancy=consultancy)
    found: dict[int, list[PrivateNote]] = {}
    for note in notes.select_related("written_by", "business"):
        found.setdefault(note.business_id, []).append(note)
    ended = _ended_at(consultancy, found)
    kept = [
        KeptNotes(client=str(ours[0].business), until=ended[business] + NOTES_KEPT_FOR, notes=ours)
        for business, ours in found.items()
        if business in ended and ended[business] + NOTES_KEPT_FOR > at
    ]
    return sorted(kept, key=lambda one: one.client.lower())


def _ended_at(
    consultancy: Consultancy, businesses: dict[int, list[PrivateNote]]
) -> dict[int, datetime]:
    """Return when access to each business last ended."""
    engagements = Engagement.objects.filter(consultancy=consultancy, business__in=businesses)
    found: dict[int, datetime] = {}
    for engagement in engagements:
        ends = [end for end in (engagement.ended_at, engagement.expires_at) if end]
        if ends:
            last = min(ends)
            found[engagement.business_id] = max(found.get(engagement.business_id, last), last)
    return found
