"""Secret addresses from which calendars read the dates of a plan."""

import logging
from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.links.services import make_link
from assessment.journey.tracking.models import CalendarFeed
from assessment.parties.businesses.models import Business

log = logging.getLogger(__name__)


@transaction.atomic
def make_feed(*, business: Business, by: User, at: datetime) -> str:
    """Make an address for one person, and end their previous one.

    Returns:
        The token in the address; only its hash is stored, so it cannot be shown again.
    """
    # Lock the user, so that a double click makes the addresses one after the other. The last one
    # works, and the constraint of one open feed per person is never violated.
    User.objects.select_for_update().get(pk=by.pk)
    end_feed(business=business, by=by, at=at)
    _feed, token = make_link(CalendarFeed, business=business, by=by, at=at)
    record(Event.FEED_MADE, by=by, at=at, business=business)
    log.info("calendar address made: business=%s by=%s", business.pk, by.pk)
    return token


@transaction.atomic
def end_feed(*, business: Business, by: User, at: datetime) -> None:
    """End a person's address. Calendars can no longer read it, but keep what they have."""
    if CalendarFeed.objects.filter(business=business, made_by=by).close(at):
        record(Event.FEED_ENDED, by=by, at=at, business=business)
        log.info("calendar address ended: business=%s by=%s", business.pk, by.pk)
