"""Mark weeks in which nothing should fall due."""

from datetime import date, timedelta

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.parties.businesses.models import Business, BusyWeek

MOST_BUSY_WEEKS = 26
"""At most, from the current week on; more than half a year is no exception any more."""


class TooManyBusyWeeks(DomainError):
    """The business has already marked `MOST_BUSY_WEEKS` weeks."""


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


@transaction.atomic
def mark_busy(*, business: Business, day: date, today: date) -> BusyWeek:
    """Mark the week of a day as busy, once.

    Raises:
        TooManyBusyWeeks: the most weeks have been marked already.
    """
    # Lock the business, so that two simultaneous requests cannot both pass the limit below.
    Business.objects.select_for_update().only("pk").get(pk=business.pk)
    starts_on = monday_of(day)
    coming = business.busy_weeks.filter(starts_on__gte=monday_of(today))
    known = business.busy_weeks.filter(starts_on=starts_on).first()
    if known is None and coming.count() >= MOST_BUSY_WEEKS:
        raise TooManyBusyWeeks(str(business))
    return known or BusyWeek.objects.create(business=business, starts_on=starts_on)


def unmark_busy(*, business: Business, starts_on: date) -> None:
    """Remove a busy week; one that is gone already is no error."""
    business.busy_weeks.filter(starts_on=starts_on).delete()
