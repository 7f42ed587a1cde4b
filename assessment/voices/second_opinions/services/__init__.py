"""Services that begin, answer, reveal and settle a second opinion."""

from assessment.voices.second_opinions.services.answering import (
    NotComplete,
    OtherWindow,
    Over,
    finish,
    save_second_answer,
    say_ready,
)
from assessment.voices.second_opinions.services.asking import (
    AlreadyAsked,
    NotSecond,
    accept,
    call_off,
    decline,
    invite,
)
from assessment.voices.second_opinions.services.current import keep_opinions_current
from assessment.voices.second_opinions.services.settling import (
    CannotCorrect,
    SettledMeanwhile,
    correct_as_agreed,
    settle,
)

__all__ = [
    "AlreadyAsked",
    "CannotCorrect",
    "NotComplete",
    "NotSecond",
    "OtherWindow",
    "Over",
    "SettledMeanwhile",
    "accept",
    "call_off",
    "correct_as_agreed",
    "decline",
    "finish",
    "invite",
    "keep_opinions_current",
    "save_second_answer",
    "say_ready",
    "settle",
]
