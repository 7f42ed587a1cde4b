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


class BrandFields(models.Model):
    """How a consulting firm's reports, shared pages and emails look, and what they say about it.

    The logos are the images as we re-encoded them, at most a few hundred kilobytes each. Colours
    are kept as they were chosen; what is printed in their place if they cannot be read is worked
    out from them.
    """

    logo = models.BinaryField(blank=True, default=bytes)
    logo_dark = models.BinaryField(blank=True, default=bytes, db_default=b"")
    colour = models.CharField(max_length=7, blank=True)
    accent = models.CharField(max_length=7, blank=True, default="", db_default="")
    cover_text = models.TextField(blank=True, default="", db_default="")
    contact = models.TextField(blank=True)
    disclaimer = models.TextField(blank=True)
    footer = models.CharField(max_length=90, blank=True, default="", db_default="")
    sender_name = models.CharField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        abstract = True


class Brand(BrandFields):
    """The branding of a consulting firm as it is now."""

    consultancy = models.OneToOneField(Consultancy, on_delete=models.CASCADE, related_name="brand")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Brand of {self.consultancy}"


class KeptBrand(BrandFields):
    """A firm's name and branding at the time of a report, so that it can be printed again.

    `digest` is a hash of everything in it, so that all reports of one look share one row.
    """

    consultancy = models.ForeignKey(
        Consultancy, on_delete=models.CASCADE, related_name="kept_brands"
    )
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("consultancy", "digest", name="kept_brand_once")]

    def __str__(self) -> str:
        return f"Brand of {self.name} in {self.kept_at:%B %Y}"
