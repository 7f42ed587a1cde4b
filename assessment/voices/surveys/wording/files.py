"""Sentences about files with answers: why a row is left out, and what was done."""

from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessment.foundation.formatting.dates import day_in_year


class RowFault(StrEnum):
    """Why a row is left out."""

    NO_DAY = "no_day"
    STRANGE_DAY = "strange_day"
    NOT_ON_CALENDAR = "not_on_calendar"
    TOMORROW = "tomorrow"
    TOO_OLD = "too_old"
    NO_NUMBER = "no_number"
    STRANGE_NUMBER = "strange_number"
    OUTSIDE = "outside"
    TOO_LONG = "too_long"


FAULTS: dict[RowFault, Promise] = {
    RowFault.NO_DAY: _("This row has no date."),
    RowFault.STRANGE_DAY: _("“%(day)s” is not a date that we can read. Write it as 2026-10-14."),
    RowFault.NOT_ON_CALENDAR: _("There is no such day as %(day)s."),
    RowFault.TOMORROW: _("%(day)s is still to come."),
    RowFault.TOO_OLD: _("%(day)s is too long ago to be right."),
    RowFault.NO_NUMBER: _("This row has no number from 0 to 10."),
    RowFault.STRANGE_NUMBER: _("“%(number)s” is not a whole number."),
    RowFault.OUTSIDE: _("%(number)s is not between 0 and 10."),
    RowFault.TOO_LONG: _("The reason has more than %(most)s characters, and we never cut words."),
}


def fault(which: RowFault, **facts: object) -> str:
    return str(FAULTS[which] % facts)


def ready_heading(ready: int, left_out: int) -> str:
    """Say how many rows are ready, as the heading of the page."""
    if not ready:
        return gettext("No answer is ready yet")
    first = ngettext("One answer is ready", "%(count)s answers are ready", ready)
    if not left_out:
        return first % {"count": ready}
    both = ngettext("%(ready)s, one row is not", "%(ready)s, %(count)s rows are not", left_out)
    return both % {"ready": first % {"count": ready}, "count": left_out}


def bring_these_in(ready: int) -> str:
    return ngettext("Bring one answer in", "Bring %(count)s answers in", ready) % {"count": ready}


def brought_in(count: int) -> str:
    said = ngettext("One answer was brought in.", "%(count)s answers were brought in.", count)
    return said % {"count": count}


def shown_of(shown: int, rows: int) -> str:
    """Say how many of the rows a table shows, as its caption."""
    if shown == rows:
        return gettext("All rows of the file")
    facts = {"shown": shown, "rows": rows}
    return gettext("%(shown)s of %(rows)s rows: first those that need you") % facts


def known_already(count: int) -> str:
    """Say that rows of the file were brought in before; empty if none was."""
    if not count:
        return ""
    said = ngettext(
        "One row is here already from an earlier file, so it is not brought in again.",
        "%(count)s rows are here already from an earlier file, so they are not brought in again.",
        count,
    )
    return said % {"count": count}


def taken_back(count: int) -> str:
    said = ngettext("One answer was taken back.", "%(count)s answers were taken back.", count)
    return said % {"count": count}


def too_late() -> str:
    return gettext("The week is over, so these answers stay. You can still delete single ones.")


def list_gone() -> str:
    return gettext("This file is not here any more. Choose it again.")


def list_changed() -> str:
    return gettext("The columns were changed meanwhile. Look at the rows again.")


def dropped() -> str:
    return gettext("The file is erased. Nothing was brought in.")


def can_be_undone(until: datetime) -> str:
    """Say until when an import can be taken back."""
    return gettext("You can take all of it back until %(day)s.") % {"day": day_in_year(until)}


def left_out_head() -> str:
    """Name the column with the reasons in the file of rows that were left out."""
    return gettext("Why it was left out")


def row_head() -> str:
    """Name the column with the number of each row in that file."""
    return gettext("Row")
