"""Sentences about who changed what, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from assessment.foundation.announcements.happened import undo_button
from assessment.foundation.formatting.dates import day
from assessment.foundation.parsing.addresses import shown_address
from assessment.journey.planning.models import ChangeKind, ItemChange

YOU = {
    ChangeKind.ADDED: _("You added “%(title)s”."),
    ChangeKind.DROPPED: _("You dropped “%(title)s”."),
    ChangeKind.EDITED: _("You changed “%(title)s”."),
    ChangeKind.FINISHED: _("You marked “%(title)s” as done."),
    "given": _("You gave “%(title)s” to %(name)s."),
    "given_and_moved": _("You gave “%(title)s” to %(name)s, due %(day)s."),
    ChangeKind.HANDED_OVER: _(
        "You handed “%(title)s” over to %(name)s. A link is on its way to %(email)s."
    ),
    "left_open": _("You left “%(title)s” unassigned."),
    "left_open_and_moved": _("You moved “%(title)s” to %(day)s and left it unassigned."),
    ChangeKind.MOVED: _("You moved “%(title)s” to %(day)s."),
    ChangeKind.NOTED: _("You saved the note on “%(title)s”."),
    ChangeKind.REOPENED: _("You reopened “%(title)s”."),
    ChangeKind.STARTED: _("You started “%(title)s”."),
    ChangeKind.TAKEN_BACK: _("You took “%(title)s” back. The link no longer works."),
    ChangeKind.TICKED: _("You saved your ticks for “%(title)s”."),
    ChangeKind.TOLD: _("You recorded how “%(title)s” went."),
    ChangeKind.UNDONE: _("Undone: “%(title)s” is back as it was."),
}
UNDO = {
    ChangeKind.ADDED: _("Undo adding it"),
    ChangeKind.DROPPED: _("Undo dropping it"),
    ChangeKind.EDITED: _("Undo this edit"),
    ChangeKind.FINISHED: _("Undo marking it as done"),
    ChangeKind.HANDED_OVER: _("Undo handing it over"),
    ChangeKind.MOVED: _("Undo this move"),
    ChangeKind.NOTED: _("Undo this note"),
    ChangeKind.REOPENED: _("Undo reopening it"),
    ChangeKind.STARTED: _("Undo starting it"),
    ChangeKind.TAKEN_BACK: _("Undo taking it back"),
    ChangeKind.TICKED: _("Undo these ticks"),
    ChangeKind.TOLD: _("Undo what was recorded"),
    ChangeKind.UNDONE: _("Redo it after all"),
}
THEY = {
    ChangeKind.ADDED: _("%(who)s added this"),
    ChangeKind.DROPPED: _("%(who)s dropped this"),
    ChangeKind.EDITED: _("%(who)s changed this"),
    ChangeKind.FINISHED: _("%(who)s marked this as done"),
    "given": _("%(who)s gave this to %(name)s"),
    "given_and_moved": _("%(who)s gave this to %(name)s, due %(day)s"),
    ChangeKind.HANDED_OVER: _("%(who)s handed this over to %(name)s"),
    "left_open": _("%(who)s left this unassigned"),
    "left_open_and_moved": _("%(who)s moved this to %(day)s and left it unassigned"),
    ChangeKind.MOVED: _("%(who)s moved this to %(day)s"),
    ChangeKind.NOTED: _("%(who)s changed the note"),
    ChangeKind.PLANNED: _("%(who)s included this in a changed plan"),
    ChangeKind.REOPENED: _("%(who)s reopened this"),
    ChangeKind.STARTED: _("%(who)s started this"),
    ChangeKind.TAKEN_BACK: _("%(who)s took this back"),
    ChangeKind.TICKED: _("%(who)s ticked steps"),
    ChangeKind.TOLD: _("%(who)s recorded how this went"),
    ChangeKind.UNDONE: _("%(who)s undid the last change"),
}
Names = Mapping[int, str]


@dataclass(frozen=True, kw_only=True)
class ChangeEntry:
    """One line of the history; `undo` labels its button, or is empty if it cannot be undone."""

    text: str
    at: datetime
    undo: str


def history(changes: Sequence[ItemChange], names: Names, *, undo: bool) -> list[ChangeEntry]:
    """Return the history, newest first; only the newest change can be undone."""
    newest = changes[-1:] if undo else []
    return [
        ChangeEntry(
            text=they_did(change, names),
            at=change.at,
            undo=undo_words(change) if change in newest else "",
        )
        for change in reversed(changes)
    ]


def they_did(change: ItemChange, names: Names) -> str:
    """Describe a change to others: Maja moved this to 3 December."""
    who = str(change.by or change.by_name or _t("Someone"))
    return str(_sentence(THEY, change)) % {"who": who, **_facts(change, names)}


def you_did(change: ItemChange, title: str, names: Names) -> str:
    """Describe a change to its author: You moved “Write five service standards” to 3 December."""
    return str(_sentence(YOU, change)) % {"title": title, **_facts(change, names)}


def people_in(changes: Sequence[ItemChange]) -> set[int]:
    """Return the ids of the people whom these changes gave the action to."""
    given = (change.after.get("owner_id") for change in changes)
    return {owner for owner in given if owner is not None}


def _sentence(sentences: Mapping[str, Promise], change: ItemChange) -> Promise:
    kind = change.kind
    if kind == ChangeKind.MOVED and {"owner_id", "helper_name"} & change.after.keys():
        doer = change.after.get("owner_id") or change.after.get("helper_name")
        given = "given" if doer else "left_open"
        kind = f"{given}_and_moved" if "due_on" in change.after else given
    return sentences.get(kind, sentences[ChangeKind.EDITED])


def _facts(change: ItemChange, names: Names) -> dict[str, str]:
    after = change.after
    owner, due = after.get("owner_id"), after.get("due_on")
    email = shown_address(after.get("helper_email") or change.item.helper_email)
    to_owner = names.get(owner, _t("someone else")) if owner else ""
    return {
        "day": day(date.fromisoformat(due)) if due else "",
        "name": after.get("helper_name") or to_owner or email,
        "email": email,
    }


def undo_words(change: ItemChange) -> str:
    return str(UNDO[ChangeKind(change.kind)])


@dataclass(frozen=True, kw_only=True)
class LastChange:
    """The reader's recent change, with a button that undoes it.

    `mark` tells it from every other change, so that a browser reads it out once.
    """

    message: str
    mark: str


def last_change(
    change: ItemChange, title: str, names: Names, *, progress: str, undo_url: str
) -> LastChange:
    """Say what the reader did and what that makes of the plan: Two done, three to go."""
    button = undo_button(undo_url, undo_words(change), name="seen", value=change.revision)
    return LastChange(
        message=format_html("{} {}. {}", you_did(change, title, names), progress, button),
        mark=f"{change.item.key}-{change.revision}",
    )
