"""Consultants' firms, the businesses that let them in, and how their reports look."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessment.parties.businesses.models import Business


class Consultancy(models.Model):
    """A consultant's firm, which works for businesses under engagements."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    founded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ConsultancyMember(models.Model):
    """Somebody who works in a consulting practice."""

    consultancy = models.ForeignKey(Consultancy, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consultancies"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("consultancy", "user", name="consultancy_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} of {self.consultancy}"


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def running(self) -> Self:
        return self.filter(ended_at=None)


class Engagement(models.Model):
    """A business lets a consulting practice in, until it says otherwise.

    `counts` says that its scores may count, without its name, in what the practice's reports tell
    of its clients as a whole.
    """

    consultancy = models.ForeignKey(
        Consultancy, on_delete=models.CASCADE, related_name="engagements"
    )
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="engagements")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    counts = models.BooleanField(default=False)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "consultancy",
                "business",
                condition=Q(ended_at=None),
                name="engagement_running_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultancy} for {self.business}"


class Brand(models.Model):
    """How a consulting practice's reports look, and what they say on its behalf.

    The logo is kept as we encoded it anew, at most a few hundred kilobytes.
    """

    consultancy = models.OneToOneField(Consultancy, on_delete=models.CASCADE, related_name="brand")
    logo = models.BinaryField(blank=True, default=bytes)
    colour = models.CharField(max_length=7, blank=True)
    contact = models.TextField(blank=True)
    disclaimer = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Brand of {self.consultancy}"
