"""Queries about users."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import connection
from django.db.models import Exists, ForeignObjectRel, Model, OuterRef, QuerySet

from assessment.foundation.accounts.models import User

PROVEN = "proven"
"""The annotation's name. The model declares the attribute, so mypy rejects it as a keyword here."""


def columns_with_people() -> list[tuple[type[Model], str, Any]]:
    """Return every column of the site that names a person: model, name, and its rule on deletion.

    Most have no name on the side of the user, and Django hides those unless asked.
    """
    relations = User._meta.get_fields(include_hidden=True)  # noqa: SLF001 - public
    return [
        (relation.field.model, relation.field.name, relation.on_delete)
        for relation in relations
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many
    ]


def accounts_at(address: str) -> QuerySet[User]:
    """Return the active accounts of an address: the proven one first, then the oldest."""
    found = User.objects.filter(email=address, is_active=True)
    return found.annotate(**{PROVEN: verified_of("pk")}).order_by(f"-{PROVEN}", "-is_staff", "pk")


def has_unproven_account(address: str) -> bool:
    """Return whether an account has an address without having proven it.

    The answer holds until this transaction ends, because others who ask about this address wait.
    There is no row yet that they could lock. SQLite lets only one transaction write anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [address])
    return any(not account.proven for account in accounts_at(address))


def account_of(address: str) -> User | None:
    """Return the account that an address means: a proven one, or else the oldest."""
    return accounts_at(address).first()


def is_proven_elsewhere(address: str, *, user: User) -> bool:
    """Return whether another account has proven an address."""
    proven = EmailAddress.objects.filter(email=address, verified=True)
    return bool(proven.exclude(user=user).exists())


def address_is_verified(user: User) -> bool:
    """Return whether this person has confirmed their email address."""
    addresses = EmailAddress.objects.filter(user=user, email=user.email, verified=True)
    return bool(addresses.exists())


def verified_of(person: str) -> Exists:
    """Return the same condition for a queryset; `person` names its column with the user."""
    email = "email" if person == "pk" else f"{person}__email"
    addresses = EmailAddress.objects.filter(
        user=OuterRef(person), email=OuterRef(email), verified=True
    )
    return Exists(addresses)
