"""What a business allows the consultants it let in, and ending it."""

from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.services.members import log
from assessment.parties.consultancies.models import Mandate


@transaction.atomic
def end_mandate(*, mandate: Mandate, by: User, at: datetime) -> None:
    """A consulting practice is out from this moment; ending twice changes nothing."""
    if Mandate.objects.running().filter(pk=mandate.pk).update(ended_at=at):
        log.info(
            "consultant's access ended: business=%s practice=%s by=%s",
            mandate.business_id,
            mandate.practice_id,
            by.pk,
        )


def let_count(*, mandate: Mandate, counts: bool, by: User) -> None:
    """Whether scores may count in the median of a practice's clients."""
    if Mandate.objects.running().filter(pk=mandate.pk).update(counts=counts):
        log.info(
            "counting in a median: business=%s practice=%s counts=%s by=%s",
            mandate.business_id,
            mandate.practice_id,
            counts,
            by.pk,
        )
