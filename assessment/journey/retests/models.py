"""The second answers to some questions of a check; they never change the check itself."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessment.journey.questionnaire.models import VALUES, Assessment

GIVEN = [value for value in VALUES if value]


class RetestKind(models.TextChoices):
    """Who answers again: the sender of the check (some questions), or somebody else (all)."""

    SAME = "same"
    OTHER = "other"


class RetestSheetQuerySet(models.QuerySet["RetestSheet"]):
    def answered(self) -> Self:
        return self.filter(answered_at__isnull=False)

    def waiting(self) -> Self:
        return self.filter(answered_at=None)


class RetestSheet(models.Model):
    """What one person agreed to answer again, and whether they have.

    It exists only with the agreement of that person, and is deleted when they take it back.
    `assessment` is the check whose answers it is compared with.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="retests")
    kind = models.CharField(max_length=10, choices=RetestKind, default=RetestKind.SAME)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="retests"
    )
    agreed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = RetestSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "assessment", condition=Q(kind=RetestKind.SAME), name="retest_once_by_its_sender"
            ),
            models.CheckConstraint(condition=Q(kind__in=RetestKind.values), name="retest_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.assessment}"

    @property
    def delay(self) -> timedelta:
        """How long after the check it was answered; endless if it was not."""
        first, second = self.assessment.submitted_at, self.answered_at
        return second - first if first and second else timedelta.max


class RetestAnswer(models.Model):
    """The second answer to one question.

    `first` is the one to compare it with, if that can change after the comparison. It is blank
    where the answer in the check counts.
    """

    sheet = models.ForeignKey(RetestSheet, on_delete=models.CASCADE, related_name="answers")
    practice = models.CharField(max_length=20)
    value = models.CharField(max_length=2, choices=[(value, value) for value in GIVEN])
    first = models.CharField(
        max_length=2,
        choices=[(value, value) for value in GIVEN],
        blank=True,
        default="",
        db_default="",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("sheet", "practice", name="retest_answer_once_per_practice"),
            models.CheckConstraint(condition=Q(value__in=GIVEN), name="retest_answer_value"),
        ]

    def __str__(self) -> str:
        return f"{self.practice}: {self.value}"
