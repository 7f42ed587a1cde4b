"""One action of the plan: its page, and the buttons there and on the board."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from assessment.domain.errors import NothingToUndo
from assessment.domain.planning.planned_actions import Status
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.journey.planning.models import ChangeKind, ItemChange, PlanItem
from assessment.journey.planning.presenters.plan_pages import about
from assessment.journey.planning.queries.assignee_links import link_of
from assessment.journey.planning.queries.experience import experience_of
from assessment.journey.planning.queries.plans import plan_around
from assessment.journey.planning.queries.saved_plans import SavedPlan, planned_action
from assessment.journey.planning.services import ActionChangedMeanwhile
from assessment.journey.results.queries import results_until, submission_of
from assessment.journey.tracking import services
from assessment.journey.tracking.access import doers, may_do, may_undo, planners, readers
from assessment.journey.tracking.forms import ProgressForm
from assessment.journey.tracking.presenters.action_page import ActionPage
from assessment.journey.tracking.presenters.board import BoardAction, Viewer, progress
from assessment.journey.tracking.presenters.history import (
    ChangeEntry,
    LastChange,
    history,
    last_change,
    people_in,
)
from assessment.journey.tracking.queries import changes_of, item_behind, names_of, was_just_changed
from assessment.journey.tracking.views.submitted_revision import actor_of, back_to
from assessment.parties.access.rules import Capability, may
from assessment.parties.businesses.models import Business


@readers
@require_safe
def plan_item(request: SignedInRequest, business: Business, item: PlanItem) -> HttpResponse:
    """Show everything about one action."""
    return item_page(request, business, item)


@doers
@require_POST
def start_item(request: SignedInRequest, business: Business, item: PlanItem) -> HttpResponse:
    # Starting an ended action reopens it, which only people who may plan can do.
    if Status(item.status).ended and not may(business, Capability.PLAN):
        raise PermissionDenied
    return change(request, business, item, services.start_item, on=timezone.localdate())


@doers
@require_POST
def keep_progress(request: SignedInRequest, business: Business, item: PlanItem) -> HttpResponse:
    """Save ticks and note. They share a form, so that saving one does not lose the other."""
    form = progress_form(item, request.POST)
    if not form.is_valid():
        return item_page(request, business, item, form=form, status=422)
    return change(
        request,
        business,
        item,
        services.keep_progress,
        at="note_item" if request.path.endswith("/note/") else "tick_item",
        on=timezone.localdate(),
        otherwise=lambda theirs: stale(request, business, item, theirs, form=form),
        **form.progress(),
    )


@planners
@require_POST
def reopen_item(request: SignedInRequest, business: Business, item: PlanItem) -> HttpResponse:
    return change(request, business, item, services.reopen_item)


@planners
@require_POST
def end_hand_over(request: SignedInRequest, business: Business, item: PlanItem) -> HttpResponse:
    return change(request, business, item, services.end_hand_over)


@doers
@require_POST
@transaction.atomic
def undo_item(request: SignedInRequest, business: Business, item: PlanItem) -> HttpResponse:
    """Undo the last change. A double click undoes it once and does not redo it."""
    last = item.changes.last()
    if last is None or last.kind == ChangeKind.PLANNED or undone_already(request, item, last):
        return redirect(back_to(request, business, item))
    if not may_undo(business, last, request.user):
        raise PermissionDenied
    try:
        response = change(request, business, item, services.undo, at="history")
    except NothingToUndo:
        # The plan was saved again after this request had read the last change.
        return redirect(back_to(request, business, item))
    if not item.pk:
        tell(request, gettext("“%(title)s” has been removed.") % {"title": item.title})
    return response


def undone_already(request: SignedInRequest, item: PlanItem, last: ItemChange) -> bool:
    # After the first click, the last change is the undo itself. Undoing that would redo the
    # original change, so a second click from the same page is ignored.
    seen = request.POST.get("seen")
    ours = last.kind == ChangeKind.UNDONE and last.by_id == request.user.pk
    return ours and seen == str(item.revision - 1)


# ---- shared with the form views in item_forms


def change(
    request: SignedInRequest,
    business: Business,
    item: PlanItem,
    action: Callable[..., object],
    *,
    at: str = "do-next",
    otherwise: Callable[[ItemChange], HttpResponse] | None = None,
    **given: Any,
) -> HttpResponse:
    """Make a change and return to where the reader came from, at the place named by `at`.

    `otherwise` makes the response if someone else changed the action first.
    """
    try:
        action(item=item, actor=actor_of(request, item), **given)
    except ActionChangedMeanwhile as meanwhile:
        if otherwise:
            return otherwise(meanwhile.theirs)
        return stale(request, business, item, meanwhile.theirs)
    return redirect(back_to(request, business, item, at=at))


def stale(
    request: SignedInRequest,
    business: Business,
    item: PlanItem,
    theirs: ItemChange,
    form: ProgressForm | None = None,
) -> HttpResponse:
    """Show who changed what, the current state, and the reader's unsaved text."""
    current = item_behind(business, item.key) or item
    return item_page(request, business, current, form=form, theirs=theirs, status=409)


