"""The reminders that are due: to whom and about what, with one rule per kind."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from assessment.domain.quarters import Quarter
from assessment.journey.planning.models import PlanItem
from assessment.journey.questionnaire.queries.open_assessment import quarter_after
from assessment.journey.retests.queries.asked_again import AskedAgain
from assessment.parties.businesses.models import Business
from assessment.site.reminders.models import Kind, Reminder
from assessment.site.reminders.queries.candidates import (
    A_WEEK,
    AHEAD,
    GIVEN_UP,
    MONDAY,
    candidates,
)
from assessment.site.reminders.queries.recipients import Recipient, ReminderContext, contexts_of

log = logging.getLogger(__name__)

AT_ONCE = 50
"""How many businesses are read at a time, and whose reminders are made in one transaction.

Reading between the transactions lets others write, too: SQLite does not let them queue.
"""

FIRST, AGAIN = 0, 7
"""How many days after it falls due a check is announced, and repeated once."""
LAST_CALL = timedelta(days=14)
"""No reminder about a check is sent when it has been due for this long."""

# Errors caused by broken values in a single business, such as an unknown time zone. Database
# errors are left out deliberately: they affect everyone, and the next run catches up.
BROKEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One reminder that is due; `items` are the actions that it is about, if it is about any.

    `asked` is what the recipient agreed to answer again. `again` marks the second and last reminder
    about the same check.
    """

    kind: Kind
    context: ReminderContext
    recipient: Recipient
    about: str
    again: bool = False
    items: Sequence[PlanItem] = ()
    asked: AskedAgain | None = None

    @property
    def key(self) -> str:
        """A key that is always the same for the same reason and recipient."""
        return f"{self.kind}:{self.context.business.pk}:{self.about}:{self.recipient.mark}"


