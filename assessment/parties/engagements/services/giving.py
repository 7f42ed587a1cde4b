"""Give a practice access to a business, and change its level or its last day."""

import logging
from datetime import datetime

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.links.services import close_doors
from assessment.foundation.parsing.edits import Edit
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.consultancies.queries import access_by_person
from assessment.parties.consultancies.services.access_mails import tell_changed, tell_given
from assessment.parties.departures.queries import doors_lost, people_of
from assessment.parties.engagements.models import Terms
from assessment.parties.engagements.queries import access_values

log = logging.getLogger(__name__)


class HasAccess(DomainError):
    """The practice has access to the business already."""

    def __init__(self, engagement: Engagement) -> None:
        super().__init__(engagement)
        self.engagement = engagement


@transaction.atomic
def give_access(
    *, business: Business, consultancy: Consultancy, terms: Terms, by: User, at: datetime
) -> Engagement:
    """Let a practice in; access that has expired is closed first.

    Raises:
        HasAccess: it is in already; nothing was changed.
    """
    Business.objects.select_for_update(of=("self",)).get(pk=business.pk)
    between = Engagement.objects.filter(business=business, consultancy=consultancy, ended_at=None)
    if running := between.running(at).first():
        raise HasAccess(running)
    for expired in between:
        Engagement.objects.filter(pk=expired.pk).update(ended_at=expired.expires_at)
    engagement = Engagement.objects.create(
        business=business,
        consultancy=consultancy,
        given_by=by,
        given_at=at,
        level=terms.level,
        ends_on=terms.ends_on,
        expires_at=Engagement.expiry(business, terms.ends_on),
        counts=terms.counts,
    )
    note_given(engagement, by=by, at=at)
    return engagement


def note_given(engagement: Engagement, *, by: User, at: datetime) -> None:
    """Record that access was given, and tell the practice."""
    business, firm = engagement.business, str(engagement.consultancy)
    record(Event.ACCESS_GIVEN, by=by, at=at, business=business, firm=firm, level=engagement.level)
    if engagement.counts:
        record(Event.MEDIAN_JOINED, by=by, at=at, business=business, firm=firm)
    log.info(
        "consultant's access given: business=%s practice=%s level=%s by=%s",
        business.pk,
        engagement.consultancy_id,
        engagement.level,
        by.pk,
    )
    tell_given(engagement, by=by, at=at)


@transaction.atomic
def change_access(*, engagement: Engagement, edit: Edit[str], by: User, at: datetime) -> bool:
    """Change the level or the last day, and close the doors that a lower level does not allow.

    Returns:
        False if nothing changed, or if the access has ended.

    Raises:
        EditedMeanwhile: someone else changed the same values; nothing is saved.
    """
    business = Business.objects.select_for_update(of=("self",)).get(pk=engagement.business_id)
    running = Engagement.objects.running(at).select_related("consultancy", "business")
    found = running.filter(pk=engagement.pk).first()
    if found is None:
        return False
    changes = edit.changes(access_values(found))
    if not changes:
        return False
    before = found.level
    for name, value in changes.items():
        setattr(found, name, value)
    found.expires_at = Engagement.expiry(business, found.ends_on)
    found.save(update_fields=["level", "ends_on", "expires_at"])
    _note_changed(found, before, by, at)
    lost = doors_lost(business, people_of(found), access_by_person(business))
    close_doors(lost, business=business, person=str(found.consultancy), by=by, at=at)
    return True


def _note_changed(engagement: Engagement, before: str, by: User, at: datetime) -> None:
    record(
        Event.ACCESS_CHANGED,
        by=by,
        at=at,
        business=engagement.business,
        firm=str(engagement.consultancy),
        before=before,
        level=engagement.level,
        until=str(engagement.ends_on or ""),
    )
    log.info(
        "consultant's access changed: business=%s practice=%s level=%s by=%s",
        engagement.business_id,
        engagement.consultancy_id,
        engagement.level,
        by.pk,
    )
    tell_changed(engagement, by=by, at=at)
