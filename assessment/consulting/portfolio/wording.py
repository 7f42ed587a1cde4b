"""What the list of clients says: who needs the practice, why, and how each of them stands."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from assessment.consulting.portfolio.queries.needs import Need
from assessment.foundation.formatting.dates import day, day_in_year, short_day
from assessment.journey.results.wording.areas import listed

DAYS_A_WEEK = 7
MOST_SAID = 3
"""How many reasons the lead names."""
FAR = 300
"""After how many days, either way, a date is written with its year."""


COUNTED = {
    Need.ENDING: ngettext_lazy(
        "Your access to %(count)s client ends within a week.",
        "Your access to %(count)s clients ends within a week.",
        "number",
    ),
    Need.OVERDUE: ngettext_lazy(
        "%(count)s check is overdue.", "%(count)s checks are overdue.", "number"
    ),
    Need.WROTE: ngettext_lazy(
        "%(count)s client has written to you.", "%(count)s clients have written to you.", "number"
    ),
    Need.UNSCORED: ngettext_lazy(
        "%(count)s check could not be scored.", "%(count)s checks could not be scored.", "number"
    ),
    Need.FALLEN: ngettext_lazy(
        "%(count)s score has clearly fallen.", "%(count)s scores have clearly fallen.", "number"
    ),
    Need.STILL: ngettext_lazy(
        "%(count)s plan stands still.", "%(count)s plans stand still.", "number"
    ),
    Need.NEW: ngettext_lazy(
        "%(count)s client has no check yet.", "%(count)s clients have no check yet.", "number"
    ),
}
LABELS = {
    Need.ENDING: gettext_lazy("Access ends"),
    Need.OVERDUE: gettext_lazy("Check overdue"),
    Need.WROTE: gettext_lazy("Wrote to you"),
    Need.UNSCORED: gettext_lazy("Could not be scored"),
    Need.FALLEN: gettext_lazy("Score fell clearly"),
    Need.STILL: gettext_lazy("Plan stands still"),
    Need.NEW: gettext_lazy("No check yet"),
}


# ---- the page


def heading(needing: int, clients: int) -> str:
    if not needing:
        return _("Nobody needs you today")
    return ngettext(
        "%(needing)s of %(clients)s clients needs you",
        "%(needing)s of %(clients)s clients need you",
        needing,
    ) % {"needing": thousands(needing), "clients": thousands(clients)}


def lead(by_need: Mapping[Need, int]) -> str:
    """Say how many clients need the practice for the most urgent reasons."""
    said = [_counted(need, number) for need, number in by_need.items() if number]
    return " ".join(said[:MOST_SAID])


def _counted(need: Need, number: int) -> str:
    return COUNTED[need] % {"number": number, "count": thousands(number)}


def without(name: str, number: int) -> str:
    """Say how many clients a list has without one of its filters."""
    words = ngettext(
        "Show %(count)s client without %(filter)s",
        "Show %(count)s clients without %(filter)s",
        number,
    )
    return words % {"count": thousands(number), "filter": name}


def nobody() -> str:
    return _("No check is overdue, no plan stands still and no score has clearly fallen.")


def thousands(number: int) -> str:
    return f"{number:,}"


def need_label(need: Need) -> str:
    """Name a reason in the list to choose from, and on the chip of the chosen one."""
    return str(LABELS[need])


def shown_of(first: int, last: int, found: int) -> str:
    """Say which part of the list a page shows."""
    facts = {"first": thousands(first), "last": thousands(last), "count": thousands(found)}
    return (
        ngettext(
            "%(first)s to %(last)s of %(count)s client",
            "%(first)s to %(last)s of %(count)s clients",
            found,
        )
        % facts
    )


# ---- why a client needs the practice


def access_ends(days: int) -> str:
    if days <= 0:
        return _("Your access ends today")
    if days == 1:
        return _("Your access ends tomorrow")
    return ngettext(
        "Your access ends in %(count)s day", "Your access ends in %(count)s days", days
    ) % {"count": days}


def last_day(on: date) -> str:
    return _("Until %(day)s") % {"day": day(on)}


def overdue(days: int) -> str:
    words = ngettext("Check %(count)s day overdue", "Check %(count)s days overdue", days)
    return words % {"count": days}


def check_started(answered: int, questions: int) -> str:
    return _("Started, %(answered)s of %(questions)s answered") % {
        "answered": answered,
        "questions": questions,
    }


def check_not_started() -> str:
    return _("Not started")


def too_few_answers(areas: Sequence[str]) -> str:
    if not areas:
        return _("Too few answers")
    return _("Too few answers in %(areas)s") % {"areas": listed(areas)}


def fallen(before: int, now: int) -> str:
    return _("Fell clearly, %(before)s to %(now)s") % {"before": before, "now": now}


def fell_most(area: str) -> str:
    return _("%(area)s fell most") % {"area": area}


def nothing_done(days: int) -> str:
    weeks = days // DAYS_A_WEEK
    words = ngettext("Nothing done for %(count)s week", "Nothing done for %(count)s weeks", weeks)
    return words % {"count": weeks}


def never_came() -> str:
    return _("Never came in")


def not_handed_over() -> str:
    return _("Not handed over yet")


def first_unsent() -> str:
    return _("First check not sent yet")


def access_since(on: date) -> str:
    return _("You have had access since %(day)s") % {"day": day_in_year(on)}


def also(reasons: Sequence[str]) -> str:
    return _("Also: %(reasons)s") % {"reasons": "; ".join(reasons)}


# ---- how a client stands


def near_day(on: date, today: date) -> str:
    """Write a day shortly, with its year if it is far away."""
    if abs((on - today).days) < FAR:
        return short_day(on)
    return _("%(day)s %(year)s") % {"day": short_day(on), "year": on.year}


# ---- tags and views


def tag_these(number: int) -> str:
    return ngettext("Tag %(count)s client", "Tag %(count)s clients", number) % {
        "count": thousands(number)
    }


def tag_set(name: str, number: int) -> str:
    words = ngettext(
        "“%(name)s” is set on %(count)s client.", "“%(name)s” is set on %(count)s clients.", number
    )
    return words % {"name": name, "count": thousands(number)}


def tag_removed(name: str) -> str:
    return _("“%(name)s” is off those clients.") % {"name": name}


def too_many_tags() -> str:
    return _(
        "Your practice has 100 tags already. Use one of them, or take one off all its clients."
    )


def view_saved(name: str) -> str:
    return _("The view “%(name)s” is above your list now.") % {"name": name}


def view_forgotten() -> str:
    return _("The view is gone. Your clients and their tags are unchanged.")


def too_many_views() -> str:
    return _("You have 12 views already. Delete one of them first.")
