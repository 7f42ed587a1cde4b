"""Let the last day of an access end at midnight where the business is, also after it moves."""

from typing import Any

from django.db.models.signals import post_save

from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Engagement


def connect() -> None:
    post_save.connect(follow_the_zone, sender=Business, dispatch_uid="follow_the_zone")


def follow_the_zone(
    instance: Business, update_fields: frozenset[str] | None = None, **_facts: Any
) -> None:
    """Work the moments out again in the transaction that changes a business's time zone."""
    if update_fields and "time_zone" in update_fields:
        for engagement in instance.engagements.filter(ended_at=None, ends_on__isnull=False):
            expires_at = Engagement.expiry(instance, engagement.ends_on)
            Engagement.objects.filter(pk=engagement.pk).update(expires_at=expires_at)