def due_letters(now: datetime) -> Iterator[list[Letter]]:
    """Yield the letters not yet claimed, in chunks of businesses, with seven queries per chunk.

    A business with broken values is logged and skipped, so that nobody else misses a reminder.
    """
    ids = list(candidates(now).values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        some = Business.objects.filter(pk__in=ids[start : start + AT_ONCE])
        businesses = list(some.order_by("pk"))
        yield [
            letter
            for context in _contexts_of(businesses, now)
            for letter in _new_letters(context, now)
        ]


def _contexts_of(businesses: Sequence[Business], now: datetime) -> list[ReminderContext]:
    """Read the businesses; if one of them fails, read each separately and skip the faulty one."""
    try:
        return contexts_of(businesses, now)
    except BROKEN:
        if len(businesses) == 1:
            log.exception("no reminders: business=%s", businesses[0].pk)
            return []
    return [context for business in businesses for context in _contexts_of([business], now)]


def _new_letters(context: ReminderContext, now: datetime) -> list[Letter]:
    """Return what is due, was not sent before and falls into the daytime of its reader."""
    try:
        return [
            letter
            for letter in letters_of(context, now)
            if letter.key not in context.known and letter.recipient.is_awake(now)
        ]
    except BROKEN:
        log.exception("no reminders: business=%s", context.business.pk)
        return []


def letters_behind(reminders: Sequence[Reminder], now: datetime) -> list[Letter]:
    """Return the letters of reminders of one business that are still due, at any hour."""
    keys = {reminder.key for reminder in reminders}
    businesses = [r.business for r in reminders[:1] if not r.business.archived_at]
    contexts = contexts_of(businesses, now)
    letters = (letter for context in contexts for letter in letters_of(context, now))
    return [letter for letter in letters if letter.key in keys]


def combined(letters: Sequence[Letter]) -> Letter:
    """Return one letter about the items of all of them, which have the same recipient."""
    return replace(letters[0], items=[item for letter in letters for item in letter.items])


def letters_of(context: ReminderContext, now: datetime) -> Iterator[Letter]:
    """Yield everything due at one business, except what its recipients stopped."""
    for rule in RULES:
        yield from (
            letter for letter in rule(context, now) if context.wants(letter.kind, letter.recipient)
        )


def check_due(context: ReminderContext, _now: datetime) -> Iterator[Letter]:
    """Announce the check on the day it falls due, and remind once more a week later.

    A business founded within the quarter has its own check from that day. Its owners get the
    same two emails, a week later, if they have not sent it by then.
    """
    quarter = context.quarter
    if context.checked == quarter:
        return
    founded_on, due_on = context.business.day(context.business.founded_at), context.check_due_on
    if founded_on >= quarter.starts_on:
        due_on = max(due_on, founded_on + A_WEEK)
    into = context.today - due_on
    for recipient in context.owners:
        letter = _check_letter(context, quarter, recipient, into)
        if letter:
            yield letter


def _check_letter(
    context: ReminderContext, quarter: Quarter, recipient: Recipient, into: timedelta
) -> Letter | None:
    """Return the first email in the first week; later the second, a week after the first."""
    if into < timedelta(days=FIRST):
        return None

    def letter(stage: int) -> Letter:
        about = f"{quarter.key}:{stage}"
        again = stage == AGAIN
        return Letter(
            kind=Kind.CHECK_DUE, context=context, recipient=recipient, about=about, again=again
        )

    if into < timedelta(days=AGAIN):
        return letter(FIRST)
    first = context.known.get(letter(FIRST).key)
    waited = first is None or context.today - context.business.day(first) >= A_WEEK
    return letter(AGAIN) if waited and into < LAST_CALL else None


def action_due(context: ReminderContext, _now: datetime) -> Iterator[Letter]:
    """Remind of each action due within three days, and again if it gets a new date."""
    for item in context.unfinished:
        near = context.today <= item.due_on <= context.today + AHEAD
        if near and not _announced_by_hand_over(context, item):
            about = f"{item.key}:{item.due_on}"
            for recipient in context.doers(item):
                yield Letter(
                    kind=Kind.ACTION_DUE,
                    context=context,
                    recipient=recipient,
                    about=about,
                    items=[item],
                )


def _announced_by_hand_over(context: ReminderContext, item: PlanItem) -> bool:
    """Tell whether the email that handed the action over was itself sent within those days.

    That email names the due date, so a reminder would only repeat it.
    """
    sent_at = context.handed_over.get(item.pk)
    return sent_at is not None and context.business.day(sent_at) >= item.due_on - AHEAD


def late(context: ReminderContext, now: datetime) -> Iterator[Letter]:
    """List late actions on Mondays: all of them for owners, their own for everyone else."""
    overdue = [item for item in context.unfinished if item.due_on < context.today]
    if not overdue or context.today - overdue[-1].due_on > GIVEN_UP:
        return
    for recipient in context.recipients:
        items = [item for item in overdue if concerns(item, recipient)]
        if items and recipient.day(now).weekday() == MONDAY:
            about = f"{recipient.day(now)}"
            yield Letter(
                kind=Kind.LATE, context=context, recipient=recipient, about=about, items=items
            )


def concerns(item: PlanItem, recipient: Recipient) -> bool:
    """Tell whether an item belongs on the list of a recipient: owners see all of them."""
    return recipient.owns or (recipient.user is not None and recipient.user.pk == item.owner_id)


def summary(context: ReminderContext, _now: datetime) -> Iterator[Letter]:
    """Sum up the plan in the last week before the next check falls due."""
    items = context.kept
    if not items:
        return
    planned, until = items[0].plan.assessment.quarter, next_check_on(context, items)
    if until - A_WEEK <= context.today < until:
        for recipient in context.owners:
            yield Letter(
                kind=Kind.SUMMARY,
                context=context,
                recipient=recipient,
                about=planned.key,
                items=items,
            )


def next_check_on(context: ReminderContext, items: Sequence[PlanItem]) -> date:
    """Return when the check after a plan falls due; one saved even later runs for a quarter."""
    plan = items[0].plan
    coming = quarter_after(context.business, plan.assessment.quarter)
    due_on = coming.check_due_on(context.last_sent_on)
    if context.business.day(plan.saved_at) < due_on:
        return due_on
    return quarter_after(context.business, carried_out_in(context, items)).starts_on


def carried_out_in(context: ReminderContext, items: Sequence[PlanItem]) -> Quarter:
    """Return the quarter of a plan; after a late check, the quarter of its last due date."""
    plan = items[0].plan
    saved_on = context.business.day(plan.saved_at)
    if saved_on <= plan.assessment.quarter.ends_on:
        return plan.assessment.quarter
    last_on = max(saved_on, *(item.due_on for item in items))
    return Quarter.containing(last_on, context.business.first_month)


def second_look(context: ReminderContext, _now: datetime) -> Iterator[Letter]:
    """Write to the people who agreed to a second look at a check, once, two weeks after it."""
    for asked in context.asked:
        if not asked.waiting or context.today < asked.asked_on:
            continue
        for recipient in context.recipients:
            if recipient.asked_again and asked.is_for(recipient.user):
                yield Letter(
                    kind=Kind.RETEST,
                    context=context,
                    recipient=recipient,
                    about=asked.assessment.slug,
                    asked=asked,
                )


RULES: Sequence[Callable[[ReminderContext, datetime], Iterator[Letter]]] = (
    check_due,
    action_due,
    late,
    summary,
    second_look,
)
