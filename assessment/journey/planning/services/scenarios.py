"""Keeping versions of a plan by name, to compare them."""

from datetime import datetime

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.domain.exchange.documents import wish_document
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Scenario
from assessment.journey.planning.queries.plans import MOST_VERSIONS
from assessment.parties.businesses.models import Business


class TooManyVersions(DomainError):
    """As many as can be compared are kept for this quarter already."""


@transaction.atomic
def keep_scenario(
    *, business: Business, quarter: Quarter, name: str, wish: PlanWish, by: User, at: datetime
) -> Scenario | None:
    """Keep what a plan was made from under a name; a name used again stands for the new one.

    Returns:
        What the name stood for before, if that was something else.

    Raises:
        TooManyVersions: three are kept under other names.
    """
    # Two who keep at once count one after the other.
    Business.objects.select_for_update().only("pk").get(pk=business.pk)
    kept = business.scenarios.filter(quarter_starts_on=quarter.starts_on)
    known = kept.called(name).first()
    if known is None and kept.count() >= MOST_VERSIONS:
        raise TooManyVersions(name)
    new = {"name": name, "wish": wish_document(wish), "kept_at": at, "kept_by": by}
    if known is None:
        Scenario.objects.create(business=business, quarter_starts_on=quarter.starts_on, **new)
        return None
    Scenario.objects.filter(pk=known.pk).update(**new)
    return known if known.wish != new["wish"] else None


def forget_scenario(*, scenario: Scenario) -> None:
    """Let a version go; whatever plan was saved stays."""
    scenario.delete()
