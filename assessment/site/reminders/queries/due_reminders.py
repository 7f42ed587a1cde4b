"""What is due to be written, to whom and about what: one rule for each kind of reminder."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assessment.domain.quarters import Quarter
from assessment.journey.planning.models import PlanItem
from assessment.parties.businesses.models import Business
from assessment.site.reminders.models import Kind, Reminder
from assessment.site.reminders.queries.recipients import Recipient, ReminderContext, contexts_of

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
    context: ReminderContext
    recipient: Recipient
    about: str
    again: bool = False
    items: Sequence[PlanItem] = ()

    @property
    def key(self) -> str:
        """The same for the same reason and recipient, whenever it is asked for."""
        return f"{self.kind}:{self.context.business.pk}:{self.about}:{self.recipient.mark}"


def due_letters(now: datetime) -> Iterator[list[Letter]]:
    """What nobody has been reminded of yet, some businesses at a time; six queries each time.

    A business that breaks is logged and left out: nobody else misses a reminder because of it.
    """
    last = 0
    while businesses := list(Business.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = businesses[-1].pk
        yield [
            letter
            for context in _contexts_of(businesses, now)
            for letter in _new_letters(context, now)
        ]


def _contexts_of(businesses: Sequence[Business], now: datetime) -> list[ReminderContext]:
    """Those that can be read; where one cannot, each is read by itself."""
    try:
        return contexts_of(businesses, now)
    except BROKEN:
        if len(businesses) == 1:
            log.exception("no reminders: business=%s", businesses[0].pk)
            return []
    return [context for business in businesses for context in _contexts_of([business], now)]


def _new_letters(context: ReminderContext, now: datetime) -> list[Letter]:
    """What is due there, was not said before and comes by day."""
    try:
        return [
            letter
            for letter in letters_of(context, now)
            if letter.key not in context.known and letter.recipient.is_awake(now)
        ]
    except BROKEN:
        log.exception("no reminders: business=%s", context.business.pk)
        return []


def letter_behind(reminder: Reminder, now: datetime) -> Letter | None:
    """What a reminder is about, if it is still due; whatever the hour."""
    contexts = contexts_of([reminder.business], now)
    letters = (letter for context in contexts for letter in letters_of(context, now))
    return next((letter for letter in letters if letter.key == reminder.key), None)


def letters_of(context: ReminderContext, now: datetime) -> Iterator[Letter]:
    """Everything that is due at one business, except what its recipients stopped."""
    for rule in RULES:
        yield from (
            letter for letter in rule(context, now) if context.wants(letter.kind, letter.recipient)
        )


def check_due(context: ReminderContext, _now: datetime) -> Iterator[Letter]:
    """The check of the quarter waits: said when the quarter begins, and once more in a week."""
    quarter = context.quarter
    founded_on = context.business.day(context.business.founded_at)
    if context.checked == quarter or founded_on >= quarter.starts_on:
        return
    for recipient in context.owners:
        letter = _check_letter(context, quarter, recipient)
        if letter:
            yield letter


def _check_letter(
    context: ReminderContext, quarter: Quarter, recipient: Recipient
) -> Letter | None:
    """The first mail in the first week, else the second, if the first is a week old by then."""

    def letter(stage: int) -> Letter:
        about = f"{quarter.key}:{stage}"
        again = stage == AGAIN
        return Letter(
            kind=Kind.CHECK_DUE, context=context, recipient=recipient, about=about, again=again
        )

    into = context.today - quarter.starts_on
    if into < timedelta(days=AGAIN):
        return letter(FIRST)
    first = context.known.get(letter(FIRST).key)
    waited = first is None or context.today - context.business.day(first) >= A_WEEK
    return letter(AGAIN) if waited and into < LAST_CALL else None


def action_due(context: ReminderContext, _now: datetime) -> Iterator[Letter]:
    """An action is due within three days; it has a mail to itself, and another for a new date."""
    for item in context.unfinished:
        near = context.today <= item.due_on <= context.today + AHEAD
        if near and not _told_by_handing_over(context, item):
            about = f"{item.key}:{item.due_on}"
            for recipient in context.doers(item):
                yield Letter(
                    kind=Kind.ACTION_DUE,
                    context=context,
                    recipient=recipient,
                    about=about,
                    items=[item],
                )


def _told_by_handing_over(context: ReminderContext, item: PlanItem) -> bool:
    """Whether its assignee was sent it when it was as near as this: that mail named the day."""
    sent_at = context.handed_over.get(item.pk)
    return sent_at is not None and context.business.day(sent_at) >= item.due_on - AHEAD


def late(context: ReminderContext, now: datetime) -> Iterator[Letter]:
    """On Mondays what is late: all of it for owners, their own for the others."""
    behind = [item for item in context.unfinished if item.due_on < context.today]
    if not behind or context.today - behind[-1].due_on > GIVEN_UP:
        return
    for recipient in context.recipients:
        items = [item for item in behind if concerns(item, recipient)]
        if items and recipient.day(now).weekday() == MONDAY:
            about = f"{recipient.day(now)}"
            yield Letter(
                kind=Kind.LATE, context=context, recipient=recipient, about=about, items=items
            )


def concerns(item: PlanItem, recipient: Recipient) -> bool:
    return recipient.owns or (recipient.user is not None and recipient.user.pk == item.owner_id)


def summary(context: ReminderContext, _now: datetime) -> Iterator[Letter]:
    """What became of the plan, in the last week of the quarter in which it was lived."""
    items = context.kept
    if not items:
        return
    lived, planned = lived_in(context, items), items[0].plan.assessment.quarter
    if lived.ends_on - A_WEEK < context.today <= lived.ends_on:
        for recipient in context.owners:
            yield Letter(
                kind=Kind.SUMMARY,
                context=context,
                recipient=recipient,
                about=planned.key,
                items=items,
            )


def lived_in(context: ReminderContext, items: Sequence[PlanItem]) -> Quarter:
    """The quarter of a plan; if it was made on a late check, that in which its last day is."""
    plan = items[0].plan
    saved_on = context.business.day(plan.saved_at)
    if saved_on <= plan.assessment.quarter.ends_on:
        return plan.assessment.quarter
    last_on = max(saved_on, *(item.due_on for item in items))
    return Quarter.containing(last_on, context.business.first_month)


RULES: Sequence[Callable[[ReminderContext, datetime], Iterator[Letter]]] = (
    check_due,
    action_due,
    late,
    summary,
)
