"""All data that decides who gets a reminder, read for many businesses in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F, OuterRef, Subquery

from assessment.domain.planning.planned_actions import Status
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import verified_of
from assessment.journey.planning.models import HandOver, Plan, PlanItem
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.retests.models import RetestSheet
from assessment.journey.retests.queries.asked_again import ASKED_ROLES, AskedAgain
from assessment.parties.access.queries import answering_apart
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.site.reminders.models import Kind, Pause, Reminder

FIRST_HOUR, LAST_HOUR = 8, 20
"""Emails are sent only between these hours, in the time zone of the reader."""
REMEMBERED = timedelta(days=30)
"""Longer than any reminder stays due, so older reminders need not be read."""


def mark_of(person: int | None, email: str) -> str:
    """Return how a key names a person: briefly, and without revealing an email address."""
    return str(person) if person else f"helper-{sha256(email.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """A person who can get emails: someone with an account, or a helper without one.

    `asked_again` says whether the person's role is one that is asked for a second look.
    """

    email: str
    zone: ZoneInfo
    user: User | None = None
    owns: bool = False
    asked_again: bool = False

    @cached_property
    def mark(self) -> str:
        return mark_of(self.user.pk if self.user else None, self.email)

    @property
    def language(self) -> str:
        return (self.user.language if self.user else "") or settings.LANGUAGE_CODE

    def day(self, at: datetime) -> date:
        """Return the date in the time zone of the reader."""
        return at.astimezone(self.zone).date()

    def is_awake(self, at: datetime) -> bool:
        """Tell whether it is daytime for the reader."""
        return FIRST_HOUR <= at.astimezone(self.zone).hour < LAST_HOUR

    def evening_of(self, at: datetime) -> datetime:
        """Return the moment on the same day from which no more emails are sent."""
        day = self.day(at)
        return datetime(day.year, day.month, day.day, LAST_HOUR, tzinfo=self.zone)

    def morning_after(self, at: datetime) -> datetime:
        """Return the next moment at which emails may be sent again: eight o'clock, local time."""
        there = at.astimezone(self.zone)
        day = there.date() + timedelta(days=there.hour >= FIRST_HOUR)
        # Built from the local date: adding hours to `at` would be an hour off when clocks change.
        return datetime(day.year, day.month, day.day, FIRST_HOUR, tzinfo=self.zone)


@dataclass(frozen=True, kw_only=True)
class ReminderContext:
    """One business on one day, with everything that decides who gets a reminder.

    `checked` is the quarter of the last check, and `last_sent_on` the day on which that was first
    sent. `recipients` are the members who can get emails. `items` belong to the newest plan,
    ordered by due date; they are empty if a check was submitted after that plan. `handed_over`
    gives, by item id, when the item was sent to its helper. `known` gives, by key, when a reminder
    was made. `asked` is what people agreed to answer again.
    """

    business: Business
    today: date
    checked: Quarter | None
    last_sent_on: date | None
    recipients: Sequence[Recipient]
    items: Sequence[PlanItem]
    handed_over: Mapping[int, datetime]
    paused: frozenset[tuple[str, str]]
    known: Mapping[str, datetime]
    asked: Sequence[AskedAgain]

    @property
    def quarter(self) -> Quarter:
        """The current quarter of the business."""
        return Quarter.running(self.today, self.business.first_month, self.checked)

    @property
    def check_due_on(self) -> date:
        """The day on which the check of the current quarter falls due."""
        return self.quarter.check_due_on(self.last_sent_on)

    @property
    def owners(self) -> list[Recipient]:
        return [one for one in self.recipients if one.owns]

    @cached_property
    def kept(self) -> Sequence[PlanItem]:
        """The items that were not dropped."""
        return [item for item in self.items if item.status != Status.DROPPED]

    @property
    def counted(self) -> Sequence[PlanItem]:
        """The actions among them; to find something out does not count as one."""
        return [item for item in self.kept if not item.finds_out]

    @cached_property
    def unfinished(self) -> Sequence[PlanItem]:
        return [item for item in self.items if item.ended_on is None]

    def doers(self, item: PlanItem) -> list[Recipient]:
        """Return who does the item, or the owners if that person cannot get emails."""
        if member := [r for r in self.recipients if r.user and r.user.pk == item.owner_id]:
            return member
        if item.helper_email:
            return [Recipient(email=item.helper_email, zone=self.business.zone)]
        return self.owners

    def wants(self, kind: Kind, recipient: Recipient) -> bool:
        """Tell whether the recipient has not stopped this kind of email."""
        return (kind, recipient.mark) not in self.paused


