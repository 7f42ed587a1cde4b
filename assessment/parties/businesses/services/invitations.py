"""Send, revoke and accept invitations."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.links.services import send_invitation
from assessment.parties.businesses.models import Business, Invitation, Membership, Role

log = logging.getLogger(__name__)


class AlreadyMember(DomainError):
    """The address belongs to an existing member."""


class ForSomebodyElse(DomainError):
    """The invitation was sent to another address."""


@transaction.atomic
def invite(
    *,
    business: Business,
    email: str,
    role: str,
    by: User,
    at: datetime,
    link: Callable[[str], str],
) -> Invitation:
    """Email a person a link that makes them a member, and end any earlier link to them.

    Raises:
        AlreadyMember: the address belongs to a member.
        TooManyLinks: the quota for today is used up.
    """
    # The lock makes concurrent invitations wait, so that the quota counts all of them.
    Business.objects.select_for_update().get(pk=business.pk)
    if Membership.objects.filter(business=business, user__email=email).exists():
        raise AlreadyMember(email)
    invitation = send_invitation(
        business.invitations.all(),
        email=email,
        by=by,
        at=at,
        mail="invitation",
        context={"business": business.name, "may_do": Role(role).may_do},
        link=link,
        business=business,
        role=role,
    )
    record(Event.INVITED, by=by, at=at, business=business, person=email, role=role)
    log.info("invited: business=%s role=%s by=%s", business.pk, role, by.pk)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """End the link in the email; an invitation that was already accepted is left alone."""
    if Invitation.objects.filter(pk=invitation.pk).close(at):
        business, email = invitation.business, invitation.email
        record(Event.INVITATION_REVOKED, by=by, at=at, business=business, person=email)
        log.info("invitation revoked: business=%s by=%s", invitation.business_id, by.pk)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User, at: datetime) -> bool:
    """Make the invited person a member; an existing member keeps their role.

    Returns:
        False if the link has just ended.

    Raises:
        ForSomebodyElse: this user has another address.
    """
    if not invitation.is_for(by):
        raise ForSomebodyElse
    # One conditional UPDATE, so that of two simultaneous clicks only one can accept. It also asks
    # whether the person who sent the invitation may still invite.
    if not Invitation.objects.usable(at).filter(pk=invitation.pk).update(accepted_at=at):
        return False
    # The person may have become a member in another way since the invitation was sent.
    membership, _new = Membership.objects.get_or_create(
        business_id=invitation.business_id,
        user=by,
        defaults={"role": invitation.role, "since": at},
    )
    record(
        Event.JOINED,
        by=by,
        at=at,
        business=invitation.business,
        role=membership.role,
        inviter=str(invitation.made_by),
    )
    log.info(
        "access given: business=%s user=%s role=%s by=%s",
        invitation.business_id,
        by.pk,
        invitation.role,
        invitation.made_by_id,
    )
    return True
