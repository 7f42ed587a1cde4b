"""What is said about a list and its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessment.consulting.importing.models import ClientList
from assessment.consulting.portfolio.wording import thousands
from assessment.foundation.formatting.dates import weekday

LONGEST_SHOWN = 60


class Why(StrEnum):
    """Why a row can't be added."""

    NAMELESS = "nameless"
    LONG_NAME = "long name"
    FORMULA = "formula"
    NO_ADDRESS = "no address"
    BAD_ADDRESS = "bad address"
    TWICE = "twice"
    ENDED = "ended"
    DECLINED = "declined"
    ASKED = "asked"
    LONG_OWNER = "long owner"
    TOO_MANY_PEOPLE = "too many people"
    NO_NUMBER = "no number"
    NO_CURRENCY = "no currency"
    LONG_TAG = "long tag"
    TOO_MANY_TAGS = "too many tags"
    TOO_MANY = "too many"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row can't be added, and what somebody can do about it."""

    why: str
    advice: str


IN_FILE = gettext_lazy("Correct it in your file")
REASONS: dict[Why, tuple[Promise, Promise]] = {
    Why.NAMELESS: (gettext_lazy("The business has no name"), IN_FILE),
    Why.LONG_NAME: (
        gettext_lazy("The name is longer than %(most)s characters"),
        gettext_lazy("Shorten it in your file"),
    ),
    Why.FORMULA: (gettext_lazy("The name begins like a formula"), IN_FILE),
    Why.NO_ADDRESS: (gettext_lazy("There is no email address of the owner"), IN_FILE),
    Why.BAD_ADDRESS: (
        gettext_lazy("This email address is not complete"),
        gettext_lazy("%(advice)s"),
    ),
    Why.TWICE: (
        gettext_lazy("Same address as row %(row)s"),
        gettext_lazy("Row %(row)s counts, this one does not"),
    ),
    Why.ENDED: (
        gettext_lazy("Your access to this owner’s business ended on %(day)s"),
        gettext_lazy("Ask this owner yourself whether they let you in again"),
    ),
    Why.DECLINED: (
        gettext_lazy("This owner said no to you on %(day)s"),
        gettext_lazy("Talk to them before you ask again"),
    ),
    Why.ASKED: (
        gettext_lazy("You have asked this owner already"),
        gettext_lazy("Wait for the answer, or cancel the request"),
    ),
    Why.LONG_OWNER: (
        gettext_lazy("The owner’s name is longer than %(most)s characters"),
        gettext_lazy("Shorten it in your file"),
    ),
    Why.TOO_MANY_PEOPLE: (
        gettext_lazy("%(people)s people: Cairn is made for up to 50"),
        gettext_lazy("Write 50 if that is close enough"),
    ),
    Why.NO_NUMBER: (
        gettext_lazy("“%(text)s” is not a number of people"),
        gettext_lazy("Write a number from 1 to 50, or nothing"),
    ),
    Why.NO_CURRENCY: (
        gettext_lazy("“%(text)s” is none of our currencies"),
        gettext_lazy("Write one of %(known)s, or nothing"),
    ),
    Why.LONG_TAG: (
        gettext_lazy("A tag is longer than %(most)s characters"),
        gettext_lazy("Shorten “%(tag)s”"),
    ),
    Why.TOO_MANY_TAGS: (
        gettext_lazy("“%(tag)s” would be more tags than the %(most)s that you can have"),
        gettext_lazy("Use a tag that you have already"),
    ),
    Why.TOO_MANY: (
        gettext_lazy("%(most)s clients wait for their owners already, which is the most"),
        gettext_lazy("Hand some of them over first"),
    ),
}


def problem(why: Why, **facts: Any) -> Problem:
    said, advice = REASONS[why]
    return Problem(str(said) % facts, str(advice) % facts)


# ---- the page of a list


def ready_heading(ready: int, rows: int) -> str:
    words = ngettext(
        "%(ready)s of %(rows)s row is ready to add",
        "%(ready)s of %(rows)s rows are ready to add",
        rows,
    )
    return words % {"ready": thousands(ready), "rows": thousands(rows)}


def unread(names: Sequence[str], unnamed: int) -> str:
    """Name the columns that are not read; nothing if all are."""
    said = [shortened(name) for name in names]
    if unnamed:
        words = ngettext(
            "%(count)s column without a name", "%(count)s columns without a name", unnamed
        )
        said.append(words % {"count": unnamed})
    return _("We don’t read: %(columns)s.") % {"columns": ", ".join(said)} if said else ""


def shortened(word: str) -> str:
    """Shorten a word of a file, which can be as long as a book."""
    return Truncator(word).chars(LONGEST_SHOWN)


def unknown_sectors(words: int) -> str:
    return ngettext(
        "%(count)s sector that we don’t know", "%(count)s sectors that we don’t know", words
    ) % {"count": words}


def in_rows(rows: int) -> str:
    return ngettext("in %(count)s row", "in %(count)s rows", rows) % {"count": thousands(rows)}


def add_these(ready: int) -> str:
    words = ngettext("Add %(count)s client", "Add %(count)s clients", ready)
    return words % {"count": thousands(ready)}


def first_shown(shown: int, rows: int) -> str:
    """Say how many rows there are, and how many of them a page shows."""
    facts = {"count": thousands(rows), "shown": thousands(shown)}
    if shown == rows:
        return ngettext("%(count)s row", "%(count)s rows", rows) % facts
    return _("The first %(shown)s of %(count)s rows") % facts


def list_changed() -> str:
    return _(
        "What this list says has changed since you opened the page. Nothing was added. "
        "Look through it again."
    )


# ---- after adding


def added(number: int) -> str:
    words = ngettext("%(count)s client was added.", "%(count)s clients were added.", number)
    return words % {"count": thousands(number)}


def in_your_list(number: int) -> str:
    words = ngettext(
        "%(count)s client is in your list", "%(count)s clients are in your list", number
    )
    return words % {"count": thousands(number)}


def can_be_undone(until: datetime) -> str:
    words = _("You can take this import back until %(day)s, unless an owner says yes before.")
    return words % {"day": weekday(until)}


def taken_back(number: int) -> str:
    words = ngettext(
        "The import was taken back: %(count)s client is gone.",
        "The import was taken back: %(count)s clients are gone.",
        number,
    )
    return words % {"count": thousands(number)}


def too_late() -> str:
    return _("This import can no longer be taken back. Nothing was changed.")


def gone() -> str:
    return _("That list is no longer here. Lists that nobody adds are erased after a day.")


def dropped(client_list: ClientList) -> str:
    return _("%(file)s has been erased. Nothing was added.") % {"file": client_list}
