"""Stopping a kind of mail, and starting it again; both as often as anybody asks."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.site.reminders.models import Kind, Pause
from assessment.site.reminders.queries.subscriptions import Subject, Subscription


@transaction.atomic
def stop(*, subject: Subject, at: datetime) -> None:
    """No more of these mails; those that wait are dropped when their turn comes."""
    pause = Pause(
        business=subject.business,
        kind=subject.kind,
        person=subject.person,
        helper_email=subject.helper_email,
        since=at,
    )
    Pause.objects.bulk_create([pause], ignore_conflicts=True)


@transaction.atomic
def resume(*, subject: Subject) -> None:
    pauses = Pause.objects.filter(
        business=subject.business, kind=subject.kind, person=subject.person
    )
    pauses.filter(helper_email__iexact=subject.helper_email).delete()


@transaction.atomic
def choose(
    *, chosen: Iterable[tuple[Subscription, Collection[Kind]]], by: User, at: datetime
) -> None:
    """Of the kinds somebody may get about each business, get those chosen and no others."""
    for subscription, wanted in chosen:
        for kind in subscription.kinds:
            subject = Subject(business=subscription.business, kind=kind, person=by)
            if kind in wanted:
                resume(subject=subject)
            else:
                stop(subject=subject, at=at)
