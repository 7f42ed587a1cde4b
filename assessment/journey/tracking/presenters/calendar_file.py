"""The dates of a plan as an iCalendar file, which all calendar apps can read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from assessment.foundation.formatting.typed_text import on_one_line, printable

A_DAY = timedelta(days=1)
LOOK_AGAIN = timedelta(hours=12)
"""How often subscribed calendar apps are asked to fetch the feed again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """An all-day calendar entry.

    `uid` is unique on this site and never changes, so that calendar apps update an entry instead
    of showing it twice.
    `revision` goes up with every change, and `changed_at` is the time of the last one.
    """

    uid: str
    on: date
    title: str
    text: str
    url: str
    changed_at: datetime
    revision: int = 0


def calendar_of(name: str, entries: Iterable[CalendarEntry]) -> bytes:
    """Build the file. The same entries always give the same bytes, so that the ETag is stable.

    The library escapes any text that people have entered, but keeps control characters. Some
    calendar apps refuse a whole file because of one.
    """
    name = on_one_line(name)
    calendar = Calendar()
    calendar.add("prodid", "-//Cairn//Plan//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # The library does not treat these two properties as text and would not escape them.
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    # Two sites can have a business of the same name, and a person can subscribe to both.
    event.add("uid", f"{entry.uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.revision)
    event.add("summary", on_one_line(entry.title), parameters={"LANGUAGE": get_language() or "en"})
    event.add("description", "\n\n".join(filter(None, [printable(entry.text), entry.url])))
    event.add("url", entry.url)
    event.add("dtstart", entry.on)
    # DTEND is exclusive (RFC 5545), so an all-day entry ends on the following day.
    event.add("dtend", entry.on + A_DAY)
    event.add("status", "CONFIRMED")
    # TRANSPARENT means that the entry does not mark the day as busy.
    event.add("transp", "TRANSPARENT")
    return event


def calendar_name(business: str) -> str:
    return _("Plan for %(business)s") % {"business": business}


def next_check_title(business: str) -> str:
    return _("Next check for %(business)s is due") % {"business": business}


def next_check_text() -> str:
    return _("About twelve minutes. Every answer is saved as you go.")
