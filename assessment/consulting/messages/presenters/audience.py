"""Who of the chosen clients gets an email, and why the others do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assessment.consulting.messages import wording
from assessment.consulting.messages.models import MailingKind
from assessment.consulting.messages.queries.audience import (
    A_WEEK,
    ChosenClient,
    MailingFacts,
    facts_of,
)
from assessment.parties.consultancies.models import Consultancy

MOST_AT_ONCE = 200
DUE_SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRecipient:
    """A client that gets an email, and its people."""

    client: ChosenClient
    emails: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoEmail:
    client: ChosenClient
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """All chosen clients, sorted into those who get an email and those who do not."""

    recipients: Sequence[ClientRecipient]
    left_out: Sequence[NoEmail]

    @property
    def emails(self) -> int:
        return sum(len(one.emails) for one in self.recipients)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorter:
    """Sorts clients for one kind of email; `most` is how many may be sent now."""

    kind: MailingKind
    facts: MailingFacts
    at: datetime
    today: date
    most: int

    def sorted(self, chosen: Sequence[ChosenClient]) -> Audience:
        recipients: list[ClientRecipient] = []
        left_out: list[NoEmail] = []
        for client in chosen:
            why = self.reason(client)
            emails = [] if why else self.emails(client)
            if emails and sum(len(one.emails) for one in recipients) + len(emails) > self.most:
                why = wording.too_many(self.most)
            if why:
                left_out.append(NoEmail(client=client, why=why))
            else:
                recipients.append(ClientRecipient(client=client, emails=emails))
        return Audience(recipients=recipients, left_out=left_out)

    def emails(self, client: ChosenClient) -> Sequence[str]:
        if self.kind == MailingKind.HAND_OVER:
            return [self.facts.prepared[client.business.pk]]
        return self.facts.people[client.business.pk]

    def reason(self, client: ChosenClient) -> str:
        """Say why a client gets none; empty if it gets one."""
        if self.kind == MailingKind.HAND_OVER:
            return self.not_handed_over(client.business.pk)
        return self.not_reminded(client)

    def not_handed_over(self, business: int) -> str:
        if business not in self.facts.prepared:
            return wording.handed_over()
        if not self.facts.prepared[business]:
            return wording.no_address()
        if business in self.facts.declined:
            return wording.said_no(self.facts.declined[business])
        if business in self.facts.waiting:
            return wording.waiting(self.facts.waiting[business])
        return ""

    def not_reminded(self, client: ChosenClient) -> str:
        business, due_on = client.business.pk, client.next_due_on
        if business in self.facts.prepared:
            return wording.not_handed_over()
        if due_on and due_on > self.today + DUE_SOON:
            return wording.not_due(due_on)
        last = self.facts.reminded.get(business)
        if last and last > self.at - A_WEEK:
            return wording.reminded(last)
        return "" if self.facts.people.get(business) else wording.nobody_wants_emails()


def audience_of(
    consultancy: Consultancy,
    chosen: Sequence[ChosenClient],
    kind: MailingKind,
    *,
    at: datetime,
    today: date,
    most: int,
) -> Audience:
    """Sort the chosen clients; four queries, however many there are."""
    facts = facts_of(consultancy, [client.business.pk for client in chosen], at)
    return Sorter(kind=kind, facts=facts, at=at, today=today, most=most).sorted(chosen)
