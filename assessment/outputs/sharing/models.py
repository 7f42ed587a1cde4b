"""Links to shared results, and how often each one was opened."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce

from assessment.foundation.links.models import Authority, MailedLink, MailedLinkQuerySet
from assessment.journey.results.models import Result
from assessment.parties.consultancies.models import Consultancy, Engagement


class SharedLinkQuerySet(MailedLinkQuerySet["SharedLink"]):
    def with_engagement(self) -> Self:
        """Annotate each link with `engaged`: whether the maker's engagement still runs.

        Only engagements from before the link was made count. A consultant who is engaged again
        later must not thereby reopen links from an earlier engagement.
        """
        engagements = Engagement.objects.running().filter(
            business=OuterRef("result__assessment__business"),
            # A link made for one firm does not live on through another.
            consultancy=Coalesce(OuterRef("consultancy"), F("consultancy")),
            consultancy__members__user=OuterRef("made_by"),
            given_at__lte=OuterRef("made_at"),
        )
        return self.annotate(engaged=Exists(engagements))


class SharedLink(MailedLink):
    """A link that shows one result, sent by email or passed on by the person who made it.

    `consultancy` is the firm on whose behalf it was made, whose branding the page has.
    """

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="shared_links")
    for_whom = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    consultancy = models.ForeignKey(
        Consultancy, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    authority = Authority(business="result__assessment__business", needs="share", can_move=True)

    objects = SharedLinkQuerySet.as_manager()

    engaged: bool  # from with_engagement()

    class Meta(MailedLink.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.result} for {self.for_whom or 'someone'}"


class SharedUse(models.Model):
    """How often a shared result was opened on a day; nothing about who opened it."""

    link = models.ForeignKey(SharedLink, on_delete=models.CASCADE, related_name="uses")
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("link", "day", name="shared_use_once_per_day")]

    def __str__(self) -> str:
        return f"{self.times} on {self.day}"
