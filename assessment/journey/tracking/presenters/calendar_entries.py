"""The dates that a plan adds to a calendar."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import Max

from assessment.domain.quarters import Quarter
from assessment.journey.planning.models import ItemChange
from assessment.journey.planning.queries.plans import saved_plan
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.questionnaire.queries.open_assessment import quarter_after
from assessment.journey.results.models import Result
from assessment.journey.results.queries import latest_result, sent_on
from assessment.journey.tracking.models import CalendarFeed
from assessment.journey.tracking.presenters.calendar_file import (
    CalendarEntry,
    next_check_text,
    next_check_title,
)
from assessment.parties.access.rules import business_open_to
from assessment.parties.businesses.models import Business

Address = Callable[..., str]
"""Builds the absolute URL of a page from its URL name and path arguments."""


def entries_of(business: Business, today: date, *, address: Address) -> list[CalendarEntry]:
    """Return an entry for each unfinished action, then the next check; at most five queries."""
    result = latest_result(business)
    saved = saved_plan(result) if result else None
    return [
        *(_entries_of_plan(saved, business, address) if saved else []),
        _next_check(business, result, today, address),
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
            # Saving the plan again can move an action without recording a change, so use the later
            # of the two times. Calendars skip updates whose timestamp has not advanced.
            changed_at=max(saved.saved_at, changed.get(planned.key, saved.saved_at)),
            revision=planned.promised.revision,
        )
        for planned in saved.unfinished
    ]


def _next_check(
    business: Business, result: Result | None, today: date, address: Address
) -> CalendarEntry:
    """Return the entry for this quarter's check, or the next one if it is already submitted."""
    checked = result.assessment.quarter if result else None
    running = Quarter.running(today, business.first_month, checked)
    quarter = quarter_after(business, checked) if checked == running else running
    return CalendarEntry(
        uid=f"{business.slug}-{quarter.slug}",
        on=quarter.check_due_on(sent_on(result, business) if result else None),
        title=next_check_title(business.name),
        text=next_check_text(),
        url=address("check", business.slug),
        changed_at=result.frozen_at if result else business.founded_at,
    )


def feed_behind(token: str, at: datetime) -> CalendarFeed | None:
    """Return the open feed with this token, if its maker can still see the plan; two queries."""
    feeds = CalendarFeed.objects.usable(at).select_related("business", "made_by")
    feed = feeds.behind(token).first()
    if feed is None:
        return None
    still = business_open_to(feed.made_by, feed.business_id, feed.authority.needs)
    return feed if still else None
