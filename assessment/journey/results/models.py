"""The result that is frozen when a check is submitted."""

from django.db import models

from assessment.journey.questionnaire.models import Assessment


class Result(models.Model):
    """The result of one submitted sheet, under the rule and model version of that day.

    `sheet` has the submitted answers, in the format of the `score` and `plan` commands. `outcome`
    has the scores. The other columns repeat parts of `outcome`, so that lists need no arithmetic.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="result")
    rule = models.CharField(max_length=20)
    sheet = models.JSONField()
    outcome = models.JSONField()
    score = models.PositiveSmallIntegerField(null=True)
    level = models.CharField(max_length=30, blank=True)
    frozen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.assessment}: {self.score}"