def item_page(
    request: SignedInRequest,
    business: Business,
    item: PlanItem,
    *,
    form: ProgressForm | None = None,
    theirs: ItemChange | None = None,
    status: int = 200,
) -> HttpResponse:
    changes = changes_of(item)
    names = names_of(people_in(changes))
    newest = changes[-1] if changes else None
    undo = bool(
        newest
        and newest.kind != ChangeKind.PLANNED
        and may_do(business, item, request.user)
        and may_undo(business, newest, request.user)
    )
    form = form or progress_form(item)
    page = action_page(request, business, item, form, history(changes, names, undo=undo))
    facts = {
        **about(business),
        "page": page,
        "planned": page.planned,
        "form": form,
        "note_now": item.note if theirs and form.is_bound else "",
        "last_change": None if theirs else just_done(request, business, page, newest, names),
        "meanwhile": history([theirs], names, undo=False)[0] if theirs else None,
    }
    return render(request, "journey/tracking/item.html", facts, status=status)


def just_done(
    request: SignedInRequest,
    business: Business,
    page: ActionPage,
    newest: ItemChange | None,
    names: dict[int, str],
) -> LastChange | None:
    """Return the reader's recent change, if it is still the latest."""
    if not (newest and was_just_changed(newest, by=request.user, at=timezone.now())):
        return None
    url = reverse("undo_item", args=[business.slug, page.planned.key])
    so_far = progress(page.saved, timezone.localdate())
    return last_change(newest, page.planned.title, names, progress=so_far, undo_url=url)


def action_page(
    request: SignedInRequest,
    business: Business,
    item: PlanItem,
    form: ProgressForm,
    lines: Sequence[ChangeEntry],
) -> ActionPage:
    saved = plan_around(item)
    planned = planned_action(saved.model, item)
    viewer = Viewer(user=request.user, may_plan=about(business)["may_plan"])
    return ActionPage(
        planned=planned,
        ticked=form.ticked,
        action=BoardAction(
            planned=planned,
            today=timezone.localdate(),
            may_do=viewer.may_do(planned),
            currency=business.currency,
            team=saved.wish.team,
        ),
        saved=saved,
        submission=submission_behind(saved, business),
        history=lines,
        link=link_of(item, timezone.now()) if viewer.may_plan else None,
        experienced=experience_of(saved.model.key, filter(None, [planned.code])).get(planned.code),
    )


def submission_behind(saved: SavedPlan, business: Business) -> Submission | None:
    """Return today's answers for the plan's quarter."""
    results = results_until(business, saved.quarter)
    return submission_of(results[-1], business) if results else None


def progress_form(item: PlanItem, posted: Any = None) -> ProgressForm:
    model = item.plan.assessment.fitted_model
    return ProgressForm(posted, planned=planned_action(model, item))
