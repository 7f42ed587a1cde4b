"""What changes a plan and the things to do in it."""

from assessment.planning.actions.changing import (
    ChangedMeanwhile,
    Hand,
    NothingToUndo,
    change_item,
    undo_change,
)
from assessment.planning.actions.saving import Promise, save_plan

__all__ = [
    "ChangedMeanwhile",
    "Hand",
    "NothingToUndo",
    "Promise",
    "change_item",
    "save_plan",
    "undo_change",
]
