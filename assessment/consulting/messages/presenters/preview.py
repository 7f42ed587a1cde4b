"""The email as the first client would get it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from assessment.consulting.messages import wording
from assessment.consulting.messages.models import MailingKind
from assessment.consulting.messages.presenters.audience import Audience
from assessment.consulting.messages.queries.audience import ChosenClient
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.outbox.services import compose
from assessment.parties.consultancies.models import ConsultancyMember
from assessment.parties.consultancies.queries import sender_of
from assessment.parties.engagements.models import AccessRequest, RequestedAccess
from assessment.parties.engagements.services import VALID_FOR, request_context

A_LINK = "a-link-for-this-owner-alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """An email that was not sent: to whom it would go, its subject and its text."""

    email: str
    business: str
    subject: str
    text: str


def reminder_context(
    client: ChosenClient, member: ConsultancyMember, words: str, at: datetime
) -> dict[str, str]:
    """Return what a reminder says to one client."""
    business, firm = client.business, member.consultancy
    return {
        "person": str(member.user),
        "practice": firm.name,
        "business": business.name,
        "due": wording.due(client.next_due_on, timezone.localdate(at)),
        "words": words,
        "url": on_site(reverse("check", args=[business.slug])),
        "stop_url": on_site(reverse("consultant_mails", args=[business.slug, firm.slug])),
    }


def preview_of(
    audience: Audience,
    member: ConsultancyMember,
    kind: MailingKind,
    terms: RequestedAccess,
    at: datetime,
) -> Preview | None:
    """Compose the email of the first client; None if nobody gets one."""
    if not audience.recipients:
        return None
    first, sender = audience.recipients[0], sender_of(member.consultancy)
    if kind == MailingKind.CHECK_DUE:
        context = reminder_context(first.client, member, terms.words, at)
        subject, text, _html = compose(name="consultant_reminder", context=context, sender=sender)
    else:
        request = AccessRequest(
            consultancy=member.consultancy,
            made_by=member.user,
            email=first.emails[0],
            level=terms.level,
            ends_on=terms.ends_on,
            words=terms.words,
            hands_over=first.client.business,
            expires_at=at + VALID_FOR,
        )
        url = on_site(reverse("answer_request", args=[A_LINK]))
        context = request_context(request, url)
        subject, text, _html = compose(name="client_handed_over", context=context, sender=sender)
    return Preview(
        email=first.emails[0], business=first.client.business.name, subject=subject, text=text
    )
