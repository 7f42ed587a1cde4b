"""Create, describe and rename businesses."""

import logging
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from assessment.foundation.accounts.models import User
from assessment.foundation.links.keys import random_letters
from assessment.foundation.parsing.names import one_line
from assessment.parties.businesses.models import Business, Calendar, Description, Membership, Role

log = logging.getLogger(__name__)

SLUG_LENGTH = 50  # of 60, to leave room for a random suffix
TAIL_LENGTH = 5
# `slugify` drops letters that Unicode decomposition cannot reduce to ASCII, so map them here.
PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)


@transaction.atomic
def found_business(*, name: str, by: User, at: datetime) -> Business:
    """Create a business with its founder as owner.

    The slug is made from the name once and never changes.
    """
    business = _with_free_slug(one_line(name), at)
    Membership.objects.create(business=business, user=by, role=Role.OWNER, since=at)
    log.info("business founded: business=%s by=%s", business.pk, by.pk)
    return business


def _with_free_slug(name: str, at: datetime) -> Business:
    """Create the business under a free slug.

    Only the unique constraint can decide whether a slug is free. Checking first would leave a
    race between two people who create businesses with the same name.
    """
    slug = plain = slug_of(name)
    while True:
        try:
            # A savepoint: after an error, PostgreSQL refuses all further statements of a
            # transaction unless it is rolled back to one.
            with transaction.atomic():
                return Business.objects.create(name=name, slug=slug, founded_at=at)
        except IntegrityError:
            # Another constraint has failed, so retrying with a new slug would never succeed.
            if not Business.objects.filter(slug=slug).exists():
                raise
            slug = f"{plain}-{random_letters(TAIL_LENGTH)}"


def slug_of(name: str) -> str:
    """Turn `Café Lindgren` into `cafe-lindgren`.

    A name without any Latin letter or digit becomes `business`.
    """
    return slugify(name.lower().translate(PLAIN))[:SLUG_LENGTH].strip("-_") or "business"


def describe_business(*, business: Business, description: Description, at: datetime) -> None:
    """Save the owner's description of the business and mark it as set up."""
    business.trade, business.team_size = description.trade, description.team_size
    business.meets = list(description.meets)
    business.hours, business.money, business.currency = (
        description.hours,
        description.money,
        description.currency,
    )
    business.set_up_at = business.set_up_at or at
    business.save(
        update_fields=["trade", "team_size", "meets", "hours", "money", "currency", "set_up_at"]
    )


def skip_set_up(*, business: Business, at: datetime) -> None:
    """Stop asking for a description; the settings page stays available."""
    business.set_up_at = at
    business.save(update_fields=["set_up_at"])


def set_calendar(*, business: Business, calendar: Calendar) -> None:
    """Change when quarters and days begin, and the country; started checks keep their months."""
    business.first_month, business.time_zone = calendar.first_month, calendar.time_zone
    business.country = calendar.country
    business.save(update_fields=["first_month", "time_zone", "country"])


def rename_business(*, business: Business, name: str) -> None:
    """Change the name but keep the slug, so that links already sent keep working."""
    business.name = one_line(name)
    business.save(update_fields=["name"])
