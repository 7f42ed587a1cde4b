"""The result frozen at submit."""

from django.db import models

from assessment.journey.questionnaire.models import Assessment


class Result(models.Model):
    """What one submitted sheet came to, under the rule and the model of its day.

    `sheet` is the answers as submitted, in the words of the headless commands; `outcome` is what
    they came to. The other columns repeat parts of `outcome` so that lists need no arithmetic.
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
