"""Who gets an email and who does not, and what comes on a Monday."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessment.consulting.messages.models import MailingKind
from assessment.consulting.portfolio.wording import thousands
from assessment.foundation.formatting.dates import day
from assessment.parties.businesses.models import Business


def heading(number: int) -> str:
    words = ngettext("Write to %(count)s client", "Write to %(count)s clients", number)
    return words % {"count": thousands(number)}


def button(emails: int) -> str:
    words = ngettext("Send %(count)s email", "Send %(count)s emails", emails)
    return words % {"count": thousands(emails)}


def another_kind() -> str:
    return _("You chose another kind, and nothing has been sent. Look at its email, and send it.")


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


def nobody_confirmed() -> str:
    return _("No owner or editor there has confirmed their address")


def nothing_open() -> str:
    return _("No action in its plan is open")


def has_moved(on: datetime) -> str:
    return _("Its plan has moved on %(day)s") % {"day": day(localtime(on))}


def no_check() -> str:
    return _("It has not sent in a check yet")


def open_actions(number: int, actions: int) -> str:
    words = ngettext(
        "%(count)s of %(all)s actions is open.", "%(count)s of %(all)s actions are open.", number
    )
    return words % {"count": number, "all": actions}


TOO_SOON: Mapping[MailingKind, Promise] = {
    MailingKind.CHECK_DUE: gettext_lazy("Got a reminder on %(day)s; you can send one a week"),
    MailingKind.PLAN_STILL: gettext_lazy(
        "Got an email about its plan on %(day)s; you can send one a week"
    ),
    MailingKind.REPORT: gettext_lazy(
        "Got an email about its report on %(day)s; you can send one a week"
    ),
    MailingKind.OWN_WORDS: gettext_lazy("Got your own words on %(day)s; you can write once a day"),
}


def too_soon(kind: MailingKind, last: datetime) -> str:
    return str(TOO_SOON[kind]) % {"day": day(localtime(last))}


def too_many_requests(most: int) -> str:
    return _("You can send %(most)s of these a day") % {"most": thousands(most)}


def too_many(most: int) -> str:
    words = _("Your practice can send %(most)s emails to its clients a day")
    return words % {"most": thousands(most)}


def too_many_to_one() -> str:
    return _("This owner has got several of your emails today already")


def gone(business: Business) -> str:
    """Say why somebody who was chosen is no client any more."""
    if business.archived_at:
        return _("This business is closed now")
    return _("You have no access at the moment")


def monday_line(name: str, reasons: str) -> str:
    return _("%(client)s: %(reasons)s") % {"client": name, "reasons": reasons}


def more(number: int) -> str:
    words = ngettext("And %(count)s more.", "And %(count)s more.", number)
    return words % {"count": thousands(number)} if number > 0 else ""
