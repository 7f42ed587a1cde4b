"""Make a business for a client, who takes it over later."""

import logging
from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import make_business
from assessment.parties.consultancies.models import AccessLevel, Consultancy, Engagement
from assessment.parties.engagements.models import PreparedBusiness

log = logging.getLogger(__name__)


@transaction.atomic
def prepare_business(
    *,
    consultancy: Consultancy,
    name: str,
    trade: str,
    team_size: str,
    owner_name: str,
    by: User,
    at: datetime,
) -> Business:
    """Create a business without an owner, in which the practice can answer the questions.

    It cannot send the check in, so there is no result until a client has taken it over.
    """
    business = make_business(name=name, at=at)
    business.trade, business.team_size, business.set_up_at = trade, team_size, at
    business.save(update_fields=["trade", "team_size", "set_up_at"])
    PreparedBusiness.objects.create(
        business=business, consultancy=consultancy, owner_name=owner_name, made_by=by, made_at=at
    )
    Engagement.objects.create(
        business=business, consultancy=consultancy, given_at=at, level=AccessLevel.WORK
    )
    record(Event.PREPARED, by=by, at=at, business=business, firm=str(consultancy))
    log.info("business prepared: business=%s practice=%s", business.pk, consultancy.pk)
    return business
