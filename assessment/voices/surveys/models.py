"""The survey of a business's customers: its link, its answers, and answers brought in."""

from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessment.foundation.links.models import Authority, SecretLink, SecretLinkQuerySet
from assessment.parties.businesses.models import Business

LEAST, MOST = 0, 10
"""The ends of the scale on which customers say whether they would recommend a business."""
LONGEST_WORDS = 2_000
"""The longest text that a customer can write in one place; a longer one is refused, never cut."""
LONGEST_REASON = 200
QUESTIONS = ("asks_outcomes", "asks_sentences")
"""What a business can leave out of its survey."""
WAITS = timedelta(days=1)
"""How long uploaded answers wait to be brought in before they are erased."""
CAN_BE_TAKEN_BACK = timedelta(days=7)


class Survey(models.Model):
    """What a business asks its customers, and whether it asks just now."""

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="survey")
    is_open = models.BooleanField(default=True)
    asks_outcomes = models.BooleanField(default=True)
    asks_sentences = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Survey of {self.business}"


class SurveyLink(SecretLink):
    """The address of a survey, which is printed on posters and hangs on a wall.

    Unlike other secret links, it keeps its token, so that the same poster can be printed again.
    Nobody gains anything by reading it here. It opens an empty form that shows no answer, and
    everybody in the shop has seen it.

    Usually one link is open. If somebody comes back whose link was closed with their access, the
    posters with either code work.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="links")
    token = models.CharField(max_length=20)

    authority: ClassVar[Authority] = Authority(
        business="survey__business", needs="listen", can_move=True
    )

    objects = SecretLinkQuerySet["SurveyLink"].as_manager()

    class Meta(SecretLink.Meta):
        pass

    def __str__(self) -> str:
        return f"Link to {self.survey}"


class AnswerColumn(models.TextChoices):
    """What we read from a file with answers."""

    DAY = "day"
    NUMBER = "number"
    WHY = "why"


class AnswerList(models.Model):
    """Answers from another tool or from cards, uploaded to be brought in.

    `table` holds the rows as they were read, and the first names the columns. `columns` says which
    column each of our values is in. Once the answers are brought in, only our columns of
    the rows that were left out remain, each with its reason.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="lists")
    file_name = models.CharField(max_length=100)
    table = models.JSONField()
    columns = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    added_at = models.DateTimeField(null=True, blank=True)
    known = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index("expires_at", name="answer_list_expiring")]

    def __str__(self) -> str:
        return self.file_name

    def can_be_taken_back(self, at: datetime) -> bool:
        """Return whether its answers are there and the week is not over."""
        return self.added_at is not None and at < self.expires_at


class SurveyAnswerQuerySet(models.QuerySet["SurveyAnswer"]):
    def counted(self) -> Self:
        """Return the answers that count; those set aside wait for the owner."""
        return self.filter(set_aside=False)

    def within(self, first: date, last: date) -> Self:
        return self.filter(answered_on__range=(first, last))

    def with_words(self) -> Self:
        """Return the answers in which somebody wrote something."""
        return self.exclude(why="", wanted="", unwanted="")


class SurveyAnswer(models.Model):
    """What one customer answered on a day; nothing about who that was, where or at what time.

    `sentences` has the step chosen for each sentence about an area, by its key. An answer that was
    hidden still counts, but only owners can read it. `brought_in` names the file that it
    came from, for as long as that can be taken back.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers")
    answered_on = models.DateField()
    recommend = models.PositiveSmallIntegerField()
    why = models.TextField(blank=True)
    wanted = models.TextField(blank=True)
    unwanted = models.TextField(blank=True)
    sentences = models.JSONField(default=dict, blank=True)
    set_aside = models.BooleanField(default=False)
    is_imported = models.BooleanField(default=False)
    brought_in = models.ForeignKey(
        AnswerList, on_delete=models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hidden_for = models.CharField(max_length=LONGEST_REASON, blank=True)

    objects = SurveyAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recommend__gte=LEAST, recommend__lte=MOST),
                name="survey_answer_recommend",
            ),
        ]
        indexes = [models.Index("survey", "answered_on", name="survey_answer_day")]

    def __str__(self) -> str:
        return f"{self.recommend} on {self.answered_on}"

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None
