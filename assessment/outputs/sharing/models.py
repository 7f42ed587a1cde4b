"""Results that were shared by a link, and who opened them when."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from assessment.journey.results.models import Result
from assessment.parties.consultancies.models import Engagement


class SharedLinkQuerySet(models.QuerySet["SharedLink"]):
    def usable(self, at: datetime) -> Self:
        return self.filter(ended_at=None, expires_at__gt=at)

    def with_engagement(self) -> Self:
        """Each with `engaged`: whether one that its maker had by then still runs.

        A engagement that was given later opens no link of an earlier one.
        """
        engagements = Engagement.objects.running().filter(
            business=OuterRef("result__assessment__business"),
            consultancy__members__user=OuterRef("made_by"),
            given_at__lte=OuterRef("made_at"),
        )
        return self.annotate(engaged=Exists(engagements))


class SharedLink(models.Model):
    """An address that shows one result to whoever has it; only the token's hash is kept."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="shared_links")
    token_hash = models.CharField(max_length=64, unique=True)
    for_whom = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shared_links"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SharedLinkQuerySet.as_manager()

    engaged: bool  # from with_engagement()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="shared_link_expires_later"
            )
        ]

    def __str__(self) -> str:
        return f"{self.result} for {self.for_whom or 'somebody'}"


class SharedUse(models.Model):
    """That a shared result was opened on a day, and how often; nothing about who it was."""

    link = models.ForeignKey(SharedLink, on_delete=models.CASCADE, related_name="uses")
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("link", "day", name="shared_use_once_per_day")]

    def __str__(self) -> str:
        return f"{self.times} on {self.day}"
