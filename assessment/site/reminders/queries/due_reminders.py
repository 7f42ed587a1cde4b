"""What is due to be written, to whom and about what: one rule for each kind of reminder."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assessment.domain.quarters import Quarter
from assessment.journey.planning.models import PlanItem, Status
from assessment.parties.businesses.models import Business
from assessment.site.reminders.models import Kind, Reminder
from assessment.site.reminders.queries.recipients import Place, Reader, places_of

log = logging.getLogger(__name__)

AT_ONCE = 200
"""So many businesses are read at a time; the number of queries does not grow with them."""

FIRST, AGAIN = 0, 7
"""The days of a quarter on which a check is due, and named once more."""
LAST_CALL = timedelta(days=14)
A_WEEK = timedelta(days=7)
AHEAD = timedelta(days=3)
"""So long before an action is due, its doer is told."""
GIVEN_UP = timedelta(weeks=8)
"""If nothing has become late for so long, the plan is no longer lived, and we stop."""
MONDAY = 0

# What days and words raise that no rule can reckon with. A database that is away is not among
# them: then nobody can be reminded, and the next run does it.
BROKEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One reminder that is due; `items` are the actions that it is about.

    `again` says that something was said of it before, and that this is the last.
    """

    kind: Kind
    place: Place
    reader: Reader
    about: str
    again: bool = False
    items: Sequence[PlanItem] = ()

    @property
    def key(self) -> str:
        """The same for the same reason and reader, whenever it is asked for."""
        return f"{self.kind}:{self.place.business.pk}:{self.about}:{self.reader.mark}"


def due_letters(now: datetime) -> Iterator[list[Letter]]:
    """What nobody has been reminded of yet, some businesses at a time; six queries each time.

    A business that breaks is logged and left out: nobody else misses a reminder because of it.
    """
    last = 0
    while businesses := list(Business.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = businesses[-1].pk
        yield [letter for place in _places(businesses, now) for letter in _new_letters(place, now)]


def _places(businesses: Sequence[Business], now: datetime) -> list[Place]:
    """Those that can be read; where one cannot, each is read by itself."""
    try:
        return places_of(businesses, now)
    except BROKEN:
        if len(businesses) == 1:
            log.exception("no reminders: business=%s", businesses[0].pk)
            return []
    return [place for business in businesses for place in _places([business], now)]


def _new_letters(place: Place, now: datetime) -> list[Letter]:
    """What is due there, was not said before and comes by day."""
    try:
        return [
            letter
            for letter in letters_of(place, now)
            if letter.key not in place.known and letter.reader.is_awake(now)
        ]
    except BROKEN:
        log.exception("no reminders: business=%s", place.business.pk)
        return []


def letter_behind(reminder: Reminder, now: datetime) -> Letter | None:
    """What a reminder is about, if it is still due; whatever the hour."""
    places = places_of([reminder.business], now)
    letters = (letter for place in places for letter in letters_of(place, now))
    return next((letter for letter in letters if letter.key == reminder.key), None)


def letters_of(place: Place, now: datetime) -> Iterator[Letter]:
    """Everything that is due at one business, except what its readers stopped."""
    for rule in RULES:
        yield from (
            letter for letter in rule(place, now) if place.wants(letter.kind, letter.reader)
        )


def check_due(place: Place, _now: datetime) -> Iterator[Letter]:
    """The check of the quarter waits: said when the quarter begins, and once more in a week."""
    quarter = place.quarter
    founded_on = place.business.day(place.business.founded_at)
    if place.checked == quarter or founded_on >= quarter.starts_on:
        return
    for reader in place.owners:
        letter = _check_letter(place, quarter, reader)
        if letter:
            yield letter


def _check_letter(place: Place, quarter: Quarter, reader: Reader) -> Letter | None:
    """The first mail in the first week, else the second, if the first is a week old by then."""

    def letter(stage: int) -> Letter:
        about = f"{quarter.key}:{stage}"
        again = stage == AGAIN
        return Letter(kind=Kind.CHECK_DUE, place=place, reader=reader, about=about, again=again)

    into = place.today - quarter.starts_on
    if into < timedelta(days=AGAIN):
        return letter(FIRST)
    first = place.known.get(letter(FIRST).key)
    waited = first is None or place.today - place.business.day(first) >= A_WEEK
    return letter(AGAIN) if waited and into < LAST_CALL else None


def action_due(place: Place, _now: datetime) -> Iterator[Letter]:
    """An action is due within three days; it has a mail to itself, and another for a new date."""
    for item in place.unfinished:
        near = place.today <= item.due_on <= place.today + AHEAD
        if near and not _told_by_handing_over(place, item):
            about = f"{item.key}:{item.due_on}"
            for reader in place.doers(item):
                yield Letter(
                    kind=Kind.ACTION_DUE, place=place, reader=reader, about=about, items=[item]
                )


def _told_by_handing_over(place: Place, item: PlanItem) -> bool:
    """Whether its helper was sent it when it was as near as this: that mail named the day."""
    sent_at = place.handed_over.get(item.pk)
    return sent_at is not None and place.business.day(sent_at) >= item.due_on - AHEAD


def late(place: Place, now: datetime) -> Iterator[Letter]:
    """On Mondays what is late: all of it for owners, their own for the others."""
    behind = [item for item in place.unfinished if item.due_on < place.today]
    if not behind or place.today - behind[-1].due_on > GIVEN_UP:
        return
    for reader in place.readers:
        items = [item for item in behind if concerns(item, reader)]
        if items and reader.day(now).weekday() == MONDAY:
            about = f"{reader.day(now)}"
            yield Letter(kind=Kind.LATE, place=place, reader=reader, about=about, items=items)


def concerns(item: PlanItem, reader: Reader) -> bool:
    return reader.owns or (reader.user is not None and reader.user.pk == item.owner_id)


def summary(place: Place, _now: datetime) -> Iterator[Letter]:
    """What became of the plan, in the last week of the quarter in which it was lived."""
    items = [item for item in place.items if item.status != Status.DROPPED]
    if not items:
        return
    lived, planned = lived_in(place, items), items[0].plan.assessment.quarter
    if lived.ends_on - A_WEEK < place.today <= lived.ends_on:
        for reader in place.owners:
            yield Letter(
                kind=Kind.SUMMARY, place=place, reader=reader, about=planned.key, items=items
            )


def lived_in(place: Place, items: Sequence[PlanItem]) -> Quarter:
    """The quarter of a plan; if it was made on a late check, that in which its last day is."""
    plan = items[0].plan
    saved_on = place.business.day(plan.saved_at)
    if saved_on <= plan.assessment.quarter.ends_on:
        return plan.assessment.quarter
    last_on = max(saved_on, *(item.due_on for item in items))
    return Quarter.containing(last_on, place.business.first_month)


RULES: Sequence[Callable[[Place, datetime], Iterator[Letter]]] = (
    check_due,
    action_due,
    late,
    summary,
)
