"""The state of the builder, read from the link that was followed."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.due_dates import Closures
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.planning.forms.builder import WishForm
from assessment.journey.planning.presenters.action_costs import Experiences
from assessment.journey.planning.presenters.builder import Building, build
from assessment.journey.planning.presenters.pin_conflicts import PinConflict
from assessment.journey.planning.presenters.plan_change import PlanChange, plan_before_change
from assessment.journey.planning.presenters.starting_point import Start, start_of
from assessment.journey.planning.presenters.wish_links import wish_query
from assessment.journey.planning.queries.closed_days import closed_days
from assessment.journey.planning.queries.experience import experience_of, hours_it_took
from assessment.journey.planning.queries.find_outs import finding_out
from assessment.journey.planning.queries.plans import plan_before, saved_plan
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.results.models import Result
from assessment.journey.results.queries import latest_result, submission_of, suggested_wish
from assessment.parties.businesses.models import Business


@dataclass(frozen=True, kw_only=True)
class BuilderState:
    """A check, the plan saved for its quarter, and the plan that the link describes."""

    business: Business
    result: Result
    submission: Submission
    saved: SavedPlan | None
    start: Start
    form: WishForm
    today: date
    known: Experiences
    closed: Closures

    @cached_property
    def wish(self) -> PlanWish:
        return self._wish_of(self.form)

    @cached_property
    def page(self) -> Building | PinConflict:
        return build(
            self.submission,
            self.wish,
            self.today,
            saved=self.saved,
            known=self.known,
            closed=self.closed,
        )

    def change_from(self, query: str) -> PlanChange | None:
        """Return what changed since the plan of another link; None if it is the same plan."""
        form = WishForm(QueryDict(query), submission=self.submission, start=self.start)
        before = self._wish_of(form)
        if before == self.wish:
            return None
        return PlanChange(before=plan_before_change(self.submission, before), after=self.page)

    def _wish_of(self, form: WishForm) -> PlanWish:
        return finding_out(self.submission, form.wish(), self.saved)

    def link_to(self, wish: PlanWish) -> str:
        return f"{builder(self.business)}?{wish_query(self.submission.model, wish)}"

    @property
    def ready(self) -> Building | None:
        """The plan, if there is anything in it and every part of the link could be read."""
        if self.form.clear and isinstance(self.page, Building) and self.page.items:
            return self.page
        return None

    @cached_property
    def link(self) -> str:
        """The builder's address for this plan, with the whole wish in its query."""
        return self.link_to(self.wish)


def builder(business: Business) -> str:
    return reverse("build_plan", args=[business.slug])


def business_start(business: Business, submission: Submission, saved: SavedPlan | None) -> Start:
    """Return where the builder starts without a link that says otherwise; two queries at most."""
    # Unfinished actions carry over only until a plan for this quarter has been saved.
    before = None if saved else plan_before(business, submission.quarter)
    return start_of(submission, saved, before, suggested_wish(submission, business))


def builder_state(request: SignedInRequest, business: Business) -> BuilderState | None:
    """Build the state from the link; None before the first result. At most eight queries."""
    result = latest_result(business)
    if result is None:
        return None
    submission, saved = submission_of(result, business), saved_plan(result)
    start = business_start(business, submission, saved)
    form = WishForm(request.GET, submission=submission, start=start)
    today = timezone.localdate()
    codes = [action.code for action in submission.model.actions]
    known = Experiences(
        learned=experience_of(submission.model.key, codes), took=hours_it_took(business)
    )
    return BuilderState(
        business=business,
        result=result,
        submission=submission,
        saved=saved,
        start=start,
        form=form,
        today=today,
        known=known,
        closed=closed_days(business, today, submission.next_check_on),
    )
