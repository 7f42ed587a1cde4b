"""Services that save plans and versions of plans."""

from assessment.journey.planning.services.assignee_links import keep_assignee_links, link_expiry
from assessment.journey.planning.services.experience import learn
from assessment.journey.planning.services.item_changes import (
    ActionChangedMeanwhile,
    Actor,
    change_item,
    undo_change,
)
from assessment.journey.planning.services.plans import Promise, save_plan
from assessment.journey.planning.services.progress import (
    catch_up,
    keep_whole_standing,
    note_progress,
)
from assessment.journey.planning.services.scenarios import (
    TooManyVersions,
    forget_scenario,
    keep_scenario,
)

__all__ = [
    "ActionChangedMeanwhile",
    "Actor",
    "Promise",
    "TooManyVersions",
    "catch_up",
    "change_item",
    "forget_scenario",
    "keep_assignee_links",
    "keep_scenario",
    "keep_whole_standing",
    "learn",
    "link_expiry",
    "note_progress",
    "save_plan",
    "undo_change",
]
