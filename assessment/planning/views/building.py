"""Building a plan, and promising who does what by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from assessment.accounts.access import SignedInRequest
from assessment.accounts.models import User
from assessment.domain.checks import Check
from assessment.organisations.access import Capability, members
from assessment.organisations.models import Business
from assessment.planning import actions, words
from assessment.planning.forms.building import PromisesForm, WishForm
from assessment.planning.page.blocked import Blocked
from assessment.planning.page.building import Building, build
from assessment.planning.queries import SavedPlan, saved_plan, teammates
from assessment.planning.views.shared import about, before_the_first_result
from assessment.scoring.models import Result
from assessment.scoring.queries import check_of, latest_result, usual_wish

Promised = tuple[User | None, date]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What lies on the desk of somebody who builds a plan."""

    result: Result
    check: Check
    saved: SavedPlan | None
    form: WishForm
    page: Building | Blocked
    today: date

    @property
    def ready(self) -> Building | None:
        """A plan with something in it, of a link that is clear in every part."""
        clear = self.form.is_valid() and not self.form.unknown
        if clear and isinstance(self.page, Building) and self.page.picks:
            return self.page
        return None


def desk_of(request: SignedInRequest, business: Business) -> Desk | None:
    """The plan that the link asks for; None before the first result."""
    result = latest_result(business)
    if result is None:
        return None
    check, saved = check_of(result, business), saved_plan(result)
    start = saved.wish if saved else usual_wish(check.model, business)
    form = WishForm(request.GET, check=check, start=start)
    today = timezone.localdate()
    page = build(check, form.wish(), today)
    return Desk(result=result, check=check, saved=saved, form=form, page=page, today=today)


@members(Capability.PLAN)
@require_safe
def build_plan(request: SignedInRequest, business: Business) -> HttpResponse:
    """What can be put in beside the plan that comes of it; every version has its own link."""
    desk = desk_of(request, business)
    if desk is None:
        return before_the_first_result(request, business)
    facts = {
        **about(business),
        "form": desk.form,
        "check": desk.check,
        "saved": desk.saved,
        "building": desk.page if isinstance(desk.page, Building) else None,
        "blocked": desk.page if isinstance(desk.page, Blocked) else None,
    }
    return render(request, "planning/build.html", facts)


@members(Capability.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def save_plan(request: SignedInRequest, business: Business) -> HttpResponse:
    """Who does what and by when; a link that leads to no plan is explained by the builder."""
    desk = desk_of(request, business)
    building = desk.ready if desk else None
    if desk is None or building is None:
        query = request.GET.urlencode()
        return redirect(f"{reverse('build_plan', args=[business.slug])}?{query}")
    form = PromisesForm(
        request.POST if request.method == "POST" else None,
        picks=building.picks,
        people=teammates(business),
        known=promised(desk, building, request.user),
        today=desk.today,
    )
    if request.method == "POST" and form.is_valid():
        keep(request, desk, building, form)
        return redirect("plan", business.slug)
    facts = {**about(business), "form": form, "check": desk.check, "building": building}
    return render(request, "planning/save.html", facts)


def promised(desk: Desk, building: Building, user: User) -> Mapping[str, Promised]:
    """As saved before, unless that day is gone; else the planner's day, and whoever asks."""
    steps = desk.saved.steps if desk.saved else ()
    before = {
        s.action.code: (s.owner, s.due_on) for s in steps if s.action and s.due_on >= desk.today
    }
    return {pick.code: (user, pick.due_on) for pick in building.picks} | before


def keep(request: SignedInRequest, desk: Desk, building: Building, form: PromisesForm) -> None:
    actions.save_plan(
        assessment=desk.result.assessment,
        plan=building.plan,
        promises={code: actions.Promise(*given) for code, given in form.promises().items()},
        by=request.user,
        at=timezone.now(),
    )
    said = gettext("Your plan is saved: %(plan)s.") % {"plan": words.in_plan(building.plan)}
    messages.success(request, said)
