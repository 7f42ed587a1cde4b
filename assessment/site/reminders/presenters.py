"""What stands in each mail: one reason, one button, and what is late first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar

from django.urls import reverse

from assessment.domain.planning.planned_actions import PlannedAction, Status
from assessment.domain.quarters import Quarter
from assessment.foundation.outbox import delivery
from assessment.journey.planning.models import PlanItem
from assessment.journey.planning.queries.saved_plans import planned_action
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.journey.questionnaire.queries.open_assessment import check_of_today, quarter_after
from assessment.journey.results.models import Result
from assessment.journey.results.queries import check_of, latest_result
from assessment.journey.tracking.wording import days_late
from assessment.parties.catalogue.queries import newest_version
from assessment.site.reminders import wording
from assessment.site.reminders.models import Kind
from assessment.site.reminders.queries.due_reminders import Letter, concerns, lived_in
from assessment.site.reminders.queries.subscriptions import Subject


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What every reminder says about itself; `template` names its two parts."""

    letter: Letter

    template: ClassVar[str]

    @property
    def business(self) -> str:
        return self.letter.context.business.name

    @cached_property
    def subject(self) -> Subject:
        return subject_of(self.letter)

    @property
    def stop_url(self) -> str:
        return delivery.on_site(reverse("pause_reminders", args=[self.subject.token]))

    @property
    def stop(self) -> str:
        return wording.stop(self.letter.kind)

    @property
    def plan_url(self) -> str:
        return self._page("plan")

    def _page(self, name: str, *more: str) -> str:
        """The whole address of a page of the business."""
        return delivery.on_site(reverse(name, args=[self.letter.context.business.slug, *more]))


def subject_of(letter: Letter) -> Subject:
    """What somebody stops who stops this mail."""
    recipient = letter.recipient
    return Subject(
        business=letter.context.business,
        kind=letter.kind,
        person=recipient.user,
        helper_email="" if recipient.user else recipient.email,
    )


@dataclass(frozen=True, kw_only=True)
class CheckDue(Mail):
    """The check of the quarter waits; `last` is the result before it.

    `in_hand` is what its button opens, which may be another check that was begun.
    """

    template = "check_due"

    last: Result | None
    in_hand: CurrentAssessment
    questions_count: int

    @property
    def quarter(self) -> Quarter:
        return self.letter.context.quarter

    @property
    def again(self) -> bool:
        """Whether this is the last we say of it."""
        return self.letter.again

    @cached_property
    def first(self) -> str:
        """What is in hand before it; empty for nothing."""
        other = self.in_hand.aside or self.in_hand.quarter != self.quarter
        return wording.first(self.in_hand) if other else ""

    @property
    def questions(self) -> str:
        return wording.questions(self.questions_count)

    @property
    def points(self) -> int | None:
        return self.last.score if self.last else None

    @cached_property
    def level(self) -> str:
        check = check_of(self.last, self.letter.context.business) if self.last else None
        level = check.scored.overall.level if check else None
        return level.title if level else ""

    @property
    def done_since(self) -> str:
        kept = self.letter.context.kept
        return wording.done_since(number_done(kept), len(kept))

    @property
    def url(self) -> str:
        return self._page("check")


@dataclass(frozen=True, kw_only=True)
class MailedAction:
    """One action in a mail."""

    planned: PlannedAction
    today: date
    currency: str

    @property
    def due(self) -> str:
        return wording.due(self.planned.due_on, self.today)

    @property
    def late(self) -> str:
        return days_late(self.planned.days_late(self.today))

    @property
    def takes(self) -> str:
        return wording.takes(self.planned.cost, self.currency)

    @property
    def who(self) -> str:
        return self.planned.who or wording.nobody_yet()


def mailed_action(letter: Letter, item: PlanItem) -> MailedAction:
    context, model = letter.context, item.plan.assessment.model_version.maturity
    return MailedAction(
        planned=planned_action(model, item),
        today=context.today,
        currency=context.business.currency,
    )


@dataclass(frozen=True, kw_only=True)
class ActionDue(Mail):
    """One action is due soon; `url` is its page."""

    template = "action_due"

    url: str

    @cached_property
    def action(self) -> MailedAction:
        return mailed_action(self.letter, self.letter.items[0])

    @property
    def mine(self) -> bool:
        user = self.letter.recipient.user
        return user is not None and self.action.planned.promised.is_given_to(user.pk)

    @property
    def for_assignee(self) -> bool:
        return self.letter.recipient.user is None


@dataclass(frozen=True, kw_only=True)
class LateDigest(Mail):
    """What is late, the longest first, and what comes next."""

    template = "late_digest"

    @cached_property
    def late(self) -> Sequence[MailedAction]:
        return [mailed_action(self.letter, item) for item in self.letter.items]

    @property
    def title(self) -> str:
        return wording.late_title(len(self.late))

    @property
    def headline(self) -> str:
        return wording.late_subject(len(self.late), self.business)

    @cached_property
    def coming(self) -> MailedAction | None:
        context, recipient = self.letter.context, self.letter.recipient
        later = (item for item in context.unfinished if item.due_on >= context.today)
        item = next((item for item in later if concerns(item, recipient)), None)
        return mailed_action(self.letter, item) if item else None

    @property
    def done_so_far(self) -> str:
        kept = self.letter.context.kept
        return wording.done_so_far(number_done(kept), len(kept))


@dataclass(frozen=True, kw_only=True)
class Summary(Mail):
    """What became of the plan of a quarter."""

    template = "quarter_summary"

    @property
    def items(self) -> Sequence[PlanItem]:
        return self.letter.items

    @property
    def quarter(self) -> Quarter:
        return lived_in(self.letter.context, self.items)

    @property
    def title(self) -> str:
        return wording.done_title(number_done(self.items), len(self.items))

    @property
    def hours_spent(self) -> str:
        return wording.hours_spent([item.real_hours for item in self.items])

    @property
    def still_open(self) -> str:
        return wording.still_open(sum(item.ended_on is None for item in self.items))

    @property
    def changed(self) -> Sequence[tuple[str, str]]:
        """The title of what was done, and what people wrote that it changed."""
        told = [item for item in self.items if item.outcome.strip()]
        return [
            (mailed_action(self.letter, item).planned.title, item.outcome.strip()) for item in told
        ]

    @property
    def next_check_on(self) -> date:
        return quarter_after(self.letter.context.business, self.quarter).starts_on


def number_done(items: Sequence[PlanItem]) -> int:
    """Of what was done, all of it or a part."""
    return sum(Status(item.status).achieved for item in items)


LinkOf = Callable[[PlanItem], str]
"""The address at which somebody without an account finds an action."""


def mail_of(letter: Letter, *, link: LinkOf) -> Mail:
    """What a letter says; four queries at most."""
    if letter.kind == Kind.CHECK_DUE:
        return CheckDue(
            letter=letter,
            last=latest_result(letter.context.business),
            in_hand=check_of_today(letter.context.business, letter.context.today),
            questions_count=len(newest_version().maturity.practices),
        )
    if letter.kind == Kind.ACTION_DUE:
        return ActionDue(letter=letter, url=_address_of(letter, link))
    return LateDigest(letter=letter) if letter.kind == Kind.LATE else Summary(letter=letter)


def _address_of(letter: Letter, link: LinkOf) -> str:
    item = letter.items[0]
    if letter.recipient.user is None:
        return link(item)
    slug = letter.context.business.slug
    return delivery.on_site(reverse("plan_item", args=[slug, item.key]))
