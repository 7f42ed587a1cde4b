"""Assessments, their answers, and the history of each answer."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessment.domain.model.answers import (
    NOT_SURE,
    SET_ASIDE,
    AnswerSheet,
    Evidence,
    SheetAnswer,
    Value,
    typed_reason,
)
from assessment.domain.model.maturity import MaturityModel, Practice
from assessment.domain.quarters import Quarter
from assessment.domain.trends.answerers import Answerer
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion

BLANK = ""
VALUES = [BLANK, "0", "1", "2", "3", "dk", "na"]


def as_value(stored: str) -> Value:
    """Convert a stored value to the domain's type; must not be blank."""
    if stored == NOT_SURE:
        return NOT_SURE
    return SET_ASIDE if stored == SET_ASIDE else int(stored)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def open(self) -> Self:
        return self.filter(submitted_at=None)

    def submitted(self) -> Self:
        return self.filter(submitted_at__isnull=False)


class Assessment(models.Model):
    """A business's check for one quarter, with the model version it started with.

    `extra` is 0 for the quarter's own check. Extra checks are numbered 1, 2 and so on, and are
    left out of comparisons. A correction is a new `revision`; the earlier one stays unchanged.
    `answerer` is what the owner says about who answered, compared with last time, if anything.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="assessments")
    quarter_starts_on = models.DateField()
    extra = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveSmallIntegerField(default=1)
    model_version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answerer = models.CharField(max_length=5, blank=True, default="", db_default="")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "business",
                "quarter_starts_on",
                "extra",
                "revision",
                name="assessment_once_per_quarter",
            ),
            models.UniqueConstraint(
                "business",
                condition=Q(submitted_at=None, revision__gt=1),
                name="assessment_one_open_correction",
            ),
            models.UniqueConstraint(
                "business",
                condition=Q(submitted_at=None, extra__gt=0),
                name="assessment_one_open_extra",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by=None)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="assessment_submitted_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(answerer__in=["", *Answerer]), name="assessment_answerer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.business}, {self.quarter.key}"

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.quarter_starts_on)

    @property
    def corrects(self) -> bool:
        """Whether this is a correction of an earlier revision."""
        return self.revision > 1

    @property
    def slug(self) -> str:
        """The part of a result's address: 2026-q4, or 2026-q4-2 for the first extra check."""
        return f"{self.quarter.slug}-{self.extra + 1}" if self.extra else self.quarter.slug

    @property
    def name(self) -> str:
        """A unique name within the business: 2026-Q4, 2026-Q4-2 (extra), 2026-Q4.2 (correction)."""
        return f"{self.slug.upper()}.{self.revision}" if self.corrects else self.slug.upper()

    @property
    def fitted_model(self) -> MaturityModel:
        """Its questions and actions with the texts that fit the business."""
        return self.model_version.fitted_to(self.business.circumstances)

    def sheet(self) -> AnswerSheet:
        """Return the answers as a domain answer sheet; one query."""
        return AnswerSheet({a.practice: a.as_sheet_answer() for a in self.answers.given()})


class AnswerQuerySet(models.QuerySet["Answer"]):
    def given(self) -> Self:
        """Return the answers with a value, neither untouched nor undone."""
        return self.exclude(value=BLANK)


class Answer(models.Model):
    """The current answer to one practice; created with the assessment, blank at revision 0."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    practice = models.CharField(max_length=20)
    value = models.CharField(max_length=2, blank=True)
    note = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    checked = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("assessment", "practice", name="answer_once_per_practice"),
            models.CheckConstraint(condition=Q(value__in=VALUES), name="answer_value"),
            models.CheckConstraint(
                # An undone answer is blank too, but keeps its revision, author and time.
                condition=Q(revision=0, value=BLANK, answered_at=None)
                | Q(revision__gte=1, answered_at__isnull=False, answered_by__isnull=False),
                name="answer_untouched_or_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}: {self.value}"

    @property
    def given(self) -> bool:
        return self.value != BLANK

    @property
    def typed_reason(self) -> str:
        """The reason that a person gave for setting the question aside."""
        return typed_reason(self.reason)

    def is_as_at_start(self, practice: Practice) -> bool:
        """Whether nobody has touched it since the check was started."""
        start = answer_at_start(practice)
        return (self.value, self.reason, self.revision) == (
            start.value,
            start.reason,
            start.revision,
        )

    def as_sheet_answer(self) -> SheetAnswer:
        """Return the answer with its strongest evidence: a check, then a note, then none."""
        evidence = Evidence.NOTE if self.note.strip() else Evidence.NONE
        return SheetAnswer(
            value=as_value(self.value),
            evidence=Evidence.CHECKED if self.checked else evidence,
            note=self.note,
            reason=self.reason,
        )


def answer_at_start(practice: Practice) -> Answer:
    """Return the answer to a question before anybody has answered it: blank in most cases.

    A person who works alone finds the questions that need a team set aside, and can change that.
    """
    if practice.needs_team:
        return Answer(
            practice=practice.code, value=SET_ASIDE, reason=practice.needs_team, revision=1
        )
    return Answer(practice=practice.code)


class AnswerChange(models.Model):
    """One save of one answer, kept for undo and to recognise repeated requests.

    The page generates `operation`. However often the same operation is sent, it is stored once.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="changes")
    practice = models.CharField(max_length=20)
    operation = models.UUIDField()
    revision = models.PositiveIntegerField()
    value = models.CharField(max_length=2, blank=True)
    note = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("assessment", "operation", name="change_once_per_operation"),
            models.UniqueConstraint(
                "assessment", "practice", "revision", name="change_once_per_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} as of revision {self.revision}"


class EvidenceReview(models.Model):
    """What a second person found when looking at the note behind an answer.

    It is about one revision of the answer, and lapses when the answer changes. Only a convincing
    note makes an answer checked, and only while the check has not been sent. A remark says what is
    missing from a note that does not convince.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="reviews")
    revision = models.PositiveIntegerField()
    convincing = models.BooleanField()
    remark = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("answer", "revision", name="evidence_review_once"),
            models.CheckConstraint(
                condition=Q(convincing=True, remark="") | Q(convincing=False, remark__gt=""),
                name="evidence_review_remark_if_not_convincing",
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.answer}"
