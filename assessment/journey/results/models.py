"""The result that is frozen when a check is submitted."""

from fractions import Fraction

from django.db import models

from assessment.domain.scoring.scores import UNKNOWN_BEYOND, shown
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

    @property
    def points(self) -> str:
        """The score as lists show it: a number, or a range if that is too wide, or nothing."""
        if self.score is None:
            return ""
        overall = self.outcome["overall"]
        low, high = Fraction(overall["supported"]), Fraction(overall["upper"])
        wide = high - low > UNKNOWN_BEYOND
        return f"{shown(low)}–{shown(high)}" if wide else str(self.score)
