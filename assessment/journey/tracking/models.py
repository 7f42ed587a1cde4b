"""The calendars that read a plan's dates."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessment.parties.businesses.models import Business


class CalendarFeed(models.Model):
    """An address that a calendar reads somebody's dates from; only the token's hash is kept."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="feeds")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feeds"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "business", "user", condition=Q(ended_at=None), name="calendar_feed_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.business} for {self.user}"
