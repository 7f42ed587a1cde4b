"""What the schedule does for rounds: count once a night, remind once, close, and forget."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from assessment.voices.pulse import services
from assessment.voices.pulse.models import LINKS_KNOWN_FOR, PulsePass, PulseRound

log = logging.getLogger(__name__)

REMINDED_BEFORE = timedelta(days=3)
MORNING = 8
"""The hour, in the time zone of the business, from which reminders are sent."""


def keep_rounds(*, at: datetime) -> None:
    """Do what is due for all open rounds; safe to repeat, and an error in one stops no other."""
    for found in PulseRound.objects.running().select_related("business"):
        _guarded(_keep, found, at)
    # By the day of UTC: a day more or less makes no difference here.
    PulsePass.objects.filter(round__closed_on__lt=at.date() - LINKS_KNOWN_FOR).delete()


def _guarded(do: Callable[[PulseRound, datetime], None], found: PulseRound, at: datetime) -> None:
    try:
        do(found, at)
    except services.NotPossible:
        pass  # Somebody has just closed or deleted it.
    except Exception:
        log.exception("pulse not kept, will retry: round=%s", found.key)


def _keep(found: PulseRound, at: datetime) -> None:
    if services.close_round(round_=found, at=at):
        return
    here = at.astimezone(found.business.zone)
    if found.counted_on < here.date():
        services.count_answers(round_=found, at=at)
    due_on = max(found.closes_on - REMINDED_BEFORE, found.started_on + timedelta(days=1))
    if found.reminds and not found.reminded_on and here.date() >= due_on and here.hour >= MORNING:
        services.remind_everybody(round_=found, at=at)
