"""Send, revoke and accept invitations to a practice."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.links.services import send_invitation
from assessment.parties.businesses.services import AlreadyMember, ForSomebodyElse
from assessment.parties.consultancies.models import (
    Consultancy,
    ConsultancyInvitation,
    ConsultancyMember,
    ConsultancyRole,
)

log = logging.getLogger(__name__)


@transaction.atomic
def invite_colleague(
    *,
    consultancy: Consultancy,
    email: str,
    role: str,
    by: User,
    at: datetime,
    link: Callable[[str], str],
) -> ConsultancyInvitation:
    """Email a person a link that brings them into the practice, and end any earlier link to them.

    Raises:
        AlreadyMember: the address belongs to a person in the practice.
        TooManyLinks: the quota for today is used up.
    """
    # The lock makes concurrent invitations wait, so that the quota counts all of them.
    Consultancy.objects.select_for_update().get(pk=consultancy.pk)
    if consultancy.members.filter(user__email=email).exists():
        raise AlreadyMember(email)
    invitation = send_invitation(
        consultancy.invitations.all(),
        email=email,
        by=by,
        at=at,
        mail="practice_invitation",
        context={"practice": consultancy.name, "may_do": ConsultancyRole(role).may_do},
        link=link,
        consultancy=consultancy,
        role=role,
    )
    firm = consultancy.name
    record(Event.PRACTICE_INVITED, by=by, at=at, firm=firm, person=email, role=role)
    log.info("invited: practice=%s role=%s by=%s", consultancy.pk, role, by.pk)
    return invitation


@transaction.atomic
def revoke_colleagues_invitation(
    *, invitation: ConsultancyInvitation, by: User, at: datetime
) -> None:
    """End the link in the email; an invitation that was already accepted is left alone."""
    if ConsultancyInvitation.objects.filter(pk=invitation.pk).close(at):
        firm, email = invitation.consultancy.name, invitation.email
        record(Event.PRACTICE_UNINVITED, by=by, at=at, firm=firm, person=email)
        log.info("invitation revoked: practice=%s by=%s", invitation.consultancy_id, by.pk)


@transaction.atomic
def join_consultancy(*, invitation: ConsultancyInvitation, by: User, at: datetime) -> bool:
    """Bring the invited person into the practice; a person who is in it already keeps their role.

    Returns:
        False if the link has just ended.

    Raises:
        ForSomebodyElse: this user has another address.
    """
    if not invitation.is_for(by):
        raise ForSomebodyElse
    # One conditional UPDATE, so that of two simultaneous clicks only one can accept. It also asks
    # whether the person who sent the invitation is still an admin.
    found = ConsultancyInvitation.objects.usable(at).filter(pk=invitation.pk)
    if not found.update(accepted_at=at):
        return False
    member, _new = ConsultancyMember.objects.get_or_create(
        consultancy_id=invitation.consultancy_id,
        user=by,
        defaults={"role": invitation.role, "since": at},
    )
    firm, inviter = invitation.consultancy.name, str(invitation.made_by)
    record(Event.PRACTICE_JOINED, by=by, at=at, firm=firm, role=member.role, inviter=inviter)
    log.info(
        "joined: practice=%s user=%s role=%s by=%s",
        invitation.consultancy_id,
        by.pk,
        member.role,
        invitation.made_by_id,
    )
    return True
