"""Delete an account: everything closes at once, and after 30 days it is gone for good."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import PROTECT
from django.urls import reverse
from django.utils.timezone import localtime

from assessment.domain.errors import DomainError
from assessment.domain.limits import RESTORABLE_FOR
from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import columns_with_people
from assessment.foundation.accounts.services import end_sessions, former_member
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import forget, record
from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.links.services import close_doors
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.outbox.models import OutgoingMail
from assessment.parties.businesses.models import ArchiveReason, Business, Membership, Role
from assessment.parties.businesses.services import archive_business, restore_business
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.departures.models import Cause, Departure
from assessment.parties.departures.queries import (
    doors_lost,
    only_admin_of,
    only_member_of,
    only_owner_of,
)
from assessment.parties.departures.services.access import (
    end_membership,
    make_member_again,
    reopen_doors,
)
from assessment.parties.departures.services.practices import close_consultancy, lock_consultancy

log = logging.getLogger(__name__)


class StillNeeded(DomainError):
    """The person is the only owner or admin where other people work."""

    def __init__(self, places: Sequence[Business | Consultancy]) -> None:
        super().__init__(places)
        self.places = places


@transaction.atomic
def close_account(*, user: User, at: datetime) -> None:
    """Close an account that its owner wants deleted; nothing is lost for 30 days.

    Businesses without anybody else are archived with it. In all others the membership ends, and
    with it every link that the person made. All sessions end.

    Raises:
        StillNeeded: another owner has to be found first; nothing was changed.
    """
    memberships = Membership.objects.filter(user=user, business__archived_at=None)
    inside = list(memberships.select_related("business").order_by("business"))
    # Locked in one order, so that two owners who leave together cannot both pass the check.
    keys = [membership.business_id for membership in inside]
    list(Business.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    practices = user.consultancies.values_list("consultancy", flat=True)
    for key in practices.order_by("consultancy"):
        lock_consultancy(key)
    needed: list[Business | Consultancy] = [*only_owner_of(user), *only_admin_of(user)]
    if needed:
        raise StillNeeded(needed)
    if not User.objects.filter(pk=user.pk, deletion_asked_at=None).update(deletion_asked_at=at):
        return
    user.deletion_asked_at = at
    for membership in inside:
        _leave(membership, user, at)
    _close_doors_at_clients(user, at)
    record(Event.ACCOUNT_CLOSED, by=user, at=at)
    log.info("account closed: user=%s", user.pk)
    end_sessions(user=user)
    _tell(user, at)


def _leave(membership: Membership, user: User, at: datetime) -> None:
    business = membership.business
    if business.memberships.exclude(user=user).exists():
        record(Event.LEFT, by=user, at=at, business=business, role=membership.role)
        end_membership(membership=membership, cause=Cause.ACCOUNT, by=user, at=at)
    else:
        archive_business(business=business, by=user, at=at, reason=ArchiveReason.ACCOUNT)


def _close_doors_at_clients(user: User, at: datetime) -> None:
    """Close what a consultant opened at clients; the engagements of the firm go on."""
    engaged = Engagement.objects.running().filter(consultancy__members__user=user)
    for business in Business.objects.filter(engagements__in=engaged).distinct():
        lost = doors_lost(business, [user.pk], {})
        closed = close_doors(lost, business=business, person=str(user), by=user, at=at)
        if closed:
            Departure.objects.create(
                business=business,
                cause=Cause.ACCOUNT,
                person=user,
                role=Role.CONSULTANT,
                ended_at=at,
                ended_by=user,
                closed=closed,
            )


def _tell(user: User, at: datetime) -> None:
    until = localtime(user.deleted_at, user.zone)
    context = {
        "until": day_in_year(until),
        "url": on_site(reverse("account_login")),
    }
    outbox.send(name="account_closed", to=user.email, context=context, at=at)


@transaction.atomic
def keep_account(*, user: User, at: datetime) -> bool:
    """Undo `close_account`: businesses, roles and links come back as they were.

    Returns:
        False if there is nothing to undo.
    """
    asked_at = user.deletion_asked_at
    kept = User.objects.filter(pk=user.pk, deletion_asked_at__gt=at - RESTORABLE_FOR)
    if asked_at is None or not kept.update(deletion_asked_at=None):
        return False
    archived = Business.with_archived.filter(archived_at=asked_at, archived_by=user)
    for business in archived.filter(archived_for=ArchiveReason.ACCOUNT):
        restore_business(business=business, by=user, at=at)
    left = Departure.objects.filter(cause=Cause.ACCOUNT, person=user, ended_at=asked_at)
    for departure in left.filter(undone_at=None).select_related("business"):
        _undo(departure, user, at)
    record(Event.ACCOUNT_KEPT, by=user, at=at)
    log.info("account kept: user=%s", user.pk)
    user.deletion_asked_at = None
    return True


def _undo(departure: Departure, user: User, at: datetime) -> None:
    if departure.role != Role.CONSULTANT and make_member_again(departure):
        business = departure.business
        record(Event.ACCESS_RESTORED, by=user, at=at, business=business, person=str(user))
    reopen_doors(departure, by=user, at=at)


@transaction.atomic
def purge_account(*, user: User, at: datetime) -> bool:
    """Delete an account for good once its 30 days are over.

    What the person answered, planned and wrote stays with its business, as a former member's.

    Returns:
        False if the account is gone already, was kept, or has to wait.
    """
    due = User.objects.filter(deletion_asked_at__lte=at - RESTORABLE_FOR)
    found = due.select_for_update().filter(pk=user.pk).first()
    if found is None:
        return False
    for consultancy in only_member_of(found):
        close_consultancy(consultancy=consultancy, by=None, at=at)
    _put_under_former_member(found)
    forget(person=found)
    # Somebody else may have an account with this address, and have proven it.
    if not User.objects.filter(email=found.email).exclude(pk=found.pk).exists():
        OutgoingMail.objects.filter(to=found.email).delete()
    record(Event.ACCOUNT_PURGED, by=None, at=at)
    log.info("account removed: user=%s", found.pk)
    found.delete()
    return True


def _put_under_former_member(user: User) -> None:
    """Reassign every row that is protected from being deleted with its author."""
    former = former_member()
    for model, column, on_delete in columns_with_people():
        if on_delete is PROTECT:
            rows = model._default_manager.filter(**{column: user})  # noqa: SLF001 - public
            rows.update(**{column: former})
