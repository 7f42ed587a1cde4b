"""Suggested changes of a plan, as the practice and its client look them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from assessment.consulting.clients.models import PlanSuggestion, SuggestedChange, SuggestedKind
from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.planner import plan_of
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.planning.substitutions import doable
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.planning.queries.plans import saved_plan
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.results.queries import results_of, submission_of
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy


def suggestions_to(business: Business) -> QuerySet[PlanSuggestion]:
    """Return what practices with access have sent to a client, newest first."""
    firms = business.engagements.running().values("consultancy")
    sent = PlanSuggestion.objects.filter(
        plan__assessment__business=business, sent_at__isnull=False, consultancy__in=firms
    )
    return sent.select_related("made_by", "consultancy", "plan__assessment").order_by("-sent_at")


def waiting_suggestions(business: Business) -> list[PlanSuggestion]:
    """Return what the client has yet to answer; one query."""
    return list(suggestions_to(business).filter(answered_at=None))


def suggestions_by(consultancy: Consultancy, business: Business) -> list[PlanSuggestion]:
    """Return a practice's suggestions for a client with their changes, newest first."""
    found = PlanSuggestion.objects.filter(
        consultancy=consultancy, plan__assessment__business=business
    )
    known = found.select_related("made_by", "answered_by", "plan__assessment")
    return list(known.prefetch_related("changes").order_by("-made_at", "-pk"))


def changes_in(suggestion: PlanSuggestion) -> list[SuggestedChange]:
    """Return its changes in order, with what they are about; one query."""
    return list(suggestion.changes.select_related("item__owner", "owner", "made"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """One change that a consultant would make, and why.

    `item` is the action it is about, at the revision `seen`; None for a new one. `title` names that
    action, or the new one. `action` is the code of what comes in.
    """

    kind: SuggestedKind
    item: PlanItem | None = None
    title: str
    seen: int = 0
    action: str = ""
    due_on: date | None = None
    owner: User | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeablePlan:
    """A saved plan, and what could come into it."""

    saved: SavedPlan
    submission: Submission

    @cached_property
    def candidates(self) -> Sequence[Action]:
        """The actions that would do something and are not in the plan, in the model's order.

        An action that builds on another one for the same question needs that one in the plan.
        """
        model, sheet = self.submission.model, self.submission.sheet
        known = {planned.code for planned in self.saved.actions}
        possible = doable(model, sheet) - known - self.saved.wish.not_suitable.keys()
        return [a for a in model.actions if a.code in possible and self._has_a_base(a)]

    def _has_a_base(self, action: Action) -> bool:
        model, planned = self.submission.model, self.saved.codes
        beside = [a for a in model.actions_for(action.practice) if a.code in planned]
        if action.kind == "quick":
            return not beside
        step = self.submission.sheet.step(model.practice(action.practice))
        return step >= self.submission.rule.usual_step or bool(beside)

    def cost(self, action: Action) -> Cost:
        return self.saved.wish.cost(self.submission.model, action)

    def with_codes(self, codes: frozenset[str]) -> QuarterPlan:
        """Return what exactly these actions would achieve."""
        return plan_of(self.submission.model, self.submission.sheet, self.saved.wish, codes)


def changeable_plan(
    business: Business, suggestion: PlanSuggestion | None = None
) -> ChangeablePlan | None:
    """Return the newest plan of the last check's quarter, or of that of a suggestion.

    It is None before the first plan.
    """
    results = results_of(business)
    if suggestion is not None:
        quarter = suggestion.plan.assessment.quarter
        results = [r for r in results if r.assessment.quarter == quarter]
    saved = saved_plan(results[-1]) if results else None
    if saved is None:
        return None
    return ChangeablePlan(saved=saved, submission=submission_of(results[-1], business))


def open_suggestion(consultancy: Consultancy, plan: Plan) -> PlanSuggestion | None:
    """Return a practice's draft for the quarter of a plan, or what waits for the client."""
    of_quarter = PlanSuggestion.objects.open().filter(
        consultancy=consultancy,
        plan__assessment__business=plan.assessment.business_id,
        plan__assessment__quarter_starts_on=plan.assessment.quarter_starts_on,
    )
    return of_quarter.first()
