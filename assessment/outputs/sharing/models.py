"""Results that were shared by a link, and who opened them when."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from assessment.foundation.links.models import MailedLink, MailedLinkQuerySet
from assessment.journey.results.models import Result
from assessment.parties.consultancies.models import Engagement


class SharedLinkQuerySet(MailedLinkQuerySet["SharedLink"]):
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


class SharedLink(MailedLink):
    """A link that shows one result, sent by mail or passed on by whoever made it."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="shared_links")
    for_whom = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)

    objects = SharedLinkQuerySet.as_manager()

    engaged: bool  # from with_engagement()

    class Meta(MailedLink.Meta):
        pass

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
