"""Founding a business and saying what it is like."""

import logging
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from assessment.foundation.accounts.models import User
from assessment.foundation.links.keys import random_letters
from assessment.foundation.parsing.names import one_line
from assessment.parties.businesses.models import Business, Calendar, Description, Membership, Role

log = logging.getLogger(__name__)

SLUG_LENGTH = 50  # leaves room for the tail
TAIL_LENGTH = 5
# Letters that no decomposition turns into plain ones.
PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)


@transaction.atomic
def found_business(*, name: str, by: User, at: datetime) -> Business:
    """A new business with its founder as owner; its slug is made from the name, once for all."""
    business = _with_free_slug(one_line(name), at)
    Membership.objects.create(business=business, user=by, role=Role.OWNER, since=at)
    log.info("business founded: business=%s by=%s", business.pk, by.pk)
    return business


def _with_free_slug(name: str, at: datetime) -> Business:
    """Let the database decide whether a slug is free: two people may found at one moment."""
    slug = plain = slug_of(name)
    while True:
        try:
            with transaction.atomic():
                return Business.objects.create(name=name, slug=slug, founded_at=at)
        except IntegrityError:
            if not Business.objects.filter(slug=slug).exists():
                raise
            slug = f"{plain}-{random_letters(TAIL_LENGTH)}"


def slug_of(name: str) -> str:
    """`Café Lindgren` as `cafe-lindgren`; a name without a plain letter gives `business`."""
    return slugify(name.lower().translate(PLAIN))[:SLUG_LENGTH].strip("-_") or "business"


def describe_business(*, business: Business, words: Description, at: datetime) -> None:
    """Keep what the owner says about the business, which is set up from now on."""
    business.trade, business.team_size = words.trade, words.team_size
    business.meets = list(words.meets)
    business.hours, business.money, business.currency = words.hours, words.money, words.currency
    business.set_up_at = business.set_up_at or at
    business.save(
        update_fields=["trade", "team_size", "meets", "hours", "money", "currency", "set_up_at"]
    )


def skip_set_up(*, business: Business, at: datetime) -> None:
    """Do not ask again; the settings page is always there."""
    business.set_up_at = at
    business.save(update_fields=["set_up_at"])


def set_calendar(*, business: Business, calendar: Calendar) -> None:
    """From now on its quarters and days begin so; checks that were begun keep their months."""
    business.first_month, business.time_zone = calendar.first_month, calendar.time_zone
    business.save(update_fields=["first_month", "time_zone"])


def rename_business(*, business: Business, name: str) -> None:
    """The name changes, the address of its pages stays: links that were sent keep working."""
    business.name = one_line(name)
    business.save(update_fields=["name"])
