"""Who lost access to a business or a practice, and which doors closed at that moment."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessment.domain.limits import RESTORABLE_FOR
from assessment.foundation.links.services import Closed
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Consultancy, Engagement

UNDO_FOR = timedelta(hours=24)
"""How long an owner or an admin can undo the end of a membership."""
GIVE_AGAIN_FOR = timedelta(days=14)
"""How long an owner can give a firm its access again with one click."""


class Cause(models.TextChoices):
    """Why access ended; the owner can undo only what an owner did."""

    REMOVED = "removed"
    LEFT = "left"
    ENDED = "ended"
    ACCOUNT = "account"


class DepartureQuerySet(models.QuerySet["Departure"]):
    def undoable(self, at: datetime) -> Self:
        """Return what an owner ended lately and has not taken back."""
        person = Q(cause=Cause.REMOVED, ended_at__gt=at - UNDO_FOR)
        firm = Q(cause=Cause.ENDED, ended_at__gt=at - GIVE_AGAIN_FOR, ended_by__isnull=False)
        return self.filter(person | firm, undone_at=None)

    def can_return(self, at: datetime) -> Self:
        """Return the members who deleted their account, and come back if they keep it after all.

        Consultants are left out: they come back only for as long as their firm has access.
        """
        left = self.filter(cause=Cause.ACCOUNT, undone_at=None, ended_at__gt=at - RESTORABLE_FOR)
        return left.filter(person__deletion_asked_at=F("ended_at")).exclude(role=Role.CONSULTANT)


class Departure(models.Model):
    """The end of one person's membership, or of one firm's engagement.

    `closed` has the keys of the doors that closed with it. When a consultant's account is deleted,
    `role` is consultant, and only their doors close: the firm's engagement goes on.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="departures")
    cause = models.CharField(max_length=10, choices=Cause)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="departures",
    )
    role = models.CharField(max_length=10, choices=Role, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, null=True, blank=True, related_name="departures"
    )
    ended_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    closed: "models.JSONField[Closed, Closed]" = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("business", "ended_at", name="departure_recent")]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, role__gt="", engagement=None)
                | Q(person=None, role="", engagement__isnull=False),
                name="departure_of_a_person_or_a_firm",
            ),
            models.CheckConstraint(condition=Q(cause__in=Cause.values), name="departure_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.who} of {self.business}"

    @property
    def who(self) -> str:
        """The name of the person or of the firm."""
        return str(self.engagement.consultancy if self.engagement else self.person)

    @property
    def undo_until(self) -> datetime:
        return self.ended_at + (GIVE_AGAIN_FOR if self.engagement_id else UNDO_FOR)

    def mark_undone(self, at: datetime) -> None:
        Departure.objects.filter(pk=self.pk).update(undone_at=at)

    @property
    def return_until(self) -> datetime:
        """Until when a person who deleted their account can keep it after all."""
        return self.ended_at + RESTORABLE_FOR


class RemovalQuerySet(models.QuerySet["Removal"]):
    def undoable(self, at: datetime) -> Self:
        """Return those that happened lately and were not undone, newest first."""
        found = self.filter(undone_at=None, ended_at__gt=at - UNDO_FOR)
        return found.select_related("person", "consultancy").order_by("-ended_at", "-pk")


class Removal(models.Model):
    """That an admin took somebody out of a practice.

    `kept` has the rows that went with it, as Django writes them: what the person was in the
    practice, and what belonged to that. `closed` has the keys of the doors that closed.
    """

    consultancy = models.ForeignKey(Consultancy, on_delete=models.CASCADE, related_name="removals")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="removals"
    )
    kept = models.TextField()
    closed: "models.JSONField[Closed, Closed]" = models.JSONField(default=dict, blank=True)
    ended_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("consultancy", "ended_at", name="removal_recent")]

    def __str__(self) -> str:
        return f"{self.person} from {self.consultancy}"

    @property
    def undo_until(self) -> datetime:
        return self.ended_at + UNDO_FOR
