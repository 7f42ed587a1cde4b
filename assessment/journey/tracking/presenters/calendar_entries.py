"""The days that a plan puts into somebody's calendar."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import Max

from assessment.domain.quarters import Quarter
from assessment.journey.planning.models import ItemChange
from assessment.journey.planning.queries.plans import saved_plan
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.questionnaire.queries.open_assessment import quarter_after
from assessment.journey.results.queries import latest_result
from assessment.journey.tracking.models import CalendarFeed
from assessment.journey.tracking.presenters.calendar_file import (
    CalendarEntry,
    next_check_text,
    next_check_title,
)
from assessment.parties.access.queries import visible_businesses
from assessment.parties.businesses.models import Business

Address = Callable[..., str]
"""The whole address of a page, from its name and what stands in its path."""


def entries_of(business: Business, today: date, *, address: Address) -> list[CalendarEntry]:
    """What is to be done by when, then the next check; at most five queries."""
    result = latest_result(business)
    saved = saved_plan(result) if result else None
    checked = result.assessment.quarter if result else None
    return [
        *(_entries_of_plan(saved, business, address) if saved else []),
        _next_check(business, checked, today, address),
    ]


def _entries_of_plan(saved: SavedPlan, business: Business, address: Address) -> list[CalendarEntry]:
    changes = ItemChange.objects.filter(item__plan=saved.plan.pk).order_by()
    changed = dict(changes.values_list("item__key").annotate(Max("at")))
    return [
        CalendarEntry(
            uid=planned.key,
            on=planned.due_on,
            title=planned.title,
            text=planned.first_move,
            url=address("plan_item", business.slug, planned.key),
            # Planning again may move it along without a change to be seen, so the later of the two.
            changed_at=max(saved.saved_at, changed.get(planned.key, saved.saved_at)),
            revision=planned.promised.revision,
        )
        for planned in saved.unfinished
    ]


def _next_check(
    business: Business, checked: Quarter | None, today: date, address: Address
) -> CalendarEntry:
    """The check of the quarter, or once it is sent that of the next."""
    running = Quarter.running(today, business.first_month, checked)
    quarter = quarter_after(business, checked) if checked == running else running
    return CalendarEntry(
        uid=f"{business.slug}-{quarter.slug}",
        on=quarter.starts_on,
        title=next_check_title(business.name),
        text=next_check_text(),
        url=address("check", business.slug),
        changed_at=business.founded_at,
    )


def feed_behind(token: str, at: datetime) -> CalendarFeed | None:
    """The open address with this secret, while whoever made it may see the plan; two queries."""
    feeds = CalendarFeed.objects.usable(at).filter(made_by__is_active=True)
    feed = feeds.select_related("business", "made_by").behind(token).first()
    if feed is None:
        return None
    still = visible_businesses(feed.made_by).filter(pk=feed.business_id)
    return feed if still.exists() else None
