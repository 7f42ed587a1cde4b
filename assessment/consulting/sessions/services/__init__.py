"""Hold a session with a client, show it on a second screen, and sign what was agreed."""

from assessment.consulting.sessions.services.meeting import (
    MOST_POINTS,
    AnotherSession,
    SessionOver,
    TooManyPoints,
    add_point,
    end_session,
    remove_point,
    show_last_time,
    start_session,
    turn_to,
)
from assessment.consulting.sessions.services.outcomes import (
    OutcomeChanged,
    outcome_pdf,
    sign_outcome,
)
from assessment.consulting.sessions.services.screens import (
    UnknownCode,
    enter_code,
    make_code,
    open_screen,
)

__all__ = [
    "MOST_POINTS",
    "AnotherSession",
    "OutcomeChanged",
    "SessionOver",
    "TooManyPoints",
    "UnknownCode",
    "add_point",
    "end_session",
    "enter_code",
    "make_code",
    "open_screen",
    "outcome_pdf",
    "remove_point",
    "show_last_time",
    "sign_outcome",
    "start_session",
    "turn_to",
]
