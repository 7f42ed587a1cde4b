"""Saved plans, their actions, the history of those actions, and plan versions."""

from enum import StrEnum
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from assessment.domain.planning.planned_actions import ENDED, Status, find_out_name
from assessment.foundation.links.keys import KEY_LENGTH, new_key
from assessment.foundation.links.models import Authority, MailedLink, MailedLinkQuerySet
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business


class Plan(models.Model):
    """The actions a business has planned for one quarter; the newest plan saved is current.

    Saving again creates a plan with the next number. Actions that stay in the plan move to the
    new row. Those that do not remain with the old one.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    wish = models.JSONField()
    expected = models.JSONField()
    hours = models.PositiveSmallIntegerField()
    money = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint("assessment", "number", name="plan_number_once")]

    def __str__(self) -> str:
        return f"Plan {self.number} of {self.assessment}"


class ItemKind(models.TextChoices):
    """What a row of a plan is; to find something out is not counted as an action."""

    ACTION = "action", _("Action")
    FIND_OUT = "find_out", _("To find out")


STATUSES = [(status.value, _(status.label.text)) for status in Status]


class PlanItemQuerySet(models.QuerySet["PlanItem"]):
    def unfinished(self) -> Self:
        return self.exclude(status__in=ENDED)


class PlanItem(models.Model):
    """The row of one action in a saved plan: who does it, by when, and how it went.

    It is either an action of the model (`action` is its code) or the owner's own (`title`). Or it
    is to find out about an area (`dimension`): then `questions` lists the codes to find out. The
    person doing it has an account (`owner`) or does not (`helper_name`). `ticked` lists the
    numbers of the completed steps, from 0. `hours` is the total for everyone involved.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=KEY_LENGTH, default=new_key, unique=True, editable=False)
    kind = models.CharField(
        max_length=10, choices=ItemKind, default=ItemKind.ACTION, db_default=ItemKind.ACTION
    )
    action = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=120, blank=True)
    dimension = models.CharField(max_length=40, blank=True)
    questions = models.JSONField(
        default=list, blank=True, db_default=models.Value([], models.JSONField())
    )
    position = models.PositiveSmallIntegerField()
    hours = models.PositiveSmallIntegerField()
    money = models.PositiveIntegerField()
    due_on = models.DateField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
    )
    helper_name = models.CharField(max_length=100, blank=True)
    helper_email = models.EmailField(blank=True)
    status = models.CharField(max_length=10, choices=STATUSES, default=Status.OPEN)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    real_hours = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    real_money = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    note = models.TextField(blank=True)
    ticked = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        ordering = ("position",)
        indexes = [
            models.Index("action", "status", name="plan_item_action_status"),
            # Reminders look for these few among all the items that were ever planned.
            models.Index("due_on", condition=Q(ended_on=None), name="plan_item_unfinished_due"),
        ]
        constraints = [
            # The owner's own actions have an empty code, so the condition exempts them.
            models.UniqueConstraint(
                "plan", "action", condition=~Q(action=""), name="plan_item_once"
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="plan_item_position"),
            models.UniqueConstraint(
                "plan",
                "dimension",
                condition=Q(kind=ItemKind.FIND_OUT),
                name="plan_item_one_find_out_per_area",
            ),
            models.CheckConstraint(
                condition=Q(kind=ItemKind.ACTION, action="", title__gt="")
                | Q(kind=ItemKind.ACTION, action__gt="", title="")
                | Q(kind=ItemKind.FIND_OUT, action="", title="", dimension__gt=""),
                name="plan_item_of_the_model_or_own",
            ),
            models.CheckConstraint(
                # A helper and an account never do the same action.
                condition=Q(helper_name="", helper_email="") | Q(helper_name__gt="", owner=None),
                name="plan_item_one_doer",
            ),
            models.CheckConstraint(condition=Q(status__in=list(Status)), name="plan_item_status"),
            models.CheckConstraint(
                condition=Q(status__in=sorted(ENDED), ended_on__isnull=False)
                | Q(~Q(status__in=sorted(ENDED)), ended_on=None),
                name="plan_item_ended_on",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.action or self.dimension

    @property
    def own(self) -> bool:
        """Whether the owner wrote it, instead of the model."""
        return self.kind == ItemKind.ACTION and not self.action

    @property
    def named(self) -> str:
        """Its name within its plan, as `PlannedAction.named`; empty for the owner's own."""
        return find_out_name(self.dimension) if self.finds_out else self.action

    @property
    def finds_out(self) -> bool:
        """Whether it is to find out about an area."""
        return self.kind == ItemKind.FIND_OUT


class ChangeKind(StrEnum):
    """The kinds of change to an action in a plan."""

    ADDED = "added"
    DROPPED = "dropped"
    EDITED = "edited"
    FINISHED = "finished"
    HANDED_OVER = "handed_over"
    MOVED = "moved"
    NOTED = "noted"
    PLANNED = "planned"
    """The action changed because the plan was saved again. Only replanning can reverse it."""
    REOPENED = "reopened"
    STARTED = "started"
    TAKEN_BACK = "taken_back"
    TICKED = "ticked"
    TOLD = "told"
    UNDONE = "undone"


class ItemChange(models.Model):
    """One change to an action in a plan, kept for the history and for Undo.

    `before` and `after` contain the columns that changed, as JSON. A helper who used a link has
    no account, so `by` is empty and `by_name` says who it was.
    """

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    before: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    after: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("revision",)
        constraints = [
            # A safety net for the row lock in `change_item`: a second change with the same
            # revision fails instead of overwriting the first.
            models.UniqueConstraint("item", "revision", name="item_change_once_per_revision")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.item}"


class HandOverQuerySet(MailedLinkQuerySet["HandOver"]):
    def addresses(self) -> list[str]:
        """List the recipient of each email sent, once per email.

        A link renewed for a reminder has its own row, with the `made_at` of the original. It must
        not count as another email.
        """
        mails = self.order_by().values_list("email", "item", "made_at").distinct()
        return [email for email, _item, _made_at in mails]


class HandOver(MailedLink):
    """A link sent by email that shows one action to someone without an account."""

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="hand_overs")
    name = models.CharField(max_length=100)

    authority = Authority(business="item__plan__assessment__business", needs="plan", can_move=True)

    objects = HandOverQuerySet.as_manager()

    class Meta(MailedLink.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.item} to {self.name}"


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    def called(self, name: str) -> Self:
        """Filter by name, comparing in lower case exactly as the unique constraint does.

        `iexact` will not do, because PostgreSQL then compares in upper case. That treats some
        letters differently, so the filter could miss a row that the constraint rejects.
        """
        return self.alias(small=Lower("name")).filter(small=Lower(models.Value(name)))


class Scenario(models.Model):
    """A named version of a plan, saved for comparison; at most three per quarter."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="scenarios")
    quarter_starts_on = models.DateField()
    name = models.CharField(max_length=40)
    wish = models.JSONField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "business", "quarter_starts_on", Lower("name"), name="scenario_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ActionTally(models.Model):
    """What one model action really took and achieved at one business, the last time it was done.

    `lift` is in steps of the practice. Either can be unknown, but not both.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    model_key = models.CharField(max_length=60)
    action = models.CharField(max_length=20)
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    lift = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            # In this order, because the medians are taken over all businesses of an action.
            models.UniqueConstraint(
                "model_key", "action", "business", name="action_tally_once_per_business"
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=False) | Q(lift__isnull=False), name="action_tally_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} of {self.model_key} at {self.business}"


class LearningMark(models.Model):
    """The last row of a table that the tallies take into account."""

    table = models.CharField(max_length=20, unique=True)
    newest = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.table} {self.newest}"


class Experience(models.Model):
    """The actual time and effect of one model action, learned across this site.

    `hours` and `lift` (in steps of the practice) are medians in which each business counts once.
    `hours_firms` and `lift_firms` say how many businesses each is based on.
    """

    model_key = models.CharField(max_length=60)
    action = models.CharField(max_length=20)
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    hours_firms = models.PositiveIntegerField(default=0)
    lift = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    lift_firms = models.PositiveIntegerField(default=0)
    learned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("model_key", "action", name="experience_once_per_action")
        ]

    def __str__(self) -> str:
        return f"{self.action} of {self.model_key}"
