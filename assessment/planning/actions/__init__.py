"""What changes a plan and the things to do in it."""

from assessment.planning.actions.changing import (
    ChangedMeanwhile,
    Hand,
    NothingToUndo,
    change_item,
    undo_change,
)
from assessment.planning.actions.doing import (
    Outcome,
    OwnAction,
    TooManyOwn,
    add_own_item,
    drop_item,
    edit_own_item,
    finish_item,
    keep_progress,
    move_item,
    reopen_item,
    start_item,
    tell_outcome,
    undo,
)
from assessment.planning.actions.feeding import end_feed, make_feed
from assessment.planning.actions.handing_over import (
    Helper,
    NoLink,
    TooManyMails,
    end_hand_over,
    hand_over,
    renew_link,
)
from assessment.planning.actions.learning import learn
from assessment.planning.actions.saving import Promise, save_plan
from assessment.planning.actions.scenarios import (
    TooManyVersions,
    forget_scenario,
    keep_scenario,
)

__all__ = [
    "ChangedMeanwhile",
    "Hand",
    "Helper",
    "NoLink",
    "NothingToUndo",
    "Outcome",
    "OwnAction",
    "Promise",
    "TooManyMails",
    "TooManyOwn",
    "TooManyVersions",
    "add_own_item",
    "change_item",
    "drop_item",
    "edit_own_item",
    "end_feed",
    "end_hand_over",
    "finish_item",
    "forget_scenario",
    "hand_over",
    "keep_progress",
    "keep_scenario",
    "learn",
    "make_feed",
    "move_item",
    "renew_link",
    "reopen_item",
    "save_plan",
    "start_item",
    "tell_outcome",
    "undo",
    "undo_change",
]
