"""Looking up which check is in hand, how far it is, and what was said before."""

from assessment.answering.queries.earlier import (
    answer_last_time,
    answer_seen,
    checked_before,
    wording,
)
from assessment.answering.queries.finding import (
    check_of_today,
    open_between,
    quarter_after,
    quarter_of,
)
from assessment.answering.queries.in_hand import Area, CheckInHand

__all__ = [
    "Area",
    "CheckInHand",
    "answer_last_time",
    "answer_seen",
    "check_of_today",
    "checked_before",
    "open_between",
    "quarter_after",
    "quarter_of",
    "wording",
]
