"""Names of quarters, the time between two, and notes on what cannot be compared."""

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.quarters import Quarter
from assessment.foundation.formatting.dates import quarter_name

QUARTER_MONTHS, YEAR_MONTHS = 3, 12


def short_quarter(quarter: Quarter) -> str:
    """Return "Oct–Dec 2026", with both years if the quarter runs over New Year."""
    first, last = quarter.starts_on, quarter.ends_on
    start = format_date(first, "M" if first.year == last.year else "M Y")
    return f"{start}–{format_date(last, 'M Y')}"


def months_between(before: Quarter, now: Quarter) -> int:
    return 12 * (now.year - before.year) + now.first_month - before.first_month


def span(before: Quarter, now: Quarter, *, newest: bool) -> str:
    """Return the time between two quarters, for the end of a sentence.

    `newest` says that `now` is the latest check.
    """
    months = months_between(before, now)
    if months <= QUARTER_MONTHS and newest:
        return _("since last quarter")
    years, rest = divmod(months, YEAR_MONTHS)
    if rest:
        return ngettext("in %(count)s month", "in %(count)s months", months) % {"count": months}
    if years == 1:
        return _("in a year")
    return ngettext("in %(count)s year", "in %(count)s years", years) % {"count": years}


def apart(before: Quarter, now: Quarter) -> str:
    """Return the time between two quarters, as a heading."""
    months = months_between(before, now)
    if months <= QUARTER_MONTHS:
        return _("One quarter apart")
    years, rest = divmod(months, YEAR_MONTHS)
    if rest:
        return ngettext("%(count)s month apart", "%(count)s months apart", months) % {
            "count": months
        }
    if years == 1:
        return _("A year apart")
    return ngettext("%(count)s year apart", "%(count)s years apart", years) % {"count": years}


def sides(before: Quarter, now: Quarter) -> str:
    """Name the two quarters and explain the order of the areas."""
    return _("%(before)s and %(now)s, biggest change first.") % {
        "before": quarter_name(before),
        "now": quarter_name(now),
    }


def column(quarter: Quarter, other: Quarter) -> str:
    """Return the heading of a quarter's column: just the year if both cover the same months."""
    same_months = quarter.first_month == other.first_month
    return str(quarter.year) if same_months else short_quarter(quarter)


def quarters_line(count: int) -> str:
    return ngettext("%(count)s quarter", "%(count)s quarters", count) % {"count": count}


def no_such_check(before: Quarter, now: Quarter) -> str:
    return _(
        "There’s no check for a quarter you asked for. Here are %(before)s and %(now)s instead."
    ) % {"before": quarter_name(before), "now": quarter_name(now)}


def swapped() -> str:
    return _("The earlier quarter comes first, so we’ve swapped the two.")


def same_twice(before: Quarter, now: Quarter) -> str:
    return _(
        "You can’t compare a quarter with itself. Here are %(before)s and %(now)s instead."
    ) % {"before": quarter_name(before), "now": quarter_name(now)}


def nothing_before(before: Quarter, now: Quarter) -> str:
    return _("There’s no check before that quarter. Here are %(before)s and %(now)s instead.") % {
        "before": quarter_name(before),
        "now": quarter_name(now),
    }
