"""What the site keeps about one person's account, as a document for that person."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model, QuerySet

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry
from assessment.foundation.audit.wording import sentence
from assessment.foundation.links.models import SecretLinkQuerySet
from assessment.foundation.links.services import every_door

PROFILE = ("email", "name", "theme", "shortcuts", "time_zone", "language", "date_joined")
ROWS: Mapping[str, tuple[str, ...]] = {
    "emailaddress_set": ("email", "verified", "primary"),
    "memberships": ("business__name", "role", "since"),
    "consultancies": ("consultancy__name", "role", "since", "muted"),
    "actions": ("key", "plan__assessment__business__name", "due_on", "status"),
    "pauses": ("business__name", "kind", "since"),
    "retests": ("assessment__business__name", "agreed_at", "answered_at"),
    "second_opinions": ("assessment__business__name", "accepted_at", "finished_at", "ended_at"),
    "reminders": ("business__name", "kind", "about", "made_at", "posted_at"),
    "departures": ("business__name", "role", "since", "ended_at", "undone_at"),
    "authenticator_set": ("type", "data__name", "created_at", "last_used_at"),
    "usersession_set": ("created_at", "last_seen_at", "ip", "user_agent"),
}
"""The columns that people get, by relation, from the rows that point to their account.

What a session, a link or a second step is made of would be a secret, so it is never among them."""


def account_document(user: User) -> dict[str, Any]:
    """Return the account and all rows that belong to it, without secrets.

    Answers and plans belong to a business. Its owner downloads them in the settings.
    """
    document: dict[str, Any] = {"account": {name: _plain(getattr(user, name)) for name in PROFILE}}
    for relation, columns in ROWS.items():
        document[relation.removesuffix("_set")] = _rows(getattr(user, relation).all(), columns)
    document["links"] = [
        {"kind": links.model.__name__, **row}
        for links in every_door()
        if isinstance(links, SecretLinkQuerySet)
        for row in _rows(links.opened_by([user.pk]), ("made_at", "expires_at", "ended_at"))
    ]
    document["activity"] = [
        {"at": entry.at.isoformat(), "business": entry.business_name, "what": sentence(entry)}
        for entry in AuditEntry.objects.filter(by=user).order_by("at", "pk")
    ]
    return document


def _rows(found: QuerySet[Model], columns: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {name: _plain(value) for name, value in row.items()}
        for row in found.order_by("pk").values(*columns)
    ]


def _plain(value: Any) -> Any:
    """Return the value as JSON can hold it; days and moments in ISO format."""
    return value.isoformat() if hasattr(value, "isoformat") else value
