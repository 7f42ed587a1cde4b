"""Change engagements between a business and a consulting firm."""

import logging
from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.parties.consultancies.models import Engagement

log = logging.getLogger(__name__)


@transaction.atomic
def let_count(*, engagement: Engagement, counts: bool, by: User, at: datetime) -> None:
    """Set whether the business's scores are included in the firm's median of its clients."""
    if Engagement.objects.running().filter(pk=engagement.pk).update(counts=counts):
        kind = Event.MEDIAN_JOINED if counts else Event.MEDIAN_LEFT
        firm = str(engagement.consultancy)
        record(kind, by=by, at=at, business=engagement.business, firm=firm)
        log.info(
            "counting in a median: business=%s practice=%s counts=%s by=%s",
            engagement.business_id,
            engagement.consultancy_id,
            counts,
            by.pk,
        )
