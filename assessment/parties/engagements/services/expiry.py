"""What follows from time alone: access that expires, and businesses nobody took over."""

import logging
from collections.abc import Callable, Sequence
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
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.consultancies.queries import reachable_members
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
NAMED_AT_MOST = 20
"""How many businesses one warning names."""


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
    waiting = PreparedBusiness.objects.filter(
        business__archived_at=None, made_at__lte=at - KEPT_FOR + WARNED_BEFORE[0]
    )
    practices = Consultancy.objects.filter(prepared_businesses__in=waiting)
    for practice in practices.distinct().order_by("pk"):
        _guarded(warn_practice, practice, at)
    for prepared in waiting.filter(warnings=len(WARNED_BEFORE)).order_by("pk"):
        _guarded(delete_if_due, prepared, at)


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
def warn_practice(practice: Consultancy, at: datetime) -> None:
    """Warn of all businesses whose time has come, with one email a person and day of deletion."""
    # A client may be taking one over at this moment, which deletes its row.
    locked = PreparedBusiness.objects.select_for_update(of=("self",)).filter(
        consultancy=practice, business__archived_at=None, warnings__lt=len(WARNED_BEFORE)
    )
    due: dict[str, list[PreparedBusiness]] = {}
    for found in locked.select_related("business").order_by("business__name", "pk"):
        if at >= found.deleted_at - WARNED_BEFORE[found.warnings]:
            found.warnings, found.warned_at = found.warnings + 1, at
            due.setdefault(day_in_year(found.deleted_at), []).append(found)
    for day, several in due.items():
        PreparedBusiness.objects.bulk_update(several, ["warnings", "warned_at"])
        warn(practice, [prepared.business for prepared in several], day, at)


def warn(practice: Consultancy, businesses: Sequence[Business], day: str, at: datetime) -> None:
    first, more = businesses[0], len(businesses) - NAMED_AT_MOST
    hand_over = reverse("hand_over_business", args=[practice.slug, first.slug])
    portfolio = reverse("portfolio", args=[practice.slug])
    context = {
        "business": first.name,
        "number": len(businesses),
        "names": [business.name for business in businesses[:NAMED_AT_MOST]],
        "more": max(more, 0),
        "practice": practice.name,
        "day": day,
        "url": on_site(hand_over if len(businesses) == 1 else portfolio),
    }
    for member in reachable_members(practice):
        outbox.send(name="not_handed_over", to=member.user.email, context=context, at=at)


@transaction.atomic
def delete_if_due(prepared: PreparedBusiness, at: datetime) -> None:
    """Delete the business after both warnings, whatever kept this job from running before."""
    locked = PreparedBusiness.objects.select_for_update(of=("self",)).filter(pk=prepared.pk)
    found = locked.select_related("business").first()
    if found is None or at < found.deleted_at:
        return
    business = found.business
    record(Event.PURGED, by=None, at=at, business=business)
    log.info("business nobody took over removed: business=%s", business.pk)
    Business.objects.filter(pk=business.pk).delete()
