"""What each kind of email to a client says."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr
from typing import Any

from django.urls import reverse
from django.utils import timezone

from assessment.consulting.messages import wording
from assessment.consulting.messages.models import MailingKind
from assessment.consulting.messages.presenters.audience import ClientRecipient
from assessment.foundation.formatting.dates import day, quarter_months
from assessment.foundation.formatting.typed_text import on_one_line
from assessment.foundation.outbox.delivery import on_site
from assessment.parties.consultancies.models import ConsultancyMember

TEMPLATES: Mapping[MailingKind, str] = {
    MailingKind.CHECK_DUE: "consultant_reminder",
    MailingKind.PLAN_STILL: "consultant_plan",
    MailingKind.REPORT: "consultant_report",
    MailingKind.OWN_WORDS: "consultant_words",
}
"""The template of each kind but the hand-over, which is an email about access."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientLetter:
    """An email to one client: its template, what goes into it, and where answers go."""

    name: str
    context: Mapping[str, Any]
    headers: Mapping[str, str]


def letter_to(
    one: ClientRecipient, member: ConsultancyMember, kind: MailingKind, words: str, at: datetime
) -> ClientLetter:
    """Compose the facts of an email of any kind but the hand-over."""
    business, firm = one.client.business, member.consultancy
    shared = {
        "person": str(member.user),
        "practice": firm.name,
        "business": business.name,
        "words": words,
        "stop_url": on_site(reverse("consultant_mails", args=[business.slug, firm.slug])),
    }
    return ClientLetter(
        name=TEMPLATES[kind],
        context=shared | OWN_FACTS[kind](one, words, at),
        # The site's own address reads no answers, and the owner knows this person.
        headers={"Reply-To": formataddr((on_one_line(str(member.user)), member.user.email))},
    )


def _of_check(one: ClientRecipient, _words: str, at: datetime) -> dict[str, Any]:
    return {
        "due": wording.due(one.client.next_due_on, timezone.localdate(at)),
        "url": on_site(reverse("check", args=[one.client.business.slug])),
    }


def _of_plan(one: ClientRecipient, _words: str, _at: datetime) -> dict[str, Any]:
    client = one.client
    return {
        "since": day(timezone.localtime(client.plan_moved_at)),
        "open": wording.open_actions(client.actions - client.achieved, client.actions),
        "url": on_site(reverse("plan", args=[client.business.slug])),
    }


def _of_report(one: ClientRecipient, _words: str, _at: datetime) -> dict[str, Any]:
    return {
        "quarter": quarter_months(one.quarter) if one.quarter else "",
        "url": on_site(reverse("reports", args=[one.client.business.slug])),
    }


def _of_words(_one: ClientRecipient, words: str, _at: datetime) -> dict[str, Any]:
    lines = "\n".join(" ".join(line.split()) for line in words.splitlines())
    return {"paragraphs": [each for each in re.split("\n\n+", lines.strip()) if each]}


OWN_FACTS: Mapping[MailingKind, Callable[[ClientRecipient, str, datetime], dict[str, Any]]] = {
    MailingKind.CHECK_DUE: _of_check,
    MailingKind.PLAN_STILL: _of_plan,
    MailingKind.REPORT: _of_report,
    MailingKind.OWN_WORDS: _of_words,
}
