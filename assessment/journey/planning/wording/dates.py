"""Sentences about due dates, and about the days on which nothing falls due."""

from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.planning.due_dates import Because, ClosedDay, DueDate
from assessment.foundation.formatting.countries import country_name
from assessment.foundation.formatting.dates import day, day_in_year, weekday
from assessment.parties.businesses.models import BusyWeek

NEAR_DAYS = 2
"""Up to this many days apart, two dates are clear from the names of their weekdays."""


def left_out_days(country: str) -> str:
    """Say on which days nothing falls due."""
    if not country:
        return _("Nothing falls due on Sundays or in weeks that you mark as busy.")
    return _(
        "Nothing falls due on Sundays, on public holidays (%(country)s) "
        "or in weeks that you mark as busy."
    ) % {"country": country_name(country)}


def week_named(week: BusyWeek) -> str:
    return _("%(first)s to %(last)s") % {
        "first": day_in_year(week.starts_on),
        "last": day_in_year(week.ends_on),
    }


def marked_busy(week: BusyWeek) -> str:
    return _("Marked as busy: %(week)s.") % {"week": week_named(week)}


def too_many_busy_weeks() -> str:
    return _("You’ve marked 26 weeks, the most we can leave out. Remove one first.")


def why_then(due: DueDate, next_check_on: date) -> str:
    """Explain a due date in one short sentence."""
    if due.instead_of and due.closed:
        return _instead_of(due.on, due.instead_of, due.closed)
    days = due.least_days
    facts = {"days": days, "day": day(next_check_on)}
    return {
        Because.SHARE: _("Your hours are spread until the next check on %(day)s."),
        Because.LEAST: ngettext(
            "This takes at least %(days)s day.",
            "This takes at least %(days)s days.",
            days,
        ),
        Because.IN_TURN: _("This starts once the one before it is due."),
        Because.CHECK: _("The last day that leaves the next check on %(day)s free."),
        Because.BEYOND: _("There isn’t time for it before the next check on %(day)s."),
    }[due.because] % facts


def _instead_of(on: date, wanted: date, closed: ClosedDay) -> str:
    """Say why a date was moved: Tuesday, because Monday is a public holiday."""
    near = (on - wanted).days <= NEAR_DAYS
    facts = {"day": _on(on, near=near), "closed": _on(wanted, near=near)}
    return {
        ClosedDay.SUNDAY: _("%(day)s, because we leave out Sundays."),
        ClosedDay.HOLIDAY: _("%(day)s, because %(closed)s is a public holiday."),
        ClosedDay.BUSY: _("%(day)s, because %(closed)s is in a busy week."),
    }[closed] % facts


def _on(moment: date, *, near: bool) -> str:
    return format_date(moment, "l") if near else weekday(moment)
