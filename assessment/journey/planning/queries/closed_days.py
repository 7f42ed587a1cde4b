"""The days on which nothing in a plan falls due, apart from Sundays."""

from datetime import date, timedelta

from assessment.domain.planning.due_dates import ClosedDay, Closures
from assessment.foundation.formatting.countries import public_holidays
from assessment.parties.businesses.models import Business, BusyWeek

A_WEEK = timedelta(days=7)
LONGER = timedelta(days=200)
"""How far a plan can run beyond the next check, at the very most."""


def holidays_between(country: str, start: date, end: date) -> Closures:
    """Return the public holidays from one day until well after another."""
    holidays = public_holidays(country, start, max(start, end) + LONGER)
    return dict.fromkeys(holidays, ClosedDay.HOLIDAY)


def coming_busy_weeks(business: Business, today: date) -> list[BusyWeek]:
    """Return the busy weeks that have not passed, the next one first; one query."""
    return list(business.busy_weeks.filter(starts_on__gt=today - A_WEEK))


def closed_days(business: Business, start: date, end: date) -> Closures:
    """Return the same with the weeks that the owner has marked as busy; one query."""
    busy = {
        week.starts_on + timedelta(days=day): ClosedDay.BUSY
        for week in coming_busy_weeks(business, start)
        for day in range(7)
    }
    return {**busy, **holidays_between(business.holidays_of, start, end)}
