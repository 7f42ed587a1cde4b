"""Reminders that were queued or sent, and the kinds of reminder that people stopped."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from assessment.parties.businesses.models import Business


class Kind(models.TextChoices):
    """The reasons for a reminder; each has an email of its own, with a single button."""

    CHECK_DUE = "check_due", _("When a check is due")
    ACTION_DUE = "action_due", _("When an action is due in three days")
    LATE = "late", _("On Mondays, while something is late")
    SUMMARY = "summary", _("At the end of a quarter, in short")


class Reminder(models.Model):
    """One email to one person. Its unique `key` names its subject, so it is never sent twice.

    It waits until `sending_at` is set, which is committed before the email is handed over. If
    the process dies after that, nobody tries again. `sent_at` says that the email was accepted.
    `settled_at` without `sent_at` says that it was no longer needed or could not be delivered.
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
    sending_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="reminder_kind"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, helper_email="")
                | Q(person=None, helper_email__gt=""),
                name="reminder_to_one",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(sending_at__isnull=False),
                name="reminder_sending_before_sent",
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
