"""Close rounds: work out what can be shown, and delete everything else."""

import logging
from datetime import date, datetime
from secrets import SystemRandom

from django.db import transaction

from assessment.domain.voices.pulse import pulse_scores, without_remainders
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.outbox.models import OutgoingMail
from assessment.voices.pulse.models import PulseBox, PulseRound
from assessment.voices.pulse.queries import PulseOutcome
from assessment.voices.pulse.services.rounds import NotPossible, open_or_refuse

log = logging.getLogger(__name__)


@transaction.atomic
def count_answers(*, round_: PulseRound, at: datetime) -> None:
    """Store how many have answered; the schedule does this once a night.

    Raises:
        NotPossible: the round is closed.
    """
    found = open_or_refuse(round_)
    found.counted, found.counted_on = len(found.box.sheets), found.business.day(at)
    found.save(update_fields=["counted", "counted_on"])


@transaction.atomic
def close_early(*, round_: PulseRound, by: User, at: datetime) -> None:
    """Close a round before its last day.

    Raises:
        NotPossible: it is closed already, or last night too few had answered.
    """
    found = open_or_refuse(round_)
    if not found.may_close:
        raise NotPossible
    _close(found, found.business.day(at))
    record(Event.PULSE_CLOSED, by=by, at=at, business=found.business)
    log.info("pulse closed early: round=%s by=%s", found.key, by.pk)


@transaction.atomic
def close_round(*, round_: PulseRound, at: datetime) -> bool:
    """Close a round whose last day is over, and return whether it was open until now."""
    found = PulseRound.objects.select_for_update(of=("self",)).select_related("business")
    due = found.get(pk=round_.pk)
    today = due.business.day(at)
    if due.closed_on is not None or due.takes_answers_on(today):
        return False
    _close(due, due.closes_on)
    return True


@transaction.atomic
def leave_round(*, round_: PulseRound, by: User, at: datetime) -> None:
    """Give up a round and delete it with everything in it.

    Raises:
        NotPossible: it is closed already, so there are no answers left to delete.
    """
    found = open_or_refuse(round_)
    _forget_addresses(found)
    found.delete()
    record(Event.PULSE_LEFT, by=by, at=at, business=found.business)
    log.info("pulse given up: round=%s by=%s", found.key, by.pk)


def _close(found: PulseRound, day: date) -> None:
    box = PulseBox.objects.get(round=found)
    items = found.model_version.maturity.pulse_items
    scores = pulse_scores(items, box.sheets, found.threshold)
    if scores.shown:
        safe = without_remainders(scores, items, box.sheets, found.threshold)
        found.outcome = PulseOutcome.of(safe).kept
    if scores.shown and len(box.words) >= found.threshold:
        # They are sorted by now, and the order in which they came was never stored.
        found.words = SystemRandom().sample(box.words, len(box.words))
    found.closed_on, found.answered = day, len(box.sheets)
    found.closes_on = min(found.closes_on, day)
    found.save()
    box.delete()
    found.passes.update(used=False)
    _forget_addresses(found)


def _forget_addresses(found: PulseRound) -> None:
    """Delete the addresses of those who were asked, in the outbox as well."""
    asked = found.addresses.values_list("invitation", "reminder")
    mails = {key for pair in asked for key in pair}
    found.addresses.all().delete()
    OutgoingMail.objects.filter(pk__in=mails).delete()
