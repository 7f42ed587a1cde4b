"""Changing what people may do in a business, and letting them go."""

import logging
from datetime import datetime

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.organisations.models import Business, Mandate, Membership, Role

log = logging.getLogger(__name__)


class LastOwner(DomainError):
    """A business always keeps one owner; make somebody else one first."""


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User) -> None:
    """Give a member another role.

    Raises:
        LastOwner: nobody else owns the business.
    """
    if role != Role.OWNER:
        _keep_an_owner(membership)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    _log("role changed", membership, role, by)


@transaction.atomic
def remove_member(*, membership: Membership, by: User) -> None:
    """End a membership; what the person answered stays with the business.

    Raises:
        LastOwner: nobody else owns the business.
    """
    _keep_an_owner(membership)
    _log("access ended", membership, membership.role, by)
    membership.delete()


def _keep_an_owner(membership: Membership) -> None:
    """Two owners who drop each other at one moment wait for each other here."""
    Business.objects.select_for_update().get(pk=membership.business_id)
    others = Membership.objects.filter(business=membership.business_id, role=Role.OWNER)
    if not others.exclude(pk=membership.pk).exists():
        raise LastOwner(membership.role)


@transaction.atomic
def end_mandate(*, mandate: Mandate, by: User, at: datetime) -> None:
    """A consulting practice is out from this moment; ending twice changes nothing."""
    if Mandate.objects.running().filter(pk=mandate.pk).update(ended_at=at):
        log.info(
            "consultant's access ended: business=%s practice=%s by=%s",
            mandate.business_id,
            mandate.practice_id,
            by.pk,
        )


def let_count(*, mandate: Mandate, counts: bool, by: User) -> None:
    """Whether scores may count in the median of a practice's clients."""
    if Mandate.objects.running().filter(pk=mandate.pk).update(counts=counts):
        log.info(
            "counting in a median: business=%s practice=%s counts=%s by=%s",
            mandate.business_id,
            mandate.practice_id,
            counts,
            by.pk,
        )


def _log(event: str, membership: Membership, role: str, by: User) -> None:
    log.info(
        "%s: business=%s user=%s role=%s by=%s",
        event,
        membership.business_id,
        membership.user_id,
        role,
        by.pk,
    )
