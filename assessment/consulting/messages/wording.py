"""Who gets an email and who does not, and what comes on a Monday."""

from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.consulting.portfolio.wording import thousands
from assessment.foundation.formatting.dates import day


def heading(number: int) -> str:
    words = ngettext("Write to %(count)s client", "Write to %(count)s clients", number)
    return words % {"count": thousands(number)}


def button(emails: int) -> str:
    words = ngettext("Send %(count)s email", "Send %(count)s emails", emails)
    return words % {"count": thousands(emails)}


def sent(emails: int) -> str:
    words = ngettext(
        "%(count)s email has been queued.", "%(count)s emails have been queued.", emails
    )
    return words % {"count": thousands(emails)}


def due(on: date | None, today: date) -> str:
    """Begin a reminder with when the check is due."""
    if on is None:
        return _("Your first check is waiting for you.")
    words = (
        _("Your check was due on %(day)s.") if on < today else _("Your check is due on %(day)s.")
    )
    return words % {"day": day(on)}


def not_handed_over() -> str:
    return _("Its owner has not taken it over yet")


def handed_over() -> str:
    return _("Its owner has taken it over already")


def no_address() -> str:
    return _("You have given no address of its owner")


def waiting(until: datetime) -> str:
    return _("The owner has a link that works until %(day)s") % {"day": day(localtime(until))}


def said_no(on: datetime) -> str:
    return _("The owner said no on %(day)s") % {"day": day(localtime(on))}


def not_due(on: date) -> str:
    return _("Its next check is due on %(day)s") % {"day": day(on)}


def nobody_wants_emails() -> str:
    return _("Nobody there wants emails about what you write")


def reminded(on: datetime) -> str:
    words = _("Got a reminder on %(day)s; you can send one a week")
    return words % {"day": day(localtime(on))}


def too_many(most: int) -> str:
    return _("You can send %(most)s of these a day") % {"most": most}


def too_many_to_one() -> str:
    return _("This owner has got several of your emails today already")


def no_access() -> str:
    return _("You have no access any more")


def monday_line(name: str, reasons: str) -> str:
    return _("%(client)s: %(reasons)s") % {"client": name, "reasons": reasons}


def more(number: int) -> str:
    words = ngettext("And %(count)s more.", "And %(count)s more.", number)
    return words % {"count": thousands(number)} if number > 0 else ""
