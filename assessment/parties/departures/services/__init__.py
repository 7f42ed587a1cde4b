"""Services that end access and delete accounts, and undo both."""

from assessment.parties.departures.services.access import (
    CannotUndo,
    LastOwner,
    change_role,
    close_expired,
    end_engagement,
    end_return,
    remove_member,
    undo_departure,
)
from assessment.parties.departures.services.accounts import (
    StillNeeded,
    close_account,
    keep_account,
    purge_account,
)
from assessment.parties.departures.services.kept_rows import forget_rows
from assessment.parties.departures.services.practices import (
    LastAdmin,
    change_colleagues_role,
    close_consultancy,
    remove_colleague,
    undo_removal,
)

__all__ = [
    "CannotUndo",
    "LastAdmin",
    "LastOwner",
    "StillNeeded",
    "change_colleagues_role",
    "change_role",
    "close_account",
    "close_consultancy",
    "close_expired",
    "end_engagement",
    "end_return",
    "forget_rows",
    "keep_account",
    "purge_account",
    "remove_colleague",
    "remove_member",
    "undo_departure",
    "undo_removal",
]
