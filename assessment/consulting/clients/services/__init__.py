"""Notes, comments, suggested changes and reviewed evidence."""

from assessment.consulting.clients.services.answers_to_suggestions import (
    UNDO_FOR,
    Overtaken,
    answer_suggestion,
    undo_suggested,
)
from assessment.consulting.clients.services.conversations import (
    mark_read,
    want_mails,
    write_message,
)
from assessment.consulting.clients.services.evidence import review_client_evidence
from assessment.consulting.clients.services.notes import (
    bring_note_back,
    change_note,
    purge_notes,
    remove_note,
    write_note,
)
from assessment.consulting.clients.services.suggestions import (
    AlreadyAnswered,
    AlreadySent,
    drop_suggestion,
    save_suggestion,
    send_suggestion,
    take_suggestion_back,
)

__all__ = [
    "UNDO_FOR",
    "AlreadyAnswered",
    "AlreadySent",
    "Overtaken",
    "answer_suggestion",
    "bring_note_back",
    "change_note",
    "drop_suggestion",
    "mark_read",
    "purge_notes",
    "remove_note",
    "review_client_evidence",
    "save_suggestion",
    "send_suggestion",
    "take_suggestion_back",
    "undo_suggested",
    "want_mails",
    "write_message",
    "write_note",
]
