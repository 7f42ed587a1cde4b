"""Save versions of a plan by name, to compare them."""

from datetime import datetime

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.domain.exchange.documents import wish_document
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.journey.planning.models import Scenario
from assessment.journey.planning.queries.plans import MOST_VERSIONS
from assessment.parties.businesses.models import Business


class TooManyVersions(DomainError):
    """This quarter already has as many versions as can be compared."""


@transaction.atomic
def keep_scenario(
    *,
    business: Business,
    quarter: Quarter,
    name: str,
    wish: PlanWish,
    seen: datetime | None = None,
    by: User,
    at: datetime,
) -> Scenario | None:
    """Save the wish behind a plan under a name, replacing the version that the page showed.

    Args:
        seen: when the newest version on the page was saved; None if there was no page.

    Returns:
        The version that was replaced, if its wish was different; otherwise None.

    Raises:
        TooManyVersions: three versions with other names are already saved.
        EditedMeanwhile: someone else saved another plan under this name since.
    """
    # Lock the business, so that two simultaneous saves cannot both pass the limit check below.
    Business.objects.select_for_update().only("pk").get(pk=business.pk)
    kept = business.scenarios.filter(quarter_starts_on=quarter.starts_on)
    known = kept.called(name).first()
    if known is None and kept.count() >= MOST_VERSIONS:
        raise TooManyVersions(name)
    new = {"name": name, "wish": wish_document(wish), "kept_at": at, "kept_by": by}
    if known and seen and known.kept_at > seen and known.wish != new["wish"]:
        raise EditedMeanwhile({known.name: known.wish})
    if known is None:
        Scenario.objects.create(business=business, quarter_starts_on=quarter.starts_on, **new)
        return None
    Scenario.objects.filter(pk=known.pk).update(**new)
    return known if known.wish != new["wish"] else None


def forget_scenario(*, scenario: Scenario) -> None:
    """Delete a version. The saved plan is not affected."""
    scenario.delete()
