"""Reminders that were queued or sent, and the kinds of reminder that people stopped."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from assessment.foundation.outbox.models import OutgoingMail
from assessment.parties.businesses.models import Business


class Kind(models.TextChoices):
    """The reasons for a reminder; each has an email of its own, with a single button."""

    CHECK_DUE = "check_due", _("When a check is due")
    ACTION_DUE = "action_due", _("When an action is due in three days")
    LATE = "late", _("On Mondays, while something is late")
    SUMMARY = "summary", _("At the end of a quarter, in short")
    RETEST = "retest", _("Six questions again, two weeks after a check")


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def waiting(self) -> Self:
        return self.filter(posted_at=None, settled_at=None)

    def sharing_mail_with(self, reminder: "Reminder") -> Self:
        """Return the reminder itself, and those about other actions due on the same day."""
        if reminder.kind != Kind.ACTION_DUE:
            return self.filter(pk=reminder.pk)
        return self.filter(
            kind=reminder.kind,
            business=reminder.business_id,
            person=reminder.person_id,
            helper_email=reminder.helper_email,
            about__endswith=reminder.about.rpartition(":")[2],
        )


class Reminder(models.Model):
    """One reason to email one person. Its unique `key` names it, so it is never mentioned twice.

    It waits until `posted_at`, when its email is stored in the outbox in the same transaction.
    `mail` is that email, for as long as the outbox remembers it. `settled_at` says that the
    reminder was no longer needed, or given up.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    about = models.CharField(max_length=60)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="reminders")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="reminders"
    )
    helper_email = models.EmailField(blank=True)
    made_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True, blank=True, db_column="sent_at")
    # Only processes of the previous release write it. It can be removed in the release after this
    # one.
    sending_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(
        OutgoingMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="reminders"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="reminder_kind"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, helper_email="")
                | Q(person=None, helper_email__gt=""),
                name="reminder_to_one",
            ),
            models.CheckConstraint(
                condition=Q(posted_at=None) | Q(settled_at=None), name="reminder_posted_or_settled"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Pause(models.Model):
    """A person's wish to get no more emails of this kind about this business."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="pauses")
    kind = models.CharField(max_length=20, choices=Kind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="pauses"
    )
    helper_email = models.EmailField(blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "business", "kind", "person", condition=Q(helper_email=""), name="pause_once"
            ),
            models.UniqueConstraint(
                "business",
                "kind",
                Lower("helper_email"),
                condition=Q(person=None),
                name="pause_once_without_account",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, helper_email="")
                | Q(person=None, helper_email__gt=""),
                name="pause_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.business}"
