"""Answers that a second person gave apart from the check, and what both agreed afterwards."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessment.foundation.links.models import Authority, DoorQuerySet
from assessment.journey.questionnaire.models import BLANK, VALUES, Assessment

LONGEST_WORD = 500
"""How many characters a word about what settled a question can have."""
OPEN_FOR = timedelta(days=28)
"""How long after a check was sent its questions can be answered apart."""


class Ending(models.TextChoices):
    """Why answering apart came to nothing."""

    DECLINED = "declined", _("declined")
    CALLED_OFF = "called_off", _("called off")
    EXPIRED = "expired", _("not finished in time")
    LEFT = "left", _("no longer has access")


class SecondOpinionQuerySet(DoorQuerySet["SecondOpinion"]):
    def open(self) -> Self:
        """Return those under way: neither ended nor revealed."""
        return self.filter(ended_at=None, revealed_at=None)

    def revealed(self) -> Self:
        return self.filter(revealed_at__isnull=False)

    def keeping_apart(self) -> Self:
        """Return those whose person may not see anything of the business for now."""
        return self.open().filter(accepted_at__isnull=False)

    def end(self, ending: Ending, at: datetime) -> int:
        """End those that are under way, delete their answers, and return how many there were."""
        keys = list(self.open().values_list("pk", flat=True))
        SecondAnswer.objects.filter(opinion__in=keys).delete()
        return self.open().filter(pk__in=keys).update(ended_at=at, ending=ending)

    def close(self, at: datetime) -> int:
        """End them, because their person has no access any more; the schedule tells the owner."""
        return self.end(Ending.LEFT, at)


class SecondOpinion(models.Model):
    """One person answers the questions of a check apart from those who answered the check.

    Neither side sees the other until both are done and it is revealed. It is a door like a link:
    it closes with the access of its person. `blind` says that this person had not seen the check
    before, as far as it is known. Pairs help to measure how much answers vary only if it is blind
    and both sides agree to that. `ready_at` is when the side of the check said that its answers
    stand.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="second_opinions"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_opinions"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    blind = models.BooleanField(default=False)
    first_agrees = models.BooleanField(default=False)
    second_agrees = models.BooleanField(default=False)
    ready_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True, default="")
    told_at = models.DateTimeField(null=True, blank=True)

    authority: ClassVar[Authority] = Authority(
        business="assessment__business", needs="view", person="person"
    )
    keeps_apart: ClassVar[str] = "assessment__business"

    objects = SecondOpinionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "assessment", condition=Q(ended_at=None), name="second_opinion_once_per_check"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="")
                | Q(ended_at__isnull=False, revealed_at=None, ending__in=Ending.values),
                name="second_opinion_ended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(revealed_at=None)
                | Q(accepted_at__isnull=False, finished_at__isnull=False),
                name="second_opinion_revealed_when_both_are_done",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(accepted_at__isnull=False),
                name="second_opinion_finished_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"second opinion on {self.assessment}"

    @property
    def is_open(self) -> bool:
        """Whether it is under way; the same rule as `open()`."""
        return self.ended_at is None and self.revealed_at is None


class SecondAnswer(models.Model):
    """The second person's answer to one question, and the first one once both are revealed.

    `value` is blank until it is given. `first` is the answer of the check at the moment of the
    reveal, and blank before.
    """

    opinion = models.ForeignKey(SecondOpinion, on_delete=models.CASCADE, related_name="answers")
    practice = models.CharField(max_length=20)
    value = models.CharField(max_length=2, blank=True, default="")
    revision = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True)
    first = models.CharField(max_length=2, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint("opinion", "practice", name="second_answer_once_per_practice"),
            models.CheckConstraint(
                condition=Q(value__in=VALUES, first__in=VALUES), name="second_answer_value"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}: {self.value}"

    @property
    def given(self) -> bool:
        return self.value != BLANK


class Settlement(models.Model):
    """What both agreed about one question after they had compared, or that they don't agree yet.

    `value` is blank as long as they don't agree; finding out is then due on `find_out_by`.
    """

    answer = models.OneToOneField(SecondAnswer, on_delete=models.CASCADE, related_name="settlement")
    value = models.CharField(max_length=2, blank=True, default="")
    word = models.CharField(max_length=LONGEST_WORD, blank=True, default="")
    find_out_by = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    settled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value="", find_out_by__isnull=False)
                | (Q(value__in=VALUES, find_out_by=None) & ~Q(value="")),
                name="settlement_agreed_or_to_find_out",
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer.practice}: {self.value or 'not agreed'}"
