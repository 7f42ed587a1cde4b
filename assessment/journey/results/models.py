"""The result that is frozen when a check is submitted."""

from dataclasses import asdict
from fractions import Fraction

from django.db import models

from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.scores import UNKNOWN_BEYOND, shown
from assessment.journey.questionnaire.models import Assessment


class Result(models.Model):
    """The result of one submitted sheet, under the rule and model version of that day.

    `sheet` has the submitted answers, in the format of the `score` and `plan` commands. `outcome`
    has the scores. `score` and `level` repeat parts of it, so that lists need no arithmetic. The
    hashes say under which questions, in which words and with which variants the sheet was answered;
    older results have none.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="result")
    rule = models.CharField(max_length=20)
    sheet = models.JSONField()
    outcome = models.JSONField()
    score = models.PositiveSmallIntegerField(null=True)
    level = models.CharField(max_length=30, blank=True)
    frozen_at = models.DateTimeField()
    structure_hash = models.CharField(max_length=64, blank=True, default="", db_default="")
    words_hash = models.CharField(max_length=64, blank=True, default="", db_default="")
    variants_hash = models.CharField(max_length=64, blank=True, default="", db_default="")

    sender = ""
    """Who answered; it is not stored, but set by queries that also read the earlier results."""

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


def hash_columns(model: MaturityModel) -> dict[str, str]:
    """Return the columns with the fingerprints of a model."""
    return {f"{name}_hash": found for name, found in asdict(model.hashes).items()}
