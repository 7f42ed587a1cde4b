"""Inviting people by e-mail, and their coming in."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.links.services import Quota, end_open_links, make_link
from assessment.foundation.outbox import delivery
from assessment.parties.businesses.models import Business, Invitation, Membership, Role

log = logging.getLogger(__name__)

HOLDS = timedelta(days=14)
QUOTA = Quota(links_a_day=20, links_a_day_to_one=3)


class AlreadyMember(DomainError):
    """This address belongs to somebody who is in the business."""


class ForSomebodyElse(DomainError):
    """The invitation went to another address."""


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
    """Send somebody a link that makes them a member; an earlier link to them ends.

    `link` makes the whole address of the page from the secret token; only its hash is kept.

    Raises:
        AlreadyMember, TooManyLinks.
        delivery.Undelivered: the invitation stands, but its mail is not known to have left.
    """
    Business.objects.select_for_update().get(pk=business.pk)
    email = email.lower()
    if Membership.objects.filter(business=business, user__email=email).exists():
        raise AlreadyMember(email)
    QUOTA.keep(Invitation.objects.all(), to=email, by=by, at=at)
    end_open_links(business.invitations.filter(email__iexact=email), at=at)
    invitation, token = make_link(
        Invitation,
        business=business,
        email=email,
        role=role,
        by=by,
        at=at,
        expires_at=at + HOLDS,
    )
    log.info("invited: business=%s role=%s by=%s", business.pk, role, by.pk)
    transaction.on_commit(lambda: _send(invitation, link(token)))
    return invitation


def _send(invitation: Invitation, url: str) -> None:
    delivery.send(
        name="invitation",
        to=invitation.email,
        context={
            "inviter": str(invitation.made_by),
            "business": invitation.business.name,
            "may_do": Role(invitation.role).may_do,
            "url": url,
            "until": date_format(localtime(invitation.expires_at), "j F"),
        },
    )


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """The link in the mail ends; an invitation that was used already stays used."""
    if end_open_links(Invitation.objects.filter(pk=invitation.pk), at=at):
        log.info("invitation taken back: business=%s by=%s", invitation.business_id, by.pk)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User, at: datetime) -> bool:
    """Make the invited person a member; whoever is one already keeps their role.

    Returns:
        False if the link ended a moment ago.

    Raises:
        ForSomebodyElse: the reader has another address.
    """
    if not invitation.is_for(by):
        raise ForSomebodyElse
    if not Invitation.objects.usable(at).filter(pk=invitation.pk).update(accepted_at=at):
        return False
    Membership.objects.get_or_create(
        business_id=invitation.business_id,
        user=by,
        defaults={"role": invitation.role, "since": at},
    )
    log.info(
        "access given: business=%s user=%s role=%s by=%s",
        invitation.business_id,
        by.pk,
        invitation.role,
        invitation.made_by_id,
    )
    return True
