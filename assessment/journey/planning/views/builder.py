"""Building a plan, and promising who does what by when."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.accounts.models import User
from assessment.journey.planning import services, wording
from assessment.journey.planning.forms.promises import PromisesForm, Proposal
from assessment.journey.planning.models import ItemChange
from assessment.journey.planning.presenters.blocked_pins import Blocked
from assessment.journey.planning.presenters.builder import Building, Pick
from assessment.journey.planning.presenters.comparison import Comparison
from assessment.journey.planning.presenters.plan_pages import about, before_the_first_result
from assessment.journey.planning.queries.plans import teammates, versions_of
from assessment.journey.planning.queries.saved_plans import Step, step_of
from assessment.journey.planning.views.builder_state import Desk, builder, desk_of
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@members(Capability.PLAN)
@require_safe
def build_plan(request: SignedInRequest, business: Business) -> HttpResponse:
    """What can be put in beside the plan that comes of it; every version has its own link."""
    desk = desk_of(request, business)
    if desk is None:
        return before_the_first_result(request, business)
    if desk.form.own and desk.form.clear:
        # The owner's own numbers came beside a link; from here on they are part of it.
        return redirect(f"{desk.link}#{desk.form.own}")
    building = desk.page if isinstance(desk.page, Building) else None
    comparison = Comparison(
        check=desk.check,
        building=building if desk.ready else None,
        begun=desk.start.begun,
        versions=versions_of(business, desk.check.quarter),
    )
    facts = {
        **about(business),
        "form": desk.form,
        "check": desk.check,
        "saved": desk.saved,
        "building": building,
        "blocked": desk.page if isinstance(desk.page, Blocked) else None,
        "carried": carried(desk),
        "comparison": comparison,
        "may_keep": desk.ready is not None,
        "asked": desk.link.partition("?")[2],
        "version_name": request.GET.get("name", "") or comparison.next_name,
    }
    return render(request, "journey/planning/build.html", facts)


def carried(desk: Desk) -> str:
    """That something of last quarter starts pinned, as long as it is."""
    still = [action for action in desk.start.carried if action.code in desk.page.wish.pinned]
    return wording.carried_over(still) if still else ""


@members(Capability.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def save_plan(request: SignedInRequest, business: Business) -> HttpResponse:
    """Who does what and by when; a link that leads to no plan is explained by the builder."""
    desk = desk_of(request, business)
    building = desk.ready if desk else None
    if desk is None or building is None:
        return redirect(f"{builder(business)}?{request.GET.urlencode()}")
    ask = partial(
        PromisesForm,
        proposals=proposals(desk, building, request.user),
        people=teammates(business),
        today=desk.today,
    )
    form = ask(request.POST if request.method == "POST" else None)
    facts = {**about(business), "form": form, "check": desk.check, "building": building}
    if request.method == "POST" and form.is_valid():
        try:
            keep(request, desk, building, form)
        except services.ChangedMeanwhile as change:
            said = wording.overtaken(who_changed(change.theirs), standing(change.theirs, desk))
            facts |= {"form": ask(seen_now(request, change.theirs))}
            return render(
                request, "journey/planning/save.html", {**facts, "overtaken": said}, status=409
            )
        return redirect("plan", business.slug)
    return render(request, "journey/planning/save.html", facts)


def standing(theirs: ItemChange, desk: Desk) -> Step:
    """What somebody else made of an action since the page was opened."""
    return step_of(desk.check.model, theirs.item)


def who_changed(theirs: ItemChange) -> str:
    return str(theirs.by or theirs.by_name)


def seen_now(request: SignedInRequest, theirs: ItemChange) -> QueryDict:
    """What was sent, from somebody who has seen the change by now: it may be sent again."""
    sent = request.POST.copy()
    sent[f"seen-{theirs.item.action}"] = str(theirs.revision)
    return sent


def proposals(desk: Desk, building: Building, user: User) -> list[Proposal]:
    """For every action that is not done with."""
    return [proposal(desk, pick, user) for pick in building.picks if not pick.done]


def proposal(desk: Desk, pick: Pick, user: User) -> Proposal:
    """As saved before, unless that day is gone; else the planner's day, and whoever asks."""
    step = desk.saved.step_of(pick.code) if desk.saved else None
    if step is None:
        return Proposal(pick=pick, owner=user, helper="", due_on=pick.planned_for, seen=None)
    return Proposal(
        pick=pick,
        owner=step.owner,
        helper=step.item.helper_name,
        due_on=step.due_on if step.due_on >= desk.today else pick.planned_for,
        seen=step.item.revision,
    )


def keep(request: SignedInRequest, desk: Desk, building: Building, form: PromisesForm) -> None:
    services.save_plan(
        assessment=desk.result.assessment,
        plan=building.plan,
        promises={code: services.Promise(*given) for code, given in form.promises().items()},
        by=request.user,
        at=timezone.now(),
    )
    said = gettext("Your plan is saved: %(plan)s.") % {"plan": wording.in_plan(building.plan)}
    messages.success(request, said)
