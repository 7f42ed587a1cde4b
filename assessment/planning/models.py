"""The plan an owner saved, and each thing to do in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessment.answering.models import Assessment


class Plan(models.Model):
    """What a business means to do in one quarter; the newest saved one counts."""

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


class PlanItem(models.Model):
    """One action of a saved plan, with who does it and by when."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    action = models.CharField(max_length=20)
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

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint("plan", "action", name="plan_item_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="plan_item_position"),
        ]

    def __str__(self) -> str:
        return self.action
