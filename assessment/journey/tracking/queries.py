"""Look up one action of a plan, its history, and the link it was handed over with."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from assessment.domain.planning.planned_actions import ENDED
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import ChangeKind, HandOver, ItemChange, Plan, PlanItem
from assessment.parties.access.rules import business_open_to
from assessment.parties.businesses.models import Business

UNDO_OFFERED_FOR = timedelta(minutes=5)
"""How long a page shows the reader's last change and offers to undo it."""


def item_behind(business: Business, key: str) -> PlanItem | None:
    """Find an action by key in the newest plan of any quarter of this business.

    One query, which also loads everything needed to change the action.
    """
    return (
        PlanItem.objects.filter(~_newer_than("plan"), plan__assessment__business=business, key=key)
        .select_related("owner", "plan__assessment__business", "plan__assessment__model_version")
        .defer("plan__assessment__model_version__source")
        .first()
    )


def _newer_than(plan: str) -> Exists:
    """Whether a newer plan exists for the same quarter; `plan` is the lookup path to the plan."""
    return Exists(
        Plan.objects.filter(
            assessment__business=OuterRef(f"{plan}__assessment__business"),
            assessment__quarter_starts_on=OuterRef(f"{plan}__assessment__quarter_starts_on"),
            number__gt=OuterRef(f"{plan}__number"),
        )
    )


def was_left_behind(business: Business, key: str) -> bool:
    """Whether an action was once planned, but a newer plan of its quarter left it out."""
    return PlanItem.objects.filter(
        _newer_than("plan"), plan__assessment__business=business, key=key
    ).exists()


def changes_of(item: PlanItem) -> list[ItemChange]:
    """Return all changes to an action, oldest first; one query."""
    return list(item.changes.select_related("by"))


def names_of(people: Collection[int]) -> dict[int, str]:
    """Return names by user id; one query, or none if `people` is empty."""
    if not people:
        return {}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=people)}


def just_changed(plan: Plan, *, by: User, at: datetime) -> ItemChange | None:
    """Return a person's last change in a plan if it is recent and still the latest; one query.

    "Still the latest" means that nobody has changed the same action since.
    """
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
    """Like `just_changed`, for a change already known to be the latest of its action."""
    recent = change.at > at - UNDO_OFFERED_FOR
    return recent and change.by_id == by.pk and change.kind != ChangeKind.PLANNED


def last_ticks(plan: Plan) -> dict[str, date]:
    """Return the date on which steps were last ticked, by action key; one query."""
    ticks = ItemChange.objects.filter(item__plan=plan, kind=ChangeKind.TICKED).order_by("at")
    return {key: timezone.localdate(at) for key, at in ticks.values_list("item__key", "at")}


def link_behind(token: str, at: datetime) -> HandOver | None:
    """Return the link with this token if it works, with everything its page shows; two queries.

    A link stops working when the action ends, when someone else takes it on, or when a newer plan
    leaves the action out. It also stops when the person who sent it may no longer plan.
    """
    link = (
        HandOver.objects.usable(at)
        .behind(token)
        .filter(
            ~_newer_than("item__plan"),
            item__helper_email=F("email"),
        )
        .exclude(item__status__in=ENDED)
        .select_related(
            "made_by", "item__plan__assessment__business", "item__plan__assessment__model_version"
        )
        .defer("item__plan__assessment__model_version__source")
        .first()
    )
    if link is None:
        return None
    business = link.item.plan.assessment.business_id
    return link if business_open_to(link.made_by, business, link.authority.needs) else None
