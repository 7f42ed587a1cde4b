"""One action of a plan, what happened to it, and who it was handed to."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from assessment.domain.planning.planned_actions import ENDED
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import ChangeKind, HandOver, ItemChange, Plan, PlanItem
from assessment.parties.businesses.models import Business

UNDO_OFFERED_FOR = timedelta(minutes=5)
"""So long a page says what its reader did last, and offers to undo it."""


def item_behind(business: Business, key: str) -> PlanItem | None:
    """What is called so in the newest plan of a quarter of this business.

    One query, with all that a change of it needs.
    """
    return (
        PlanItem.objects.filter(~_newer_than("plan"), plan__assessment__business=business, key=key)
        .select_related("owner", "plan__assessment__business", "plan__assessment__model_version")
        .defer("plan__assessment__model_version__source")
        .first()
    )


def _newer_than(plan: str) -> Exists:
    """Whether a plan, named by the way to it, was followed by another in its quarter."""
    return Exists(
        Plan.objects.filter(
            assessment__business=OuterRef(f"{plan}__assessment__business"),
            assessment__quarter_starts_on=OuterRef(f"{plan}__assessment__quarter_starts_on"),
            number__gt=OuterRef(f"{plan}__number"),
        )
    )


def was_left_behind(business: Business, key: str) -> bool:
    """Whether this was planned once, and a newer plan of its quarter goes without it."""
    return PlanItem.objects.filter(
        _newer_than("plan"), plan__assessment__business=business, key=key
    ).exists()


def changes_of(item: PlanItem) -> list[ItemChange]:
    """All that was changed, oldest first; one query."""
    return list(item.changes.select_related("by"))


def names_of(people: Collection[int]) -> dict[int, str]:
    """What these people are called, by id; no query for nobody."""
    if not people:
        return {}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=people)}


def just_changed(plan: Plan, *, by: User, at: datetime) -> ItemChange | None:
    """What somebody did last in a plan, a moment ago, if nothing came on top; one query."""
    return (
        ItemChange.objects.filter(
            item__plan=plan, by=by, at__gt=at - UNDO_OFFERED_FOR, revision=F("item__revision")
        )
        .exclude(kind=ChangeKind.PLANNED)
        .select_related("item__owner", "by")
        .order_by("at", "pk")
        .last()
    )


def was_just_changed(change: ItemChange, *, by: User, at: datetime) -> bool:
    """The same of one change, on top of which nothing came."""
    recent = change.at > at - UNDO_OFFERED_FOR
    return recent and change.by_id == by.pk and change.kind != ChangeKind.PLANNED


def last_ticks(plan: Plan) -> dict[str, date]:
    """The day on which steps were ticked last, by the key of the action; one query."""
    ticks = ItemChange.objects.filter(item__plan=plan, kind=ChangeKind.TICKED).order_by("at")
    return {key: timezone.localdate(at) for key, at in ticks.values_list("item__key", "at")}


def link_behind(token: str, at: datetime) -> HandOver | None:
    """The link with this token if it works, with all that its page shows; one query.

    It ends with the action, with who does it, and with a newer plan that has dropped it.
    """
    return (
        HandOver.objects.usable(at)
        .behind(token)
        .filter(~_newer_than("item__plan"), item__helper_email=F("email"))
        .exclude(item__status__in=ENDED)
        .select_related(
            "made_by", "item__plan__assessment__business", "item__plan__assessment__model_version"
        )
        .defer("item__plan__assessment__model_version__source")
        .first()
    )
