"""Handing one action over to somebody without an account, by a link in a mail."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.links.tokens import hash_of
from assessment.foundation.outbox import delivery
from assessment.journey.planning.models import ChangeKind, HandOver, PlanItem
from assessment.journey.planning.queries.assignee_links import link_of
from assessment.journey.planning.queries.saved_plans import planned_action
from assessment.journey.planning.services import (
    Actor,
    change_item,
    keep_assignee_links,
    link_expiry,
)

log = logging.getLogger(__name__)

A_DAY = timedelta(days=1)
A_BLINK = timedelta(minutes=1)
MAILS_A_DAY = 20  # from one person
MAILS_A_DAY_TO_ONE = 3


class TooManyMails(DomainError):
    """A day's mails are used up: for this address or altogether."""


class NoLink(DomainError):
    """Nobody without an account has a link to it that works."""


@dataclass(frozen=True, slots=True)
class Assignee:
    """Somebody who does one action and has no account."""

    name: str
    email: str


@transaction.atomic
def hand_over(
    *, item: PlanItem, to: Assignee, by: User, actor: Actor, link: Callable[[str], str]
) -> None:
    """Let an assignee do it, and send them a link that shows it; an earlier link ends.

    Asked for twice in a moment, as by a second click, it sends one mail. `link` makes the whole
    address of the page from the secret token; only its hash is kept.

    Raises:
        TooManyMails: nothing was changed.
        ActionChangedMeanwhile: as for any change.
        delivery.Undelivered: it is handed over, but its mail is not known to have left.
    """
    email = to.email.lower()
    new = {"owner_id": None, "helper_name": to.name, "helper_email": email}
    change_item(item=item, kind=ChangeKind.HANDED_OVER, actor=actor, new=new)
    if (
        item.hand_overs.usable(actor.at)
        .filter(email=email, sent_at__gt=actor.at - A_BLINK)
        .exists()
    ):
        return
    _keep_within_quota(email, by, actor.at)
    item.hand_overs.filter(ended_at=None).update(ended_at=actor.at)
    token = secrets.token_urlsafe(32)
    handed = HandOver.objects.create(
        item=item,
        name=to.name,
        email=email,
        token_hash=hash_of(token),
        sent_by=by,
        sent_at=actor.at,
        expires_at=link_expiry(item, actor.at),
    )
    log.info("handed over: item=%s by=%s", item.pk, by.pk)
    transaction.on_commit(lambda: _send(handed, link(token)))


@transaction.atomic
def end_hand_over(*, item: PlanItem, actor: Actor) -> None:
    """Take it back: its links end, and nobody does it until somebody is named."""
    new = {"helper_name": "", "helper_email": ""}
    change_item(item=item, kind=ChangeKind.TAKEN_BACK, actor=actor, new=new)
    keep_assignee_links(item=item, at=actor.at)


@transaction.atomic
def renew_link(*, item: PlanItem, at: datetime) -> str:
    """The token of one more link for whoever does it without an account, as for a reminder.

    Nobody can know the token of the first mail any more. The new link ends when that one does,
    and counts as sent with it, so that reminders use up nobody's mails of a day.

    Raises:
        NoLink: nobody has one, or it has ended.
    """
    known = link_of(item, at)
    if known is None:
        raise NoLink(str(item))
    token = secrets.token_urlsafe(32)
    HandOver.objects.create(
        item=item,
        name=known.name,
        email=known.email,
        token_hash=hash_of(token),
        sent_by=known.sent_by,
        sent_at=known.sent_at,
        expires_at=known.expires_at,
    )
    return token


def _keep_within_quota(email: str, by: User, at: datetime) -> None:
    today = HandOver.objects.filter(sent_by=by, sent_at__gt=at - A_DAY)
    # A link that was renewed for a reminder stands beside the one that it was sent with.
    mails = today.order_by().values_list("email", "item", "sent_at").distinct()
    sent_to = [address for address, _item, _sent_at in mails]
    if len(sent_to) >= MAILS_A_DAY or sent_to.count(email) >= MAILS_A_DAY_TO_ONE:
        raise TooManyMails(email)


def _send(handed: HandOver, url: str) -> None:
    try:
        _write(handed, url)
    except delivery.NotAccepted:
        # Nobody has the link, so that the page offers to send another.
        HandOver.objects.filter(pk=handed.pk).update(ended_at=handed.sent_at)
        raise


def _write(handed: HandOver, url: str) -> None:
    assessment = handed.item.plan.assessment
    planned = planned_action(assessment.model_version.maturity, handed.item)
    late = planned.days_late(assessment.business.day(handed.sent_at))
    delivery.send(
        name="hand_over",
        to=handed.email,
        context={
            "helper": handed.name,
            "sender": str(handed.sent_by),
            "business": assessment.business.name,
            "title": planned.title,
            "first_move": planned.first_move,
            "due": "" if late else date_format(planned.due_on, "l j F"),
            "url": url,
            "until": date_format(localtime(handed.expires_at), "j F"),
        },
    )
