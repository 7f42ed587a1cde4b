"""Clients of a practice with people who get emails, and the form that writes to them."""

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from assessment.foundation.outbox.models import OutgoingMail
from assessment.parties.businesses.models import Role
from assessment.parties.consultancies.models import Consultancy, Engagement
from tests.consulting.portfolio.making import make_client, stand
from tests.factories import make_member, make_user, new_operation

LATE = date(2026, 10, 19)


def owned(
    practice: Consultancy, name: str, *, due: date | None = LATE, **columns: Any
) -> Engagement:
    """Create a client with an owner who gets emails, and a check due on this day.

    `columns` are further ones of its standing.
    """
    client, owner = make_client(practice, name), make_user(name.lower())
    make_member(client.business, owner, Role.OWNER)
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    if due:
        stand(client, next_due_on=due, **columns)
    return client


def url_of(practice: Consultancy, query: str = "show=all&all=1") -> str:
    return f"{reverse('write_to_clients', args=[practice.slug])}?{query}"


def post(
    client: Client, practice: Consultancy, kind: str, *, press: str = "send", **more: Any
) -> str:
    fields = {"kind": kind, "operation": new_operation(), press: "", **more}
    return " ".join(client.post(url_of(practice), fields, follow=True).text.split())


def emails(name: str) -> list[str]:
    return list(OutgoingMail.objects.filter(name=name).order_by("to").values_list("to", flat=True))
