"""Start, answer, count and close rounds of the pulse."""

from assessment.voices.pulse.services.answering import LinkEnded, send_answers
from assessment.voices.pulse.services.closing import (
    close_early,
    close_round,
    count_answers,
    leave_round,
)
from assessment.voices.pulse.services.printing import PAPERS, poster_pdf, talk_pdf
from assessment.voices.pulse.services.rounds import (
    NewRound,
    NotPossible,
    TooManyEmails,
    extend_round,
    remind_everybody,
    start_round,
)

__all__ = [
    "PAPERS",
    "LinkEnded",
    "NewRound",
    "NotPossible",
    "TooManyEmails",
    "close_early",
    "close_round",
    "count_answers",
    "extend_round",
    "leave_round",
    "poster_pdf",
    "remind_everybody",
    "send_answers",
    "start_round",
    "talk_pdf",
]
