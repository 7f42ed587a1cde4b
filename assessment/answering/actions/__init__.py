"""Beginning, leaving and dropping a check, saving and undoing answers, closing the sheet."""

from assessment.answering.actions.beginning import (
    drop,
    start_assessment,
    start_correction,
    start_extra,
)
from assessment.answering.actions.saving import (
    ChangedMeanwhile,
    Closed,
    NamedTwice,
    NothingToUndo,
    Save,
    close,
    mark_open_not_sure,
    record_answer,
    undo_answer,
)

__all__ = [
    "ChangedMeanwhile",
    "Closed",
    "NamedTwice",
    "NothingToUndo",
    "Save",
    "close",
    "drop",
    "mark_open_not_sure",
    "record_answer",
    "start_assessment",
    "start_correction",
    "start_extra",
    "undo_answer",
]
