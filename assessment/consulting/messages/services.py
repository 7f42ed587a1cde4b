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
    MAILINGS_KEPT,
    MailedClient,
    Mailing,
    MailingKind,
    MondayEmail,
)
from assessment.consulting.messages.presenters.audience import (
    Audience,
    ClientRecipient,
    MailAllowance,
    Sorter,
)
from assessment.consulting.messages.presenters.letters import letter_to
from assessment.consulting.messages.presenters.monday import monday_context
from assessment.consulting.messages.queries.audience import (
    ChosenClient,
    facts_of,
    gone_among,
    sent_lately,
)
from assessment.consulting.portfolio.queries.needs import Clients
from assessment.foundation.accounts.models import User
from assessment.foundation.links.services import TooManyLinks
from assessment.foundation.outbox import services as outbox
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember, PracticeMail
from assessment.parties.consultancies.queries import people_to_tell, sender_of
from assessment.parties.engagements.models import RequestedAccess
from assessment.parties.engagements.services import (
    REQUESTS_A_DAY,
    ask_for_access,
    requests_left,
)

log = logging.getLogger(__name__)

MOST_A_DAY = 500
"""How many emails a practice can send to its clients within 24 hours, without hand-overs."""
MONDAY_FROM = 7
"""The hour from which the Monday email is sent, in the time zone of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMailing:
    """What somebody wants to send: the kind, their own words, and what a hand-over asks for."""

    operation: UUID
    kind: MailingKind
    words: str
    terms: RequestedAccess


def chosen_among(clients: Clients, businesses: Sequence[int]) -> list[ChosenClient]:
    """Return those of these businesses that are clients of a practice now; one query."""
    found = clients.all().select_related("business").filter(business__in=businesses)
    by_name = found.order_by("business__name", "pk")
    return [
        ChosenClient(
            business=one.business,
            next_due_on=vars(one)["next_due_on"],
            plan_moved_at=vars(one)["plan_moved_at"],
            actions=vars(one)["actions"] or 0,
            achieved=vars(one)["achieved"] or 0,
        )
        for one in by_name
    ]


def sort_out(
    member: ConsultancyMember, businesses: Sequence[int], kind: MailingKind, *, at: datetime
) -> Audience:
    """Say who would get an email of this kind now; seven queries, however many there are.

    Those that are clients no longer are left out with the reason, so that nobody is missed.
    """
    firm = member.consultancy
    chosen = chosen_among(Clients(consultancy=firm, at=at, reader=member.user_id), businesses)
    sorter = Sorter(
        kind=kind,
        facts=facts_of(firm, [client.business.pk for client in chosen], kind, at),
        at=at,
        today=timezone.localdate(at),
        allowed=_allowed(member, kind, at),
    )
    return sorter.sorted(chosen, gone_among(firm, businesses, chosen))


def _allowed(member: ConsultancyMember, kind: MailingKind, at: datetime) -> MailAllowance:
    if kind == MailingKind.HAND_OVER:
        said = wording.too_many_requests(REQUESTS_A_DAY)
        return MailAllowance(left=requests_left(by=member.user, at=at), said=said)
    left = MOST_A_DAY - sent_lately(member.consultancy, at)
    return MailAllowance(left=max(0, left), said=wording.too_many(MOST_A_DAY))


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
    audience = sort_out(member, businesses, mailing.kind, at=at)
    rows = [
        MailedClient(mailing=made, business=one.client.business, left_out=one.why)
        for one in audience.left_out
    ]
    for one in audience.recipients:
        for email in one.emails:
            row = MailedClient(mailing=made, business=one.client.business, email=email)
            _write(row, one, member, mailing, at=at, link=link)
            rows.append(row)
    MailedClient.objects.bulk_create(rows)
    log.info("mailing sent: kind=%s emails=%s by=%s", made.kind, audience.emails, member.user_id)
    return made


def _write(
    row: MailedClient,
    one: ClientRecipient,
    member: ConsultancyMember,
    mailing: NewMailing,
    *,
    at: datetime,
    link: Callable[[str], str],
) -> None:
    if mailing.kind != MailingKind.HAND_OVER:
        letter = letter_to(one, member, mailing.kind, mailing.words, at)
        row.mail = outbox.send(
            name=letter.name,
            to=row.email,
            context=letter.context,
            headers=letter.headers,
            sender=sender_of(member.consultancy),
            at=at,
        )
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
            hands_over=one.client.business,
        )
    except TooManyLinks:
        # Another address of the same owner may have used up what one person can get in a day.
        row.left_out = wording.too_many_to_one()
    else:
        row.mail = request.mail


def forget_mailings(*, at: datetime) -> None:
    """Forget to whom emails went, once no page shows it and no limit counts it any more."""
    Mailing.objects.filter(sent_at__lte=at - MAILINGS_KEPT).delete()
    MondayEmail.objects.filter(monday__lte=timezone.localdate(at - MAILINGS_KEPT)).delete()


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
