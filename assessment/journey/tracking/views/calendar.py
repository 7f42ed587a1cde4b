"""The plan's dates for calendar apps: as a file, or as a feed to subscribe to."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from assessment.foundation.accounts.access import SignedInRequest, public
from assessment.foundation.announcements.happened import redirect_at
from assessment.foundation.links.one_time_secret import carried_over, carry_over, let_go
from assessment.foundation.links.tokens import hash_of
from assessment.foundation.outbox import delivery
from assessment.journey.planning.presenters.plan_pages import about
from assessment.journey.tracking import services
from assessment.journey.tracking.models import CalendarFeed
from assessment.journey.tracking.presenters.calendar_entries import entries_of, feed_behind
from assessment.journey.tracking.presenters.calendar_file import calendar_name, calendar_of
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business

MADE = "feed"
FRESH_FOR_SECONDS = 600
"""How long calendar apps can cache the feed."""


@members(Capability.VIEW)
@require_safe
def calendar(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show the two ways to add the dates to a calendar; a new address is shown only once."""
    feeds = CalendarFeed.objects.filter(business=business, made_by=request.user)
    feed = feeds.open().first()
    token = just_made(request, feed)
    facts = {
        **about(business),
        "feed": feed,
        "url": delivery.on_site(reverse("calendar_feed", args=[token])) if token else "",
    }
    response = render(request, "journey/tracking/calendar.html", facts)
    let_go(request, response, MADE)
    return response


def just_made(request: SignedInRequest, feed: CalendarFeed | None) -> str:
    """Return the token of this feed, if it was just created in this browser."""
    token = carried_over(request, MADE)
    return token if token and feed and feed.token_hash == hash_of(token) else ""


@members(Capability.VIEW)
@require_POST
def make_feed(request: SignedInRequest, business: Business) -> HttpResponse:
    token = services.make_feed(business=business, by=request.user, at=timezone.now())
    messages.success(
        request, gettext("Your address is ready. Copy it now, as we only show it once.")
    )
    response = redirect_at("address", "calendar", business.slug)
    carry_over(response, MADE, token)
    return response


@members(Capability.VIEW)
@require_POST
def end_feed(request: SignedInRequest, business: Business) -> HttpResponse:
    services.end_feed(business=business, by=request.user, at=timezone.now())
    words = gettext("The address is turned off. Calendars that used it will no longer update.")
    messages.success(request, words)
    return redirect_at("address", "calendar", business.slug)


@members(Capability.VIEW)
@require_safe
def plan_calendar(request: SignedInRequest, business: Business) -> HttpResponse:
    """Download the dates as a file, for a one-off import."""
    name = f"{business.slug}.ics"
    response = calendar_file(request, business)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@public
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Serve the dates to anyone with the address, as long as its maker can see the plan."""
    feed = feed_behind(token, timezone.now())
    if feed is None:
        raise Http404
    with (
        translation.override(feed.made_by.language or settings.LANGUAGE_CODE),
        timezone.override(feed.business.zone),
    ):
        return calendar_file(request, feed.business)


def calendar_file(request: HttpRequest, business: Business) -> HttpResponse:
    """Build the response, or a 304 if nothing has changed since the last request.

    An ETag is used because no date would do: the name of the business can change too.
    """

    def address(name: str, *path: Any) -> str:
        return delivery.on_site(reverse(name, args=path))

    entries = entries_of(business, timezone.localdate(), address=address)
    content = calendar_of(calendar_name(business.name), entries)
    etag = quote_etag(sha256(content).hexdigest())
    response = get_conditional_response(request, etag=etag)
    response = response or HttpResponse(content, content_type="text/calendar; charset=utf-8")
    # A 304 response must carry the ETag and caching headers too.
    response["ETag"] = etag
    patch_cache_control(response, private=True, max_age=FRESH_FOR_SECONDS)
    return response
