"""Create, describe and rename businesses."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.links.keys import random_letters
from assessment.foundation.parsing.edits import Edit
from assessment.foundation.parsing.names import one_line
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.businesses.services.fitting import refit_slot, standing_slot

log = logging.getLogger(__name__)

FoundT = TypeVar("FoundT")

SLUG_LENGTH = 50  # of 60, to leave room for a random suffix
TAIL_LENGTH = 5
EDITABLE = (
    *("name", "trade", "team_size", "meets", "hours", "money", "currency"),
    *("first_month", "time_zone", "country"),
)
TIMES = frozenset({"first_month", "time_zone"})
"""What decides when the next check of a business falls due."""
# `slugify` drops letters that Unicode decomposition cannot reduce to ASCII, so map them here.
PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)


@transaction.atomic
def found_business(*, name: str, by: User, at: datetime) -> Business:
    """Create a business with its founder as owner.

    The slug is made from the name once and never changes.
    """
    business = make_business(name=name, at=at)
    Membership.objects.create(business=business, user=by, role=Role.OWNER, since=at)
    record(Event.FOUNDED, by=by, at=at, business=business)
    log.info("business founded: business=%s by=%s", business.pk, by.pk)
    return business


@transaction.atomic
def make_business(*, name: str, at: datetime) -> Business:
    """Create a business without people, under a free slug."""
    name = one_line(name)
    return with_free_slug(
        slug_of(name),
        create=lambda slug: Business.objects.create(name=name, slug=slug, founded_at=at),
        is_taken=lambda slug: Business.with_archived.filter(slug=slug).exists(),
    )


def with_free_slug(
    plain: str, *, create: Callable[[str], FoundT], is_taken: Callable[[str], bool]
) -> FoundT:
    """Create something under a free slug: `plain`, or `plain` with random letters.

    Only the unique constraint can decide whether a slug is free. Checking first would leave a
    race between two people who choose the same name.
    """
    slug = plain
    while True:
        try:
            # A savepoint: after an error, PostgreSQL refuses all further statements of a
            # transaction unless it is rolled back to one.
            with transaction.atomic():
                return create(slug)
        except IntegrityError:
            # Another constraint has failed, so retrying with a new slug would never succeed.
            if not is_taken(slug):
                raise
            slug = f"{plain}-{random_letters(TAIL_LENGTH)}"


@transaction.atomic
def make_businesses(businesses: Sequence[Business]) -> list[Business]:
    """Create many businesses without people, each under a free slug; two queries."""
    plain = [slug_of(business.name) for business in businesses]
    while True:
        taken = set(_with_slug(plain))
        for business, slug in zip(businesses, plain, strict=True):
            business.slug = f"{slug}-{random_letters(TAIL_LENGTH)}" if slug in taken else slug
            taken.add(slug)
        try:
            with transaction.atomic():
                return Business.objects.bulk_create(businesses)
        except IntegrityError:
            # As above: somebody else may have taken a slug at this very moment.
            if not _with_slug([business.slug for business in businesses]).exists():
                raise


def _with_slug(slugs: Sequence[str]) -> "QuerySet[Business, str]":
    found = Business.with_archived.filter(slug__in=set(slugs))
    return found.values_list("slug", flat=True)


def slug_of(name: str, *, nameless: str = "business") -> str:
    """Turn `Café Lindgren` into `cafe-lindgren`.

    A name without any Latin letter or digit becomes `nameless`.
    """
    return slugify(name.lower().translate(PLAIN))[:SLUG_LENGTH].strip("-_") or nameless


@transaction.atomic
def edit_business(*, business: Business, edit: Edit[str], by: User, at: datetime) -> str:
    """Save what a page changed about the business, and mark it as set up.

    The slug stays the same, so that links already sent keep working. Checks already started keep
    their months. An open check follows the new description.

    Returns:
        What to say about the open check; empty if nothing changed in it.

    Raises:
        EditedMeanwhile: someone else changed the same values; nothing is saved.
    """
    now = Business.objects.select_for_update().get(pk=business.pk)
    # Before the set-up, nobody has described the business, and the page shows what we suggest.
    changes = edit.changes(editable_values(now)) if now.set_up_at else dict(edit.values)
    if "name" in changes:
        changes["name"] = one_line(changes["name"])
    before = now.circumstances
    for name, value in changes.items():
        setattr(now, name, value)
    now.set_up_at = now.set_up_at or at
    now.save(update_fields=[*changes, "set_up_at"])
    log.info("business edited: business=%s by=%s fields=%s", now.pk, by.pk, ",".join(changes))
    if TIMES & changes.keys():
        standing_slot.rewrite(business=now)
    if now.circumstances == before:
        return ""
    return refit_slot.refit(business=now, before=before, by=by, at=at)


def editable_values(business: Business) -> Mapping[str, Any]:
    """Return what owners can change about a business, by the name of its column."""
    return {name: getattr(business, name) for name in EDITABLE}


def skip_set_up(*, business: Business, at: datetime) -> None:
    """Stop asking for a description; the settings page stays available."""
    Business.objects.filter(pk=business.pk, set_up_at=None).update(set_up_at=at)
