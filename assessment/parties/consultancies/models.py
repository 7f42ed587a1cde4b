"""Consulting firms, their engagements with businesses, and their report branding."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessment.parties.businesses.models import Business


class Consultancy(models.Model):
    """A consulting firm that works for businesses under engagements."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    founded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ConsultancyMember(models.Model):
    """A person who works for a consulting firm."""

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
    """The access that a business gives a consulting firm, until an owner ends it.

    `counts` means that the business's scores may be included anonymously in the firm's figures
    about all its clients.
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
    """How a consulting firm's reports look, and its contact details and disclaimer.

    The logo is the image as we re-encoded it, at most a few hundred kilobytes.
    """

    consultancy = models.OneToOneField(Consultancy, on_delete=models.CASCADE, related_name="brand")
    logo = models.BinaryField(blank=True, default=bytes)
    colour = models.CharField(max_length=7, blank=True)
    contact = models.TextField(blank=True)
    disclaimer = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Brand of {self.consultancy}"
