"""Sentences about the survey itself: what was changed, and what is kept."""

from datetime import date

from django.utils.translation import gettext, ngettext

from assessment.foundation.formatting.dates import day


def opened() -> str:
    return gettext("Your customers can answer now.")


def closed() -> str:
    return gettext("Nobody can answer just now. The link and the posters stay the same.")


def chosen() -> str:
    return gettext("Saved. The next customer sees it like this.")


def renewed() -> str:
    return gettext("The new link works, and the earlier one does not. Print your posters again.")


def hidden() -> str:
    return gettext("Hidden. The number still counts.")


def shown_again() -> str:
    return gettext("Everybody in the business can read it again.")


def counted(count: int) -> str:
    said = ngettext("One answer counts now.", "%(count)s answers count now.", count)
    return said % {"count": count}


def erased(count: int) -> str:
    said = ngettext(
        "One answer is deleted for good.", "%(count)s answers are deleted for good.", count
    )
    return said % {"count": count}


def nothing_chosen() -> str:
    return gettext("Tick at least one answer first.")


def week_of(monday: date) -> str:
    """Say in which week somebody answered; the day alone could tell who it was."""
    return gettext("week of %(day)s") % {"day": day(monday)}
