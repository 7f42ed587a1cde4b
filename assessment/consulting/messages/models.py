"""What a practice sent to many clients at once, and which Monday emails its people got."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessment.foundation.outbox.models import OutgoingMail
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember

MAILINGS_KEPT = timedelta(days=30)
"""How long a practice can see whom it wrote to: as long as the outbox remembers it."""


class MailingKind(models.TextChoices):
    """What a practice can send to many clients."""

    HAND_OVER = "hand_over", _("Hand-over")
    CHECK_DUE = "check_due", _("Check is due")
    PLAN_STILL = "plan_still", _("Plan stands still")
    REPORT = "report", _("Report is ready")
    OWN_WORDS = "own_words", _("Your own words")


class Mailing(models.Model):
    """One mailing; `operation` is that of its form, so that sending twice sends once."""

    consultancy = models.ForeignKey(Consultancy, on_delete=models.CASCADE, related_name="mailings")
    operation = models.UUIDField()
    kind = models.CharField(max_length=10, choices=MailingKind)
    sent_by_name = models.CharField(max_length=254)
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("sent_at", name="mailing_sent_at")]
        constraints = [
            models.UniqueConstraint("consultancy", "operation", name="mailing_operation_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=MailingKind.values), name="mailing_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.consultancy}"


class MailedClient(models.Model):
    """One client of a mailing: an email to one person, or the reason why there is none."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="clients")
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(blank=True)
    mail = models.ForeignKey(
        OutgoingMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    left_out = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("mailing", "business", "email", name="mailed_client_once")
        ]

    def __str__(self) -> str:
        return f"{self.mailing} to {self.business}"


class MondayEmail(models.Model):
    """That a person was told who needs their practice, on the Monday of a week."""

    member = models.ForeignKey(
        ConsultancyMember, on_delete=models.CASCADE, related_name="monday_emails"
    )
    monday = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("member", "monday", name="monday_email_once")]

    def __str__(self) -> str:
        return f"{self.member}, {self.monday}"
