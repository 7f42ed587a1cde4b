"""The calendars that read a plan's dates."""

from django.db import models
from django.db.models import Q

from assessment.foundation.links.models import SecretLink, SecretLinkQuerySet
from assessment.parties.businesses.models import Business


class CalendarFeedQuerySet(SecretLinkQuerySet["CalendarFeed"]):
    pass


class CalendarFeed(SecretLink):
    """An address that a calendar reads the dates from of whoever made it."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="feeds")

    objects = CalendarFeedQuerySet.as_manager()

    class Meta(SecretLink.Meta):
        constraints = [
            *SecretLink.Meta.constraints,
            models.UniqueConstraint(
                "business", "made_by", condition=Q(ended_at=None), name="calendar_feed_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.business} for {self.made_by}"
