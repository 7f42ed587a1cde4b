"""Formatting of days, times and quarters."""

from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext

from assessment.domain.quarters import Quarter


def quarter_months(quarter: Quarter) -> str:
    """Format as `October to December`."""
    return gettext("%(first)s to %(last)s") % {
        "first": format_date(quarter.starts_on, "F"),
        "last": format_date(quarter.ends_on, "F"),
    }


def quarter_name(quarter: Quarter) -> str:
    """Format as `October to December 2026`, with both years if it spans two."""
    if quarter.starts_on.year == quarter.ends_on.year:
        return f"{quarter_months(quarter)} {quarter.ends_on.year}"
    return gettext("%(first)s to %(last)s") % {
        "first": format_date(quarter.starts_on, "F Y"),
        "last": format_date(quarter.ends_on, "F Y"),
    }


def day(moment: date) -> str:
    """Format as `14 October`."""
    return format_date(moment, "j\u00a0F")


def day_in_year(moment: date) -> str:
    """Format as `14 October 2026`."""
    return format_date(moment, "j\u00a0F\u00a0Y")


def day_near(moment: date, other: date) -> str:
    """Format as `14 October`, and as `14 October 2027` if it isn't in the year of another day."""
    return day(moment) if moment.year == other.year else day_in_year(moment)


def weekday(moment: date) -> str:
    """Format as `Wednesday 14 October`."""
    return format_date(moment, "l j\u00a0F")


def clock(moment: date) -> str:
    """Format as `10:42`."""
    return format_date(moment, "H:i")


def short_day(day: date) -> str:
    """Format as `14 Oct`."""
    return format_date(day, "j\u00a0M")
