"""The days of a plan as a calendar file, which every calendar program reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

A_DAY = timedelta(days=1)
LOOK_AGAIN = timedelta(hours=12)
"""How often a calendar that reads us from an address is asked to come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """Something that a whole day is about.

    `uid` is the same as long as it is the same thing, so that a calendar moves it and never shows
    it twice. `revision` grows with every change, and `changed_at` is when the last one was.
    """

    uid: str
    on: date
    title: str
    text: str
    url: str
    changed_at: datetime
    revision: int = 0


def calendar_of(name: str, entries: Iterable[CalendarEntry]) -> bytes:
    """The same entries always give the same bytes; the library escapes whatever people wrote."""
    calendar = Calendar()
    calendar.add("prodid", "-//Cairn//Plan//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # The library takes these two for no text, and would not escape them.
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@cairn")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.revision)
    event.add("summary", entry.title, parameters={"LANGUAGE": get_language() or "en"})
    event.add("description", "\n\n".join(filter(None, [entry.text, entry.url])))
    event.add("url", entry.url)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + A_DAY)
    event.add("status", "CONFIRMED")
    # The day is not taken: one can still be asked to lunch.
    event.add("transp", "TRANSPARENT")
    return event


def calendar_name(business: str) -> str:
    return _("Plan of %(business)s") % {"business": business}


def next_check_title(business: str) -> str:
    return _("Next check of %(business)s opens") % {"business": business}


def next_check_text() -> str:
    return _("About twelve minutes. Every answer is saved as you go.")
