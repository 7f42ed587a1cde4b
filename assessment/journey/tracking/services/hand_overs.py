"""Hand one action over to someone without an account, with a link sent by email."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record, record_once
from assessment.foundation.formatting.dates import day, weekday
from assessment.foundation.links.services import Quota, mail_link, make_link
from assessment.foundation.outbox.services import Sender
from assessment.journey.planning.models import ChangeKind, HandOver, PlanItem
from assessment.journey.planning.queries.assignee_links import link_of
from assessment.journey.planning.queries.saved_plans import planned_action
from assessment.journey.planning.services import (
    Actor,
    change_item,
    keep_assignee_links,
    link_expiry,
)
from assessment.parties.consultancies.models import Consultancy
from assessment.parties.consultancies.queries import sender_of

log = logging.getLogger(__name__)

DOUBLE_CLICK = timedelta(minutes=1)
QUOTA = Quota(links_a_day=20, links_a_day_to_one=3)


class NoLink(DomainError):
    """No helper has a working link to the action."""


@dataclass(frozen=True, slots=True)
class Assignee:
    """A person who does one action and has no account."""

    name: str
    email: str


@transaction.atomic
def hand_over(
    *,
    item: PlanItem,
    to: Assignee,
    practice: Consultancy | None = None,
    by: User,
    actor: Actor,
    link: Callable[[str], str],
) -> None:
    """Give the action to an assignee and email them a link to it; earlier links end.

    The email comes in the name of the practice on whose behalf this is done, if there is one.

    A repeat within a minute, such as a double click, sends no second email. `link` builds the full
    address of the page from the token, of which only the hash is stored.

    Raises:
        TooManyLinks: the email limit is reached; nothing was changed.
        ActionChangedMeanwhile: as for any change.
    """
    new = {"owner_id": None, "helper_name": to.name, "helper_email": to.email}
    change_item(item=item, kind=ChangeKind.HANDED_OVER, actor=actor, new=new)
    sent = item.hand_overs.usable(actor.at).filter(email=to.email)
    if sent.filter(made_at__gt=actor.at - DOUBLE_CLICK).exists():
        return
    # If the limit is reached, this raises and the transaction undoes the change above.
    QUOTA.keep(HandOver.objects.all(), to=to.email, by=by, at=actor.at)
    item.hand_overs.all().close(actor.at)
    handed, token = make_link(
        HandOver,
        item=item,
        name=to.name,
        email=to.email,
        by=by,
        at=actor.at,
        expires_at=link_expiry(item, actor.at),
    )
    business = item.plan.assessment.business
    record(Event.HANDED_OVER, by=by, at=actor.at, business=business, person=to.name)
    log.info("handed over: item=%s by=%s", item.pk, by.pk)
    _mail(handed, link(token), sender_of(practice) if practice else None)


@transaction.atomic
def end_hand_over(*, item: PlanItem, actor: Actor) -> None:
    """Take the action back: its links end, and it is unassigned."""
    new = {"helper_name": "", "helper_email": ""}
    change_item(item=item, kind=ChangeKind.TAKEN_BACK, actor=actor, new=new)
    keep_assignee_links(item=item, actor=actor)


def note_helper(*, link: HandOver, at: datetime) -> None:
    """Record once a day that a helper wrote something through their link."""
    business = link.item.plan.assessment.business
    once = f"helper:{link.pk}:{business.day(at)}"
    record_once(Event.HELPER_WROTE, once=once, by=None, at=at, business=business, person=link.name)


@transaction.atomic
def renew_link(*, item: PlanItem, at: datetime) -> str:
    """Make another link for the current helper, for use in a reminder, and return its token.

    The token of the first email cannot be recovered from its hash. The new link expires with the
    old one and copies its `made_at`, so that reminders do not count towards the daily email limit.
    It also copies its `mail`, whose status its page shows.

    Raises:
        NoLink: there is no link, or it has ended.
    """
    known = link_of(item, at)
    if known is None:
        raise NoLink(str(item))
    _link, token = make_link(
        HandOver,
        item=item,
        name=known.name,
        email=known.email,
        by=known.made_by,
        at=known.made_at,
        expires_at=known.expires_at,
        mail=known.mail,
    )
    return token


def _mail(handed: HandOver, url: str, sender: Sender | None) -> None:
    assessment = handed.item.plan.assessment
    planned = planned_action(assessment.fitted_model, handed.item)
    late = planned.days_late(assessment.business.day(handed.made_at))
    mail_link(
        handed,
        name="hand_over",
        sender=sender,
        context={
            "helper": handed.name,
            "sender": str(handed.made_by),
            "business": assessment.business.name,
            "title": planned.title,
            "first_move": planned.first_move,
            "due": "" if late else weekday(planned.due_on),
            "url": url,
            "until": day(localtime(handed.expires_at)),
        },
    )
