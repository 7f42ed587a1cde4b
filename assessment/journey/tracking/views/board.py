"""The board of the saved plan."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.planning.presenters.plan_pages import about, before_the_first_result
from assessment.journey.planning.queries.plans import plan_before, saved_plan
from assessment.journey.planning.queries.saved_plans import planned_action
from assessment.journey.questionnaire.queries.open_assessment import quarter_after
from assessment.journey.results.queries import latest_result, submission_of
from assessment.journey.tracking.forms import OutcomeForm
from assessment.journey.tracking.presenters.board import Board, Viewer
from assessment.journey.tracking.presenters.history import LastChange, last_change
from assessment.journey.tracking.queries import just_changed, last_ticks
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@members(Capability.VIEW)
@require_safe
def plan(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show what is late, due this week, later and done, as a list or in columns."""
    result = latest_result(business)
    if result is None:
        return before_the_first_result(request, business)
    submission, saved = submission_of(result, business), saved_plan(result)
    facts = {**about(business), "submission": submission}
    if saved is None:
        left = left_over(business, submission.quarter)
        return render(request, "journey/tracking/no_plan.html", {**facts, "left": left})
    board = Board(
        submission=submission,
        saved=saved,
        today=timezone.localdate(),
        next_check=quarter_after(business, saved.quarter),
        viewer=Viewer(user=request.user, may_plan=facts["may_plan"]),
        replan=saved.plan.assessment_id != result.assessment_id,
        ticks=last_ticks(saved.plan) if any(p.promised.ticked for p in saved.unfinished) else {},
    )
    facts |= {"board": board, **look(request, board)}
    facts["last_change"] = just_done(request, business, board, place=facts["from"])
    return render(request, "journey/tracking/plan.html", facts)


def left_over(business: Business, quarter: Quarter) -> Sequence[PlannedAction]:
    """Return open actions of the plan before this quarter; they can still be finished."""
    before = plan_before(business, quarter)
    return before.unfinished if before else ()


def look(request: SignedInRequest, board: Board) -> dict[str, Any]:
    """Return context for list or columns, and for the question what changed.

    Only the list view has room for that question.
    """
    columns = request.GET.get("view") == "columns"
    asked = None if columns or "later" in request.GET else board.to_ask_about
    return {
        "columns": columns,
        "from": "columns" if columns else "board",
        "asked": asked,
        "ask_form": OutcomeForm(
            planned=asked.planned,
            may_drop=board.viewer.may_plan,
            currency=board.submission.currency,
        )
        if asked
        else None,
    }


def just_done(
    request: SignedInRequest, business: Business, board: Board, *, place: str
) -> LastChange | None:
    """Return the reader's recent change, if they can undo it."""
    saved = board.saved
    change = just_changed(saved.plan, by=request.user, at=timezone.now())
    if change is None:
        return None
    owner = change.item.owner
    names = {owner.pk: str(owner)} if owner else {}
    title = planned_action(saved.model, change.item).title
    url = f"{reverse('undo_item', args=[business.slug, change.item.key])}?from={place}"
    return last_change(change, title, names, progress=board.title, undo_url=url)
