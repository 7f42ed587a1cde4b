"""An address from which somebody's calendar reads the days of a plan."""

import logging
from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.links.services import end_open_links, make_link
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
    _feed, token = make_link(CalendarFeed, business=business, by=by, at=at)
    log.info("calendar address made: business=%s by=%s", business.pk, by.pk)
    return token


def end_feed(*, business: Business, by: User, at: datetime) -> None:
    """From now on calendars find nothing there; what they have read they may keep."""
    if end_open_links(CalendarFeed.objects.filter(business=business, made_by=by), at=at):
        log.info("calendar address ended: business=%s by=%s", business.pk, by.pk)
