"""Change members' roles and end memberships."""

import logging

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.edits import Edit, mark
from assessment.parties.businesses.models import Business, Membership, Role

log = logging.getLogger(__name__)


class LastOwner(DomainError):
    """The change would leave the business without an owner."""


@transaction.atomic
def change_role(*, membership: Membership, role: str, seen: str, by: User) -> None:
    """Give a member another role.

    Args:
        seen: the role that the page showed.

    Raises:
        LastOwner: the business has no other owner.
        EditedMeanwhile: someone else gave the member a third role since.
    """
    # The same lock as below, so that two changes are made one after the other.
    Business.objects.select_for_update().get(pk=membership.business_id)
    membership.refresh_from_db(fields=["role"])
    edit = Edit(values={"role": role}, seen={"role": mark(seen)})
    if not edit.changes({"role": membership.role}):
        return
    if role != Role.OWNER:
        _keep_an_owner(membership)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    _log("role changed", membership, role, by)


@transaction.atomic
def remove_member(*, membership: Membership, by: User) -> None:
    """End a membership; the person's answers stay with the business.

    Raises:
        LastOwner: the business has no other owner.
    """
    _keep_an_owner(membership)
    # Logged first, because Django clears the primary key of a deleted instance.
    _log("access ended", membership, membership.role, by)
    membership.delete()


def _keep_an_owner(membership: Membership) -> None:
    """Refuse to leave the business without an owner.

    The row lock serialises two owners who remove each other at the same time. Without it, each
    would still see the other as an owner, and the business would end up with none.
    """
    Business.objects.select_for_update().get(pk=membership.business_id)
    others = Membership.objects.filter(business=membership.business_id, role=Role.OWNER)
    if not others.exclude(pk=membership.pk).exists():
        raise LastOwner(membership.role)


def _log(event: str, membership: Membership, role: str, by: User) -> None:
    log.info(
        "%s: business=%s user=%s role=%s by=%s",
        event,
        membership.business_id,
        membership.user_id,
        role,
        by.pk,
    )
