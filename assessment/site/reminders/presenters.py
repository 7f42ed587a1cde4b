"""The content of each reminder email: one reason, one button, late actions first."""

from collections.abc import Sequence
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
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.results.models import Result
from assessment.journey.results.presenters.levels import NamedLevel, whole_level
from assessment.journey.results.queries import latest_result, submission_of
from assessment.journey.retests.queries.asked_again import AskedAgain
from assessment.journey.tracking.wording import days_late
from assessment.parties.catalogue.queries import newest_version
from assessment.site.reminders import wording
from assessment.site.reminders.models import Kind
from assessment.site.reminders.queries.due_reminders import (
    Letter,
    carried_out_in,
    concerns,
    next_check_on,
)
from assessment.site.reminders.queries.subscriptions import Subject


@dataclass(frozen=True, kw_only=True)
class Mail:
    """The common part of all reminders; `template` names the HTML and the text template."""

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
        """Return the absolute address of a page of the business."""
        return delivery.on_site(reverse(name, args=[self.letter.context.business.slug, *more]))


def subject_of(letter: Letter) -> Subject:
    """Return what the stop link of this email refers to."""
    recipient = letter.recipient
    return Subject(
        business=letter.context.business,
        kind=letter.kind,
        person=recipient.user,
        helper_email="" if recipient.user else recipient.email,
    )


@dataclass(frozen=True, kw_only=True)
class CheckDue(Mail):
    """The check of a quarter is due; `last` is the result before it.

    `current` is the check that the button opens, which may be an earlier, unfinished one.
    """

    template = "check_due"

    last: Result | None
    current: CurrentAssessment
    questions_count: int

    @property
    def quarter(self) -> Quarter:
        return self.letter.context.quarter

    @property
    def again(self) -> bool:
        """Whether this is the second and last reminder."""
        return self.letter.again

    @cached_property
    def first(self) -> str:
        """A sentence about the check that is under way; empty if none has been started."""
        if self.current.aside or self.current.quarter != self.quarter:
            return wording.first(self.current)
        return wording.so_far(self.current) if self.current.answered else ""

    @property
    def questions(self) -> str:
        return wording.questions(self.questions_count)

    @property
    def points(self) -> int | None:
        """The last score; None if there is none, or too little was known to name one."""
        return self.last.score if self.last and self.level else None

    @property
    def level(self) -> str:
        return self.named.words

    @cached_property
    def named(self) -> NamedLevel:
        """The last level with its doubt; empty if there is none, or if too little was known."""
        submission = submission_of(self.last, self.letter.context.business) if self.last else None
        known = submission and submission.scored.overall.known_level
        return whole_level(submission) if submission and known else NamedLevel()

    @property
    def done_since(self) -> str:
        counted = self.letter.context.counted
        return wording.done_since(number_done(counted), len(counted))

    @property
    def url(self) -> str:
        return self._page("check")


@dataclass(frozen=True, kw_only=True)
class MailedAction:
    """One action in an email; `url` is its page, if the email links to it."""

    planned: PlannedAction
    today: date
    currency: str
    url: str = ""

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


def mailed_action(letter: Letter, item: PlanItem, url: str = "") -> MailedAction:
    context, version = letter.context, item.plan.assessment.model_version
    return MailedAction(
        planned=planned_action(version.fitted_to(context.business.circumstances), item),
        today=context.today,
        currency=context.business.currency,
        url=url,
    )


@dataclass(frozen=True, kw_only=True)
class ActionDue(Mail):
    """One or more actions are due on the same day; the button opens the only one, or the plan.

    `links` are given if the reader is a helper without an account, who sees no plan: an address
    for each action. The button then opens the first.
    """

    template = "action_due"

    links: Sequence[str] = ()

    @cached_property
    def actions(self) -> Sequence[MailedAction]:
        links = self.links or [self._page("plan_item", item.key) for item in self.letter.items]
        return [
            mailed_action(self.letter, item, url)
            for item, url in zip(self.letter.items, links, strict=True)
        ]

    @property
    def action(self) -> MailedAction:
        return self.actions[0]

    @property
    def url(self) -> str:
        return self.action.url if self.for_assignee or not self.actions[1:] else self.plan_url

    @property
    def headline(self) -> str:
        return wording.actions_due(len(self.actions), self.action.due)

    @property
    def why(self) -> str:
        user = self.letter.recipient.user
        if user is None:
            return wording.why_assignee(self.business, len(self.actions))
        mine = sum(action.planned.promised.is_given_to(user.pk) for action in self.actions)
        return wording.why_mine(self.business, mine, len(self.actions))

    @property
    def for_assignee(self) -> bool:
        return self.letter.recipient.user is None


@dataclass(frozen=True, kw_only=True)
class LateDigest(Mail):
    """The late actions, latest first, and the one that is due next."""

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
        counted = self.letter.context.counted
        return wording.done_so_far(number_done(counted), len(counted))


@dataclass(frozen=True, kw_only=True)
class Summary(Mail):
    """How the plan of a quarter went."""

    template = "quarter_summary"

    @property
    def items(self) -> Sequence[PlanItem]:
        return self.letter.items

    @property
    def quarter(self) -> Quarter:
        return carried_out_in(self.letter.context, self.items)

    @property
    def title(self) -> str:
        counted = self.letter.context.counted
        return wording.done_title(number_done(counted), len(counted))

    @property
    def hours_spent(self) -> str:
        return wording.hours_spent([item.real_hours for item in self.items])

    @property
    def still_open(self) -> str:
        return wording.still_open(sum(item.ended_on is None for item in self.items))

    @property
    def changed(self) -> Sequence[tuple[str, str]]:
        """The title of each finished action and what people wrote about its effect."""
        described = [item for item in self.items if item.outcome.strip()]
        return [
            (mailed_action(self.letter, item).planned.title, item.outcome.strip())
            for item in described
        ]

    @property
    def next_check_on(self) -> date:
        return next_check_on(self.letter.context, self.items)


@dataclass(frozen=True, kw_only=True)
class SecondLook(Mail):
    """Some questions of a check, for the person who sent it and agreed to answer them again."""

    template = "second_look"

    asked: AskedAgain

    @property
    def agreed(self) -> str:
        return wording.agreed(len(self.asked.practices))

    @property
    def until(self) -> date:
        return self.asked.closes_on

    @property
    def url(self) -> str:
        return self._page("retest", self.asked.assessment.slug)


def number_done(items: Sequence[PlanItem]) -> int:
    """Count the actions that were done, fully or partly."""
    return sum(Status(item.status).achieved for item in items)


def mail_of(letter: Letter, *, links: Sequence[str]) -> Mail:
    """Return the content of a letter, with at most four queries.

    `links` are the addresses at which a helper without an account finds each action.
    """
    if letter.kind == Kind.CHECK_DUE:
        return CheckDue(
            letter=letter,
            last=latest_result(letter.context.business),
            current=current_assessment_of(letter.context.business, letter.context.today),
            questions_count=len(newest_version().maturity.practices),
        )
    if letter.kind == Kind.ACTION_DUE:
        return ActionDue(letter=letter, links=links)
    if letter.asked:
        return SecondLook(letter=letter, asked=letter.asked)
    return LateDigest(letter=letter) if letter.kind == Kind.LATE else Summary(letter=letter)
