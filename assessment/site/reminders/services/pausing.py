"""Stopping a kind of email and starting it again; both are safe to repeat."""

from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.outbox.models import OutgoingMail
from assessment.foundation.parsing.edits import Edit
from assessment.site.reminders.models import Pause, Reminder
from assessment.site.reminders.queries.subscriptions import (
    Subject,
    subscriptions_of,
    value_name,
    wanted_values,
)


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
        business=subject.business,
        kind=subject.kind,
        person=subject.person,
        helper_email=subject.helper_email,
    )
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
def choose(*, edit: Edit[str], by: User, at: datetime) -> None:
    """Start or stop the kinds of email that a page changed; the others stay as they are.

    Another window can only have changed the same box to the same value, so nothing ever clashes.
    """
    User.objects.select_for_update().get(pk=by.pk)
    subscriptions = subscriptions_of(by)
    changes = edit.changes(wanted_values(subscriptions))
    for subscription in subscriptions:
        for kind in subscription.kinds:
            subject = Subject(business=subscription.business, kind=kind, person=by)
            wanted = changes.get(value_name(subscription, kind))
            if wanted:
                resume(subject=subject)
            elif wanted is not None:
                stop(subject=subject, at=at)