def contexts_of(businesses: Sequence[Business], now: datetime) -> list[ReminderContext]:
    """Read the context of each business, with six queries for all of them."""
    ids = [business.pk for business in businesses]
    plans, checked, sent_at = _newest_of(ids)
    recipients, pauses, known = (
        _recipients_of(ids),
        _pauses_of(ids),
        _known_of(ids, now - REMEMBERED),
    )
    items, handed_over = _items_of(plans)
    sheets = _second_looks_of(ids)
    return [
        ReminderContext(
            business=business,
            today=business.day(now),
            checked=checked.get(business.pk),
            last_sent_on=business.day(sent_at[business.pk]) if business.pk in sent_at else None,
            recipients=recipients[business.pk],
            items=[i for i in items[business.pk] if _counts(i, checked.get(business.pk))],
            handed_over=handed_over,
            paused=frozenset(pauses[business.pk]),
            known=known[business.pk],
            asked=[
                AskedAgain(
                    business=business,
                    assessment=sheet.assessment,
                    sheet=sheet,
                    today=business.day(now),
                )
                for sheet in sheets[business.pk]
            ],
        )
        for business in businesses
    ]


def _newest_of(
    ids: Sequence[int],
) -> tuple[list[int], dict[int, Quarter], dict[int, datetime]]:
    """Return the newest plans; by business, the last check's quarter and when it was first sent."""
    plans = Plan.objects.filter(assessment__business=OuterRef("pk"), assessment__extra=0)
    assessments = Assessment.objects.submitted().filter(business=OuterRef("pk"), extra=0)
    newest_first = assessments.order_by("-quarter_starts_on", "revision")
    rows = Business.objects.filter(pk__in=ids).values_list(
        "pk",
        Subquery(plans.order_by("-assessment__quarter_starts_on", "-number").values("pk")[:1]),
        Subquery(newest_first.values("quarter_starts_on")[:1]),
        Subquery(newest_first.values("submitted_at")[:1]),
    )
    found = list(rows)
    checked = {business: Quarter(day) for business, _plan, day, _at in found if day}
    sent_at = {business: at for business, _plan, _day, at in found if at}
    return [plan for _business, plan, _day, _at in found if plan], checked, sent_at


def _recipients_of(ids: Sequence[int]) -> defaultdict[int, list[Recipient]]:
    """Return the members who can get emails, in order of joining, by business."""
    recipients: defaultdict[int, list[Recipient]] = defaultdict(list)
    rows = Membership.objects.filter(business__in=ids, unproven=False).select_related("user")
    # What an email says about plan and check would tell the other answers.
    rows = rows.exclude(answering_apart("business", person=OuterRef("user")))
    for member in rows.annotate(verified=verified_of("user")).order_by("since", "pk"):
        user = member.user
        if member.verified and user.is_active:
            reached = Recipient(
                email=user.email,
                zone=user.zone,
                user=user,
                owns=member.role == Role.OWNER,
                asked_again=member.role in ASKED_ROLES,
            )
            recipients[member.business_id].append(reached)
    return recipients


def _items_of(
    plans: Sequence[int],
) -> tuple[defaultdict[int, list[PlanItem]], dict[int, datetime]]:
    """Return items by business, and by item id when its helper was last sent a valid link."""
    found: defaultdict[int, list[PlanItem]] = defaultdict(list)
    items = (
        PlanItem.objects.filter(plan__in=plans)
        .select_related("owner", "plan__assessment__model_version")
        .defer("plan__assessment__model_version__source")
    )
    for item in items.order_by("due_on", "position"):
        found[item.plan.assessment.business_id].append(item)
    sent = HandOver.objects.filter(
        item__plan__in=plans, email=F("item__helper_email"), ended_at=None
    )
    return found, dict(sent.order_by("made_at").values_list("item", "made_at"))


def _counts(item: PlanItem, checked: Quarter | None) -> bool:
    """Tell whether the plan of an item still applies: a later check replaces it on all pages."""
    return checked is None or item.plan.assessment.quarter >= checked


def _pauses_of(ids: Sequence[int]) -> defaultdict[int, list[tuple[str, str]]]:
    """Return the kind and the reader of each stopped reminder, by business."""
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for pause in Pause.objects.filter(business__in=ids):
        found[pause.business_id].append((pause.kind, mark_of(pause.person_id, pause.helper_email)))
    return found


def _second_looks_of(ids: Sequence[int]) -> defaultdict[int, list[RetestSheet]]:
    """Return what people agreed to answer again and have not answered, by business."""
    found: defaultdict[int, list[RetestSheet]] = defaultdict(list)
    waiting = RetestSheet.objects.waiting().filter(assessment__business__in=ids)
    sheets = waiting.select_related("assessment__model_version")
    for sheet in sheets.defer("assessment__model_version__source"):
        found[sheet.assessment.business_id].append(sheet)
    return found


def _known_of(ids: Iterable[int], since: datetime) -> defaultdict[int, dict[str, datetime]]:
    found: defaultdict[int, dict[str, datetime]] = defaultdict(dict)
    made = Reminder.objects.filter(business__in=ids, made_at__gt=since)
    for business, key, made_at in made.values_list("business", "key", "made_at"):
        found[business][key] = made_at
    return found
