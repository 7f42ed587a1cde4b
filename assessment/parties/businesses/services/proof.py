"""Decide who owns an address once somebody has proven it, and who owns its earlier businesses."""

import logging
from datetime import datetime
from itertools import chain

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import accounts_at, is_proven_elsewhere
from assessment.foundation.accounts.services import (
    confirm_address,
    end_ways_to_sign_in,
    take_over,
)
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.links.services import close_doors, every_door
from assessment.parties.businesses.models import ArchiveReason, Business, Membership, Role
from assessment.parties.businesses.services.archiving import archive_business

log = logging.getLogger(__name__)


@transaction.atomic
def prove_address(*, account: User, email: str, same_person: bool, at: datetime) -> User:
    """Record that the person who uses this account reads the mail sent to its address.

    Until then, anybody could have signed up with it. The first proof therefore ends the sessions,
    the password, the second step and the links of the account, and its businesses are asked about.
    Other accounts with the address become part of the account that the address now belongs to.

    Args:
        same_person: whether it is known that this person chose the password of the account.

    Returns:
        The account that the address belongs to: another one, if that was proven before.
    """
    accounts = list(accounts_at(email).select_for_update(of=("self",)))
    proven = next((other for other in accounts if other.proven), None)
    owner = proven or account
    if proven is None:
        # The account that has proven it can be one that an administrator has deactivated.
        if not is_proven_elsewhere(email, user=owner):
            confirm_address(user=owner, email=email, at=at)
        # An administrator is made on the command line, and so by somebody who is trusted.
        if not (same_person or owner.is_staff):
            _mark_unproven(owner, owner, at)
            end_ways_to_sign_in(user=owner, at=at)
    for other in accounts:
        if other.pk != owner.pk and not other.is_staff:
            if not (same_person and other.pk == account.pk):
                _mark_unproven(other, owner, at)
            take_over(other=other, owner=owner)
    log.info("address proven: user=%s first=%s", owner.pk, proven is None)
    return owner


def _mark_unproven(account: User, owner: User, at: datetime) -> None:
    """Close every link that an account made, and ask `owner` about its businesses."""
    doors = [door.opened_by([account.pk]) for door in every_door()]
    lead_to = [door.open().values_list(door.authority.business, flat=True) for door in doors]
    for business in Business.with_archived.filter(pk__in={*chain(*lead_to)}):
        inside = [door.within(business) for door in doors]
        close_doors(inside, business=business, person=str(account), by=owner, at=at)
    both = Membership.objects.filter(user=owner).values("business")
    # Only founders own anything before they have proven their address. What somebody else gave
    # them is not theirs to set aside.
    account.consultancies.update(unproven=True)
    found = Membership.objects.filter(user=account, role=Role.OWNER)
    (found if account == owner else found.exclude(business__in=both)).update(unproven=True)


@transaction.atomic
def claim_business(*, membership: Membership, by: User, at: datetime) -> None:
    """Settle that a business made before its owner's address was proven is theirs."""
    if not _settle(membership):
        return
    record(Event.CLAIMED, by=by, at=at, business=membership.business)
    log.info("business claimed: business=%s by=%s", membership.business_id, by.pk)


@transaction.atomic
def set_business_aside(*, membership: Membership, by: User, at: datetime) -> None:
    """Archive a business that somebody else made with this person’s address.

    The person stays its member, because only they can bring it back.
    """
    if _settle(membership):
        archive_business(business=membership.business, by=by, at=at, reason=ArchiveReason.UNPROVEN)


def _settle(membership: Membership) -> bool:
    """Ask no more about this business; return False if it was settled already."""
    found = Membership.objects.filter(pk=membership.pk, unproven=True)
    return bool(found.update(unproven=False))
