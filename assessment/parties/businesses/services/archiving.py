"""Archive a business, restore it, and remove it for good after 30 days."""

import logging
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime

from assessment.domain.limits import RESTORABLE_FOR
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.delivery import on_site
from assessment.parties.businesses.models import ArchiveReason, Business, Role

log = logging.getLogger(__name__)


@transaction.atomic
def archive_business(
    *,
    business: Business,
    by: User | None,
    at: datetime,
    reason: ArchiveReason = ArchiveReason.DELETED,
) -> bool:
    """Close a business to everyone; its rows stay until `purge_business`.

    Its members can still see that it was archived, and can restore it.

    Returns:
        False if it is archived already.
    """
    found = Business.objects.filter(pk=business.pk)
    if not found.update(archived_at=at, archived_by=by, archived_for=reason):
        return False
    business.archived_at, business.archived_by, business.archived_for = at, by, reason
    kind = Event.SET_ASIDE if reason == ArchiveReason.UNPROVEN else Event.DELETED
    record(kind, by=by, at=at, business=business)
    log.info(
        "business archived: business=%s for=%s by=%s", business.pk, reason, by.pk if by else None
    )
    return True


@transaction.atomic
def delete_business(*, business: Business, by: User, at: datetime) -> None:
    """Archive a business for its owner, and tell all its owners by email."""
    if archive_business(business=business, by=by, at=at):
        owners = business.memberships.filter(role=Role.OWNER, user__is_active=True)
        for owner in owners.select_related("user"):
            _tell(business, owner.user, by, at)


def _tell(business: Business, owner: User, by: User, at: datetime) -> None:
    until = localtime(business.removed_at, business.zone)
    context = {
        "business": business.name,
        "person": str(by),
        "until": day_in_year(until),
        "url": on_site(reverse("deleted_business", args=[business.slug])),
    }
    outbox.send(name="business_deleted", to=owner.email, context=context, at=at)


@transaction.atomic
def restore_business(*, business: Business, by: User | None, at: datetime) -> bool:
    """Reopen an archived business exactly as it was.

    Returns:
        False if it is not archived, or if its 30 days are over.
    """
    found = Business.with_archived.filter(pk=business.pk, archived_at__gt=at - RESTORABLE_FOR)
    if not found.update(archived_at=None, archived_by=None, archived_for=""):
        return False
    business.archived_at, business.archived_by, business.archived_for = None, None, ""
    record(Event.RESTORED, by=by, at=at, business=business)
    log.info("business restored: business=%s by=%s", business.pk, by.pk if by else None)
    return True


@transaction.atomic
def purge_business(*, business: Business, at: datetime) -> bool:
    """Remove an archived business with everything that belongs to it, once its 30 days are over.

    Its entries in the audit table stay, with one more that says that it was removed.

    Returns:
        False if it is gone already, was restored, or has to wait.
    """
    # The lock makes a simultaneous restore wait. It then finds no business to restore.
    due = Business.with_archived.filter(archived_at__lte=at - RESTORABLE_FOR)
    found = due.select_for_update(of=("self",)).filter(pk=business.pk).first()
    if found is None:
        return False
    record(Event.PURGED, by=None, at=at, business=found)
    log.info("business removed: business=%s", found.pk)
    found.delete()
    return True
