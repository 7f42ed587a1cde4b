"""Stopping a kind of email and starting it again; both are safe to repeat."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.outbox.models import OutgoingMail
from assessment.site.reminders.models import Kind, Pause, Reminder
from assessment.site.reminders.queries.subscriptions import Subject, Subscription


@transaction.atomic
def stop(*, subject: Subject, at: datetime) -> None:
    """Stop these emails, including any that have not left yet."""
    pause = Pause(
        business=subject.business,
        kind=subject.kind,
        person=subject.person,
        helper_email=subject.helper_email,
        since=at,
    )
    Pause.objects.bulk_create([pause], ignore_conflicts=True)
    posted = Reminder.objects.filter(
        business=subject.business, kind=subject.kind, person=subject.person
    ).filter(helper_email__iexact=subject.helper_email)
    mails = OutgoingMail.objects.filter(pk__in=posted.values("mail"))
    mails.withdraw(at)


@transaction.atomic
def resume(*, subject: Subject) -> None:
    """Start these emails again."""
    pauses = Pause.objects.filter(
        business=subject.business, kind=subject.kind, person=subject.person
    )
    pauses.filter(helper_email=subject.helper_email).delete()


@transaction.atomic
def choose(
    *, chosen: Iterable[tuple[Subscription, Collection[Kind]]], by: User, at: datetime
) -> None:
    """Start the chosen kinds of email about each business, and stop all the others."""
    for subscription, wanted in chosen:
        for kind in subscription.kinds:
            subject = Subject(business=subscription.business, kind=kind, person=by)
            if kind in wanted:
                resume(subject=subject)
            else:
                stop(subject=subject, at=at)
