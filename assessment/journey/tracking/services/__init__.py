"""Services that change the actions of a plan."""

from assessment.journey.tracking.services.calendar_feeds import end_feed, make_feed
from assessment.journey.tracking.services.hand_overs import (
    Assignee,
    NoLink,
    end_hand_over,
    hand_over,
    note_helper,
    renew_link,
)
from assessment.journey.tracking.services.items import (
    MOST_OWN,
    Outcome,
    OwnAction,
    TooManyOwn,
    add_own_item,
    drop_item,
    edit_own_item,
    finish_item,
    keep_progress,
    move_item,
    record_outcome,
    reopen_item,
    start_item,
    undo,
)

__all__ = [
    "MOST_OWN",
    "Assignee",
    "NoLink",
    "Outcome",
    "OwnAction",
    "TooManyOwn",
    "add_own_item",
    "drop_item",
    "edit_own_item",
    "end_feed",
    "end_hand_over",
    "finish_item",
    "hand_over",
    "keep_progress",
    "make_feed",
    "move_item",
    "note_helper",
    "record_outcome",
    "renew_link",
    "reopen_item",
    "start_item",
    "undo",
]
