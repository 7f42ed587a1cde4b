"""Suggested changes as pages show them: the plan now, the plan then, and its totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.consulting.clients.models import (
    Decision,
    PlanSuggestion,
    SuggestedChange,
    SuggestedKind,
)
from assessment.consulting.clients.queries.suggestions import ChangeablePlan
from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.scoring.scores import shown
from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.formatting.money import money, up_to
from assessment.foundation.formatting.numbers import hours
from assessment.journey.results.wording.areas import estimated


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCard:
    """One suggested change.

    Attributes:
        kind: What it does, in a word.
        was, will: The plan there now, and with the change.
        goes, comes: The titles of what would leave and come in; empty for neither.
        overtaken: Whether the plan has changed there since, so that it can't be taken over.
        decision: What the client decided, in a word or two; empty before the answer.
    """

    change: SuggestedChange
    kind: str
    was: str
    will: str
    goes: str
    comes: str
    overtaken: bool
    decision: str

    @property
    def tag(self) -> str:
        return "done" if self.change.decision == Decision.TAKEN else ""

    @property
    def can_be_undone(self) -> bool:
        return self.change.decision == Decision.TAKEN


def change_cards(
    changes: Sequence[SuggestedChange], plan: ChangeablePlan, today: date
) -> list[ChangeCard]:
    return [_card(change, plan, today) for change in changes]


def _card(change: SuggestedChange, plan: ChangeablePlan, today: date) -> ChangeCard:
    planned = plan.saved.action_with_key(change.item.key) if change.item else None
    swap = change.kind == SuggestedKind.SWAP
    return ChangeCard(
        change=change,
        kind=str(SuggestedKind(change.kind).label),
        was=_was(change, planned, today),
        will=_will(change, plan),
        goes=change.title if swap or change.kind == SuggestedKind.DROP else "",
        comes=plan.saved.model.action(change.action).title if swap else "",
        overtaken=not change.answered and is_overtaken(change, planned, plan),
        decision=str(Decision(change.decision).label) if change.decision else "",
    )


def is_overtaken(
    change: SuggestedChange, planned: PlannedAction | None, plan: ChangeablePlan
) -> bool:
    """Tell whether the plan is no longer as it was when the change was suggested."""
    known = {p.code for p in plan.saved.actions if p.code}
    if change.kind == SuggestedKind.ADD:
        return change.action in known
    same = planned is not None and planned.promised.revision == change.seen
    return not same or change.action in known


def _was(change: SuggestedChange, planned: PlannedAction | None, today: date) -> str:
    if change.kind == SuggestedKind.ADD:
        return _("Not in your plan")
    if planned is None:
        return _("No longer in your plan")
    if change.kind == SuggestedKind.GIVE:
        return planned.who or _("Nobody yet")
    facts = {"hours": hours(planned.hours), "day": day_in_year(planned.due_on)}
    if change.kind != SuggestedKind.MOVE:
        return _("%(hours)s, due %(day)s") % facts
    late = planned.due_on < today
    return (_("Was due %(day)s") if late else _("Due %(day)s")) % facts


def _will(change: SuggestedChange, plan: ChangeablePlan) -> str:
    if change.kind == SuggestedKind.DROP:
        return _("Taken out of your plan")
    if change.kind == SuggestedKind.GIVE:
        return str(change.owner) if change.owner else _("Somebody who has left since")
    facts = {"day": day_in_year(change.due_on) if change.due_on else ""}
    if change.kind == SuggestedKind.MOVE:
        return _("Due %(day)s") % facts
    cost = plan.cost(plan.saved.model.action(change.action))
    facts |= {"hours": hours(cost.hours), "money": up_to(cost.money, plan.submission.currency)}
    if not cost.money:
        return _("%(hours)s, free, by %(day)s") % facts
    return _("%(hours)s, %(money)s, by %(day)s") % facts


# ---- totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One line of what a plan comes to, now and with the changes."""

    title: str
    now: str
    then: str


def totals(plan: ChangeablePlan, changes: Sequence[SuggestedChange]) -> list[Total]:
    """Compare the plan as it is with the plan after all these changes."""
    saved, currency = plan.saved, plan.submission.currency
    leaving = {SuggestedKind.DROP, SuggestedKind.SWAP}
    gone = {c.item.key for c in changes if c.item and c.kind in leaving}
    left = [planned for planned in saved.actions if planned.key in gone]
    come = [plan.saved.model.action(c.action) for c in changes if c.action]
    costs = [plan.cost(action) for action in come]
    then = Cost(
        saved.hours - sum(p.hours for p in left) + sum(c.hours for c in costs),
        saved.money - sum(p.money for p in left) + sum(c.money for c in costs),
    )
    codes = saved.codes - {p.code for p in left} | {action.code for action in come}
    return [
        Total(title=_("Hours"), now=str(saved.hours), then=_of(then.hours, saved.wish.hours)),
        Total(
            title=_("Money"),
            now=money(saved.money, currency),
            then=_of(money(then.money, currency), money(saved.wish.money, currency)),
        ),
        Total(
            title=_("Actions"),
            now=str(len(saved.counted)),
            then=str(len(saved.counted) - len([p for p in left if not p.find_out]) + len(come)),
        ),
        *_expected(plan, codes),
    ]


def _of(number: object, limit: object) -> str:
    return _("%(number)s of %(limit)s") % {"number": number, "limit": limit}


def _expected(plan: ChangeablePlan, codes: frozenset[str]) -> list[Total]:
    now, then = plan.with_codes(plan.saved.codes), plan.with_codes(codes)
    if not (estimated(now) and estimated(then)):
        return []
    return [
        Total(
            title=_("Expected score"),
            now=str(shown(now.expected.overall.points)),
            then=str(shown(then.expected.overall.points)),
        )
    ]


# ---- how a suggestion went


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionLine:
    """A suggestion in the practice's list: its state in a sentence."""

    suggestion: PlanSuggestion
    head: str
    tag: str


def suggestion_line(suggestion: PlanSuggestion, client: str) -> SuggestionLine:
    count = len(suggestion.changes.all())
    facts = {"count": count, "client": client}
    if suggestion.sent_at is None:
        head = ngettext("Draft with one change", "Draft with %(count)s changes", count) % facts
    elif suggestion.answered_at is None:
        head = (
            ngettext(
                "One change waits for %(client)s", "%(count)s changes wait for %(client)s", count
            )
            % facts
        )
    else:
        facts["taken"] = sum(c.decision == Decision.TAKEN for c in suggestion.changes.all())
        head = (
            ngettext(
                "%(taken)s of %(count)s change taken over",
                "%(taken)s of %(count)s changes taken over",
                count,
            )
            % facts
        )
    tag = "done" if suggestion.answered_at else ""
    return SuggestionLine(suggestion=suggestion, head=head, tag=tag)
