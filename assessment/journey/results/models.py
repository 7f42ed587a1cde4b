"""The result that is frozen when a check is submitted, and where that leaves its business."""

from dataclasses import asdict
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.db import models
from django.db.models import Q

from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.scores import UNKNOWN_BEYOND, shown
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business


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


class Movement(StrEnum):
    """How a score changed since the check before, as sure as the scoring rule says it is."""

    FIRST = "first"
    UNSCORED = "unscored"
    UNCOMPARED = "uncompared"
    CHANCE = "chance"
    LIKELY_RISE = "likely_rise"
    LIKELY_FALL = "likely_fall"
    CLEAR_RISE = "clear_rise"
    CLEAR_FALL = "clear_fall"


class Standing(models.Model):
    """Where a business stands after its latest check: what lists of many businesses show.

    Everything in it can be calculated afresh from results and plans. It is kept so that a list of
    a thousand businesses costs no more than a page. A business without a result has no row.
    Levels and areas are stored by their keys, because their names belong to the model version.

    Attributes:
        assessment: The newest revision of the latest quarter's check.
        sent_at: When that check was first sent, before any corrections.
        score_shown: The score as a list shows it, which is a range if too little is known.
        low, high: The ends of the range of the score; None without a score.
        level, level_rank: The overall level and its place from 0, or the lowest of a range.
        certainty, other_level: How the level is named, and the other level that it may be.
        areas: By key of the area its points, their range, and the place of the level. The place is
            None where too little is known. Areas without a score are missing.
        points_before, points_now: The points over the questions answered both times.
        fallen_area: The area that clearly fell most; empty if none did.
        next_due_on: When the check after this one falls due.
        actions, achieved: How many actions its plan has, and how many of them are achieved.
        plan_moved_at: When something last happened in its plan; None without a plan.
    """

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="standing")
    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="+")
    quarter_starts_on = models.DateField()
    sent_at = models.DateTimeField()
    score = models.PositiveSmallIntegerField(null=True)
    score_shown = models.CharField(max_length=20, blank=True)
    low = models.PositiveSmallIntegerField(null=True)
    high = models.PositiveSmallIntegerField(null=True)
    level = models.CharField(max_length=30, blank=True)
    level_rank = models.PositiveSmallIntegerField(null=True)
    certainty = models.CharField(max_length=20, blank=True)
    other_level = models.CharField(max_length=30, blank=True)
    areas: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    movement = models.CharField(max_length=20)
    points_before = models.SmallIntegerField(null=True)
    points_now = models.SmallIntegerField(null=True)
    fallen_area = models.CharField(max_length=40, blank=True)
    next_due_on = models.DateField()
    actions = models.PositiveSmallIntegerField(default=0)
    achieved = models.PositiveSmallIntegerField(default=0)
    plan_moved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(movement__in=[movement.value for movement in Movement]),
                name="standing_movement",
            ),
            models.CheckConstraint(
                condition=Q(achieved__lte=models.F("actions")), name="standing_achieved"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.business}: {self.score}"
