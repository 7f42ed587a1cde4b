"""The email as the first client would get it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from assessment.consulting.messages.models import MailingKind
from assessment.consulting.messages.presenters.audience import Audience, ClientRecipient
from assessment.consulting.messages.presenters.letters import letter_to
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.outbox.services import compose
from assessment.parties.consultancies.models import ConsultancyMember
from assessment.parties.consultancies.queries import sender_of
from assessment.parties.engagements.models import AccessRequest, RequestedAccess
from assessment.parties.engagements.services import VALID_FOR, request_context

A_LINK = "a-link-for-this-owner-alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """An email that was not sent, and to whom it would go.

    `answers_to` is where an answer goes; empty if the email asks for a click instead.
    """

    sender: str
    email: str
    business: str
    subject: str
    text: str
    answers_to: str


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
    handed_over = kind == MailingKind.HAND_OVER
    if handed_over:
        request = _request(first, member, terms, at)
        url = on_site(reverse("answer_request", args=[A_LINK]))
        name, context = "client_handed_over", request_context(request, url)
    else:
        letter = letter_to(first, member, kind, terms.words, at)
        name, context = letter.name, dict(letter.context)
    subject, text, _html = compose(name=name, context=context, sender=sender)
    return Preview(
        sender=sender.name,
        email=first.emails[0],
        business=first.client.business.name,
        subject=subject,
        text=text,
        answers_to="" if handed_over else member.user.email,
    )


def _request(
    first: ClientRecipient, member: ConsultancyMember, terms: RequestedAccess, at: datetime
) -> AccessRequest:
    return AccessRequest(
        consultancy=member.consultancy,
        made_by=member.user,
        email=first.emails[0],
        level=terms.level,
        ends_on=terms.ends_on,
        words=terms.words,
        hands_over=first.client.business,
        expires_at=at + VALID_FOR,
    )
