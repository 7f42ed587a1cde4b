"""Change and end engagements between a business and a consulting firm."""

from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.services.members import log
from assessment.parties.consultancies.models import Engagement


@transaction.atomic
def end_engagement(*, engagement: Engagement, by: User, at: datetime) -> None:
    """End a firm's access to the business; ending it twice changes nothing."""
    # A conditional UPDATE, so that a second click does not overwrite the first end time.
    if Engagement.objects.running().filter(pk=engagement.pk).update(ended_at=at):
        log.info(
            "consultant's access ended: business=%s practice=%s by=%s",
            engagement.business_id,
            engagement.consultancy_id,
            by.pk,
        )


def let_count(*, engagement: Engagement, counts: bool, by: User) -> None:
    """Set whether the business's scores are included in the firm's median of its clients."""
    if Engagement.objects.running().filter(pk=engagement.pk).update(counts=counts):
        log.info(
            "counting in a median: business=%s practice=%s counts=%s by=%s",
            engagement.business_id,
            engagement.consultancy_id,
            counts,
            by.pk,
        )
