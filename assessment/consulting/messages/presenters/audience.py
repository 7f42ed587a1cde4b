"""Who of the chosen clients gets an email, and why the others do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assessment.consulting.messages import wording
from assessment.consulting.messages.models import MailingKind
from assessment.consulting.messages.queries.audience import PAUSES, ChosenClient, MailingFacts
from assessment.consulting.portfolio.queries.needs import STANDS_STILL
from assessment.domain.quarters import Quarter
from assessment.parties.businesses.models import Business

DUE_SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRecipient:
    """A client that gets an email, its people, and the quarter of its latest check."""

    client: ChosenClient
    emails: Sequence[str]
    quarter: Quarter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoEmail:
    client: ChosenClient
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAllowance:
    """How many emails may be sent now, and the sentence for those beyond it."""

    left: int
    said: str


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
    """Sorts clients for one kind of email."""

    kind: MailingKind
    facts: MailingFacts
    at: datetime
    today: date
    allowed: MailAllowance

    def sorted(self, chosen: Sequence[ChosenClient], gone: Sequence[Business]) -> Audience:
        """Sort the clients; `gone` are those that were chosen and are clients no longer."""
        recipients: list[ClientRecipient] = []
        left_out = [
            NoEmail(client=ChosenClient(business=business), why=wording.gone(business))
            for business in gone
        ]
        left = self.allowed.left
        for client in chosen:
            why = self.reason(client)
            emails = [] if why else self.emails(client)
            if len(emails) > left:
                why = self.allowed.said
            if why:
                left_out.append(NoEmail(client=client, why=why))
                continue
            left -= len(emails)
            quarter = self.facts.quarters.get(client.business.pk)
            recipients.append(ClientRecipient(client=client, emails=emails, quarter=quarter))
        return Audience(recipients=recipients, left_out=left_out)

    def emails(self, client: ChosenClient) -> Sequence[str]:
        if self.kind == MailingKind.HAND_OVER:
            return [self.facts.prepared[client.business.pk]]
        return self.facts.people[client.business.pk]

    def reason(self, client: ChosenClient) -> str:
        """Say why a client gets none; empty if it gets one."""
        business = client.business.pk
        if self.kind == MailingKind.HAND_OVER:
            return self.not_handed_over(business)
        if business in self.facts.prepared:
            return wording.not_handed_over()
        return self.not_needed(client) or self.too_soon(business) or self.unwanted(business)

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

    def not_needed(self, client: ChosenClient) -> str:
        """Say why an email of this kind would be wrong for a client."""
        if self.kind == MailingKind.CHECK_DUE:
            due_on = client.next_due_on
            return wording.not_due(due_on) if due_on and due_on > self.today + DUE_SOON else ""
        if self.kind == MailingKind.PLAN_STILL:
            return self.not_still(client)
        if self.kind == MailingKind.REPORT and client.business.pk not in self.facts.quarters:
            return wording.no_check()
        return ""

    def not_still(self, client: ChosenClient) -> str:
        """Say why a plan does not stand still, by the rule of the list of clients."""
        if client.plan_moved_at is None or client.achieved >= client.actions:
            return wording.nothing_open()
        moved = client.plan_moved_at >= self.at - STANDS_STILL
        return wording.has_moved(client.plan_moved_at) if moved else ""

    def too_soon(self, business: int) -> str:
        last = self.facts.last.get(business)
        if last and last > self.at - PAUSES[self.kind]:
            return wording.too_soon(self.kind, last)
        return ""

    def unwanted(self, business: int) -> str:
        if self.facts.people.get(business):
            return ""
        if business in self.facts.reachable:
            return wording.nobody_wants_emails()
        return wording.nobody_confirmed()
