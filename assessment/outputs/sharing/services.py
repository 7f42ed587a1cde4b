"""Share one result with someone without an account, through a link that expires."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils.timezone import localtime

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.formatting.dates import day_in_year, quarter_name
from assessment.foundation.links.services import Quota, mail_link, make_link
from assessment.foundation.parsing.names import one_line
from assessment.journey.results.models import Result
from assessment.outputs.sharing.models import SharedLink, SharedLinkQuerySet, SharedUse
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy
from assessment.parties.consultancies.queries import sender_of

log = logging.getLogger(__name__)

DOUBLE_CLICK = timedelta(minutes=1)
QUOTA = Quota(links_a_day=20, links_a_day_to_one=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """Who a link is for, how long it works, and the firm on whose behalf it is made, if any."""

    for_whom: str
    email: str
    days: int
    practice: Consultancy | None = None


@transaction.atomic
def share_result(
    *,
    result: Result,
    new: NewLink,
    by: User,
    at: datetime,
    link: Callable[[str], str],
) -> str:
    """Make a link to a result; with an email address it is sent there.

    If it is made on behalf of a firm, the page and the email have that firm's branding.
    A repeated request within a minute, such as a double click, sends no second email. `link`
    builds the page's full URL from the secret token. Only the token's hash is stored.

    Returns:
        The token, which cannot be shown again; empty if the same email was sent a moment ago.

    Raises:
        TooManyLinks: today's limit is reached, and no link was made.
    """
    # Lock the business, so that two simultaneous requests cannot both pass the checks below.
    business = Business.objects.select_for_update().get(pk=result.assessment.business_id)
    usable = SharedLink.objects.usable(at)
    same = usable.filter(result=result, email=new.email, made_by=by, made_at__gt=at - DOUBLE_CLICK)
    if new.email and same.exists():
        return ""
    QUOTA.keep(SharedLink.objects.all(), to=new.email, by=by, at=at)
    quarter = quarter_name(result.assessment.quarter)
    shared, token = make_link(
        SharedLink,
        result=result,
        for_whom=new.for_whom,
        email=new.email,
        consultancy=new.practice,
        by=by,
        at=at,
        expires_at=at + timedelta(days=new.days),
    )
    whom = new.for_whom or new.email
    record(Event.SHARED, by=by, at=at, business=business, person=whom, quarter=quarter)
    log.info("result shared: result=%s link=%s by=%s", result.pk, shared.pk, by.pk)
    if new.email:
        context = {
            "sender": one_line(str(by)),
            "business": one_line(business.name),
            "months": quarter,
            "url": link(token),
            "until": day_in_year(localtime(shared.expires_at)),
        }
        sender = sender_of(new.practice) if new.practice else None
        mail_link(shared, name="shared_result", context=context, sender=sender)
    return token


@transaction.atomic
def end_links(*, links: SharedLinkQuerySet, by: User, at: datetime) -> int:
    """Turn links off with immediate effect, and return how many were still working."""
    ended = list(links.usable(at).values_list("pk", flat=True))
    count = SharedLink.objects.filter(pk__in=ended).close(at)
    if count:
        business = Business.objects.filter(assessments__result__shared_links__in=ended).first()
        record(Event.SHARING_ENDED, by=by, at=at, business=business, count=str(count))
        log.info("sharing ended: links=%s by=%s", ",".join(map(str, ended)), by.pk)
    return count


def note_use(*, link: SharedLink, business: Business, on: date, at: datetime) -> None:
    """Count that a link was opened on a day, without recording who opened it.

    This is one of the few writes in a GET request: people who share must be able to see whether a
    link is in use. It has its own short transaction. If the database cannot write, the
    count is lost but the page is still shown.
    """
    try:
        with transaction.atomic():
            use, first = SharedUse.objects.get_or_create(link=link, day=on)
            if first:
                whom = link.for_whom or link.email
                record(Event.SHARED_OPENED, by=None, at=at, business=business, person=whom)
            # The database does the addition, so that simultaneous visits are all counted.
            SharedUse.objects.filter(pk=use.pk).update(times=F("times") + 1)
    except OperationalError as trouble:
        log.warning("use not counted: link=%s: %s", link.pk, type(trouble).__name__)
