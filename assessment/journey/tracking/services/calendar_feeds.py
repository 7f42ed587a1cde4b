"""An address from which somebody's calendar reads the days of a plan."""

import logging
import secrets
from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.links.tokens import hash_of
from assessment.journey.tracking.models import CalendarFeed
from assessment.parties.businesses.models import Business

log = logging.getLogger(__name__)


@transaction.atomic
def make_feed(*, business: Business, by: User, at: datetime) -> str:
    """Make an address for one person, and end the one they had.

    Returns:
        The secret of the address; only its hash is kept, so nobody can show it again.
    """
    # Two clicks at once make one address after the other: the last one is the one that works.
    User.objects.select_for_update().get(pk=by.pk)
    end_feed(business=business, by=by, at=at)
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(business=business, user=by, token_hash=hash_of(token), made_at=at)
    log.info("calendar address made: business=%s by=%s", business.pk, by.pk)
    return token


def end_feed(*, business: Business, by: User, at: datetime) -> None:
    """From now on calendars find nothing there; what they have read they may keep."""
    open_one = CalendarFeed.objects.filter(business=business, user=by, ended_at=None)
    if open_one.update(ended_at=at):
        log.info("calendar address ended: business=%s by=%s", business.pk, by.pk)
