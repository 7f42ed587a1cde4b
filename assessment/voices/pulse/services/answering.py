"""Put one person's answers into the box of a round."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.voices.pulse.models import PulseBox, PulsePass, PulseRound
from assessment.voices.pulse.queries import PulseDoor


class LinkEnded(DomainError):
    """Since the page was opened, the round was closed or given up, or this link was used."""


# No argument says who sends them, and nothing is logged: there is nobody to record.
@transaction.atomic
def send_answers(
    *, door: PulseDoor, answers: Sequence[int | None], words: str, at: datetime
) -> None:
    """Add a sheet to the box and use up the link, with nothing that connects the two.

    Args:
        answers: a step for each question, or None for “I’d rather not say”.
        words: what the person wrote, or "".

    Raises:
        LinkEnded: nothing was stored.
    """
    found = PulseRound.objects.select_for_update().filter(pk=door.round.pk).first()
    if found is None or not found.takes_answers_on(door.business.day(at)):
        raise LinkEnded
    box = PulseBox.objects.get(round=found)
    _use_up(found, door, box)
    box.sheets = sorted([*box.sheets, list(answers)], key=_place)
    box.words = sorted([*box.words, words] if words else box.words)
    box.save(update_fields=["sheets", "words"])


def _use_up(found: PulseRound, door: PulseDoor, box: PulseBox) -> None:
    """Use up a personal link; a poster only counts, because it cannot tell people apart."""
    if door.token_hash:
        unused = PulsePass.objects.filter(token_hash=door.token_hash, round=found, used=False)
        if not unused.update(used=True):
            raise LinkEnded
    elif len(box.sheets) >= found.people:
        raise LinkEnded


def _place(sheet: Sequence[int | None]) -> list[int]:
    """Return what sheets are sorted by: only what they say, so that their order says no more."""
    return [-1 if step is None else step for step in sheet]
