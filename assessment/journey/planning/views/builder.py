"""Views to build a plan, and to decide who does what by when."""

from functools import partial
from urllib.parse import urlsplit

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.accounts.models import User
from assessment.foundation.announcements.happened import tell, tell_with_undo, undo_link
from assessment.journey.planning import services, wording
from assessment.journey.planning.forms.promises import PromisesForm, Proposal
from assessment.journey.planning.models import ItemChange
from assessment.journey.planning.presenters.builder import Building
from assessment.journey.planning.presenters.builder_items import BuilderItem
from assessment.journey.planning.presenters.comparison import VersionComparison
from assessment.journey.planning.presenters.pin_conflicts import PinConflict
from assessment.journey.planning.presenters.plan_pages import about, before_the_first_result
from assessment.journey.planning.queries.plans import teammates, versions_of
from assessment.journey.planning.queries.saved_plans import planned_action
from assessment.journey.planning.views.builder_state import BuilderState, builder, builder_state
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@members(Capability.PLAN)
@require_safe
def build_plan(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show the form next to the resulting plan. Every variant of the plan has its own link."""
    state = builder_state(request, business)
    if state is None:
        return before_the_first_result(request, business)
    if state.form.own and state.form.clear:
        # The owner's own figures were sent beside the plan's link. The redirect makes them part of
        # it, so that the address bar always has a link to the plan shown.
        return redirect(f"{state.link}#figures-{state.form.own}")
    tell_what_changed(request, state)
    building = state.page if isinstance(state.page, Building) else None
    comparison = VersionComparison(
        submission=state.submission,
        building=building if state.ready else None,
        saved=state.saved,
        start=state.start,
        versions=versions_of(business, state.submission.quarter),
    )
    facts = {
        **about(business),
        "form": state.form,
        "submission": state.submission,
        "saved": state.saved,
        "building": building,
        "conflict": state.page if isinstance(state.page, PinConflict) else None,
        "carried": carried(state),
        "comparison": comparison,
        "may_keep": state.ready is not None,
        "asked": state.link.partition("?")[2],
        "version_name": request.GET.get("name", "") or comparison.next_name,
    }
    return render(request, "journey/planning/build.html", facts)


def tell_what_changed(request: SignedInRequest, state: BuilderState) -> None:
    """Compare with the plan that the link was followed from, which the browser names."""
    before = urlsplit(request.htmx.current_url or request.headers.get("Referer", ""))
    if before.path != request.path or not request.GET:
        return
    if change := state.change_from(before.query):
        place = "blocked" if change.before.actions is None else "in-plan"
        back = undo_link(f"{state.link_to(change.before.wish)}#{place}", change.undo_words)
        tell_with_undo(request, change.message, back)


def carried(state: BuilderState) -> str:
    """Say which of last quarter's actions start pinned, as long as they still are."""
    still = [action for action in state.start.carried if action.code in state.wish.pinned]
    return wording.carried_over(still) if still else ""


@members(Capability.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def save_plan(request: SignedInRequest, business: Business) -> HttpResponse:
    """Ask who does what and by when. If the link gives no plan, the builder explains why."""
    state = builder_state(request, business)
    building = state.ready if state else None
    if state is None or building is None:
        return redirect(f"{builder(business)}?{request.GET.urlencode()}")
    ask = partial(
        PromisesForm,
        proposals=proposals(state, building, request.user),
        people=teammates(business),
        today=state.today,
    )
    form = ask(request.POST if request.method == "POST" else None)
    facts = {**about(business), "form": form, "submission": state.submission, "building": building}
    if request.method == "POST" and form.is_valid():
        try:
            keep(request, state, building, form)
        except services.ActionChangedMeanwhile as change:
            said = wording.overtaken(
                who_changed(change.theirs), current_action(change.theirs, state)
            )
            facts |= {"form": ask(seen_now(request, change.theirs))}
            return render(
                request, "journey/planning/save.html", {**facts, "overtaken": said}, status=409
            )
        return redirect("plan", business.slug)
    return render(request, "journey/planning/save.html", facts)


def current_action(theirs: ItemChange, state: BuilderState) -> PlannedAction:
    """The action as someone else has left it since the page was opened."""
    return planned_action(state.submission.model, theirs.item)


def who_changed(theirs: ItemChange) -> str:
    return str(theirs.by or theirs.by_name)


def seen_now(request: SignedInRequest, theirs: ItemChange) -> QueryDict:
    """Return the submitted data with the revision updated, so that it can be sent again."""
    sent = request.POST.copy()
    sent[f"seen-{theirs.item.named}"] = str(theirs.revision)
    return sent


def proposals(state: BuilderState, building: Building, user: User) -> list[Proposal]:
    """Make a proposal for everything that is not done."""
    return [proposal(state, item, user) for item in building.items if not item.done]


def proposal(state: BuilderState, item: BuilderItem, user: User) -> Proposal:
    """Propose what was saved before, with a new date if the old one has passed.

    For a new action, propose our date and the person who is saving.
    """
    promised = item.planned.commitment
    if promised is None:
        return Proposal(
            planned=item.planned,
            user_id=user.pk,
            assignee="",
            due_on=item.due_on,
            why_then=item.why_then,
            seen=None,
        )
    keeps = promised.due_on >= state.today
    return Proposal(
        planned=item.planned,
        user_id=promised.user_id,
        assignee=promised.assignee,
        due_on=promised.due_on if keeps or item.due is None else item.due.on,
        why_then="" if keeps else item.why_then,
        seen=promised.revision,
    )


def keep(
    request: SignedInRequest, state: BuilderState, building: Building, form: PromisesForm
) -> None:
    services.save_plan(
        assessment=state.result.assessment,
        plan=building.plan,
        promises={code: services.Promise(*given) for code, given in form.promises().items()},
        by=request.user,
        at=timezone.now(),
    )
    said = gettext("Your plan is saved: %(plan)s.") % {"plan": wording.in_plan(building.plan)}
    tell(request, said)
