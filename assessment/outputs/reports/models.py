"""Requested reports, and the comments that consultants write on results."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessment.foundation.links.models import Authority, DoorQuerySet
from assessment.journey.results.models import Result
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, KeptBrand


class Comment(models.Model):
    """A consultant's comment on a whole result, on an area or on a practice.

    `about` is empty for the whole result, otherwise the key of a dimension or the code of a
    practice of the model. `consultancy` is the writer's firm; a comment imported from another
    site has none. Private comments are visible only within that firm and never in a report.
    `sources` says which numbers the drafted sentences of a summary were made from.
    """

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="comments")
    about = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    private = models.BooleanField(default=False)
    sources = models.JSONField(
        default=list, blank=True, db_default=models.Value([], models.JSONField())
    )
    consultancy = models.ForeignKey(
        Consultancy,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="comments",
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "result", "about", "private", "consultancy", name="comment_once_per_consultancy"
            ),
            # SQL treats NULLs as different, so comments without a consultancy need their own rule.
            models.UniqueConstraint(
                "result",
                "about",
                condition=Q(consultancy=None),
                name="comment_once_without_consultancy",
            ),
            models.CheckConstraint(
                condition=Q(private=False) | Q(consultancy__isnull=False),
                name="comment_private_in_consultancy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about or 'all'} of {self.result}"


class RunStatus(models.TextChoices):
    """The state of a requested report."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Could not be made")


UNFINISHED = (RunStatus.WAITING, RunStatus.RUNNING)


class ReportRunQuerySet(DoorQuerySet["ReportRun"]):
    def close(self, at: datetime) -> int:
        """Give up unfinished runs, because the person who asked may no longer read them."""
        return self.open().update(status=RunStatus.FAILED, reason="ended", ended_at=at)

    def open_to(self, consultancy: Consultancy | None) -> Self:
        """Filter to the runs that a reader from this consultancy, or from none, can see.

        The business's own people see what any of its consultants made for them. A consultant sees
        nothing that has another firm's name on it.
        """
        for_all = Q(consultancy=None)
        if consultancy is None:
            return self.filter(for_all)
        unbranded = Q(brand=None) | Q(brand__consultancy=consultancy)
        return self.filter((for_all & unbranded) | Q(consultancy=consultancy))

    def lost(self, before: datetime) -> Self:
        """Filter to the unfinished runs that were queued too long ago."""
        return self.filter(ended_at=None, queued_at__lt=before)


class ReportRun(models.Model):
    """One requested report, kept as history: who asked, when, which edition and which content.

    `content_hash` covers everything that goes into the file, so a file is never printed twice.
    `key` identifies the run in URLs. `queued_at` is when it was requested, or last retried. A
    report under a consultancy's own brand has the median of its clients, so only that
    `consultancy` can open it. `brand` is the look of the firm it was made for, as it was then.
    `tenant` says whose share of the queue it takes.
    """

    key = models.CharField(max_length=20, unique=True)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="report_runs")
    quarter = models.CharField(max_length=12)
    edition = models.CharField(max_length=12)
    paper = models.CharField(max_length=6)
    options = models.JSONField(default=dict, blank=True)
    tenant = models.CharField(max_length=40, blank=True, default="", db_default="")
    content_hash = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=RunStatus, default=RunStatus.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=40, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    consultancy = models.ForeignKey(
        Consultancy, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    brand = models.ForeignKey(
        KeptBrand, on_delete=models.CASCADE, null=True, blank=True, related_name="report_runs"
    )
    asked_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    authority = Authority(business="business", needs="view", person="asked_by")

    objects = ReportRunQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index("business", F("asked_at").desc(), name="report_run_history"),
            models.Index("tenant", "status", name="report_run_tenant"),
            # Not by status: SQLite uses a partial index only for conditions without parameters.
            models.Index("queued_at", condition=Q(ended_at=None), name="report_run_unfinished"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=RunStatus.values), name="run_status"),
            models.CheckConstraint(
                condition=Q(status__in=["done", "failed"], ended_at__isnull=False)
                | Q(status__in=["waiting", "running"], ended_at=None),
                name="run_ended_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} of {self.quarter}"

    @property
    def whose(self) -> str:
        """Return whose share of the PDF worker it uses; old reports have no tenant."""
        return self.tenant or self.business.slug
