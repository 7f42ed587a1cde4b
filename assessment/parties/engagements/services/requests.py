"""Ask an owner for access, cancel the request, and answer it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.formatting.dates import day, day_in_year
from assessment.foundation.links.services import A_DAY, Quota, mail_link, make_link
from assessment.foundation.outbox.models import OutgoingMail
from assessment.foundation.parsing.names import one_line
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.businesses.services import found_business
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.consultancies.queries import sender_of
from assessment.parties.engagements.models import AccessRequest, RequestedAccess, Terms
from assessment.parties.engagements.queries import can_be_answered, client_of
from assessment.parties.engagements.services.giving import (
    give_access,
    note_given,
)
from assessment.parties.engagements.wording import ASKS_TO

log = logging.getLogger(__name__)

VALID_FOR = timedelta(days=14)
REQUESTS_A_DAY = 30
"""How many requests a person can send within 24 hours."""
QUOTA = Quota(links_a_day=REQUESTS_A_DAY, links_a_day_to_one=3)


class AlreadyClient(DomainError):
    """The owner at this address has let the practice into a business already."""

    def __init__(self, business: Business) -> None:
        super().__init__(business)
        self.business = business


class NoLongerOpen(DomainError):
    """The request was answered, cancelled or has expired in the meantime."""


@transaction.atomic
def ask_for_access(
    *,
    consultancy: Consultancy,
    asked: RequestedAccess,
    by: User,
    at: datetime,
    link: Callable[[str], str],
    hands_over: Business | None = None,
) -> AccessRequest:
    """Email an owner a link to what a practice asks for, and end an earlier one.

    `link` builds the full URL of the page from the secret token. With `hands_over`, the owner
    gets that business.

    Raises:
        AlreadyClient: a business of this owner is a client, and no other one was named.
        TooManyLinks: the quota for today is used up.
    """
    # The lock makes concurrent requests wait, so that the quota below counts all of them.
    Consultancy.objects.select_for_update(of=("self",)).get(pk=consultancy.pk)
    name = one_line(asked.business_name)
    if hands_over is None and not name:
        client = client_of(consultancy, asked.email)
        if client:
            raise AlreadyClient(client)
    QUOTA.keep(AccessRequest.objects.all(), to=asked.email, by=by, at=at)
    earlier = AccessRequest.objects.filter(consultancy=consultancy, hands_over=hands_over)
    if hands_over is None:
        earlier = earlier.filter(email=asked.email, business_name=name)
    earlier.close(at)
    request, token = make_link(
        AccessRequest,
        consultancy=consultancy,
        email=asked.email,
        business_name=name,
        level=asked.level,
        ends_on=asked.ends_on,
        words=asked.words,
        hands_over=hands_over,
        by=by,
        at=at,
        expires_at=at + VALID_FOR,
    )
    record(
        Event.PRACTICE_ASKED,
        by=by,
        at=at,
        business=hands_over,
        firm=str(consultancy),
        person=asked.email,
    )
    log.info("access asked for: practice=%s by=%s", consultancy.pk, by.pk)
    mail = "client_handed_over" if hands_over else "access_asked"
    context, sender = request_context(request, link(token)), sender_of(request.consultancy)
    mail_link(request, name=mail, context=context, sender=sender)
    return request


def request_context(request: AccessRequest, url: str) -> dict[str, str]:
    """Return what the email with a request says, with the link that brings its answer."""
    return {
        **facts_of(request),
        "words": request.words,
        "ends_on": day_in_year(request.ends_on) if request.ends_on else "",
        "url": url,
    }


def requests_left(*, by: User, at: datetime) -> int:
    """Return how many requests this person can still send today; one query."""
    sent = AccessRequest.objects.filter(made_by=by, made_at__gt=at - A_DAY).count()
    return max(0, QUOTA.links_a_day - sent)


def facts_of(request: AccessRequest) -> dict[str, str]:
    """Return what each email about a request says."""
    return {
        "person": str(request.made_by),
        "practice": request.consultancy.name,
        "business": request.about,
        "asks_to": str(ASKS_TO[request.level]),
        "until": day(localtime(request.expires_at)),
    }


@transaction.atomic
def cancel_request(*, request: AccessRequest, by: User, at: datetime) -> bool:
    """End the link in the email; a request that was answered is left alone."""
    if not AccessRequest.objects.filter(pk=request.pk).close(at):
        return False
    firm, business = str(request.consultancy), request.hands_over
    record(
        Event.PRACTICE_WITHDREW,
        by=by,
        at=at,
        business=business,
        firm=firm,
        person=request.email,
    )
    log.info("request for access cancelled: practice=%s by=%s", request.consultancy_id, by.pk)
    return True


@transaction.atomic
def decline_request(*, request: AccessRequest, by: User, at: datetime) -> None:
    """Say no; the practice sees it in its list.

    Raises:
        NoLongerOpen: there is nothing left to answer.
    """
    _answer(request, at, declined_at=at)
    record(Event.ACCESS_DECLINED, by=by, at=at, firm=str(request.consultancy))
    log.info("access declined: practice=%s by=%s", request.consultancy_id, by.pk)


@transaction.atomic
def accept_request(
    *,
    request: AccessRequest,
    business: Business | None,
    name: str,
    terms: Terms,
    by: User,
    at: datetime,
) -> Engagement:
    """Let the practice in on the owner's own terms.

    Args:
        business: one that they own, or None for a new one with this `name`. A hand-over brings
            its own.

    Raises:
        NoLongerOpen: there is nothing left to answer.
        HasAccess: the practice is in already; nothing was changed.
    """
    if not can_be_answered(request, at):
        raise NoLongerOpen(str(request))
    _answer(request, at, accepted_at=at)
    if request.hands_over:
        return _take_over(request, request.hands_over, terms, by, at)
    mine = business or found_business(name=name, by=by, at=at)
    return give_access(business=mine, consultancy=request.consultancy, terms=terms, by=by, at=at)


def _answer(request: AccessRequest, at: datetime, **answer: datetime) -> None:
    # One conditional UPDATE, so that of two simultaneous clicks only one can answer.
    mine = AccessRequest.objects.filter(pk=request.pk)
    if not mine.usable(at).update(**answer):
        raise NoLongerOpen(str(request))
    # A reminder that the mail server has not taken yet would now be wrong.
    OutgoingMail.objects.filter(pk__in=mine.values("mail")).withdraw(at)


def _take_over(
    request: AccessRequest, prepared: Business, terms: Terms, by: User, at: datetime
) -> Engagement:
    """Make the person the owner, and let the practice keep what they choose."""
    business = Business.objects.select_for_update(of=("self",)).get(pk=prepared.pk)
    # A business that has an owner cannot be handed over.
    if not business.hand_overs.filter(pk=request.pk).exists() or not hasattr(business, "prepared"):
        raise NoLongerOpen(str(request))
    Membership.objects.create(business=business, user=by, role=Role.OWNER, since=at)
    business.prepared.delete()
    record(Event.TAKEN_OVER, by=by, at=at, business=business, firm=str(request.consultancy))
    log.info("business taken over: business=%s by=%s", business.pk, by.pk)
    running = business.engagements.running(at).filter(consultancy=request.consultancy_id)
    engagement = running.select_related("consultancy").get()
    engagement.level, engagement.ends_on = terms.level, terms.ends_on
    engagement.expires_at = Engagement.expiry(business, terms.ends_on)
    engagement.given_by, engagement.given_at, engagement.counts = by, at, terms.counts
    engagement.save()
    note_given(engagement, by=by, at=at)
    return engagement
