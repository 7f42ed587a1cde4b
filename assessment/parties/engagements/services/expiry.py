"""What follows from time alone: access that expires, and businesses nobody took over."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.delivery import on_site
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Engagement
from assessment.parties.consultancies.services.access_mails import tell_expiring
from assessment.parties.departures.services import close_expired
from assessment.parties.engagements.models import (
    KEPT_FOR,
    WARNED_BEFORE,
    ExpiryNotice,
    PreparedBusiness,
)
from assessment.parties.engagements.services.reminding import remind_owner, without_answer

log = logging.getLogger(__name__)

TOLD_BEFORE = timedelta(days=7)
"""How long before the last day of an access is over both sides are told."""


def keep_access_current(*, at: datetime) -> None:
    """Do everything about access that is due; safe to repeat, and one error stops nothing else."""
    running = Engagement.objects.filter(ended_at=None, expires_at__isnull=False)
    for engagement in running.filter(expires_at__lte=at).order_by("pk"):
        _guarded(close, engagement, at)
    soon = running.filter(expires_at__gt=at, expires_at__lte=at + TOLD_BEFORE)
    for engagement in soon.select_related("business", "consultancy").order_by("pk"):
        _guarded(announce_last_day, engagement, at)
    for request in without_answer(at):
        _guarded(remind_owner, request, at)
    waiting = PreparedBusiness.objects.filter(business__archived_at=None)
    for prepared in waiting.filter(made_at__lte=at - KEPT_FOR + WARNED_BEFORE[0]).order_by("pk"):
        _guarded(warn_or_delete, prepared, at)


def _guarded(do: Callable[..., Any], found: Any, at: datetime) -> None:
    try:
        do(found, at)
    except Exception:
        log.exception("not done, will retry: %s=%s", type(found).__name__, found.pk)


def close(engagement: Engagement, at: datetime) -> None:
    close_expired(engagement=engagement, at=at)


@transaction.atomic
def announce_last_day(engagement: Engagement, at: datetime) -> None:
    ends_on = engagement.ends_on
    if ends_on is None:
        return
    _notice, new = ExpiryNotice.objects.get_or_create(engagement=engagement, ends_on=ends_on)
    if new and engagement.business.archived_at is None:
        tell_expiring(engagement, at=at)


@transaction.atomic
def warn_or_delete(prepared: PreparedBusiness, at: datetime) -> None:
    # The client may be taking it over at this moment, which deletes this row.
    locked = PreparedBusiness.objects.select_for_update(of=("self",)).filter(pk=prepared.pk)
    found = locked.select_related("business", "consultancy").first()
    if found is None:
        return
    if found.warnings == len(WARNED_BEFORE):
        # Nothing is deleted without both warnings, whatever kept this job from running.
        if at >= found.deleted_at:
            delete(found, at)
    elif at >= found.deleted_at - WARNED_BEFORE[found.warnings]:
        found.warnings, found.warned_at = found.warnings + 1, at
        found.save(update_fields=["warnings", "warned_at"])
        warn(found, at)


def delete(prepared: PreparedBusiness, at: datetime) -> None:
    business = prepared.business
    record(Event.PURGED, by=None, at=at, business=business)
    log.info("business nobody took over removed: business=%s", business.pk)
    Business.objects.filter(pk=business.pk).delete()


def warn(prepared: PreparedBusiness, at: datetime) -> None:
    business, practice = prepared.business, prepared.consultancy
    context = {
        "business": business.name,
        "practice": practice.name,
        "day": day_in_year(prepared.deleted_at),
        "url": on_site(reverse("hand_over_business", args=[practice.slug, business.slug])),
    }
    people = practice.members.filter(user__is_active=True, user__deletion_asked_at=None)
    for member in people.select_related("user"):
        outbox.send(name="not_handed_over", to=member.user.email, context=context, at=at)
