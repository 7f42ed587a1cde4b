"""The clients of a list as plain values, which cost far less than rows of four tables."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from assessment.parties.consultancies.models import Engagement


class ListedStanding(NamedTuple):
    """What a list shows of a client's standing: columns of `Standing` by their own names."""

    next_due_on: date
    areas: Mapping[str, Any]
    score_shown: str
    low: int | None
    high: int | None
    level_rank: int | None
    certainty: str
    other_level: str
    movement: str
    points_before: int | None
    points_now: int | None
    fallen_area: str
    actions: int
    achieved: int
    plan_moved_at: datetime | None

    @property
    def points(self) -> int | None:
        """By how much the displayed score changed; None if it cannot be compared."""
        if self.points_now is None or self.points_before is None:
            return None
        return self.points_now - self.points_before


class ListedClient(NamedTuple):
    """One client of a list.

    Attributes:
        key, business: The keys of its engagement and of the business.
        prepared: The key of the business again, if the practice made it and still holds it.
        version: The questions of its latest check.
        standing: How it stands; None before its first check.
    """

    key: int
    business: int
    given_at: datetime
    ends_on: date | None
    slug: str
    name: str
    trade: str
    time_zone: str
    prepared: int | None
    version: int | None
    standing: ListedStanding | None

    def day(self, at: datetime) -> date:
        """Return the date of this moment in the client's time zone."""
        return at.astimezone(ZoneInfo(self.time_zone or settings.TIME_ZONE)).date()


COLUMNS = (
    *("pk", "business_id", "given_at", "ends_on"),
    *(f"business__{name}" for name in ("slug", "name", "trade", "time_zone")),
    "business__prepared__business_id",
    "business__standing__assessment__model_version_id",
)
OF_STANDING = tuple(f"business__standing__{name}" for name in ListedStanding._fields)


def values_of(engagements: QuerySet[Engagement]) -> Iterator[ListedClient]:
    """Read these clients in their order; one query."""
    for row in engagements.values_list(*COLUMNS, *OF_STANDING):
        client, (due_on, *rest) = row[: len(COLUMNS)], row[len(COLUMNS) :]
        # Every standing has this day, so without it there is no standing.
        standing = ListedStanding(due_on, *rest) if due_on else None
        yield ListedClient._make((*client, standing))
