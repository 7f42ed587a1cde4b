"""Reports that were asked for, what consultants wrote for them, and results that were shared."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessment.journey.results.models import Result
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy


class Comment(models.Model):
    """What a consultant writes about a result: as a whole, about an area or about a practice.

    `about` is empty for the whole, else the key of a dimension or the code of a practice of the
    model. `consultancy` is the writer's firm; what was taken along from another site has none.
    Private comments are read in that firm alone and are in no report.
    """

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="comments")
    about = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    private = models.BooleanField(default=False)
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
    """How far a report is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Could not be made")


class ReportRunQuerySet(models.QuerySet["ReportRun"]):
    def open_to(self, consultancy: Consultancy | None) -> Self:
        """Those that a reader may have who works in this consultancy, or in none."""
        return self.filter(Q(consultancy=None) | Q(consultancy=consultancy))


class ReportRun(models.Model):
    """One report that somebody asked for: the history of who, when, which edition, which content.

    `content_hash` is over everything that goes into the bytes; a file of the same hash is never
    made twice. `key` is what the run is called in addresses. `queued_at` is when it was asked for,
    or last asked for again. What a consultancy makes under its own brand, with the median of its
    clients, is open to that `consultancy` alone.
    """

    key = models.CharField(max_length=20, unique=True)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="report_runs")
    quarter = models.CharField(max_length=12)
    edition = models.CharField(max_length=12)
    paper = models.CharField(max_length=6)
    options = models.JSONField(default=dict, blank=True)
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
    asked_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ReportRunQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("business", F("asked_at").desc(), name="report_run_history")]
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
