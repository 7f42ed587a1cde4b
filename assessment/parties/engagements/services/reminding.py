"""One reminder to an owner who has not answered a practice."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from assessment.foundation.formatting.dates import day
from assessment.foundation.links.tokens import hash_of, new_token
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.delivery import on_site
from assessment.parties.consultancies.queries import sender_of
from assessment.parties.engagements.models import AccessRequest
from assessment.parties.engagements.queries import can_be_answered, client_of
from assessment.parties.engagements.services.requests import facts_of

REMINDED_AFTER = timedelta(days=7)


def without_answer(at: datetime) -> QuerySet[AccessRequest]:
    """Return the requests that have waited a week without a reminder."""
    waiting = AccessRequest.objects.usable(at).filter(reminded_at=None)
    found = waiting.filter(made_at__lte=at - REMINDED_AFTER)
    return found.select_related("consultancy__brand", "made_by", "hands_over").order_by("pk")


@transaction.atomic
def remind_owner(request: AccessRequest, at: datetime) -> None:
    """Send the only reminder, with another link; the one in the first email goes on working."""
    if not can_be_answered(request, at) or _let_in_already(request):
        return
    token = new_token()
    # One conditional UPDATE, so that of two jobs at once only one sends it.
    mine = AccessRequest.objects.usable(at).filter(pk=request.pk, reminded_at=None)
    if not mine.update(reminded_at=at, reminder_hash=hash_of(token)):
        return
    context = {
        **facts_of(request),
        "business": str(request.hands_over or ""),
        "asked_on": day(localtime(request.made_at)),
        "url": on_site(reverse("answer_request", args=[token])),
    }
    request.mail = outbox.send(
        name="access_reminder",
        to=request.email,
        context=context,
        sender=sender_of(request.consultancy),
        at=at,
    )
    request.save(update_fields=["mail"])


def _let_in_already(request: AccessRequest) -> bool:
    """Say whether the owner let the practice in otherwise; a named business may be another one."""
    named = request.hands_over_id or request.business_name
    return not named and client_of(request.consultancy, request.email) is not None
