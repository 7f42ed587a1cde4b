"""Showing one result to somebody without an account, by a link that ends."""

import logging
import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import OperationalError, transaction
from django.db.models import Count, F, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.formatting.dates import quarter_name
from assessment.foundation.links.tokens import hash_of
from assessment.foundation.outbox import delivery
from assessment.foundation.parsing.names import one_line
from assessment.journey.results.models import Result
from assessment.outputs.sharing.models import SharedLink, SharedLinkQuerySet, SharedUse
from assessment.parties.businesses.models import Business

log = logging.getLogger(__name__)

A_DAY = timedelta(days=1)
A_BLINK = timedelta(minutes=1)
LINKS_A_DAY = 20  # by one person
MAILS_A_DAY_TO_ONE = 3


class TooManyLinks(DomainError):
    """A day's links are used up: for this address or altogether."""


@transaction.atomic
def share_result(
    *,
    result: Result,
    for_whom: str,
    email: str,
    days: int,
    by: User,
    at: datetime,
    link: Callable[[str], str],
) -> str:
    """Make a link to a result; with an e-mail address it is sent there.

    Asked for twice in a moment, as by a second click, it sends one mail. `link` makes the whole
    address of the page from the secret token; only its hash is kept.

    Returns:
        The secret, which nobody can show again; empty if the same mail left a moment ago.

    Raises:
        TooManyLinks: nothing was made.
        Undelivered: the mail did not leave; the link is made and has to be ended.
    """
    business = Business.objects.select_for_update().get(pk=result.assessment.business_id)
    email = email.lower()
    made = SharedLink.objects.filter(made_by=by)
    same = made.usable(at).filter(result=result, email=email, made_at__gt=at - A_BLINK)
    if email and same.exists():
        return ""
    _keep_within_quota(made.filter(made_at__gt=at - A_DAY), email)
    token = secrets.token_urlsafe(32)
    shared = SharedLink.objects.create(
        result=result,
        token_hash=hash_of(token),
        for_whom=for_whom,
        email=email,
        made_by=by,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    log.info("result shared: result=%s link=%s by=%s", result.pk, shared.pk, by.pk)
    if email:
        transaction.on_commit(lambda: _send(shared, business, link(token)))
    return token


def _keep_within_quota(today: SharedLinkQuerySet, email: str) -> None:
    made = today.aggregate(all=Count("pk"), to_one=Count("pk", filter=Q(email=email)))
    if made["all"] >= LINKS_A_DAY or (email and made["to_one"] >= MAILS_A_DAY_TO_ONE):
        raise TooManyLinks(email)


def _send(shared: SharedLink, business: Business, url: str) -> None:
    delivery.send(
        name="shared_result",
        to=shared.email,
        context={
            "sender": one_line(str(shared.made_by)),
            "business": one_line(business.name),
            "months": quarter_name(shared.result.assessment.quarter),
            "url": url,
            "until": date_format(localtime(shared.expires_at), "j F Y"),
        },
    )


def end_links(*, links: SharedLinkQuerySet, by: User, at: datetime) -> int:
    """From this moment they show nothing; how many worked until now."""
    ended = list(links.usable(at).values_list("pk", flat=True))
    count = SharedLink.objects.filter(pk__in=ended, ended_at=None).update(ended_at=at)
    if count:
        log.info("sharing ended: links=%s by=%s", ",".join(map(str, ended)), by.pk)
    return count


def note_use(*, link: SharedLink, on: date) -> None:
    """Count that a link was opened on a day, and nothing about by whom.

    The one thing that a GET writes: whoever shares must be able to see whether a link is in
    use, and only looking tells. It has its own short transaction, and if the database cannot
    write just now, the page matters more than its count.
    """
    try:
        with transaction.atomic():
            use, _made = SharedUse.objects.get_or_create(link=link, day=on)
            SharedUse.objects.filter(pk=use.pk).update(times=F("times") + 1)
    except OperationalError as trouble:
        log.warning("use not counted: link=%s: %s", link.pk, type(trouble).__name__)
