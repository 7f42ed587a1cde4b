"""Whom to write to at a given moment and about what, and who does not want it."""

from assessment.reminding.queries.letters import Letter, due_letters, letter_behind, lived_in
from assessment.reminding.queries.pausing import (
    Subject,
    Subscription,
    subject_behind,
    subscriptions_of,
)
from assessment.reminding.queries.places import Place, Reader

__all__ = [
    "Letter",
    "Place",
    "Reader",
    "Subject",
    "Subscription",
    "due_letters",
    "letter_behind",
    "lived_in",
    "subject_behind",
    "subscriptions_of",
]
