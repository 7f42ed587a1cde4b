"""Make a business for a client, who takes it over later."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record_for_each
from assessment.foundation.parsing.names import one_line
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import make_businesses
from assessment.parties.consultancies.models import AccessLevel, Consultancy, Engagement
from assessment.parties.engagements.models import NewClient, PreparedBusiness

log = logging.getLogger(__name__)


@transaction.atomic
def prepare_business(
    *, consultancy: Consultancy, client: NewClient, by: User, at: datetime
) -> Business:
    """Create a business without an owner, in which the practice can answer the questions.

    It cannot send the check in, so there is no result until a client has taken it over.
    """
    (business,) = prepare_businesses(consultancy=consultancy, clients=[client], by=by, at=at)
    return business


@transaction.atomic
def prepare_businesses(
    *, consultancy: Consultancy, clients: Sequence[NewClient], by: User, at: datetime
) -> list[Business]:
    """Create many such businesses; as many queries as for one.

    Owners are asked later for whatever the practice does not know of their business.
    """
    businesses = make_businesses([_described(client, at) for client in clients])
    firm, level = consultancy, AccessLevel.WORK
    PreparedBusiness.objects.bulk_create(
        PreparedBusiness(
            business=business,
            consultancy=firm,
            owner_name=client.owner_name,
            owner_email=client.owner_email,
            made_by=by,
            made_at=at,
        )
        for business, client in zip(businesses, clients, strict=True)
    )
    Engagement.objects.bulk_create(
        Engagement(business=business, consultancy=firm, given_at=at, level=level)
        for business in businesses
    )
    record_for_each(Event.PREPARED, businesses, by=by, at=at, firm=str(firm))
    log.info("businesses prepared: count=%s practice=%s by=%s", len(clients), firm.pk, by.pk)
    return businesses


def _described(client: NewClient, at: datetime) -> Business:
    return Business(
        name=one_line(client.name),
        trade=client.trade,
        team_size=client.team_size,
        currency=client.currency,
        founded_at=at,
        set_up_at=at if client.trade and client.team_size else None,
    )
