"""Emails that wait for the mail server, and the result of sending them."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MailStatus(models.TextChoices):
    """Where an email is; the last four are final."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being handed over")
    HANDED_OVER = "handed_over", _("handed over")
    REFUSED = "refused", _("refused")
    UNKNOWN = "unknown", _("unknown")
    NOT_SENT = "not_sent", _("not sent")


class MailReason(models.TextChoices):
    """Why an email still waits, or why it was not handed over."""

    NO_SERVER = "no_server", _("the mail server does not answer")
    BUSY = "busy", _("the mail server asked us to try later")
    NO_MAILBOX = "no_mailbox", _("there is no such mailbox")
    NOT_TAKEN = "not_taken", _("the mail server does not take it")
    OUTDATED = "outdated", _("it could not be delivered in time")
    WITHDRAWN = "withdrawn", _("it was no longer needed")


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self) -> Self:
        return self.filter(status=MailStatus.WAITING)

    def unsettled(self) -> Self:
        return self.filter(status__in=[MailStatus.WAITING, MailStatus.SENDING])

    def due(self, at: datetime) -> Self:
        """Return what can be sent now, beginning with what expires soonest."""
        due = self.waiting().filter(next_try_at__lte=at, useless_after__gt=at)
        return due.order_by("useless_after", "next_try_at", "pk")

    def withdraw(self, at: datetime) -> int:
        """Stop emails that are still waiting, and return how many there were."""
        waiting = self.waiting()
        return waiting.settle(MailStatus.NOT_SENT, reason=MailReason.WITHDRAWN, at=at)

    def settle(self, status: MailStatus, *, at: datetime, reason: str = "") -> int:
        """Record the result and forget what these emails say; return how many there were."""
        return self.update(
            status=status,
            reason=reason,
            settled_at=at,
            subject="",
            text="",
            html="",
            headers={},
        )


class OutgoingMail(models.Model):
    """One email to one address, stored in the same transaction as the change that causes it.

    It waits until `sending_at` is set, which is committed before it is handed over. If the
    process dies after that, nobody tries again. Emails contain secret links and codes, so their
    content is emptied once they are settled.
    """

    name = models.CharField(max_length=40)
    to = models.EmailField()
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=12, choices=MailStatus, default=MailStatus.WAITING)
    reason = models.CharField(max_length=12, choices=MailReason, blank=True)
    tries = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    useless_after = models.DateTimeField()
    sending_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=MailStatus.values), name="outgoing_mail_status"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, status__in=["waiting", "sending"])
                | (
                    Q(settled_at__isnull=False, subject="", text="", html="")
                    & ~Q(status__in=["waiting", "sending"])
                ),
                name="outgoing_mail_forgets_its_content",
            ),
            models.CheckConstraint(
                condition=Q(sending_at__isnull=False)
                | ~Q(status__in=["sending", "handed_over", "unknown"]),
                name="outgoing_mail_sending_before_sent",
            ),
        ]
        indexes = [models.Index("status", "next_try_at", name="outgoing_mail_due")]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
