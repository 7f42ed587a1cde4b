"""The description of one action, to read before it is planned."""

from urllib.parse import urlsplit

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.planning.forms.builder import WishForm
from assessment.journey.planning.presenters.action_guide import ActionDescription
from assessment.journey.planning.presenters.contrasts import HOURS_FOR_ONE, standing_in_plan
from assessment.journey.planning.presenters.plan_pages import about, before_the_first_result
from assessment.journey.planning.queries.find_outs import finding_out, left_to_find_out
from assessment.journey.planning.queries.plans import saved_plan
from assessment.journey.planning.views.builder_state import builder, business_start
from assessment.journey.results.queries import latest_result, submission_of
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@members(Capability.VIEW)
@require_safe
def read_action(request: SignedInRequest, business: Business, code: str) -> HttpResponse:
    """Show what to do, why it pays, when it is done, and why it is in the plan or not."""
    result = latest_result(business)
    if result is None:
        return before_the_first_result(request, business)
    submission, saved = submission_of(result, business), saved_plan(result)
    action = next((a for a in submission.model.actions if a.code == code), None)
    if action is None:
        raise Http404
    # A dropped action is not in the plan any more, so it can be added again.
    planned = saved.action_named(code) if saved and code in saved.codes else None
    # The link back, and the one that adds the action, keep the plan that is being built.
    asked = urlsplit(request.headers.get("Referer", ""))
    building = asked.path == builder(business)
    start = business_start(business, submission, saved)
    link = QueryDict(asked.query if building else "")
    form = WishForm(link, submission=submission, start=start)
    wish = finding_out(submission, form.wish(), saved)
    # Hours that would go to finding out first don't bring the action in.
    more_hours = 0 if left_to_find_out(submission, wish, saved) else HOURS_FOR_ONE
    facts = {
        **about(business),
        "page": ActionDescription(submission=submission, wish=wish, action=action),
        "standing": standing_in_plan(submission, wish, action, more_hours),
        "currency": submission.currency,
        "planned": planned,
        "building": building,
        "asked": f"{asked.query}&" if building and asked.query else "",
    }
    return render(request, "journey/planning/action.html", facts)
