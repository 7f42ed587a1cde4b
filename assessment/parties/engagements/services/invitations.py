"""Invite a consultant into a business, and accept the invitation for a practice."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.formatting.dates import day, day_in_year
from assessment.foundation.links.services import Quota, mail_link, make_link
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import AccessLevel, Consultancy, Engagement
from assessment.parties.consultancies.wording import ALLOWED
from assessment.parties.engagements.models import AccessInvitation, Terms
from assessment.parties.engagements.services.giving import give_access
from assessment.parties.engagements.services.requests import VALID_FOR, NoLongerOpen

log = logging.getLogger(__name__)

QUOTA = Quota(links_a_day=20, links_a_day_to_one=3)


@transaction.atomic
def invite_consultant(
    *,
    business: Business,
    email: str,
    terms: Terms,
    by: User,
    at: datetime,
    link: Callable[[str], str],
) -> AccessInvitation:
    """Email a consultant a link that lets one of their practices in; it ends an earlier one.

    Raises:
        TooManyLinks: the quota for today is used up.
    """
    # The lock makes concurrent invitations wait, so that the quota below counts all of them.
    Business.objects.select_for_update(of=("self",)).get(pk=business.pk)
    QUOTA.keep(AccessInvitation.objects.all(), to=email, by=by, at=at)
    business.access_invitations.filter(email=email).close(at)
    invitation, token = make_link(
        AccessInvitation,
        business=business,
        email=email,
        level=terms.level,
        ends_on=terms.ends_on,
        by=by,
        at=at,
        expires_at=at + VALID_FOR,
    )
    record(Event.CONSULTANT_INVITED, by=by, at=at, business=business, person=email)
    log.info("consultant invited: business=%s by=%s", business.pk, by.pk)
    context = {
        "person": str(by),
        "business": business.name,
        "level": AccessLevel(invitation.level).label,
        "allowed": str(ALLOWED[invitation.level]),
        "ends_on": day_in_year(invitation.ends_on) if invitation.ends_on else "",
        "url": link(token),
        "until": day(localtime(invitation.expires_at)),
    }
    mail_link(invitation, name="consultant_invited", context=context)
    return invitation


@transaction.atomic
def uninvite_consultant(*, invitation: AccessInvitation, by: User, at: datetime) -> None:
    """End the link in the email; an invitation that was accepted is left alone."""
    if AccessInvitation.objects.filter(pk=invitation.pk).close(at):
        business, email = invitation.business, invitation.email
        record(Event.INVITATION_REVOKED, by=by, at=at, business=business, person=email)
        log.info("invitation revoked: business=%s by=%s", invitation.business_id, by.pk)


@transaction.atomic
def accept_as_consultant(
    *, invitation: AccessInvitation, consultancy: Consultancy, at: datetime
) -> Engagement:
    """Take the access for a practice, on the terms of the owner who sent the invitation.

    Raises:
        NoLongerOpen: the link has just ended.
        HasAccess: the practice is in already; nothing was changed.
    """
    usable = AccessInvitation.objects.usable(at).filter(pk=invitation.pk)
    if not usable.update(accepted_at=at):
        raise NoLongerOpen(str(invitation))
    return give_access(
        business=invitation.business,
        consultancy=consultancy,
        terms=Terms(level=AccessLevel(invitation.level), ends_on=invitation.ends_on),
        by=invitation.made_by,
        at=at,
    )
