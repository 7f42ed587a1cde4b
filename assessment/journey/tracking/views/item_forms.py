"""Views with a form about one action: outcome, date, person, hand-over, own actions."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.accounts.queries import address_is_verified
from assessment.foundation.links.services import TooManyLinks
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.parsing.typed_forms import lead_on
from assessment.journey.planning.models import ItemChange, PlanItem
from assessment.journey.planning.presenters.plan_pages import about
from assessment.journey.planning.queries.plans import saved_plan, teammates
from assessment.journey.planning.queries.saved_plans import planned_action
from assessment.journey.planning.services import Actor
from assessment.journey.results.queries import latest_result
from assessment.journey.tracking import services
from assessment.journey.tracking.access import doers, planners
from assessment.journey.tracking.forms import (
    DropForm,
    HandOverForm,
    MoveForm,
    NewOwnForm,
    OutcomeForm,
    OwnForm,
)
from assessment.journey.tracking.presenters.history import history, people_in
from assessment.journey.tracking.queries import item_behind, names_of
from assessment.journey.tracking.views.item import change
from assessment.journey.tracking.views.submitted_revision import back_to, came_from
from assessment.parties.access.on_behalf import only_practice
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@doers
@get_or_post
def finish_item(request: SignedInRequest, business: Business, item: PlanItem) -> HttpResponse:
    """Mark as done with one click; the form records how it went, then or later."""
    today = timezone.localdate()
    if request.method == "POST" and "outcome" not in request.POST:
        return change(request, business, item, services.finish_item, on=today)
    may_drop = about(business)["may_plan"]
    planned = planned_action(item.plan.assessment.fitted_model, item)
    form = OutcomeForm(
        sent(request), planned=planned, may_drop=may_drop, currency=business.currency
    )
    if form.is_valid():
        outcome = services.Outcome(**form.cleaned_outcome())
        do = {"action": services.record_outcome, "outcome": outcome, "on": today}
        return save(request, business, item, "finish", form, **do)
    return ask(request, business, item, "finish", form)


@planners
@get_or_post
def move_item(request: SignedInRequest, business: Business, item: PlanItem) -> HttpResponse:
    """Give the action another date or another team member."""
    people, today = teammates(business), timezone.localdate()
    form = MoveForm(sent(request), item=item, people=people, today=today)
    if form.is_valid():
        do = {"action": services.move_item, **form.moved()}
        return save(request, business, item, "move", form, **do)
    return ask(request, business, item, "move", form)


@planners
@get_or_post
def drop_item(request: SignedInRequest, business: Business, item: PlanItem) -> HttpResponse:
    """Drop the action, with an optional reason."""
    form = DropForm(sent(request))
    if form.is_valid():
        do = {"action": services.drop_item, "on": timezone.localdate(), **form.cleaned_data}
        return save(request, business, item, "drop", form, **do)
    return ask(request, business, item, "drop", form)


@planners
@get_or_post
def hand_over_item(request: SignedInRequest, business: Business, item: PlanItem) -> HttpResponse:
    """Email a link to this action to someone without an account, unless it has ended."""
    if Status(item.status).ended:
        said = gettext("This action is already done or dropped, so we didn’t send a link.")
        return lead_on(request, back_to(request, business, item), said)
    form = HandOverForm(sent(request), item=item)
    verified = address_is_verified(request.user)
    if request.method == "POST" and not verified:
        said = gettext("Please confirm your own email address first.")
        return lead_on(request, back_to(request, business, item), said)
    if not form.is_valid():
        return ask(request, business, item, "hand_over", form, verified=verified)
    do = {"action": services.hand_over, "to": services.Assignee(**form.cleaned_data)}
    do |= {"by": request.user, "link": link_of, "practice": only_practice(request, business)}
    try:
        return save(request, business, item, "hand_over", form, **do)
    except TooManyLinks:
        said = gettext("You’ve reached today’s email limit. Try again tomorrow.")
    return lead_on(request, back_to(request, business, item), said)


def link_of(token: str) -> str:
    return on_site(reverse("helper_action", args=[token]))


@planners
@get_or_post
def edit_own_item(request: SignedInRequest, business: Business, item: PlanItem) -> HttpResponse:
    """Edit an own action. Actions from the library cannot be edited."""
    if not item.own:
        return lead_on(request, back_to(request, business, item))
    areas = item.plan.assessment.model_version.maturity.dimensions
    form = OwnForm(
        sent(request), item=item, areas=areas, currency=business.currency, alone=business.alone
    )
    if form.is_valid():
        do = {"action": services.edit_own_item, "own": services.OwnAction(**form.own())}
        return save(request, business, item, "edit_own", form, **do)
    return ask(request, business, item, "edit_own", form)


@members(Capability.PLAN)
@get_or_post
def add_own_item(request: SignedInRequest, business: Business) -> HttpResponse:
    """Add an own action to the saved plan; without a plan, go to the plan page."""
    result = latest_result(business)
    saved = saved_plan(result) if result else None
    if saved is None:
        return lead_on(request, reverse("plan", args=[business.slug]))
    people, today = teammates(business), timezone.localdate()
    areas = saved.model.dimensions
    form = NewOwnForm(
        sent(request),
        areas=areas,
        currency=business.currency,
        alone=business.alone,
        people=people,
        today=today,
    )
    if form.is_valid():
        own, actor = services.OwnAction(**form.own()), Actor(by=request.user, at=timezone.now())
        try:
            item = services.add_own_item(plan=saved.plan, own=own, actor=actor, **form.promised())
        except services.TooManyOwn:
            form.add_error(None, too_many_own())
        else:
            return redirect(f"{reverse('plan', args=[business.slug])}#{item.key}")
    facts = {**about(business), "form": form}
    return render(
        request, "journey/tracking/add_own.html", facts, status=422 if form.errors else 200
    )


def too_many_own() -> str:
    return gettext(
        "This plan already has 50 of your own actions, the most it can take. "
        "Edit an existing one instead."
    )


# ---- shared by the form views


def sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def save(
    request: SignedInRequest,
    business: Business,
    item: PlanItem,
    page: str,
    form: forms.Form,
    **do: Any,
) -> HttpResponse:
    """Carry out the valid form, or show it again next to someone else's change."""

    def otherwise(theirs: ItemChange) -> HttpResponse:
        current = item_behind(business, item.key) or item
        return ask(request, business, current, page, form, theirs=theirs)

    return change(request, business, item, do.pop("action"), otherwise=otherwise, **do)


def ask(
    request: SignedInRequest,
    business: Business,
    item: PlanItem,
    page: str,
    form: forms.Form,
    *,
    theirs: ItemChange | None = None,
    **further: Any,
) -> HttpResponse:
    """Show the page of a form about one action."""
    names = names_of(people_in([theirs])) if theirs else {}
    facts = {
        **about(business),
        "planned": planned_action(item.plan.assessment.fitted_model, item),
        "form": form,
        "from": came_from(request),
        "back_url": back_to(request, business, item),
        "meanwhile": history([theirs], names, undo=False)[0] if theirs else None,
        **further,
    }
    status = 409 if theirs else 422 if form.errors else 200
    return render(request, f"journey/tracking/item_{page}.html", facts, status=status)
