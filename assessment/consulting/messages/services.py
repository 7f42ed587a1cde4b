"""Send one kind of email to many clients, and tell the practice on Mondays who needs it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessment.consulting.messages import wording
from assessment.consulting.messages.models import (
    MailedClient,
    Mailing,
    MailingKind,
    MondayEmail,
)
from assessment.consulting.messages.presenters.audience import MOST_AT_ONCE, Audience, audience_of
from assessment.consulting.messages.presenters.monday import monday_context
from assessment.consulting.messages.presenters.preview import reminder_context
from assessment.consulting.messages.queries.audience import ChosenClient
from assessment.consulting.portfolio.queries.needs import Clients
from assessment.foundation.accounts.models import User
from assessment.foundation.links.services import TooManyLinks
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.models import OutgoingMail
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember, PracticeMail
from assessment.parties.consultancies.queries import people_to_tell, sender_of
from assessment.parties.engagements.models import RequestedAccess
from assessment.parties.engagements.services import ask_for_access, requests_left

log = logging.getLogger(__name__)

MONDAY_FROM = 7
"""The hour from which the Monday email is sent, in the time zone of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMailing:
    """What somebody wants to send: the kind, their own words, and what a hand-over asks for."""

    operation: UUID
    kind: MailingKind
    words: str
    terms: RequestedAccess


def chosen_among(clients: Clients, businesses: Sequence[int] | None = None) -> list[ChosenClient]:
    """Return the clients of a practice now, with when their next check is due; one query."""
    found = clients.all().select_related("business")
    if businesses is not None:
        found = found.filter(business__in=businesses)
    return [
        ChosenClient(business=one.business, next_due_on=vars(one)["next_due_on"]) for one in found
    ]


def sort_out(
    member: ConsultancyMember, chosen: Sequence[ChosenClient], kind: MailingKind, *, at: datetime
) -> Audience:
    """Say who would get an email of this kind now."""
    most = MOST_AT_ONCE
    if kind == MailingKind.HAND_OVER:
        most = requests_left(by=member.user, at=at)
    today = timezone.localdate(at)
    return audience_of(member.consultancy, chosen, kind, at=at, today=today, most=most)


@transaction.atomic
def send_mailing(
    *,
    member: ConsultancyMember,
    businesses: Sequence[int],
    mailing: NewMailing,
    at: datetime,
    link: Callable[[str], str],
) -> Mailing:
    """Put all emails into the outbox together with the note that they are there, or none.

    So neither a second click nor a process that dies sends anything twice. Who has access, and
    who wants emails, is looked up again here.
    """
    Consultancy.objects.select_for_update().get(pk=member.consultancy_id)
    known = Mailing.objects.filter(operation=mailing.operation, consultancy=member.consultancy)
    if done := known.first():
        return done
    made = Mailing.objects.create(
        consultancy=member.consultancy,
        operation=mailing.operation,
        kind=mailing.kind,
        sent_by_name=str(member.user)[:254],
        sent_at=at,
    )
    clients = Clients(consultancy=member.consultancy, at=at, reader=member.user_id)
    chosen = chosen_among(clients, businesses)
    audience = sort_out(member, chosen, mailing.kind, at=at)
    rows = [
        MailedClient(mailing=made, business=one.client.business, left_out=one.why)
        for one in audience.left_out
    ]
    rows += _without_access(made, businesses, chosen)
    for one in audience.recipients:
        for email in one.emails:
            row = MailedClient(mailing=made, business=one.client.business, email=email)
            _write(row, one.client, member, mailing, at=at, link=link)
            rows.append(row)
    MailedClient.objects.bulk_create(rows)
    log.info("mailing sent: kind=%s emails=%s by=%s", made.kind, audience.emails, member.user_id)
    return made


def _without_access(
    made: Mailing, businesses: Sequence[int], chosen: Sequence[ChosenClient]
) -> list[MailedClient]:
    gone = set(businesses) - {client.business.pk for client in chosen}
    why = wording.no_access()
    return [
        MailedClient(mailing=made, business=business, left_out=why)
        for business in Business.objects.filter(pk__in=gone)
    ]


def _write(
    row: MailedClient,
    client: ChosenClient,
    member: ConsultancyMember,
    mailing: NewMailing,
    *,
    at: datetime,
    link: Callable[[str], str],
) -> None:
    if mailing.kind == MailingKind.CHECK_DUE:
        row.mail = _remind(row.email, client, member, mailing.words, at)
        return
    try:
        request = ask_for_access(
            consultancy=member.consultancy,
            asked=RequestedAccess(
                email=row.email,
                level=mailing.terms.level,
                ends_on=mailing.terms.ends_on,
                words=mailing.words,
            ),
            by=member.user,
            at=at,
            link=link,
            hands_over=client.business,
        )
    except TooManyLinks:
        # Another address of the same owner may have used up what one person can get in a day.
        row.left_out = wording.too_many_to_one()
    else:
        row.mail = request.mail


def _remind(
    to: str, client: ChosenClient, member: ConsultancyMember, words: str, at: datetime
) -> OutgoingMail:
    context = reminder_context(client, member, words, at)
    sender = sender_of(member.consultancy)
    return outbox.send(name="consultant_reminder", to=to, context=context, sender=sender, at=at)


def send_monday_emails(*, at: datetime) -> None:
    """Tell each person of a practice on Monday mornings who needs it; safe to repeat."""
    now = timezone.localtime(at)
    if now.weekday() or now.hour < MONDAY_FROM:
        return
    for consultancy in Consultancy.objects.order_by("pk"):
        try:
            tell_on_monday(consultancy=consultancy, at=at)
        except Exception:
            log.exception("not done, will retry: consultancy=%s", consultancy.pk)


@transaction.atomic
def tell_on_monday(*, consultancy: Consultancy, at: datetime) -> None:
    """Send the Monday email of one practice to everybody who wants it and has not got it."""
    Consultancy.objects.select_for_update().get(pk=consultancy.pk)
    monday = timezone.localdate(at)
    told = MondayEmail.objects.filter(member__consultancy=consultancy, monday=monday)
    known = set(told.values_list("member__user", flat=True))
    people = people_to_tell(consultancy, PracticeMail.MONDAY)
    context = monday_context(consultancy, at) if {one.pk for one in people} - known else None
    if context is None:
        return
    for person in people:
        if person.pk not in known:
            _tell(person, consultancy, context, at)


def _tell(person: User, consultancy: Consultancy, context: dict[str, Any], at: datetime) -> None:
    member = consultancy.members.get(user=person)
    MondayEmail.objects.create(member=member, monday=timezone.localdate(at))
    outbox.send(name="monday", to=person.email, context=context, at=at)
