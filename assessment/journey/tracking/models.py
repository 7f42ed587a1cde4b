"""Calendar feeds of a plan's dates."""

from django.db import models
from django.db.models import Q

from assessment.foundation.links.models import Authority, SecretLink, SecretLinkQuerySet
from assessment.parties.businesses.models import Business


class CalendarFeedQuerySet(SecretLinkQuerySet["CalendarFeed"]):
    pass


class CalendarFeed(SecretLink):
    """A secret address from which one person's calendar reads the dates of a plan."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="feeds")

    authority = Authority(business="business", needs="view")

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
