"""What saves plans, and versions of them to compare."""

from assessment.journey.planning.services.experience import learn
from assessment.journey.planning.services.helper_links import keep_links_to_helper
from assessment.journey.planning.services.item_changes import (
    ChangedMeanwhile,
    Hand,
    NothingToUndo,
    change_item,
    undo_change,
)
from assessment.journey.planning.services.plans import Promise, save_plan
from assessment.journey.planning.services.scenarios import (
    TooManyVersions,
    forget_scenario,
    keep_scenario,
)

__all__ = [
    "ChangedMeanwhile",
    "Hand",
    "NothingToUndo",
    "Promise",
    "TooManyVersions",
    "change_item",
    "forget_scenario",
    "keep_links_to_helper",
    "keep_scenario",
    "learn",
    "save_plan",
    "undo_change",
]
